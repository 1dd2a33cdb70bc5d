"""Parse what matters for a window and expand what recurs, with the libraries for both."""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import recurring_ical_events
from icalendar import Calendar, Component
from icalendar import Event as EventComponent
from icalendar.error import GloballyUniqueTZIDGuessed
from icalendar.prop import vBroken, vDDDTypes

from calendar_sync.icalendar_file.limits import Limits
from calendar_sync.icalendar_file.lines import plain
from calendar_sync.icalendar_file.peek import Peek, outside, over_before
from calendar_sync.icalendar_file.quirks import utc_is_utc
from calendar_sync.icalendar_file.rules import why_not
from calendar_sync.icalendar_file.scan import LineNumbers
from calendar_sync.icalendar_file.zones import Zones, is_date, value_of
from calendar_sync.port import LeftOut, LeftOutCode, Watch, Window, unwatched

_PROBLEMS = (
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    OverflowError,
    AttributeError,
    RecursionError,
    OSError,  # a TZID too long for a file name
)
_BATCH = 500

# The library guesses the zone as quirks.plain_zone does, and its remark would end up on the terminal.
warnings.filterwarnings("ignore", category=GloballyUniqueTZIDGuessed)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One occurrence: its component, the event's text it came from, its original start if it recurs."""

    component: Component
    peek: Peek
    original: date | None
    locked: bool = False
    """Whether it cannot be edited without guessing: no UID, an exception for all that follows or for
    nobody knows which."""


