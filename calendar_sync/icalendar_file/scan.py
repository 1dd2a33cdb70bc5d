"""Walk a file's text once: where does each component begin and end. Nothing is interpreted."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from dataclasses import dataclass, field

from calendar_sync.errors import NoCalendarError, TooLargeError, Why
from calendar_sync.icalendar_file.limits import Limits
from calendar_sync.port import LeftOut, LeftOutCode

_EDGE = re.compile(r"(?<![^\r\n\ufeff])(BEGIN|END)[ \t]*:[ \t]*([A-Z0-9-]+)[ \t]*(?![^\r\n])", re.IGNORECASE)
_NEWLINE = re.compile("\n")
_END_OF_LINE = re.compile(r"\r*\n|\r")


@dataclass(frozen=True, slots=True)
class Block:
    """A VEVENT or VTIMEZONE: from ``start`` to ``end`` in the text, in which calendar, on which line."""

    name: str
    start: int
    end: int
    calendar: int


@dataclass(slots=True)
class Scan:
    """What a walk found."""

    events: list[Block] = field(default_factory=list)
    zones: list[Block] = field(default_factory=list)
    heads: list[tuple[int, int]] = field(default_factory=list)
    """Where each calendar's own properties stand: from its BEGIN to its first component."""
    left_out: list[LeftOut] = field(default_factory=list)
    whole: bool = True
    """Whether the last calendar is closed: that of a file which is just being written is not."""


@dataclass(slots=True)
class _Open:
    name: str
    start: int


def scan(text: str, name: str, limits: Limits) -> Scan:
    """Find the components of a file; raises where it is no calendar or goes over a bound."""
    found = Scan()
    lines = LineNumbers(text)
    stack: list[_Open] = []
    for edge in _EDGE.finditer(text):
        component = edge[2].upper()
        if edge[1].upper() == "BEGIN":
            _begin(found, stack, _Open(component, edge.start()), edge.end(), lines)
            if len(stack) > limits.depth:
                raise TooLargeError(Why.DEEP, file=name, limit=limits.depth)
        else:
            _end(found, stack, component, _after_line(text, edge.end()), lines)
        if len(found.events) > limits.events:
            raise TooLargeError(Why.MANY_EVENTS, file=name, limit=limits.events)
    _leave_open(found, stack, text, lines)
    if not (found.events or found.heads):
        raise NoCalendarError(Why.NOT_A_CALENDAR, file=name)
    return found


class LineNumbers:
    """Tells the line of a position; where lines begin is found out once, when first asked."""

    def __init__(self, text: str) -> None:
        """Take the text that positions point into."""
        self._text = text
        self._ends: array[int] | None = None

    def at(self, position: int) -> int:
        """Return the line, counted from 1."""
        if self._ends is None:
            self._ends = array("I", (found.start() for found in _NEWLINE.finditer(self._text)))
        return bisect_left(self._ends, position) + 1


def _begin(found: Scan, stack: list[_Open], opened: _Open, end: int, lines: LineNumbers) -> None:
    if opened.name == "VCALENDAR":
        stack.clear()
        found.heads.append((end, end))
    elif stack and stack[-1].name == "VCALENDAR" and found.heads:
        head = found.heads[-1]
        if head[0] == head[1]:
            found.heads[-1] = (head[0], opened.start)
    if opened.name == "VEVENT" and any(each.name == "VEVENT" for each in stack):
        while stack and stack[-1].name != "VEVENT":
            stack.pop()
        broken = stack.pop()
        found.left_out.append(_left_out(LeftOutCode.NOT_CLOSED, lines, broken.start))
    stack.append(opened)


def _end(found: Scan, stack: list[_Open], name: str, end: int, lines: LineNumbers) -> None:
    if not any(each.name == name for each in stack):
        if name == "VEVENT":
            found.left_out.append(_left_out(LeftOutCode.NOT_CLOSED, lines, end - 1))
        return
    while stack[-1].name != name:
        inner = stack.pop()
        if inner.name == "VEVENT":
            found.left_out.append(_left_out(LeftOutCode.NOT_CLOSED, lines, inner.start))
    opened = stack.pop()
    block = Block(name, opened.start, end, max(len(found.heads) - 1, 0))
    if name == "VEVENT":
        found.events.append(block)
    elif name == "VTIMEZONE":
        found.zones.append(block)


def _leave_open(found: Scan, stack: list[_Open], text: str, lines: LineNumbers) -> None:
    found.whole = not any(opened.name == "VCALENDAR" for opened in stack)
    for opened in stack:
        if opened.name == "VEVENT":
            found.left_out.append(_left_out(LeftOutCode.NOT_CLOSED, lines, opened.start))
    if found.heads and found.heads[-1][0] == found.heads[-1][1]:
        found.heads[-1] = (found.heads[-1][0], len(text))


def _after_line(text: str, position: int) -> int:
    found = _END_OF_LINE.match(text, position)
    return found.end() if found else position


def _left_out(code: LeftOutCode, lines: LineNumbers, position: int) -> LeftOut:
    return LeftOut(code=code, line=lines.at(position))
