"""Start, end and original start of events: Google's objects read, checked and written."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tests.fakes.google.errors import empty_range, invalid, required
from tests.fakes.google.state import Json


@lru_cache(maxsize=200)
def zone(name: str) -> ZoneInfo:
    """Return the zone of that name; Google refuses an unknown one."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        message = "Invalid time zone definition."
        raise invalid(message) from None


def rfc3339(moment: datetime) -> str:
    """Write a moment as Google does: `Z` for UTC."""
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def stamp(moment: datetime) -> str:
    """Write `updated` and `created`: UTC with milliseconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def parsed(text: str, name: str = "") -> datetime:
    """Read an RFC 3339 moment of a parameter: the offset is mandatory."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        msg = "Bad Request"
        raise invalid(msg, name) from None
    if moment.tzinfo is None:
        msg = "Bad Request"
        raise invalid(msg, name)
    return moment.replace(microsecond=0)


def is_day(when: Json) -> bool:
    """Return whether this is a day and no time."""
    return bool(when.get("date"))


def instant(when: Json, calendar_zone: str) -> datetime:
    """Return the moment at which `when` begins, aware; a day begins at midnight of the calendar."""
    if is_day(when):
        return datetime.combine(date.fromisoformat(when["date"]), time(0), zone(calendar_zone))
    moment = datetime.fromisoformat(when["dateTime"])
    if moment.tzinfo is None:
        return moment.replace(tzinfo=zone(when.get("timeZone") or calendar_zone))
    return moment


def normal(when: Json, calendar_zone: str, *, recurring: bool) -> Json:
    """Check a start or end and return it as it is kept: offset and zone both there."""
    given = {key: value for key, value in when.items() if value is not None}
    if is_day(given) == bool(given.get("dateTime")):
        message = "Invalid start/end time: either date or dateTime."
        raise invalid(message)
    try:
        moment = instant(given, calendar_zone)
    except ValueError:
        message = "Invalid value for time."
        raise invalid(message) from None
    if is_day(given):
        return {"date": given["date"]}
    if recurring and not given.get("timeZone"):
        message = "Missing time zone definition for start time."
        raise required(message)
    name = given.get("timeZone") or calendar_zone
    return {"dateTime": rfc3339(moment.astimezone(zone(name))), "timeZone": name}


def check_span(start: Json, end: Json, calendar_zone: str) -> None:
    """Refuse mixed kinds and an end that is not after the start (an empty timed event is legal)."""
    if is_day(start) != is_day(end):
        message = "Start and end times must either both be date or both be dateTime."
        raise invalid(message)
    first, last = instant(start, calendar_zone), instant(end, calendar_zone)
    if last < first or (is_day(start) and last == first):
        raise empty_range()


def key(when: Json, calendar_zone: str) -> str:
    """Return the tail of an instance's id: its original start, in UTC, or its day."""
    if is_day(when):
        return str(when["date"]).replace("-", "")
    return instant(when, calendar_zone).astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def shifted(when: Json, by: timedelta) -> Json:
    """Return the same kind of time so much later on the clock, in the same zone."""
    if is_day(when):
        return {"date": (date.fromisoformat(when["date"]) + by).isoformat()}
    moment = datetime.fromisoformat(when["dateTime"]).astimezone(UTC) + by
    return when | {"dateTime": rfc3339(moment.astimezone(zone(when["timeZone"])))}


def shown(when: Json, in_zone: str) -> Json:
    """Return a time as an answer shows it: at the offset of the zone that was asked for."""
    if is_day(when) or "dateTime" not in when:
        return when
    return when | {"dateTime": rfc3339(datetime.fromisoformat(when["dateTime"]).astimezone(zone(in_zone)))}
