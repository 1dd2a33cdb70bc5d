"""A series laid out into its instances: on the wall clock of its zone, so that it keeps its hour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rruleset, rrulestr  # type: ignore[import-untyped]

from tests.fakes.google.errors import invalid
from tests.fakes.google.state import Json, Row
from tests.fakes.google.times import instant, is_day, key, rfc3339, shifted, zone

_LINE = re.compile(r"(RRULE|EXRULE|RDATE|EXDATE)((?:;[^:]*)?):(.+)", re.IGNORECASE)
_UNTIL = re.compile(r"UNTIL=(\d{8})(?:T(\d{6})(Z?))?", re.IGNORECASE)
_MOST = 2500


def expanded(row: Row, calendar_zone: str, until: date) -> dict[str, Json]:
    """Return the instances of a master by id, in order, as bodies without what exceptions change.

    Args:
        row: The master.
        calendar_zone: The calendar's zone, for series of days.
        until: The first day that is not laid out any more.

    """
    found = row.cache.get(("instances", until))
    if found is None:
        found = row.cache["instances", until] = dict(_instances(row.body, calendar_zone, until))
    return dict(found)


def check(lines: list[str], start: Json, calendar_zone: str) -> None:
    """Refuse recurrence lines that Google would refuse."""
    try:
        next(_starts(lines, start, calendar_zone, date(9999, 1, 1)), None)
    except (ValueError, TypeError, AttributeError):
        message = "Invalid recurrence rule."
        raise invalid(message) from None


def _instances(body: Json, calendar_zone: str, until: date) -> Iterator[tuple[str, Json]]:
    shared = {name: value for name, value in body.items() if name != "recurrence"}
    lasting = instant(body["end"], calendar_zone) - instant(body["start"], calendar_zone)
    for start in _starts(body["recurrence"], body["start"], calendar_zone, until):
        name = f"{body['id']}_{key(start, calendar_zone)}"
        yield name, _instance(shared, name, start, _end(body, start, lasting))


def _instance(shared: Json, name: str, start: Json, end: Json) -> Json:
    own = {"id": name, "start": start, "end": end}
    return shared | own | {"recurringEventId": shared["id"], "originalStartTime": start}


def _end(body: Json, start: Json, lasting: timedelta) -> Json:
    if is_day(start):
        days = date.fromisoformat(body["end"]["date"]) - date.fromisoformat(body["start"]["date"])
        return shifted(start, days)
    return shifted(start | {"timeZone": body["end"]["timeZone"]}, lasting)


def _starts(lines: list[str], start: Json, calendar_zone: str, until: date) -> Iterator[Json]:
    home = zone(calendar_zone if is_day(start) else start["timeZone"])
    first = instant(start, calendar_zone).astimezone(home).replace(tzinfo=None)
    rules = rruleset()
    rules.rdate(first)
    for line in lines:
        _add(rules, line, first, home)
    limit = datetime.combine(until, time(0))
    for count, each in enumerate(rules):
        if each >= limit or count >= _MOST:
            return
        yield _start(start, each, home)


def _start(start: Json, local: datetime, home: ZoneInfo) -> Json:
    if is_day(start):
        return {"date": local.date().isoformat()}
    real = local.replace(tzinfo=home).astimezone(UTC).astimezone(home)  # an hour that is skipped moves
    return {"dateTime": rfc3339(real), "timeZone": start["timeZone"]}


def _add(rules: rruleset, line: str, first: datetime, home: ZoneInfo) -> None:
    match = _LINE.fullmatch(line.strip())
    if match is None:
        raise ValueError(line)
    kind, parameters, value = match[1].upper(), match[2], match[3]
    if kind in {"RRULE", "EXRULE"}:
        if "COUNT=" in value and "UNTIL=" in value:
            raise ValueError(line)
        rule = rrulestr(_UNTIL.sub(lambda found: _local_until(found, home), value), dtstart=first)
        (rules.rrule if kind == "RRULE" else rules.exrule)(rule)
        return
    tzid = re.search(r"TZID=([^;:]+)", parameters, re.IGNORECASE)
    for text in value.split(","):
        moment = _moment(text, zone(tzid[1]) if tzid else home, home, first)
        (rules.rdate if kind == "RDATE" else rules.exdate)(moment)


def _local_until(found: re.Match[str], home: ZoneInfo) -> str:
    if not found[2]:
        return f"UNTIL={found[1]}T235959"
    moment = datetime.strptime(found[1] + found[2], "%Y%m%d%H%M%S")  # noqa: DTZ007  # zoned below
    if found[3]:
        moment = moment.replace(tzinfo=UTC).astimezone(home)
    return f"UNTIL={moment:%Y%m%dT%H%M%S}"


def _moment(text: str, given: ZoneInfo, home: ZoneInfo, first: datetime) -> datetime:
    day, _, hour = text.strip().partition("T")
    if not hour:
        return datetime.combine(datetime.strptime(day, "%Y%m%d").date(), first.time())  # noqa: DTZ007
    moment = datetime.strptime(day + hour.rstrip("Z"), "%Y%m%d%H%M%S")  # noqa: DTZ007  # zoned below
    source = UTC if hour.endswith("Z") else given
    return moment.replace(tzinfo=source).astimezone(home).replace(tzinfo=None)
