"""What Plausch did to an event, and which events are its own, as one word that any calendar can keep.

Written as a query string, which needs no escaping in a content line nor anywhere else.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlencode

from policies.event import Marker, Ours, OursKind

_MOMENT = "%Y%m%dT%H%M%SZ"
_DIGITS = 12  # of any length in seconds that a calendar can hold


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
    if not value:
        return None
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
    if ours.anchor:
        said["at"] = ours.anchor.astimezone(UTC).strftime(_MOMENT)
    return urlencode(said)


def read_ours(value: str) -> Ours | None:
    """Read what an event of ours is; None where it is none."""
    if not value:
        return None
    said = dict(parse_qsl(value))
    if said.get("kind") not in {kind.value for kind in OursKind} or not said.get("event"):
        return None
    return Ours(
        kind=OursKind(said["kind"]),
        edit_id=said.get("edit", ""),
        event_id=said["event"],
        anchor=_anchor(said.get("at", "")),
    )


def _anchor(said: str) -> datetime | None:
    try:
        return datetime.strptime(said, _MOMENT).replace(tzinfo=UTC)
    except ValueError:
        return None
