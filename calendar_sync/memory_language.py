"""How the in-memory calendar says things: edits as new events and images, and the way back. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from calendar_sync.edit import Edit, FieldImage, Written
from calendar_sync.marker import marker_of
from policies.card_text import render_card
from policies.change import AddVideoLink, AttachOpener, HoldTime, MoveEnd
from policies.event import Event, EventRef, Marker, Ours, OursKind, Timed

_TITLES = {"de": ("Puffer", "Gesprächseinstieg"), "en": ("Buffer", "Opener")}
_MARKER = "marker"


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The moment and the language in which an entry is written."""

    now: datetime
    language: str


def edited(edit: Edit, event: Event) -> tuple[Event, tuple[FieldImage, ...]]:
    """Return the event as an edit leaves it, with the images of what differs."""
    images: list[FieldImage] = []
    after = event
    for change in edit.changes:
        match change:
            case MoveEnd(end=end) if isinstance(after.span, Timed):
                images.append(_image("end", after.span.end.isoformat(), end.isoformat()))
                after = replace(after, span=Timed(start=after.span.start, end=end))
            case AddVideoLink(url=url, location=location):
                said = location or url
                images.append(_image("location", after.location, said))
                after = replace(after, location=said)
            case _:
                pass
    marker = marker_of(edit)
    images.append(_image(_MARKER, _said(event.marker), _said(marker)))
    return replace(after, marker=marker), tuple(images)


def restored(event: Event, written: Written) -> tuple[Event, tuple[str, ...], tuple[str, ...]]:
    """Return the event with what still holds what was written put back; what was, and what was not.

    The marker goes back with the last field; that of a later edit stays.
    """
    put_back: list[str] = []
    kept: list[str] = []
    marker = event.marker
    for image in written.images:
        if image.field == _MARKER:
            marker = _heard(image.before)
            continue
        now = _value(event, image.field)
        if now == image.after:
            event = _with(event, image.field, image.before)
        (put_back if now in {image.after, image.before} else kept).append(image.field)
    if not kept and event.marker and event.marker.edit_id == written.edit_id:
        event = replace(event, marker=marker)
    return event, tuple(put_back), tuple(kept)


def added(edit: Edit, ref: EventRef, spoken: Language) -> tuple[Event, str]:
    """Return the entry of ours that an edit adds, and its text."""
    hold_title, opener_title = _TITLES.get(spoken.language, _TITLES["en"])
    for change in edit.changes:
        if isinstance(change, HoldTime):
            ours = Ours(kind=OursKind.HOLD, edit_id=edit.id, event_id=edit.ref.id, anchor=change.start)
            return _entry(ref, hold_title, Timed(start=change.start, end=change.end), ours), ""
        if isinstance(change, AttachOpener):
            ours = Ours(kind=OursKind.COMPANION, edit_id=edit.id, event_id=edit.ref.id, anchor=change.end)
            entry = _entry(ref, opener_title, Timed(start=change.start, end=change.end), ours)
            return replace(entry, free=True), render_card(change.card)
    message = f"edit {edit.id} adds nothing"
    raise ValueError(message)


def _entry(ref: EventRef, title: str, span: Timed, ours: Ours) -> Event:
    return Event(ref=ref, title=title, span=span, ours=ours, private=True)


def _image(field: str, before: str, after: str) -> FieldImage:
    return FieldImage(field=field, before=before, after=after)


def _said(marker: Marker | None) -> str:
    if marker is None:
        return ""
    seconds = int(marker.baseline.total_seconds())
    said = [marker.edit_id, marker.event_id, marker.minutes, seconds, marker.room, marker.video]
    return json.dumps(said)


def _heard(said: str) -> Marker | None:
    if not said:
        return None
    edit_id, event_id, minutes, seconds, room, video = json.loads(said)
    return Marker(
        edit_id=edit_id,
        event_id=event_id,
        minutes=minutes,
        baseline=timedelta(seconds=seconds),
        room=room,
        video=video,
    )


def _value(event: Event, field: str) -> str:
    if field == "end":
        return event.span.end.isoformat() if isinstance(event.span, Timed) else ""
    return event.location


def _with(event: Event, field: str, value: str) -> Event:
    if field != "end":
        return replace(event, location=value)
    if not isinstance(event.span, Timed):
        return event
    end = datetime.fromisoformat(value).astimezone(event.span.end.tzinfo)
    return replace(event, span=Timed(start=event.span.start, end=max(end, event.span.start)))
