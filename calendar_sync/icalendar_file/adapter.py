"""A calendar file: read as events, edited in place, every untouched character kept."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from calendar_sync.edit import Edit, TakenBack, Written
from calendar_sync.errors import NoCalendarError, TooLargeError
from calendar_sync.icalendar_file.dialect import Dialect
from calendar_sync.icalendar_file.expand import Expander, Occurrence
from calendar_sync.icalendar_file.limits import Limits
from calendar_sync.icalendar_file.lines import line_end
from calendar_sync.icalendar_file.peek import Peek, peek
from calendar_sync.icalendar_file.quirks import bytes_as_text
from calendar_sync.icalendar_file.scan import LineNumbers, scan
from calendar_sync.icalendar_file.surgery import Surgery
from calendar_sync.icalendar_file.zones import Zones, known_zone, own_zones
from calendar_sync.port import LeftOut, LeftOutCode, Reader, Watch, Window, unwatched
from policies.event import AllDay, Event, EventRef, Timed

_DEFAULT_ZONE = re.compile(r"^X-WR-TIMEZONE[^:\r\n]*:([^\r\n]+)", re.IGNORECASE | re.MULTILINE)
_METHOD_CANCEL = re.compile(r"^METHOD[^:\r\n]*:\s*CANCEL\s*$", re.IGNORECASE | re.MULTILINE)
_MAIL = re.compile(r"(?<![\w.+'%-])[\w.+'%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,10}")
_INVITED = re.compile(
    r"^(?:ORGANIZER|ATTENDEE)[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*",
    re.IGNORECASE | re.MULTILINE,
)
_CALENDAR_NAME = re.compile(r"^X-WR-(?:CALNAME|RELCALID)[^:\r\n]*:([^\r\n]+)", re.IGNORECASE | re.MULTILINE)
_EDIT_ID = re.compile(r"^X-PLAUSCH-\w+:[^\r\n]*?\bedit=(\w+)", re.MULTILINE)
_ENOUGH_EVENTS = 2_000


class CalendarFile:
    """One .ics file in memory. ``left_out`` tells what a reading could not use, and why."""

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        """Walk the file; use ``open`` or ``parse``."""
        if len(data) > limits.file_bytes:
            message = f"{name} is larger than {limits.file_bytes // 2**20} MB. Split it by year."
            raise TooLargeError(message)
        self._text, self._encoding = bytes_as_text(data)
        self._lines = LineNumbers(self._text)
        self._refuse_long_lines(name, limits)
        self._limits = limits
        self._name = name
        self._scan = scan(self._text, name, limits)
        self._peeks = [peek(self._text, block) for block in self._scan.events]
        self._zones_left_out: list[LeftOut] = []
        self._surgery: Surgery | None = None
        self.left_out: tuple[LeftOut, ...] = tuple(self._scan.left_out)

    @classmethod
    def open(cls, path: Path, *, limits: Limits | None = None) -> CalendarFile:
        """Read a file; raises CalendarFileError with a sentence where it cannot be used."""
        limits = limits or Limits()
        try:
            with path.open("rb") as stream:
                data = stream.read(limits.file_bytes + 1)
        except OSError as error:
            message = f"{path} cannot be read: {error.strerror}. Check the name and the rights."
            raise NoCalendarError(message) from error
        return cls(data, path.name, limits)

    @classmethod
    def parse(cls, data: bytes, *, name: str = "calendar", limits: Limits | None = None) -> CalendarFile:
        """Read bytes as a file."""
        return cls(data, name, limits or Limits())

    def events(self, window: Window, reader: Reader, watch: Watch = unwatched) -> tuple[Event, ...]:
        """Return the occurrences that touch the window, by start, then id."""
        zones = self._zones(reader)
        expander = Expander(self._text, zones, self._limits)
        dialect = Dialect(reader, zones, self._encoding, bool(_METHOD_CANCEL.search(self._head())))
        events: dict[str, Event] = {}
        for occurrence in expander.occurrences(self._peeks, window, watch):
            event = self._event(dialect, occurrence, reader, expander)
            if event and _touches(event, window, zones):
                events.setdefault(event.id, event)
        left_out = (*self._scan.left_out, *self._zones_left_out, *expander.left_out, *_unknown(zones))
        self.left_out = tuple(sorted(left_out, key=lambda each: each.line))
        return tuple(sorted(events.values(), key=lambda event: (_begin(event, zones), event.id)))

    def likely_owner(self) -> str | None:
        """Return the address that is invited to, or organises, most events; None where unclear."""
        if named := _MAIL.search(" ".join(_CALENDAR_NAME.findall(self._head()))):
            return named[0].lower()
        counts: Counter[str] = Counter()
        for seen in self._peeks[:_ENOUGH_EVENTS]:
            lines = _INVITED.findall(self._text, seen.block.start, seen.block.end)
            counts.update({found.lower() for line in lines for found in _MAIL.findall(_unfold(line))})
        ranked = counts.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return None
        return ranked[0][0]

    def edit_ids(self) -> frozenset[str]:
        """Return the ids of all edits that left a mark in the file as it was read."""
        return frozenset(_EDIT_ID.findall(_unfold(self._text))) if "X-PLAUSCH" in self._text else frozenset()

    def apply(self, edit: Edit, *, stamp: datetime, reader: Reader, language: str = "de") -> Written:
        """Carry out an edit in memory and return what it takes to take it back.

        Raises EventGoneError when the event is not there. Applied again, it changes nothing.
        """
        return self._writer(reader).apply(edit, stamp=stamp, language=language)

    def take_back(self, written: Written, *, reader: Reader) -> TakenBack:
        """Put back every field that still holds what was written; leave what a human changed."""
        return self._writer(reader).take_back(written)

    def dump(self) -> bytes:
        """Return the file's bytes: the original ones but for what was edited."""
        text = self._surgery.text() if self._surgery else self._text
        if self._encoding == "latin-1":
            return text.encode("latin-1", "replace")
        return text.encode(self._encoding)

    def _refuse_long_lines(self, name: str, limits: Limits) -> None:
        position = 0
        while len(self._text) - position > limits.line:
            found = self._text.rfind("\n", position, position + limits.line)
            if found < 0:
                line = self._lines.at(position)
                message = f"{name}: line {line} is longer than {limits.line} characters."
                raise TooLargeError(message)
            position = found + 1

    def _writer(self, reader: Reader) -> Surgery:
        if self._surgery is None:
            zones = self._zones(reader)
            self._surgery = Surgery(
                text=self._text,
                peeks=self._peeks,
                expander=Expander(self._text, zones, self._limits),
                zones=zones,
                end=line_end(self._text),
            )
        return self._surgery

    def _zones(self, reader: Reader) -> Zones:
        found = _DEFAULT_ZONE.search(self._head())
        default = (known_zone(found[1].strip()) if found else None) or reader.zone
        blocks = [
            (self._text[each.start : each.end], self._lines.at(each.start))
            for each in self._scan.zones[: self._limits.zones]
        ]
        own, self._zones_left_out = own_zones(blocks)
        return Zones(default=default, own=own)

    def _head(self) -> str:
        return "\n".join(self._text[start : min(end, start + 10_000)] for start, end in self._scan.heads[:10])

    def _event(
        self,
        dialect: Dialect,
        occurrence: Occurrence,
        reader: Reader,
        expander: Expander,
    ) -> Event | None:
        seen = occurrence.peek
        recurring = occurrence.original is not None
        try:
            ref = EventRef(
                calendar=reader.calendar,
                series=seen.uid,
                occurrence=occurrence_name(occurrence.original) if occurrence.original else "",
            )
            event = dialect.event(occurrence.component, ref, self._version(seen), recurring=recurring)
        except (ValueError, TypeError, OverflowError, AttributeError):
            line = self._lines.at(seen.block.start)
            expander.left_out.append(LeftOut(code=LeftOutCode.NO_START, line=line))
            return None
        return replace(event, i_may_edit=False) if occurrence.locked else event

    def _version(self, seen: Peek) -> str:
        source = self._text[seen.block.start : seen.block.end]
        return hashlib.sha256(source.encode("utf-8", "replace")).hexdigest()[:16]


