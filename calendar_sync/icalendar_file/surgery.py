"""Edit a file's text: lines of the touched event are replaced, entries added, nothing else moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from typing import assert_never

from calendar_sync.edit import Edit, FieldImage, TakenBack, Written
from calendar_sync.errors import EventGoneError
from calendar_sync.icalendar_file import entries
from calendar_sync.icalendar_file.expand import Expander
from calendar_sync.icalendar_file.lines import (
    add,
    content_lines,
    drop,
    escaped,
    find,
    parts_of,
    put,
    unfolded,
    value_of,
    written,
)
from calendar_sync.icalendar_file.marks import MADE, made_value, read_made
from calendar_sync.icalendar_file.peek import Peek, peek
from calendar_sync.icalendar_file.scan import Block
from calendar_sync.icalendar_file.zones import Zones
from policies.change import AddVideoLink, AttachOpener, HoldTime, MoveEnd
from policies.event import EventRef, Marker, OursKind, elapsed, later

_ADDED = ("exception", "hold", "companion")
_BOOKKEEPING = ("SEQUENCE", "DTSTAMP", "LAST-MODIFIED", MADE)
_LISTED = ("CONFERENCE",)


@dataclass(slots=True)
class _Piece:
    """A part of the file: an event where ``seen`` is set, plain text otherwise."""

    text: str
    seen: Peek | None = None


@dataclass(slots=True)
class _Work:
    """One edit being carried out."""

    edit: Edit
    stamp: datetime
    images: list[FieldImage] = field(default_factory=list)


class Surgery:
    """A file as pieces that can be replaced; ``text`` joins them again."""

    def __init__(
        self,
        *,
        text: str,
        peeks: Sequence[Peek],
        expander: Expander,
        zones: Zones,
        end: str,
    ) -> None:
        """Cut the text into events and what stands between them; ``end`` is its line end."""
        self._expander = expander
        self._zones = zones
        self._end = end
        self._pieces = list(_cut(text, peeks))

    def text(self) -> str:
        """Return the whole file."""
        return "".join(piece.text for piece in self._pieces)

    def apply(self, edit: Edit, *, stamp: datetime, language: str) -> Written:
        """Carry out all changes of one edit."""
        work = _Work(edit, stamp)
        position = self._position_of_event(edit.ref)
        if any(isinstance(change, MoveEnd | AddVideoLink) for change in edit.changes):
            position = self._edit_event(work, position)
        for change in edit.changes:
            match change:
                case HoldTime():
                    entry = entries.hold(edit, change, stamp, self._end, language)
                    self._add_entry(work, position, entry, OursKind.HOLD)
                case AttachOpener():
                    entry = entries.companion(edit, change, stamp, self._end)
                    self._add_entry(work, position, entry, OursKind.COMPANION)
                case MoveEnd() | AddVideoLink():
                    pass
                case unreachable:
                    assert_never(unreachable)
        return Written(edit_id=edit.id, ref=edit.ref, images=tuple(work.images))

    def take_back(self, written_: Written) -> TakenBack:
        """Put fields back that still hold what was written."""
        restored: list[str] = []
        kept: list[str] = []
        fields = [image for image in written_.images if image.field not in _ADDED]
        for image in written_.images:
            if image.field in ("hold", "companion"):
                (restored if self._remove(image.after) else kept).append(image.field)
        self._take_back_fields(written_, fields, restored, kept)
        return TakenBack(edit_id=written_.edit_id, restored=tuple(restored), kept=tuple(kept))

    def _take_back_fields(
        self,
        written_: Written,
        images: list[FieldImage],
        restored: list[str],
        kept: list[str],
    ) -> None:
        if not images:
            return
        added = next((each.after for each in written_.images if each.field == "exception"), "")
        if added and self._remove(_as_edited(added, images)):
            restored.append("exception")
            return
        piece = self._piece_of(written_.ref)
        if piece is None:
            kept.extend(image.field for image in images if image.field not in _BOOKKEEPING)
            return
        visible = [image for image in images if image.field not in _BOOKKEEPING]
        for image in visible:
            done = _restore(piece, image)
            (restored if done else kept).append(image.field)
        if not kept:
            for image in images:
                if image.field in _BOOKKEEPING:
                    _restore(piece, image)

    def _edit_event(self, work: _Work, position: int) -> int:
        piece = self._pieces[position]
        seen = piece.seen
        if work.edit.ref.occurrence and seen and not self._is_exception(seen, work.edit.ref):
            position = self._add_exception(work, position)
            piece = self._pieces[position]
        if _already_made(piece.text, work.edit):
            return position
        for change in work.edit.changes:
            if isinstance(change, MoveEnd):
                self._move_end(work, piece, change)
            elif isinstance(change, AddVideoLink):
                self._add_link(work, piece, change)
        self._keep_books(work, piece)
        return position

    def _move_end(self, work: _Work, piece: _Piece, change: MoveEnd) -> None:
        lines = content_lines(piece.text)
        start, end = find(lines, "DTSTART"), find(lines, "DTEND")
        if end:
            name, value = parts_of(end.text)
            self._set(work, piece, "DTEND", f"{name}:{self._time_like(name, value, change.end)}")
        elif find(lines, "DURATION") and start:
            length = elapsed(self._moment(start.text), change.end)
            self._set(work, piece, "DURATION", f"DURATION:{_iso(length)}")
        elif start:
            name, value = parts_of(start.text)
            form = name.partition(";")[2]
            said = f"DTEND;{form}" if form else "DTEND"
            self._set(work, piece, "DTEND", f"{said}:{self._time_like(name, value, change.end)}")

    def _add_link(self, work: _Work, piece: _Piece, change: AddVideoLink) -> None:
        if change.location:
            self._set(work, piece, "LOCATION", f"LOCATION:{escaped(change.location)}")
        if change.url:
            raw = written(f"CONFERENCE;VALUE=URI;FEATURE=VIDEO:{change.url}", self._end)
            piece.text = add(piece.text, raw)
            work.images.append(FieldImage(field="CONFERENCE", before="", after=raw))

    def _keep_books(self, work: _Work, piece: _Piece) -> None:
        sequence = find(content_lines(piece.text), "SEQUENCE")
        number = value_of(sequence).strip() if sequence else "0"
        following = int(number) + 1 if number.isdigit() and len(number) < 9 else 1  # noqa: PLR2004
        self._set(work, piece, "SEQUENCE", f"SEQUENCE:{following}")
        self._set(work, piece, "DTSTAMP", f"DTSTAMP:{entries.utc(work.stamp)}")
        self._set(work, piece, "LAST-MODIFIED", f"LAST-MODIFIED:{entries.utc(work.stamp)}")
        self._set(work, piece, MADE, f"{MADE}:{made_value(_marker(work.edit))}")

    def _set(self, work: _Work, piece: _Piece, name: str, text: str) -> None:
        old = find(content_lines(piece.text), name)
        raw = written(text, self._end)
        piece.text = put(piece.text, name, raw)
        image = FieldImage(field=name, before=old.raw if old else "", after=raw)
        work.images.append(image)

    def _add_exception(self, work: _Work, position: int) -> int:
        piece = self._pieces[position]
        start = find(content_lines(piece.text), "DTSTART")
        if start is None or piece.seen is None:
            raise EventGoneError(_gone(work.edit.ref))
        zone = self._moment(start.text).tzinfo
        original = datetime.strptime(f"{work.edit.ref.occurrence}+0000", "%Y%m%dT%H%M%SZ%z")
        original = original.astimezone(zone)
        finish = later(original, work.edit.length)
        text = entries.exception(piece.text, original, original, finish, self._end)
        work.images.append(FieldImage(field="exception", before="", after=text))
        self._pieces.insert(position + 1, self._new_piece(text))
        return position + 1

    def _add_entry(self, work: _Work, position: int, text: str, kind: OursKind) -> None:
        uid = entries.uid_of(kind, work.edit.ref.id)
        if any(piece.seen and piece.seen.uid == uid for piece in self._pieces):
            return
        self._pieces.insert(position + 1, self._new_piece(text))
        work.images.append(FieldImage(field=kind.value, before="", after=text))

    def _new_piece(self, text: str) -> _Piece:
        return _Piece(text, peek(text, Block("VEVENT", 0, len(text), 0)))

    def _remove(self, text: str) -> bool:
        meant = _meaning(text)
        uid = peek(text, Block("VEVENT", 0, len(text), 0)).uid
        for position, piece in enumerate(self._pieces):
            if piece.seen and piece.seen.uid == uid and _meaning(piece.text) == meant:
                del self._pieces[position]
                return True
        return False

    def _piece_of(self, ref: EventRef) -> _Piece | None:
        try:
            piece = self._pieces[self._position_of_event(ref)]
        except EventGoneError:
            return None
        if ref.occurrence and piece.seen and not self._is_exception(piece.seen, ref):
            return None
        return piece

    def _position_of_event(self, ref: EventRef) -> int:
        """Return the entry of an occurrence: its exception, or else the series it belongs to."""
        series = -1
        best = -1
        for position, piece in enumerate(self._pieces):
            seen = piece.seen
            if seen is None or seen.uid != ref.series:
                continue
            if ref.occurrence and self._is_exception(seen, ref):
                return position
            if not seen.recurrence_id and seen.sequence >= best:
                series, best = position, seen.sequence
        if series < 0:
            raise EventGoneError(_gone(ref))
        return series

    def _is_exception(self, seen: Peek, ref: EventRef) -> bool:
        if not seen.recurrence_id:
            return False
        text = next((piece.text for piece in self._pieces if piece.seen is seen), "")
        line = find(content_lines(text), "RECURRENCE-ID")
        if line is None or "RANGE=" in line.text.upper():
            return False
        value = value_of(line).strip()
        named = entries.utc(self._moment(line.text)) if "T" in value.upper() else value
        return named == ref.occurrence

    def _time_like(self, name: str, value: str, moment: datetime) -> str:
        return entries.time_like(value, moment, self._zone_of(name))

    def _moment(self, text: str) -> datetime:
        name, value = parts_of(text)
        digits = value.strip().rstrip("Zz")[:15]
        form = "%Y%m%dT%H%M%S" if "T" in digits else "%Y%m%d"
        moment = datetime.strptime(digits, form)  # noqa: DTZ007  # the zone follows
        if value.strip().upper().endswith("Z"):
            return moment.replace(tzinfo=UTC)
        return moment.replace(tzinfo=self._zone_of(name))

    def _zone_of(self, name: str) -> tzinfo:
        for parameter in name.split(";")[1:]:
            key, _, said = parameter.partition("=")
            if key.strip().upper() == "TZID" and said.strip('" '):
                return self._zones.named(said)
        return self._zones.default


def _cut(text: str, peeks: Sequence[Peek]) -> Iterator[_Piece]:
    position = 0
    for seen in sorted(peeks, key=lambda each: each.block.start):
        block = seen.block
        if block.start > position:
            yield _Piece(text[position : block.start])
        yield _Piece(text[block.start : block.end], seen)
        position = block.end
    yield _Piece(text[position:])


def _restore(piece: _Piece, image: FieldImage) -> bool:
    lines = content_lines(piece.text)
    meant = unfolded(image.after)
    if image.field in _LISTED or not image.before:
        if not any(line.text == meant for line in lines):
            return False
        piece.text = drop(piece.text, image.after)
        return True
    now = find(lines, image.field)
    if now is None or now.text != meant:
        return False
    piece.text = put(piece.text, image.field, image.before)
    return True


def _as_edited(exception: str, images: Sequence[FieldImage]) -> str:
    piece = _Piece(exception)
    for image in images:
        if image.field in _LISTED:
            piece.text = add(piece.text, image.after)
        else:
            piece.text = put(piece.text, image.field, image.after)
    return piece.text


def _meaning(text: str) -> list[str]:
    return [line.text for line in content_lines(text)]


def _already_made(text: str, edit: Edit) -> bool:
    line = find(content_lines(text), MADE)
    marker = read_made(value_of(line)) if line else None
    return marker is not None and marker.edit_id == edit.id


def _marker(edit: Edit) -> Marker:
    move = next((each for each in edit.changes if isinstance(each, MoveEnd)), None)
    held = next((each for each in edit.changes if isinstance(each, HoldTime)), None)
    video = any(isinstance(change, AddVideoLink) for change in edit.changes)
    room = "lengthen" if move else "hold" if held else edit.earlier_room
    minutes = move.minutes if move else held.minutes if held else edit.earlier_minutes
    return Marker(
        edit_id=edit.id,
        event_id=edit.ref.id,
        minutes=minutes,
        baseline=edit.baseline,
        room=room,
        video=video or edit.earlier_video,
    )


def _iso(length: timedelta) -> str:
    seconds = int(length.total_seconds())
    minutes, rest = divmod(seconds, 60)
    return f"PT{minutes}M{rest}S" if rest else f"PT{minutes}M"


def _gone(ref: EventRef) -> str:
    return f"The event {ref.id} is not in the file any more. Read the file again."
