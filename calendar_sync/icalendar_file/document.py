"""The text of a calendar file: read as events, edited in place, every untouched character kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, tzinfo
from pathlib import Path

from calendar_sync.edit import Edit, TakenBack, Upkeep, Written
from calendar_sync.errors import NoCalendarError, TooLargeError, Why
from calendar_sync.icalendar_file.limits import Limits
from calendar_sync.icalendar_file.lines import line_end, plain
from calendar_sync.icalendar_file.own_entries import Form, keep_up
from calendar_sync.icalendar_file.owner_guess import likely_owner
from calendar_sync.icalendar_file.peek import Peek, peek
from calendar_sync.icalendar_file.pieces import Pieces
from calendar_sync.icalendar_file.quirks import bytes_as_text
from calendar_sync.icalendar_file.reading import Reading
from calendar_sync.icalendar_file.scan import Block, LineNumbers, scan
from calendar_sync.icalendar_file.surgery import Surgery
from calendar_sync.icalendar_file.undo import take_back
from calendar_sync.icalendar_file.zones import Zones, known_zone, own_zones
from calendar_sync.port import LeftOut, Reader, Watch, Window, unwatched
from policies.event import Event, EventRef

_DEFAULT_ZONE = re.compile(r"^X-WR-TIMEZONE[^:\n]*:([^\n]+)", re.IGNORECASE | re.MULTILINE)
_METHOD_CANCEL = re.compile(r"^METHOD[^:\n]*:\s*CANCEL\s*$", re.IGNORECASE | re.MULTILINE)
_EDIT_ID = re.compile(r"^X-PLAUSCH-\w+:[^\n]*?\bedit=(\w+)", re.MULTILINE)


class CalendarFile:
    """One .ics file in memory. ``left_out`` tells what a reading could not use, and why."""

    def __init__(self, data: bytes, name: str, limits: Limits, like: CalendarFile | None = None) -> None:
        """Walk the file; use ``open`` or ``parse``."""
        if len(data) > limits.file_bytes:
            raise TooLargeError(Why.LARGE_FILE, file=name, size=limits.file_bytes // 2**20)
        self._text, self._encoding = bytes_as_text(data)
        self._lines = LineNumbers(self._text)
        self._refuse_long_lines(name, limits)
        self._limits = limits
        self._name = name
        self._scan = scan(self._text, name, limits)
        self._peeks = list(self._looks(like))
        self._zones_left_out: list[LeftOut] = []
        self._known: tuple[tzinfo, Zones] | None = None
        self._cut: Pieces | None = None
        self.left_out: tuple[LeftOut, ...] = tuple(self._scan.left_out)

    @classmethod
    def open(cls, path: Path, *, limits: Limits | None = None) -> CalendarFile:
        """Read a file; raises CalendarFileError with a sentence where it cannot be used."""
        limits = limits or Limits()
        try:
            with path.open("rb") as stream:
                data = stream.read(limits.file_bytes + 1)
        except OSError as error:
            raise NoCalendarError(Why.UNREADABLE, file=path, reason=error.strerror) from error
        return cls(data, path.name, limits)

    @classmethod
    def parse(
        cls,
        data: bytes,
        *,
        name: str = "calendar",
        limits: Limits | None = None,
        like: CalendarFile | None = None,
    ) -> CalendarFile:
        """Read bytes as a file; entries that stand in ``like`` too are not looked at again."""
        return cls(data, name, limits or Limits(), like)

    def events(self, window: Window, reader: Reader, watch: Watch = unwatched) -> tuple[Event, ...]:
        """Return the occurrences that touch the window, by start, then id."""
        reading = self._reading(self._text, reader, cancelled=bool(_METHOD_CANCEL.search(self._head())))
        events = reading.events(self._peeks, window, watch)
        left_out = (*self._scan.left_out, *self._zones_left_out, *reading.left_out)
        self.left_out = tuple(sorted(left_out, key=lambda each: each.line))
        return events

    def event(self, ref: EventRef, reader: Reader) -> Event:
        """Return one occurrence; raises EventGoneError."""
        cancelled = bool(_METHOD_CANCEL.search(self._head()))
        return self._reading(self._text, reader, cancelled=cancelled).event(self._peeks, ref)

    @property
    def whole(self) -> bool:
        """Whether it has its end: a file that is just being written has none yet."""
        return self._scan.whole

    def likely_owner(self) -> str | None:
        """Return the address that is invited to, or organises, most events; None where unclear."""
        return likely_owner(self._text, self._head(), self._peeks)

    def edit_ids(self) -> frozenset[str]:
        """Return the ids of all edits that left a mark in the file as it was read."""
        return frozenset(_EDIT_ID.findall(plain(self._text))) if "PLAUSCH" in self._text else frozenset()

    def apply(self, edit: Edit, *, stamp: datetime, reader: Reader, language: str = "de") -> Written:
        """Carry out an edit in memory and return what it takes to take it back.

        Raises EventGoneError when the event is not there. Applied again, it changes nothing.
        """
        surgery = Surgery(
            pieces=self._pieces(reader),
            zones=self._zones(reader),
            end=line_end(self._text),
            encoding=self._encoding,
            read=lambda text: self._reading(text, reader).alone(),
        )
        return surgery.apply(edit, stamp=stamp, language=language)

    def take_back(self, written: Written, *, reader: Reader) -> TakenBack:
        """Put back every field that still holds what was written; leave what a human changed."""
        return take_back(self._pieces(reader), written)

    def keep_up(self, upkeep: Upkeep, *, stamp: datetime, reader: Reader) -> None:
        """Move or take out an entry of ours, in memory; what is not there is no error."""
        keep_up(self._pieces(reader), upkeep, Form(stamp, self._zones(reader), line_end(self._text)))

    def forget(self) -> None:
        """Forget what was edited in memory."""
        self._cut = None

    def dump(self) -> bytes:
        """Return the file's bytes: the original ones but for what was edited."""
        text = self._cut.text() if self._cut else self._text
        return text.encode(self._encoding)

    def is_still(self, path: Path) -> bool:
        """Tell whether a file holds what was read: another program may have written it meanwhile."""
        return path.read_bytes() == self._text.encode(self._encoding)

    def _looks(self, like: CalendarFile | None) -> Iterator[Peek]:
        known = {like._text_of(seen.block): seen for seen in like._peeks} if like else {}  # noqa: SLF001  # its own kind
        for block in self._scan.events:
            seen = known.get(self._text_of(block))
            yield replace(seen, block=block) if seen else peek(self._text, block)

    def _text_of(self, block: Block) -> str:
        return self._text[block.start : block.end]

    def _refuse_long_lines(self, name: str, limits: Limits) -> None:
        position = 0
        while len(self._text) - position > limits.line:
            found = self._text.rfind("\n", position, position + limits.line)
            if found < 0:
                line = self._lines.at(position)
                raise TooLargeError(Why.LONG_LINE, file=name, line=line, limit=limits.line)
            position = found + 1

    def _pieces(self, reader: Reader) -> Pieces:
        if self._cut is None:
            self._cut = Pieces(self._text, self._peeks, self._zones(reader))
        return self._cut

    def _reading(self, text: str, reader: Reader, *, cancelled: bool = False) -> Reading:
        zones = self._zones(reader)
        return Reading(text, self._encoding, zones, reader, self._limits, cancelled=cancelled)

    def _zones(self, reader: Reader) -> Zones:
        if self._known is None or self._known[0] != reader.zone:
            self._known = (reader.zone, self._zones_for(reader))
        return self._known[1]

    def _zones_for(self, reader: Reader) -> Zones:
        found = _DEFAULT_ZONE.search(self._head())
        default = (known_zone(found[1].strip()) if found else None) or reader.zone
        blocks = [
            (self._text[each.start : each.end], self._lines.at(each.start))
            for each in self._scan.zones[: self._limits.zones]
        ]
        own, self._zones_left_out = own_zones(blocks)
        return Zones(default=default, own=own)

    def _head(self) -> str:
        heads = (self._text[start : min(end, start + 10_000)] for start, end in self._scan.heads[:10])
        return "\n".join(map(plain, heads))