def occurrence_name(original: date) -> str:
    """Name one occurrence by its original start: UTC for times, the day for all-day events."""
    if isinstance(original, datetime):
        return original.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return original.strftime("%Y%m%d")


def write_atomically(path: Path, data: bytes) -> None:
    """Write a whole file or nothing: beside it first, then in its place."""
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    beside = Path(temporary)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        beside.chmod(mode)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def _touches(event: Event, window: Window, zones: Zones) -> bool:
    start, end = _begin(event, zones), _finish(event, zones)
    return start < window.last and (end > window.first or start >= window.first)


def _begin(event: Event, zones: Zones) -> datetime:
    match event.span:
        case Timed(start=start):
            return start.astimezone(UTC)
        case AllDay(first=first):
            return datetime(first.year, first.month, first.day, tzinfo=zones.default).astimezone(UTC)


def _finish(event: Event, zones: Zones) -> datetime:
    match event.span:
        case Timed(end=end):
            return end.astimezone(UTC)
        case AllDay(last=last):
            return datetime(last.year, last.month, last.day, 23, 59, 59, tzinfo=zones.default)


def _unknown(zones: Zones) -> Iterator[LeftOut]:
    for name in sorted(zones.unknown):
        yield LeftOut(code=LeftOutCode.ZONE_UNKNOWN, line=0, detail=name[:80])


def _unfold(text: str) -> str:
    return re.sub(r"\r?\n[ \t]", "", text)
