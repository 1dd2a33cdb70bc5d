"""What an edit leaves on an event, so that it is known again without any database."""

from __future__ import annotations

from calendar_sync.edit import Edit
from policies.change import AddVideoLink, MoveEnd
from policies.event import Marker


def marker_of(edit: Edit) -> Marker:
    """Return the marker that goes out with an edit of an event; it tells of earlier edits too."""
    move = next((each for each in edit.changes if isinstance(each, MoveEnd)), None)
    video = any(isinstance(change, AddVideoLink) for change in edit.changes)
    return Marker(
        edit_id=edit.id,
        event_id=edit.ref.id,
        minutes=move.minutes if move else edit.earlier_minutes,
        baseline=edit.baseline,
        room="lengthen" if move else edit.earlier_room,
        video=video or edit.earlier_video,
    )
