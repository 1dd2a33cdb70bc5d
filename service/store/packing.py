"""Events as text and back, for the sealed mirror: short keys, nothing but what rules read."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from policies.event import (
    AllDay,
    Answer,
    Event,
    EventKind,
    EventRef,
    Guest,
    GuestKind,
    Marker,
    Ours,
    OursKind,
    Span,
    Status,
    Timed,
)
from policies.links import VideoLink
from policies.place import HeldBy, Place

Packed = dict[str, Any]
_FLAGS = ("free", "private", "guests_hidden", "recurring", "i_organise", "i_may_edit")


def packed(event: Event) -> str:
    """Write an event."""
    said: Packed = {
        "r": [event.ref.calendar, event.ref.series, event.ref.occurrence],
        "s": _span(event.span),
        "t": event.title,
        "l": event.location,
        "p": _place(event.place),
        "v": event.version,
        "k": [event.status.value, event.kind.value, event.answer.value],
        "f": [getattr(event, name) for name in _FLAGS],
        "o": event.organiser,
        "g": [[each.address, each.name, each.answer.value, each.kind.value] for each in event.guests],
        "m": event.made_by,
        "w": [_moment(event.created), _moment(event.changed)],
        "x": _marker(event.marker),
        "y": _ours(event.ours),
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str) -> Event:
    """Read an event."""
    said: Packed = json.loads(text)
    calendar, series, occurrence = said["r"]
    status, kind, answer = said["k"]
    created, changed = said["w"]
    return Event(
        ref=EventRef(calendar=calendar, series=series, occurrence=occurrence),
        span=_read_span(said["s"]),
        title=said["t"],
        location=said["l"],
        place=_read_place(said["p"]),
        version=said["v"],
        status=Status(status),
        kind=EventKind(kind),
        answer=Answer(answer),
        organiser=said["o"],
        guests=tuple(
            Guest(address=address, name=name, answer=Answer(reply), kind=GuestKind(what))
            for address, name, reply, what in said["g"]
        ),
        made_by=said["m"],
        created=_read_moment(created),
        changed=_read_moment(changed),
        marker=_read_marker(said["x"]),
        ours=_read_ours(said["y"]),
        **dict(zip(_FLAGS, said["f"], strict=True)),
    )


def _span(span: Span) -> list[str]:
    if isinstance(span, AllDay):
        return [span.first.isoformat(), span.last.isoformat()]
    return [span.start.isoformat(), span.end.isoformat(), _zone(span.start.tzinfo)]


def _read_span(said: list[str]) -> Span:
    if len(said) == 2:  # noqa: PLR2004  # days have no zone
        return AllDay(first=date.fromisoformat(said[0]), last=date.fromisoformat(said[1]))
    start, end = datetime.fromisoformat(said[0]), datetime.fromisoformat(said[1])
    if said[2]:
        zone = ZoneInfo(said[2])
        start, end = start.astimezone(zone), end.astimezone(zone)
    return Timed(start=start, end=end)


def _zone(zone: tzinfo | None) -> str:
    """Return the name of a zone that everybody knows; others are kept as their offsets."""
    return zone.key if isinstance(zone, ZoneInfo) else ""


def _place(place: Place) -> list[Any]:
    link = place.video_link
    return [place.held_by.value, [link.service, link.url] if link else None, place.numbers, place.hurry]


def _read_place(said: list[Any]) -> Place:
    held_by, link, numbers, hurry = said
    return Place(
        held_by=HeldBy(held_by),
        video_link=VideoLink(service=link[0], url=link[1]) if link else None,
        numbers=tuple(numbers),
        hurry=hurry,
    )


def _marker(marker: Marker | None) -> list[Any] | None:
    if marker is None:
        return None
    seconds = int(marker.baseline.total_seconds())
    return [marker.edit_id, marker.event_id, marker.minutes, seconds, marker.room, marker.video]


def _read_marker(said: list[Any] | None) -> Marker | None:
    if said is None:
        return None
    edit_id, event_id, minutes, seconds, room, video = said
    return Marker(
        edit_id=edit_id,
        event_id=event_id,
        minutes=minutes,
        baseline=timedelta(seconds=seconds),
        room=room,
        video=video,
    )


def _ours(ours: Ours | None) -> list[Any] | None:
    return [ours.kind.value, ours.edit_id, ours.event_id, _moment(ours.anchor)] if ours else None


def _read_ours(said: list[Any] | None) -> Ours | None:
    if said is None:
        return None
    kind, edit_id, event_id, anchor = said
    return Ours(kind=OursKind(kind), edit_id=edit_id, event_id=event_id, anchor=_read_moment(anchor))


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _read_moment(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None