class Expander:
    """Expands one file's events within a window; notes what it leaves out."""

    def __init__(self, text: str, zones: Zones, limits: Limits) -> None:
        """Take the text that peeks point into."""
        self._text = text
        self._lines = LineNumbers(text)
        self._zones = zones
        self._limits = limits
        self.left_out: list[LeftOut] = []

    def occurrences(
        self, peeks: Sequence[Peek], window: Window, watch: Watch = unwatched
    ) -> Iterator[Occurrence]:
        """Yield what may touch the window; callers check the exact times."""
        series: dict[str, list[Peek]] = defaultdict(list)
        for seen in peeks:
            series[seen.uid].append(seen)
        wanted = [seen for group in series.values() for seen in self._wanted(group, window)]
        everything = len(wanted) + len(series)
        components = self._parsed(wanted, lambda done: watch(done, everything))
        for number, group in enumerate(series.values()):
            watch(len(wanted) + number, everything)
            yield from self._expanded(
                [(seen, components[id(seen)]) for seen in group if id(seen) in components],
                window,
            )

    def _wanted(self, group: Sequence[Peek], window: Window) -> Iterator[Peek]:
        group = self._without_duplicates(group)
        masters = [seen for seen in group if seen.is_master and self._may_expand(seen, window)]
        refused = any(seen.is_master for seen in group) and not masters
        expands = any(not over_before(seen, window) for seen in masters)
        for seen in group:
            if seen.is_master:
                if expands and seen in masters:
                    yield seen
            elif (expands and seen.recurrence_id) or not (refused or outside(seen, window)):
                yield seen

    def _without_duplicates(self, group: Sequence[Peek]) -> list[Peek]:
        best: dict[str, Peek] = {}
        for seen in group:
            other = best.get(seen.recurrence_id)
            if other:
                loser = other if seen.sequence >= other.sequence else seen
                self.leave(LeftOutCode.DUPLICATE, loser)
            if not other or seen.sequence >= other.sequence:
                best[seen.recurrence_id] = seen
        return list(best.values())

    def _may_expand(self, seen: Peek, window: Window) -> bool:
        if seen.dates > self._limits.dates:
            self.leave(LeftOutCode.TOO_DENSE, seen)
            return False
        for rule in seen.rules:
            code = why_not(rule, seen.start or window.first.date(), window, self._limits)
            if code:
                self.leave(code, seen)
                return False
        return True

    def _parsed(self, peeks: Sequence[Peek], watch: Callable[[int], None]) -> dict[int, Component]:
        components: dict[int, Component] = {}
        for start in range(0, len(peeks), _BATCH):
            watch(start)
            components.update(self._batch(peeks[start : start + _BATCH]))
        return components

    def _batch(self, peeks: Sequence[Peek]) -> dict[int, Component]:
        try:
            found = _parse(map(self._source, peeks))
        except _PROBLEMS:
            found = []
        if len(found) == len(peeks):
            return {id(seen): each for seen, each in zip(peeks, found, strict=True)}
        if len(peeks) == 1:
            self.leave(LeftOutCode.UNREADABLE, peeks[0])
            return {}
        middle = len(peeks) // 2
        return self._batch(peeks[:middle]) | self._batch(peeks[middle:])

    def _source(self, seen: Peek) -> str:
        if seen.block.end - seen.block.start > self._limits.event_size:
            message = "event too large"
            raise ValueError(message)
        return utc_is_utc(plain(self._text[seen.block.start : seen.block.end]))

    def _expanded(
        self,
        group: Sequence[tuple[Peek, Component]],
        window: Window,
    ) -> Iterator[Occurrence]:
        master = next((seen for seen, _ in group if seen.is_master), None)
        locked = any(seen.ranged or not seen.named for seen, _ in group)
        if master is None:
            for seen, component in group:
                original = self._original(component) if seen.recurrence_id else None
                unclear = locked or bool(seen.recurrence_id and original is None)
                yield Occurrence(component, seen, original, unclear)
            return
        try:
            for _, component in group:
                self._localise(component)
            found = _between([component for _, component in group], window)
        except _PROBLEMS:
            self.leave(LeftOutCode.RULE_UNREADABLE, master)
            return
        if len(found) > self._limits.occurrences:
            self.leave(LeftOutCode.TOO_MANY_OCCURRENCES, master)
            return
        exceptions = {self._original(each): seen for seen, each in group if seen.recurrence_id}
        for component in found:
            original = self._original(component)
            yield Occurrence(component, exceptions.get(original, master), original, locked)

    def _original(self, component: Component) -> date | None:
        value = component.get("RECURRENCE-ID") or component.get("DTSTART")
        if isinstance(value, list):
            value = value[0]
        moment = value_of(value)
        if isinstance(moment, datetime):
            return self._zones.localised(moment, value.params)
        return moment if is_date(moment) else None

    def _localise(self, component: Component) -> None:
        for name in ("DTSTART", "DTEND", "RECURRENCE-ID"):
            value = component.get(name)
            moment = value_of(value)
            if isinstance(moment, datetime) and moment.tzinfo is None:
                replaced = vDDDTypes(self._zones.localised(moment, value.params))
                if "RANGE" in value.params:
                    replaced.params["RANGE"] = value.params["RANGE"]
                component[name] = replaced
        for name in ("EXDATE", "RDATE"):
            values = component.get(name)
            for each in values if isinstance(values, list) else [values]:
                _localise_list(each, self._zones)

    def leave(self, code: LeftOutCode, seen: Peek) -> None:
        """Note that an event is left out."""
        self.left_out.append(LeftOut(code=code, line=self._lines.at(seen.block.start)))


def _localise_list(values: Any, zones: Zones) -> None:  # noqa: ANN401  # untyped there
    for each in () if isinstance(values, vBroken) else getattr(values, "dts", ()):
        moment = each.dt
        if isinstance(moment, datetime) and moment.tzinfo is None:
            each.dt = zones.localised(moment, values.params)


def _parse(sources: Iterable[str]) -> list[Component]:
    text = "".join(source if source.endswith("\n") else f"{source}\n" for source in sources)
    calendar = Component.from_ical(f"BEGIN:VCALENDAR\n{text}END:VCALENDAR\n")
    if isinstance(calendar, list):
        return []
    return [each for each in calendar.subcomponents if isinstance(each, EventComponent)]


def _between(components: Sequence[Component], window: Window) -> list[Component]:
    calendar = Calendar()
    for component in components:
        calendar.add_component(component)
    query = recurring_ical_events.of(calendar, skip_bad_series=False)
    margin = timedelta(days=1)
    return list(query.between(window.first - margin, window.last + margin))
