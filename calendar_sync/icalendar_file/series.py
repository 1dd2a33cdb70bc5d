"""One series: what its rules give, what is taken out of it, and what stands in the place of what.

The library does the rules. Matching EXDATE and RECURRENCE-ID is done here, by the instant: the library
also matches by the wall clock, so that of a series with a meeting at nine and one at ten in Berlin, ten
vanishes with nine, since nine in Berlin may be ten elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

import recurring_ical_events
from icalendar import Calendar, Component
from icalendar.prop import vBroken, vDDDTypes

from calendar_sync.icalendar_file.zones import Zones, value_of
from calendar_sync.port import Window

_SINGLE = ("DTSTART", "DTEND", "RECURRENCE-ID")
_LISTED = ("EXDATE", "RDATE")
_MARGIN = timedelta(days=1)


def between(
    master: Component, exceptions: Sequence[Component], window: Window, zones: Zones
) -> Iterator[tuple[Component, Component | None]]:
    """Yield occurrences, each with the exception that it comes from, if it does.

    All of the exceptions are yielded that are not taken out; callers check the exact times.
    """
    _without_backward_end(master)
    if any("RANGE" in getattr(each.get("RECURRENCE-ID"), "params", ()) for each in exceptions):
        named = {_utc(original(each, zones)): each for each in exceptions}
        for found in _expanded([master, *exceptions], window):
            yield found, named.get(_utc(original(found, zones)))
        return
    taken_out = _Named(_moments(master.pop("EXDATE", None)), zones)
    standing = [each for each in exceptions if not taken_out.has(original(each, zones))]
    replaced = _Named((original(each, zones) for each in exceptions), zones)
    for found in _expanded([master], window):
        start = original(found, zones)
        if not (taken_out.has(start) or replaced.has(start)):
            yield found, None
    for each in standing:
        yield each, each


class _Named:
    """Starts that are named by EXDATE or RECURRENCE-ID, as times or as days."""

    def __init__(self, moments: Iterable[date | None], zones: Zones) -> None:
        """Take times and days; a time names the day of an all-day series too."""
        named = list(moments)
        times = [each for each in named if isinstance(each, datetime)]
        self._instants = {_utc(each) for each in times}
        self._days = {each for each in named if each and not isinstance(each, datetime)}
        self._of_times = {
            (each if each.time() == time() else each.astimezone(zones.default)).date() for each in times
        }

    def has(self, start: date | None) -> bool:
        """Tell whether an occurrence that starts then is named."""
        if isinstance(start, datetime):
            return _utc(start) in self._instants or start.date() in self._days
        return start in self._days or start in self._of_times


def original(component: Component, zones: Zones) -> date | None:
    """Return the start by which an occurrence is known, None where it cannot be read."""
    value = component.get("RECURRENCE-ID") or component.get("DTSTART")
    if isinstance(value, list):
        value = value[0]
    moment = value_of(value)
    if isinstance(moment, datetime):
        return zones.localised(moment, value.params)
    return moment if isinstance(moment, date) else None


def localise(component: Component, zones: Zones) -> None:
    """Give all times of an entry a zone: one that names none is in the zone of the start."""
    beside: tzinfo | None = None
    for name in _SINGLE:
        value = component.get(name)
        moment = value_of(value)
        if isinstance(moment, datetime):
            moment = _in_zone(moment, value.params, beside, zones)
            component[name] = _with_range(vDDDTypes(moment), value.params)
            beside = beside or moment.tzinfo
    for name in _LISTED:
        for values in _listed(component.get(name)):
            for each in values.dts:
                if isinstance(each.dt, datetime):
                    each.dt = _in_zone(each.dt, values.params, beside, zones)


def _with_range(value: Any, params: Any) -> Any:  # noqa: ANN401  # untyped there
    if "RANGE" in params:
        value.params["RANGE"] = params["RANGE"]
    return value


def _in_zone(moment: datetime, params: Any, beside: tzinfo | None, zones: Zones) -> datetime:  # noqa: ANN401
    if moment.tzinfo:
        return moment
    if beside and not (params and params.get("TZID")):
        return moment.replace(tzinfo=beside)
    return zones.localised(moment, params)


def _listed(values: Any) -> list[Any]:  # noqa: ANN401  # untyped there
    listed = values if isinstance(values, list) else [values]
    return [each for each in listed if not isinstance(each, vBroken) and hasattr(each, "dts")]


def _moments(values: Any) -> Iterator[date]:  # noqa: ANN401  # untyped there
    for listed in _listed(values):
        yield from (each.dt for each in listed.dts if isinstance(each.dt, date))


def _utc(moment: date | None) -> date | None:
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment


def _expanded(components: Iterable[Component], window: Window) -> Iterator[Component]:
    calendar = Calendar()
    for component in components:
        calendar.add_component(component)
    query = recurring_ical_events.of(calendar, skip_bad_series=False)
    for found in query.between(window.first - _MARGIN, window.last + _MARGIN):
        _keep_length(found)
        yield found


def _without_backward_end(master: Component) -> None:
    """Drop an end before the start, which means none; the library would look as far back as it says.

    In one zone the wall clock tells: an hour that a switch leaves out is not backward.
    """
    start, end = value_of(master.get("DTSTART")), value_of(master.get("DTEND"))
    if start and end and type(start) is type(end) and end < start:
        del master["DTEND"]


def _keep_length(occurrence: Component) -> None:
    """Give an occurrence its whole length where its start falls into a switch of summer time.

    There the wall clock's difference is no length: 2:30 to 3:00 would end before it starts in spring and
    last an hour and a half in autumn.
    """
    start, end = value_of(occurrence.get("DTSTART")), value_of(occurrence.get("DTEND"))
    if not (isinstance(start, datetime) and isinstance(end, datetime) and start.tzinfo):
        return
    if start.replace(fold=0).utcoffset() != start.replace(fold=1).utcoffset():
        length = end.replace(tzinfo=None) - start.replace(tzinfo=None)
        if end.tzinfo is start.tzinfo and length > timedelta():
            occurrence["DTEND"] = vDDDTypes(start.astimezone(UTC) + length)
