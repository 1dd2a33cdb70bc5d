"""Insert, patch, update and delete: checks first, then the row, its copies, its rooms and its mails."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.fakes.google import checks, conferences, guests, mails, merge, rooms, series, spreading
from tests.fakes.google.errors import Refusal, forbidden_for_guest, gone, invalid, stale
from tests.fakes.google.state import Book, Json, Row
from tests.fakes.google.times import stamp

if TYPE_CHECKING:
    from tests.fakes.google.world import World

_TIME = {"start", "end", "recurrence"}
_ASKS_AGAIN = {"start", "recurrence"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """How a write was asked for: by whom, mailing whom, and under which condition."""

    actor: str
    by: str = "human"
    send: str = "all"
    conferences: bool = True
    if_match: str = ""
    put: bool = False


def insert(world: World, book: Book, given: Json, write: Write) -> Row:
    """Add an event, as its organiser or, for an invitation that came by mail, as `organizer` says."""
    event_id = given.get("id") or world.new_id()
    if write.by == "api":
        checks.check_id(event_id)
    if event_id in book.rows:
        raise Refusal(409, "duplicate", "The requested identifier already exists.")
    row = Row(body={"id": event_id})
    body = _new(world, book, given, write, event_id)
    if write.conferences and given.get("conferenceData"):
        if write.by == "human" and "createRequest" not in given["conferenceData"]:
            body["conferenceData"] = given["conferenceData"]
        else:
            body |= conferences.asked(world, book, row, given["conferenceData"])
    _set_reminders(row, body, write.actor)
    world.check_properties(body)
    found = mails.kinds(None, body, visible=True)
    mine = not guests.is_guest(book, body)
    if mine:
        mails.check(world, book, body, found, write.send)
    row.body = body
    world.place(book, row)
    world.save(book, row, body, updated=True)
    if mine:
        _tell(world, book, row, None, found, write)
    return row


def _new(world: World, book: Book, given: Json, write: Write, event_id: str) -> Json:
    human = write.by == "human"
    kept = {"organizer", "creator", "iCalUID", "locked", "privateCopy", "endTimeUnspecified", "hangoutLink"}
    fields = {
        name: value
        for name, value in given.items()
        if value is not None
        and name != "conferenceData"
        and (name not in merge.READ_ONLY or (human and name in kept))
    }
    own = {"email": book.id} | ({} if book.primary else {"displayName": book.summary})
    base = {
        "id": event_id,
        "iCalUID": f"{event_id}@google.com",
        "status": "confirmed",
        "created": stamp(world.now),
        "creator": {"email": write.actor},
        "organizer": own,
        "sequence": 0,
        "eventType": "default",
    }
    body = checks.checked(base | fields, book.zone)
    if "attendees" in body:
        body["attendees"] = _guests(world, body["attendees"], body["organizer"]["email"], human=human)
    return body


def _guests(world: World, given: list[Json], organiser: str, *, human: bool) -> list[Json]:
    found = []
    for each in given:
        guest = {name: value for name, value in each.items() if value is not None and value is not False}
        mine = guest["email"] == organiser
        guest.setdefault("responseStatus", "accepted" if mine and human else "needsAction")
        guest.pop("self", None)
        guest.pop("organizer", None)
        if mine:
            guest["organizer"] = True
        if rooms.is_room(world, guest["email"]):
            guest["resource"] = True
        found.append(guest)
    return found


def write(world: World, book: Book, event_id: str, given: Json, how: Write) -> Row:
    """Change an event by PATCH, or by PUT where `how.put`; return it as it then is."""
    row = world.found(book, event_id)
    _check_match(row, how.if_match)
    body = merge.replaced(row.body, given) if how.put else merge.patched(row.body, given)
    _conference(world, book, row, body, given, how)
    reminded = _set_reminders(row, body, how.actor)
    if body.get("status") != "cancelled" or "start" in body:
        body = checks.checked(body, book.zone)
    if "attendees" in body:
        body["attendees"] = _guests(world, body["attendees"], _organiser(book, body), human=False)
    if given.get("eventType", row.body.get("eventType")) != row.body.get("eventType"):
        message = "The event type cannot be changed."
        raise Refusal(400, "eventTypeRestriction", message)
    names = merge.changed(row.body, body)
    if not names:
        if reminded:
            world.save(book, row, row.body, updated=False)
        return row
    if guests.is_guest(book, row.body):
        return _as_guest(world, book, row, body, given, how)
    return _as_organiser(world, book, row, body, names, how)


def _organiser(book: Book, body: Json) -> str:
    return str(body.get("organizer", {}).get("email", book.id))


def _as_guest(world: World, book: Book, row: Row, body: Json, given: Json, how: Write) -> Row:
    names = merge.changed(row.body, body)
    status = guests.own_answer(book, row.body, body, names)
    if status is not None:
        world.answer(book.id, row.id, status)
        return world.found(book, row.id)
    if row.body.get("privateCopy"):
        return _stored(world, book, row, body)
    if guests.only_own(row.body, body, names):
        if world.switches.guest_private_forbidden and "extendedProperties" in names:
            raise forbidden_for_guest()
        world.check_properties(body)
        return _stored(world, book, row, body)
    if guests.foreign(world, row, given, how):
        return _stored(world, book, row, body)
    return world.found(book, row.id)


def _as_organiser(world: World, book: Book, row: Row, body: Json, names: set[str], how: Write) -> Row:
    old = row.body
    guests.check_locked(old, names)
    world.check_properties(body)
    if names & _TIME:
        body["sequence"] = old.get("sequence", 0) + 1
        body["attendees"] = _asked_again(body.get("attendees"), of_all=bool(names & _ASKS_AGAIN))
        if not body["attendees"]:
            del body["attendees"]
    visible = merge.shared(old) != merge.shared(body)
    found = mails.kinds(old, body, visible=visible)
    mails.check(world, book, body, found, how.send)
    _stored(world, book, row, body)
    if row.cancelled:
        series.bury(world, book, row)
    elif row.master or old.get("recurrence"):
        series.settle(world, book, row, old)
    if visible:
        _tell(world, book, row, old, found, how)
    return row


def _asked_again(found: list[Json] | None, *, of_all: bool) -> list[Json]:
    """Reset the answers: of rooms with every change of time, of guests with a new start or rule."""
    return [
        each | {"responseStatus": "needsAction"}
        if each.get("resource") or (of_all and not each.get("organizer"))
        else each
        for each in found or []
    ]


def _stored(world: World, book: Book, row: Row, body: Json) -> Row:
    if row.id not in book.rows:
        world.place(book, row)
    world.save(book, row, body, updated=True)
    return row


def delete(world: World, book: Book, event_id: str, how: Write) -> None:
    """Delete an event, a series or one instance; a guest's deletion declines and hides the copy."""
    row = world.found(book, event_id)
    if row.cancelled:
        raise gone()
    _check_match(row, how.if_match)
    old, body = row.body, row.body | {"status": "cancelled"}
    guest = guests.is_guest(book, old)
    found = {} if guest else mails.kinds(old, body, visible=True)
    mails.check(world, book, body, found, how.send)
    if guest and any(each["email"] == book.id for each in old.get("attendees") or []):
        world.answer(book.id, row.id, "declined")
        row = world.found(book, row.id)
        body = row.body | {"status": "cancelled"}
    _stored(world, book, row, body)
    series.bury(world, book, row)
    if not guest:
        _tell(world, book, row, old, found, how)


