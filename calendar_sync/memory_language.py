"""How the in-memory calendar says things: edits as new rows and images, and the way back. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from calendar_sync.edit import Edit, FieldImage, TakenBack, Written
from calendar_sync.marker import marker_of
from calendar_sync.memory_rows import Row
from policies.card_text import render_card
from policies.change import AddVideoLink, AttachOpener, HoldTime, MoveEnd
from policies.event import Event, EventRef, Marker, Ours, OursKind, Timed

_TITLES = {"de": ("Puffer", "Gesprächseinstieg"), "en": ("Buffer", "Opener")}
_MARKER = "marker"
_OWN_ROOM = "https://meet.memory.example/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The moment and the language in which an entry is written."""

    now: datetime
    language: str


def edited(edit: Edit, row: Row) -> tuple[Row, tuple[FieldImage, ...]]:
    """Return the row as an edit leaves it, with the images of what differs."""
    after = row
    for change in edit.changes:
        match change:
            case MoveEnd(end=end):
                after = _with(after, "end", end.isoformat())
            case AddVideoLink(url=url, location=location):
                after = _with(after, "location", location or after.event.location)
                after = _with(after, "conference", url or _OWN_ROOM + edit.id)
            case _:
                pass
    after = _with(after, _MARKER, _marker_text(marker_of(edit)))
    fields = ("end", "location", "conference", _MARKER)
    images = (FieldImage(field=each, before=_value(row, each), after=_value(after, each)) for each in fields)
    return after, tuple(image for image in images if image.before != image.after)


def restored(row: Row, written: Written, stays: frozenset[str]) -> tuple[Row, TakenBack]:
    """Return the row with what still holds what was written put back, but for fields that stay.

    The marker goes, or is the earlier one again, where all else was put back.
    """
    put_back: list[str] = []
    kept: list[str] = []
    for image in written.images:
        now = _value(row, image.field)
        if image.field == _MARKER:
            continue
        if now == image.after and image.field not in stays:
            row = _with(row, image.field, image.before)
        (put_back if _value(row, image.field) == image.before else kept).append(image.field)
    if not kept:
        row = _unmarked(row, written.images)
    return row, TakenBack(edit_id=written.edit_id, restored=tuple(put_back), kept=tuple(kept))


def added(edit: Edit, ref: EventRef, spoken: Language) -> Row:
    """Return the entry of ours that an edit adds."""
    hold_title, opener_title = _TITLES.get(spoken.language, _TITLES["en"])
    for change in edit.changes:
        if isinstance(change, HoldTime):
            ours = Ours(kind=OursKind.HOLD, edit_id=edit.id, event_id=edit.ref.id, anchor=change.start)
            span = Timed(start=change.start, end=change.end)
            return Row(event=_entry(ref, hold_title, span, ours))
        if isinstance(change, AttachOpener):
            ours = Ours(kind=OursKind.COMPANION, edit_id=edit.id, event_id=edit.ref.id, anchor=change.end)
            span = Timed(start=change.start, end=change.end)
            event = replace(_entry(ref, opener_title, span, ours), free=True)
            return Row(event=event, text=render_card(change.card))
    message = f"edit {edit.id} adds nothing"
    raise ValueError(message)


def shown(row: Row) -> str:
    """Return what an entry of ours says, wherever in time it stands: a human's hand shows in it."""
    event = row.event
    return json.dumps([event.title, event.location, row.text, sorted(each.address for each in event.guests)])


def _entry(ref: EventRef, title: str, span: Timed, ours: Ours) -> Event:
    return Event(ref=ref, title=title, span=span, ours=ours, private=True)


def _unmarked(row: Row, images: Sequence[FieldImage]) -> Row:
    image = next((each for each in images if each.field == _MARKER), None)
    if image is None or _value(row, _MARKER) != image.after:
        return row
    return _with(row, _MARKER, image.before)


def _value(row: Row, field: str) -> str:
    match field:
        case "end":
            return row.event.span.end.isoformat() if isinstance(row.event.span, Timed) else ""
        case "conference":
            return row.conference
        case "marker":
            return _marker_text(row.event.marker)
        case _:
            return row.event.location


def _with(row: Row, field: str, value: str) -> Row:
    event = row.event
    match field:
        case "end" if isinstance(event.span, Timed):
            end = datetime.fromisoformat(value).astimezone(event.span.end.tzinfo)
            span = Timed(start=event.span.start, end=max(end, event.span.start))
            return replace(row, event=replace(event, span=span))
        case "location":
            return replace(row, event=replace(event, location=value))
        case "conference":
            return replace(row, conference=value)
        case "marker":
            return replace(row, event=replace(event, marker=_marker_from(value)))
        case _:
            return row


def _marker_text(marker: Marker | None) -> str:
    if marker is None:
        return ""
    seconds = int(marker.baseline.total_seconds())
    said = [marker.edit_id, marker.event_id, marker.minutes, seconds, marker.room, marker.video]
    return json.dumps(said)


def _marker_from(text: str) -> Marker | None:
    if not text:
        return None
    edit_id, event_id, minutes, seconds, room, video = json.loads(text)
    return Marker(
        edit_id=edit_id,
        event_id=event_id,
        minutes=minutes,
        baseline=timedelta(seconds=seconds),
        room=room,
        video=video,
    )
