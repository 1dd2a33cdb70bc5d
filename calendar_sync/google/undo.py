"""Taking an edit of an event back: one PATCH with what still holds what was written. Pure."""

from __future__ import annotations

import json
from datetime import date, datetime, tzinfo
from typing import Any

from calendar_sync.edit import FieldImage, TakenBack, Written
from calendar_sync.google import marks
from calendar_sync.google.answers import Row, part, text
from calendar_sync.google.mails import send_updates
from calendar_sync.google.wishes import CONFERENCE, END, LOCATION, MARKER, Patch, holds


def undoing(row: Row, written: Written, event_id: str) -> tuple[Patch | None, TakenBack]:
    """Return what puts an edit back (None where nothing has to be sent), and what will be told of it.

    The marker goes, or is the earlier one again, where all else was put back.
    """
    body: dict[str, Any] = {}
    put_back: list[str] = []
    kept: list[str] = []
    for image in written.images:
        if image.field == MARKER:
            continue
        ours = holds(row, image.field, image.after)
        if ours and _can_be(row, image):
            body |= _before(image)
        fine = image.field in body or holds(row, image.field, image.before)
        (put_back if fine else kept).append(image.field)
    seen = bool(body)
    if not kept:
        body |= _unmarked(row, written)
    taken = TakenBack(edit_id=written.edit_id, restored=tuple(put_back), kept=tuple(kept))
    if not body:
        return None, taken
    return Patch(event_id=event_id, body=body, mails=send_updates(row, seen=seen)), taken


def without_room(row: Row, written: Written, event_id: str) -> Patch:
    """Return what clears away a room that could not be made: it, and the place that told of it.

    The marker stays: it keeps the room from being asked for again.
    """
    places = [each for each in written.images if each.field == LOCATION and holds(row, LOCATION, each.after)]
    body: dict[str, Any] = {CONFERENCE: None}
    for image in places:
        body |= _before(image)
    return Patch(event_id=event_id, body=body, mails=send_updates(row, seen=bool(places)))


def has_begun(row: Row, now: datetime, zone: tzinfo) -> bool:
    """Whether an event has begun."""
    start = part(row, "start")
    if day := text(start, "date"):
        return date.fromisoformat(day) <= now.astimezone(zone).date()
    moment = datetime.fromisoformat(text(start, "dateTime"))
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)) <= now


def _can_be(row: Row, image: FieldImage) -> bool:
    """Whether an end can be what it was: where a human moved the start behind it, it cannot."""
    if image.field != END or not image.before:
        return True
    start, end = (text(said, "dateTime") for said in (part(row, "start"), json.loads(image.before)))
    if not start or not end:
        return not start and not end
    begins, ends = datetime.fromisoformat(start), datetime.fromisoformat(end)
    return (begins.tzinfo is None) == (ends.tzinfo is None) and begins < ends


def _before(image: FieldImage) -> dict[str, Any]:
    match image.field:
        case "end":
            return {END: json.loads(image.before) if image.before else None}
        case "location":
            return {LOCATION: image.before}
        case _:
            return {CONFERENCE: None}


def _unmarked(row: Row, written: Written) -> dict[str, Any]:
    image = next((each for each in written.images if each.field == MARKER), None)
    if image is None or marks.private(row, marks.MADE) != image.after:
        return {}
    return dict(marks.with_private(**{marks.MADE: image.before or None}))