def _tell(world: World, book: Book, row: Row, old: Json | None, found: dict[str, str], how: Write) -> None:
    mails.send(world, book, row.body, found, how=how.send, by=how.by)
    spreading.spread(world, book, row, old, how.send)
    world.check_secrets(row.body)
    if not row.cancelled:
        rooms.ask(world, row)


def _check_match(row: Row, wanted: str) -> None:
    if wanted and wanted not in ("*", row.etag):
        raise stale()


def _conference(world: World, book: Book, row: Row, body: Json, given: Json, how: Write) -> None:
    if not how.conferences or ("conferenceData" not in given and not how.put):
        kept = ("conferenceData", "hangoutLink")
        for name in kept:
            body.pop(name, None)
        body |= {name: row.body[name] for name in kept if name in row.body}
        return
    after = conferences.asked(world, book, row, given.get("conferenceData"), put=how.put)
    body.pop("conferenceData", None)
    body.pop("hangoutLink", None)
    body |= after


def _set_reminders(row: Row, body: Json, actor: str) -> bool:
    reminders = body.pop("reminders", None)
    if reminders is None:
        return False
    if len(reminders.get("overrides") or []) > 5:
        raise invalid(location="reminders")
    changed = bool(row.reminders.get(actor) != reminders)
    row.reminders[actor] = reminders
    return changed
