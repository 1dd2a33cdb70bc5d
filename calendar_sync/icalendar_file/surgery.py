"""Edit a file's text: lines of the touched event are replaced, entries added, nothing else moves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import assert_never

from calendar_sync.edit import Edit, FieldImage, Written
from calendar_sync.errors import UnwritableError, Why
from calendar_sync.icalendar_file import entries
from calendar_sync.icalendar_file.lines import (
    Line,
    add,
    content_lines,
    escaped,
    find,
    parts_of,
    put,
    value_of,
    written,
)
from calendar_sync.icalendar_file.marks import MADE
from calendar_sync.icalendar_file.pieces import Piece, Pieces
from calendar_sync.icalendar_file.quirks import as_eight_bit
from calendar_sync.icalendar_file.times import (
    floating_zone,
    is_moment,
    iso_length,
    moment_of,
    original_start,
    time_like,
    utc,
)
from calendar_sync.icalendar_file.zones import Zones
from calendar_sync.marker import marker_of
from calendar_sync.marks import made_value, read_made
from policies.change import AddVideoLink, AttachOpener, HoldTime, MoveEnd
from policies.event import Event, OursKind, Timed, elapsed, later


@dataclass(slots=True)
class _Work:
    """One edit being carried out."""

    edit: Edit
    stamp: datetime
    images: list[FieldImage] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surgery:
    """Edits the pieces of one file.

    ``end`` is its line end, ``encoding`` what it is kept in. ``read`` reads the text of one entry:
    what was written is read back, and where it does not say what was meant, nothing is written.
    """

    pieces: Pieces
    zones: Zones
    end: str
    encoding: str
    read: Callable[[str], Event | None]

    def apply(self, edit: Edit, *, stamp: datetime, language: str) -> Written:
        """Carry out all changes of one edit.

        Raises EventGoneError when the event is not there, UnwritableError when it is too broken.
        """
        work = _Work(edit, stamp)
        piece = self.pieces.event(edit.ref)
        if any(isinstance(change, MoveEnd | AddVideoLink) for change in edit.changes):
            piece = self._edit_event(work, piece)
        for change in edit.changes:
            match change:
                case HoldTime():
                    entry = entries.hold(edit, change, stamp, self.end, language)
                    self._add_entry(work, piece, entry, OursKind.HOLD)
                case AttachOpener():
                    entry = entries.companion(edit, change, stamp, self.end)
                    self._add_entry(work, piece, entry, OursKind.COMPANION)
                case MoveEnd() | AddVideoLink():
                    pass
                case unreachable:
                    assert_never(unreachable)
        return Written(edit_id=edit.id, ref=edit.ref, images=tuple(work.images))

    def _edit_event(self, work: _Work, piece: Piece) -> Piece:
        """Edit the event's own entry, or the exception that stands for it from now on."""
        ref = work.edit.ref
        if _already_made(piece.text, work.edit):
            return piece
        try:
            series = bool(ref.occurrence) and self.pieces.exception(ref) is None
            text = self._exception(work, piece) if series else piece.text
            text = self._edited(work, text)
        except (ValueError, OverflowError) as error:
            raise UnwritableError(Why.ODD_EVENT, id=ref.id) from error
        if not _is_meant(self.read(text), work.edit):
            raise UnwritableError(Why.ODD_EVENT, id=ref.id)
        if series:
            return self.pieces.add(piece, text)
        piece.text = text
        return piece

    def _edited(self, work: _Work, text: str) -> str:
        for change in work.edit.changes:
            if isinstance(change, MoveEnd):
                text = self._with_end(work, text, change)
            elif isinstance(change, AddVideoLink):
                text = self._with_link(work, text, change)
        return self._with_books(work, text)

    def _with_end(self, work: _Work, text: str, change: MoveEnd) -> str:
        """Move the end in the form it has; one that cannot be read gets the form of the start."""
        lines = content_lines(text)
        start, end = find(lines, "DTSTART"), find(lines, "DTEND")
        if end and is_moment(end.text):
            return self._set(work, text, "DTEND", self._end_like(lines, end, change.end))
        if end is None and start and find(lines, "DURATION"):
            length = elapsed(moment_of(start.text, self.zones), change.end)
            return self._set(work, text, "DURATION", f"DURATION:{iso_length(length)}")
        if start:
            name, said = parts_of(time_like(start.text, change.end, self.zones))
            _, separator, form = name.partition(";")
            return self._set(work, text, "DTEND", f"DTEND{separator}{form}:{said}")
        return text

    def _end_like(self, lines: list[Line], end: Line, moment: datetime) -> str:
        return time_like(end.text, moment, self.zones, floating_zone(lines, self.zones))

    def _with_link(self, work: _Work, text: str, change: AddVideoLink) -> str:
        if change.location:
            text = self._set(work, text, "LOCATION", f"LOCATION:{escaped(change.location)}")
        if change.url:
            raw = self._written(f"CONFERENCE;VALUE=URI;FEATURE=VIDEO:{change.url}")
            text = add(text, raw)
            work.images.append(FieldImage(field="CONFERENCE", before="", after=raw))
        return text

    def _with_books(self, work: _Work, text: str) -> str:
        sequence = find(content_lines(text), "SEQUENCE")
        number = value_of(sequence).strip() if sequence else "0"
        following = int(number) + 1 if number.isdecimal() and len(number) < 9 else 1  # noqa: PLR2004
        text = self._set(work, text, "SEQUENCE", f"SEQUENCE:{following}")
        text = self._set(work, text, "DTSTAMP", f"DTSTAMP:{utc(work.stamp)}")
        text = self._set(work, text, "LAST-MODIFIED", f"LAST-MODIFIED:{utc(work.stamp)}")
        return self._set(work, text, MADE, f"{MADE}:{made_value(marker_of(work.edit))}")

    def _set(self, work: _Work, text: str, name: str, line: str) -> str:
        old = find(content_lines(text), name)
        raw = self._written(line)
        work.images.append(FieldImage(field=name, before=old.raw if old else "", after=raw))
        return put(text, name, raw)

    def _exception(self, work: _Work, piece: Piece) -> str:
        start = find(content_lines(piece.text), "DTSTART")
        zone = moment_of(start.text if start else "", self.zones).tzinfo
        original = original_start(work.edit.ref.occurrence).astimezone(zone)
        finish = later(original, work.edit.length)
        text = entries.exception(piece.text, original, finish, self.zones, self.end)
        work.images.append(FieldImage(field="exception", before="", after=text))
        return text

    def _written(self, line: str) -> str:
        return written(as_eight_bit(line, self.encoding), self.end)

    def _add_entry(self, work: _Work, piece: Piece, text: str, kind: OursKind) -> None:
        text = as_eight_bit(text, self.encoding)
        if not self.pieces.has(entries.uid_of(kind, work.edit.ref.id)):
            self.pieces.add(piece, text)
        work.images.append(FieldImage(field=kind.value, before="", after=text))


def _already_made(text: str, edit: Edit) -> bool:
    line = find(content_lines(text), MADE)
    marker = read_made(value_of(line)) if line else None
    return marker is not None and marker.edit_id == edit.id


def _is_meant(event: Event | None, edit: Edit) -> bool:
    """Whether an entry, read again, is the event of an edit as it should be now."""
    if event is None or event.id != edit.ref.id or event.marker != marker_of(edit):
        return False
    span = event.span
    for change in edit.changes:
        if isinstance(change, MoveEnd) and not (isinstance(span, Timed) and span.end == change.end):
            return False
        if isinstance(change, AddVideoLink) and change.location not in ("", event.location):
            return False
    moved = any(isinstance(change, MoveEnd) for change in edit.changes)
    return moved or (isinstance(span, Timed) and span.duration == edit.length)
