"""Rows as they are shown: relative to the calendar they are read on, and as far as the reader may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.fakes.google.state import Book, Json, Row
from tests.fakes.google.times import shown

if TYPE_CHECKING:
    from tests.fakes.google.world import World

_BUSY = ("id", "status", "start", "end", "recurrence", "recurringEventId", "originalStartTime", "iCalUID")
_FALSE = ("self", "organizer", "resource", "optional")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads, and how; `level` is full, details of what is not private, or busy."""

    email: str
    zone: str
    level: str = "full"
    most_guests: int = 0


def show(book: Book, row: Row, body: Json, reader: Reader, etag: str = "") -> Json:
    """Return an event as Google answers it; `etag` names the version where it is not the newest."""
    if etag and etag != row.etag:
        return _shown(book, Row(body=body, etag=etag, reminders=row.reminders), body, reader)
    key = (body["id"], reader)
    found = row.cache.get(key)
    if found is None:
        found = row.cache[key] = _shown(book, row, body, reader)
    return dict(found)


def bare(row_or_body: Json, etag: str) -> Json:
    """Return what lists say of a deleted event, or of a cancelled instance of a live series."""
    names = ("id", "recurringEventId", "originalStartTime")
    kept = {name: row_or_body[name] for name in names if name in row_or_body}
    return {"kind": "calendar#event", "etag": etag} | kept | {"status": "cancelled"}


def _shown(book: Book, row: Row, body: Json, reader: Reader) -> Json:
    if reader.level == "busy" or (reader.level == "details" and body.get("visibility") in _PRIVATE):
        body = {name: body[name] for name in _BUSY if name in body} | {"visibility": "private"}
    out: Json = {"kind": "calendar#event", "etag": row.etag, "htmlLink": _link(body["id"])} | body
    for name in ("start", "end", "originalStartTime"):
        if out.get(name):
            out[name] = shown(out[name], reader.zone)
    for name in ("creator", "organizer"):
        if out.get(name):
            out[name] = _marked(out[name], book.id)
    if out.get("attendees"):
        _show_guests(out, book, reader)
    if "summary" in out or reader.level == "full":
        out["reminders"] = row.reminders.get(reader.email, {"useDefault": True})
    return out


_PRIVATE = ("private", "confidential")


def _link(event_id: str) -> str:
    return f"https://www.google.com/calendar/event?eid={event_id}"


def _marked(person: Json, calendar_id: str) -> Json:
    return person | ({"self": True} if person.get("email") == calendar_id else {})


def _show_guests(out: Json, book: Book, reader: Reader) -> None:
    guests = [_marked(_truths(each), book.id) for each in out["attendees"]]
    mine = out.get("organizer", {}).get("email") == book.id
    if out.get("guestsCanSeeOtherGuests") is False and not mine:
        guests = [each for each in guests if each.get("self") or each.get("organizer")]
    if reader.most_guests and len(guests) > reader.most_guests:
        guests = [each for each in guests if each.get("self")]
        out["attendeesOmitted"] = True
    out["attendees"] = guests


def _truths(person: Json) -> Json:
    return {name: value for name, value in person.items() if value is not False or name not in _FALSE}


def level(world: World, book: Book, email: str, scopes: frozenset[str]) -> str:
    """Return how much that reader sees of that calendar's events."""
    role = world.role_of(book, email)
    only_busy = scopes and all(scope.endswith("calendar.events.freebusy") for scope in scopes)
    if role == "freeBusyReader" or only_busy:
        return "busy"
    return "details" if role in {"reader", "writerWithoutPrivateAccess"} else "full"
