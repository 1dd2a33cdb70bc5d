"""Our own X- properties: what Plausch did to an event, and which events are its own.

Written as a query string, which needs no escaping in a content line.
"""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qsl, urlencode

from calendar_sync.edit import Edit
from policies.change import AddVideoLink, HoldTime, MoveEnd
from policies.event import Marker, Ours, OursKind

MADE = "X-PLAUSCH-MADE"
OURS = "X-PLAUSCH-OURS"
_DIGITS = 12  # of any length in seconds that a calendar can hold


def marker_of(edit: Edit) -> Marker:
    """Return what an event says after an edit, what earlier edits made included."""
    move = next((each for each in edit.changes if isinstance(each, MoveEnd)), None)
    held = next((each for each in edit.changes if isinstance(each, HoldTime)), None)
    video = any(isinstance(change, AddVideoLink) for change in edit.changes)
    return Marker(
        edit_id=edit.id,
        event_id=edit.ref.id,
        minutes=move.minutes if move else held.minutes if held else edit.earlier_minutes,
        baseline=edit.baseline,
        room="lengthen" if move else "hold" if held else edit.earlier_room,
        video=video or edit.earlier_video,
    )


def made_value(marker: Marker) -> str:
    """Write a marker."""
    return urlencode(
        {
            "v": 1,
            "edit": marker.edit_id,
            "event": marker.event_id,
            "minutes": marker.minutes,
            "baseline": int(marker.baseline.total_seconds()),
            "room": marker.room,
            "video": int(marker.video),
        },
    )


def read_made(value: str) -> Marker | None:
    """Read a marker; None where it is not ours or broken."""
    said = dict(parse_qsl(value))
    numbers = (said.get("minutes", ""), said.get("baseline", ""))
    if not said.get("edit") or not all(number.isdecimal() and len(number) < _DIGITS for number in numbers):
        return None
    return Marker(
        edit_id=said["edit"],
        event_id=said.get("event", ""),
        minutes=int(numbers[0]),
        baseline=timedelta(seconds=int(numbers[1])),
        room=said.get("room", ""),
        video=said.get("video") == "1",
    )


def ours_value(ours: Ours) -> str:
    """Write what an event of ours is."""
    said = {"v": 1, "kind": ours.kind.value, "edit": ours.edit_id, "event": ours.event_id}
    return urlencode(said)


def read_ours(value: str) -> Ours | None:
    """Read what an event of ours is; None where it is none."""
    said = dict(parse_qsl(value))
    if said.get("kind") not in {kind.value for kind in OursKind} or not said.get("event"):
        return None
    return Ours(
        kind=OursKind(said["kind"]),
        edit_id=said.get("edit", ""),
        event_id=said["event"],
    )
