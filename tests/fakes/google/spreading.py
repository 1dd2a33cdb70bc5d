"""One meeting on many calendars: the organiser's change reaches each Google guest's own copy."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from tests.fakes.google import merge
from tests.fakes.google.state import Book, Json, Row

if TYPE_CHECKING:
    from tests.fakes.google.world import World


def spread(world: World, book: Book, row: Row, old: Json | None, how: str) -> None:
    """Write the organiser's event into the copies of all guests with a calendar in this world.

    A deletion that mails nobody (`how` none) leaves the copies where they are, as Google does.
    """
    body = row.body
    if body.get("organizer", {}).get("email") != book.id:
        return
    if how == "none" and (body["status"] == "cancelled" or not world.switches.silent_reaches_guests):
        return
    now_there, before = _addresses(body), _addresses(old or {})
    for email in sorted(now_there | before):
        other = world.books.get(email)
        if other is not None and email != book.id:
            _write(world, other, row, removed=email not in now_there)


def _addresses(body: Json) -> set[str]:
    return {each["email"] for each in body.get("attendees") or []}


def _answer_of(body: Json, email: str) -> str:
    found = (each for each in body.get("attendees") or [] if each["email"] == email)
    return next((str(each.get("responseStatus", "")) for each in found), "")


def _write(world: World, other: Book, row: Row, *, removed: bool) -> None:
    copy = world.copy_in(other.id, row.body["iCalUID"], row.id)
    if copy is None:
        if not removed and row.body["status"] != "cancelled":
            _create(world, other, row)
        return
    new = _fresh(copy.body, row.body)
    if removed or (copy.cancelled and _answer_of(row.body, other.id) == "declined"):
        new["status"] = "cancelled"
    if new != copy.body:
        stored = other.rows.get(copy.id)
        world.save(other, copy, new, updated=True)
        if stored is None:
            world.place(other, copy)


def _fresh(copy: Json, body: Json) -> Json:
    own = {name: value for name, value in copy.items() if name not in merge.SHARED}
    private = copy.get("extendedProperties", {}).get("private")
    properties = {"private": private} if private else {}
    shared = merge.shared(body)
    properties |= shared.pop("extendedProperties", {})
    own.pop("extendedProperties", None)
    return own | shared | ({"extendedProperties": properties} if properties else {})


def _create(world: World, other: Book, row: Row) -> None:
    body = merge.shared(row.body)
    body["id"] = guest_id(row.id, other.id) if world.switches.guest_ids == "own" else row.id
    if row.exception_of:  # invited to one instance alone
        body["recurringEventId"] = row.exception_of
    body["created"] = row.body["created"]
    copy = Row(body=body)
    world.place(other, copy)
    world.save(other, copy, body, updated=True)


def guest_id(event_id: str, email: str) -> str:
    """Return the id of a guest's copy where copies have ids of their own."""
    return hashlib.sha256(f"{event_id} {email}".encode()).hexdigest()[:26]
