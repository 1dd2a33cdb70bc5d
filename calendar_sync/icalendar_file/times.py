"""Times as they stand in content lines: read, and written again in the form they had."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, tzinfo

from calendar_sync.icalendar_file.lines import Line, find, parts_of
from calendar_sync.icalendar_file.zones import Zones

_MOMENT = re.compile(r"\d{8}T\d{6}Z?", re.ASCII | re.IGNORECASE)
_VALUE = re.compile(r";\s*VALUE\s*=\s*(?!\"?DATE-TIME\b)", re.IGNORECASE)


def is_moment(text: str) -> bool:
    """Tell whether a content line holds one time, written as it should be."""
    name, value = parts_of(text)
    return bool(_MOMENT.fullmatch(value.strip())) and not _VALUE.search(name)


def floating_zone(lines: list[Line], zones: Zones) -> tzinfo:
    """Return the zone of an entry's times that name none: that of its start."""
    start = find(lines, "DTSTART")
    try:
        return moment_of(start.text, zones).tzinfo or zones.default if start else zones.default
    except (ValueError, OverflowError):
        return zones.default


def moment_of(text: str, zones: Zones, floating: tzinfo | None = None) -> datetime:
    """Read the time of a content line; one in UTC is in UTC whatever zone is named beside it.

    ``floating`` is the zone of one that names none, where it is not the file's.

    Raises ValueError where there is none.
    """
    name, value = parts_of(text)
    digits = value.strip().upper()
    if not _MOMENT.fullmatch(digits):
        message = "no usable time"
        raise ValueError(message)
    moment = datetime.strptime(digits.removesuffix("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007  # zone follows
    return moment.replace(tzinfo=UTC if digits.endswith("Z") else _zone_of(name, zones, floating))


def _zone_of(name: str, zones: Zones, floating: tzinfo | None) -> tzinfo:
    for parameter in name.split(";")[1:]:
        key, _, said = parameter.partition("=")
        if key.strip().upper() == "TZID" and said.strip('" '):
            return zones.named(said)
    return floating or zones.default


def time_like(text: str, moment: datetime, zones: Zones, floating: tzinfo | None = None) -> str:
    """Write a content line with another time in its form: its parameters, UTC or a wall clock."""
    name, value = parts_of(text)
    if value.strip().upper().endswith("Z"):
        return f"{name}:{utc(moment)}"
    return f"{name}:{moment.astimezone(_zone_of(name, zones, floating)):%Y%m%dT%H%M%S}"


def utc(moment: datetime) -> str:
    """Write a moment in UTC."""
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def occurrence_name(original: date) -> str:
    """Name one occurrence by its original start: UTC for times, the day for all-day events."""
    return utc(original) if isinstance(original, datetime) else original.strftime("%Y%m%d")


def occurrence_of(text: str, zones: Zones, floating: tzinfo) -> str:
    """Name the occurrence of a RECURRENCE-ID; a time that cannot be read names none."""
    value = parts_of(text)[1].strip()
    if "T" not in value.upper():
        return value
    try:
        return utc(moment_of(text, zones, floating))
    except (ValueError, OverflowError):
        return ""


def original_start(occurrence: str) -> datetime:
    """Read the name of an occurrence again. Raises ValueError for that of a day."""
    return datetime.strptime(f"{occurrence}+0000", "%Y%m%dT%H%M%SZ%z")


def iso_length(length: timedelta) -> str:
    """Write a length (RFC 5545, 3.3.6)."""
    minutes, rest = divmod(int(length.total_seconds()), 60)
    return f"PT{minutes}M{rest}S" if rest else f"PT{minutes}M"
