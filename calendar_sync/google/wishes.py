"""From an edit to the body of one PATCH, with the images of what it changes. Pure.

Only what is meant is in a body, and never an array: Google replaces those whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from calendar_sync.edit import Edit, FieldImage
from calendar_sync.errors import NotAllowedError
from calendar_sync.google import marks
from calendar_sync.google.answers import Row, part, text
from calendar_sync.google.mails import send_updates
from calendar_sync.google.quirks import named_zone, same_text
from calendar_sync.marker import marker_of
from policies.change import AddVideoLink, MoveEnd

END, LOCATION, CONFERENCE, MARKER = "end", "location", "conferenceData", "marker"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patch:
    """One PATCH: ``images`` say what the answer has to hold."""

    event_id: str
    body: dict[str, Any]
    mails: str
    images: tuple[FieldImage, ...] = ()

    @property
    def conference(self) -> bool:
        """Whether conference data is written, which Google wants to be told beside the body."""
        return CONFERENCE in self.body


def patch_of(edit: Edit, row: Row, event_id: str) -> Patch:
    """Build the write of an edit. Raises NotAllowedError where the event cannot take it."""
    body: dict[str, Any] = {}
    for change in edit.changes:
        match change:
            case MoveEnd(end=end):
                body[END] = moment_like(part(row, END), end)
            case AddVideoLink(url="", location=location):
                body[CONFERENCE] = _own_room(edit, row)
                body |= {LOCATION: location} if location != text(row, LOCATION) else {}
            case AddVideoLink(location=location):
                body[LOCATION] = location
            case _:
                pass
    seen = bool(body)
    body |= marks.with_private(**{marks.MADE: marks.marker_text(marker_of(edit))})
    mails = send_updates(row, seen=seen)
    return Patch(event_id=event_id, body=body, mails=mails, images=tuple(_images(row, body)))


def moment_like(said: Row, moment: datetime) -> dict[str, str]:
    """Write a moment in the form that an event has: its zone, where it names one."""
    name = text(said, "timeZone")
    before = text(said, "dateTime")
    zone = named_zone(name) or (datetime.fromisoformat(before).tzinfo if before else None)
    written = {"dateTime": moment.astimezone(zone or moment.tzinfo).isoformat()}
    return written | ({"timeZone": name} if name else {})


def value_of(row: Row, field: str) -> str:
    """Return what an event holds in a field, as an image keeps it."""
    match field:
        case "end":
            kept = {key: value for key, value in part(row, END).items() if value}
            return json.dumps(kept, sort_keys=True) if kept else ""
        case "location":
            return text(row, LOCATION)
        case "conferenceData":
            return _room_of(part(row, CONFERENCE))
        case _:
            return marks.private(row, marks.MADE)


def holds(row: Row, field: str, said: str) -> bool:
    """Whether an event holds just this in a field: an end is a moment, however it is written."""
    value = value_of(row, field)
    if field == END and value and said:
        return _moment(value) == _moment(said)
    return same_text(value, said) if field == LOCATION else value == said


def is_as_meant(row: Row, images: Sequence[FieldImage]) -> bool:
    """Whether an answer shows what was written: Google takes some writes and does nothing.

    One field that guests see is enough, for then they were told: the edit stands and can be taken back.
    """
    return any(holds(row, image.field, image.after) for image in images if image.field != MARKER)


def room_failed(row: Row) -> bool:
    """Whether Google could not make the video room."""
    asked = part(part(part(row, CONFERENCE), "createRequest"), "status")
    return text(asked, "statusCode") == "failure"


def has_more_time(row: Row, images: Sequence[FieldImage]) -> bool:
    """Whether the end that was written stands."""
    return any(image.field == END and holds(row, END, image.after) for image in images)


def _own_room(edit: Edit, row: Row) -> Row:
    if part(row, CONFERENCE):
        message = "The event has a conference already."
        raise NotAllowedError(message)
    key = {"type": "hangoutsMeet"}
    return {"createRequest": {"requestId": edit.id, "conferenceSolutionKey": key}}


def _images(row: Row, body: Row) -> Iterator[FieldImage]:
    """Compare what an event holds with what it will hold."""
    for field in (END, LOCATION, CONFERENCE, MARKER):
        before, after = value_of(row, field), value_of(body, field)
        if (field in body or field == MARKER) and before != after:
            yield FieldImage(field=field, before=before, after=after)


def _room_of(conference: Row) -> str:
    asked = text(part(conference, "createRequest"), "requestId")
    return asked or text(conference, "conferenceId") or ("other" if conference else "")


def _moment(said: str) -> datetime | str:
    written: Row = json.loads(said)
    value = text(written, "dateTime")
    if not value:
        return said
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=named_zone(text(written, "timeZone")))
