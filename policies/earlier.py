"""What was done to an event before, told by the ledger or by the event's own marker."""

from __future__ import annotations

from datetime import timedelta

from policies.context import Context, Made, RoomMode
from policies.event import Event, Marker, Timed


def earlier(event: Event, context: Context) -> Made | None:
    """Return what Plausch did to this event; a copy or a later series inherits its marker's story.

    The ledger knows more (an undo, for instance); the marker survives a lost ledger.
    """
    if made := context.made.get(event.id):
        return made
    return made_from(event.marker) if event.marker else None


def made_from(marker: Marker) -> Made:
    """Read a marker as what was done."""
    return Made(
        edit_id=marker.edit_id,
        event_id=marker.event_id,
        minutes=marker.minutes,
        baseline=marker.baseline,
        room=marker.room,
        video=marker.video,
    )


def is_copy(event: Event) -> bool:
    """Whether the marker was written for another event, which this one was copied from."""
    marker = event.marker
    return marker is not None and marker.event_id not in (event.id, event.ref.series)


def was_changed_back(event: Event, made: Made) -> bool:
    """Whether a human shortened an event again after room was made in it."""
    if made.room != RoomMode.LENGTHEN or made.taken_back or not isinstance(event.span, Timed):
        return False
    return event.span.duration < made.baseline + timedelta(minutes=made.minutes)
