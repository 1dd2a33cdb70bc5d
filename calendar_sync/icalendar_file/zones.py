"""Which zone a time is in: the file's own definitions, known names, or what the reader takes for granted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar import Timezone
from icalendar.prop import vBroken

from calendar_sync.icalendar_file.quirks import plain_zone, windows_zone
from calendar_sync.port import LeftOut, LeftOutCode

_TZID = re.compile(r"^TZID[^:\r\n]*:(.*(?:\r?\n[ \t].*)*)", re.IGNORECASE | re.MULTILINE)
_RULE = re.compile(r"^RRULE[^:\r\n]*:(?![^\r\n]*FREQ=YEARLY)", re.IGNORECASE | re.MULTILINE)
_MOST_RULES = 200


@dataclass(slots=True)
class Zones:
    """The zones of one file. ``default`` is for times that name none."""

    default: tzinfo
    own: dict[str, tzinfo] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)

    def named(self, name: str) -> tzinfo:
        """Return the zone of a TZID; an unknown one counts as the default and is remembered."""
        name = name.strip().strip('"')
        zone = self.own.get(name) or known_zone(name)
        if zone is None:
            self.unknown.add(name)
            return self.default
        return zone

    def localised(self, moment: datetime, params: Any) -> datetime:  # noqa: ANN401  # untyped there
        """Give a time without a zone the one that its parameters or the file name."""
        if moment.tzinfo is not None:
            return moment
        name = str(params.get("TZID", "")) if params else ""
        return moment.replace(tzinfo=self.named(name) if name else self.default)


def known_zone(name: str) -> tzinfo | None:
    """Return a zone for an IANA or Windows name, None for others."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return windows_zone(name) or plain_zone(name)


def own_zones(blocks: Iterable[tuple[str, int]]) -> tuple[dict[str, tzinfo], list[LeftOut]]:
    """Read the zones that a file defines itself, given their texts and lines.

    Names that everybody knows keep their known meaning; a definition that cannot be read, or whose
    rules are no yearly ones, is left out.
    """
    zones: dict[str, tzinfo] = {}
    left_out: list[LeftOut] = []
    for text, line in blocks:
        found = _TZID.search(text)
        name = found[1].strip().strip('"') if found else ""
        if not name or known_zone(name):
            continue
        zone = _read(text)
        if zone is None:
            left_out.append(LeftOut(code=LeftOutCode.ZONE_UNREADABLE, line=line))
        else:
            zones[name] = zone
    return zones, left_out


def _read(text: str) -> tzinfo | None:
    if _RULE.search(text) or text.upper().count("RRULE") > _MOST_RULES:
        return None
    try:
        component = Timezone.from_ical(text)
        if not isinstance(component, Timezone):
            return None
        zone: tzinfo = component.to_tz(lookup_tzid=False)
        datetime(2026, 7, 1, tzinfo=zone).utcoffset()
        datetime(2026, 12, 1, tzinfo=zone).utcoffset()
    except (ValueError, KeyError, TypeError, IndexError, OverflowError, AttributeError, OSError):
        return None
    return zone


def value_of(prop: Any) -> Any:  # noqa: ANN401  # untyped there
    """Return a property's date, time or length; None where there is none or it cannot be read."""
    return None if isinstance(prop, vBroken) else getattr(prop, "dt", None)


def is_date(value: object) -> bool:
    """Whether a value is a day without a time."""
    return isinstance(value, date) and not isinstance(value, datetime)
