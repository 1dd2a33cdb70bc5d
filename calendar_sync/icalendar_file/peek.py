"""A cheap look at an event's text: enough to know whether it has to be parsed at all."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date, timedelta

from calendar_sync.icalendar_file.lines import plain
from calendar_sync.icalendar_file.scan import Block
from calendar_sync.icalendar_file.vcalendar import new_rule
from calendar_sync.port import Window

_LINES = re.compile(
    r"^(UID|DTSTART|DTEND|DURATION|RRULE|RDATE|EXDATE|RECURRENCE-ID|SEQUENCE|SUMMARY)"
    r"((?:[ \t]*;(?:[^\n:\"]++|\"[^\n\"]*+\")*+)?)"
    r":([^\n]*)",
    re.IGNORECASE | re.MULTILINE,
)
_NESTED = re.compile(
    r"^BEGIN:([A-Z0-9-]+)[ \t]*\n(?:.*\n)*?END:\1[ \t]*$\n?", re.IGNORECASE | re.MULTILINE | re.ASCII
)
_DAY = re.compile(r"\s*(\d{4})(\d{2})(\d{2})")
_UNTIL = re.compile(r"UNTIL=(\d{4})(\d{2})(\d{2})", re.IGNORECASE)
_LENGTH = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?)?", re.IGNORECASE | re.ASCII)
_LONGEST = 4_000_000
"""Days: longer than from the first year to the last."""
_MARGIN = timedelta(days=2)


@dataclass(slots=True)
class Peek:
    """What stands in an event, as far as a look shows. Days are as written, in whatever zone."""

    block: Block
    uid: str = ""
    start: date | None = None
    end: date | None = None
    duration: timedelta | None = None
    """How long a DURATION says that it is, in whole days and one more."""
    rules: tuple[str, ...] = ()
    dates: int = 0
    """How many dates RDATE and EXDATE list."""
    has_dates: bool = False
    recurrence_id: str = ""
    """As it stands, with its parameters: the same wall clock in two zones is two occurrences."""
    ranged: bool = False
    """Whether it stands for all later occurrences too (RANGE=THISANDFUTURE)."""
    named: bool = True
    """Whether it has a UID of its own."""
    sequence: int = 0

    @property
    def length(self) -> timedelta:
        """How long it is at most, whichever way round its times stand."""
        if self.duration is not None or self.start is None:
            return self.duration or timedelta()
        return abs((self.end or self.start) - self.start)

    @property
    def is_master(self) -> bool:
        """Whether it recurs."""
        return bool(self.rules or self.has_dates) and not self.recurrence_id


def peek(text: str, block: Block) -> Peek:
    """Look at one event. An event without UID gets one made from what stays when it is edited."""
    seen = Peek(block)
    summary = start = ""
    for found in _LINES.finditer(_own_lines(text[block.start : block.end])):
        name, value = found[1].upper(), found[3]
        if name == "SUMMARY":
            summary = value
        elif name == "DTSTART" and not start:
            start = value
        seen.ranged = seen.ranged or (name == "RECURRENCE-ID" and "RANGE" in found[2].upper())
        _note(seen, name, value)
        if name == "RECURRENCE-ID" and value.strip():
            seen.recurrence_id = f"{found[2].strip()}:{value.strip()}"
    if not seen.uid:
        seen.named = False
        seen.uid = (
            f"no-uid-{hashlib.sha256(f'{start}|{summary}'.encode('utf-8', 'replace')).hexdigest()[:20]}"
        )
    return seen


def _own_lines(block: str) -> str:
    """Leave out alarms and whatever else is inside: their times and ids are not the event's."""
    body = plain(block)
    first = body.find("\n") + 1
    return _NESTED.sub("", body[first:]) if "\nBEGIN" in body[first - 1 :].upper() else body


def outside(seen: Peek, window: Window) -> bool:
    """Whether an event that does not recur cannot touch the window."""
    if seen.start is None:
        return False
    if seen.start > window.last.date() + _MARGIN:
        return True
    if seen.duration is not None:
        return False
    return max(seen.end or seen.start, seen.start) < window.first.date() - _MARGIN


def over_before(seen: Peek, window: Window) -> bool:
    """Whether a series ended before the window or begins behind it."""
    if seen.start and seen.start > window.last.date() + _MARGIN:
        return not seen.has_dates
    if seen.has_dates or not seen.rules:
        return False
    ends = [_until(rule) for rule in seen.rules]
    first = window.first.date() - timedelta(days=32)
    return all(end is not None and end < first for end in ends)


def _note(seen: Peek, name: str, value: str) -> None:  # one case a property
    match name:
        case "UID":
            seen.uid = seen.uid or value.strip()
        case "DTSTART":
            seen.start = seen.start or _day(value)
        case "DTEND":
            seen.end = seen.end or _day(value)
        case "DURATION":
            seen.duration = _days_of(value)
        case "RRULE":
            seen.rules = (*seen.rules, new_rule(value))
        case "RDATE" | "EXDATE":
            seen.dates += value.count(",") + 1
            seen.has_dates = seen.has_dates or name == "RDATE"
        case "SEQUENCE":
            seen.sequence = _count(value.strip())
        case _:
            pass


def _count(digits: str) -> int:
    return int(digits) if digits.isdecimal() and len(digits) < 10 else 0  # noqa: PLR2004  # no bomb


def _days_of(duration: str) -> timedelta:
    found = _LENGTH.search(duration)
    weeks, days, hours = (_count(each or "0") for each in found.groups()) if found else (0, 0, 0)
    return timedelta(days=min(weeks * 7 + days + hours // 24 + 1, _LONGEST))


def _day(value: str) -> date | None:
    return _as_date(_DAY.match(value))


def _until(rule: str) -> date | None:
    return _as_date(_UNTIL.search(rule))


def _as_date(found: re.Match[str] | None) -> date | None:
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
