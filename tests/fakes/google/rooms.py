"""Rooms answer by themselves, a little later: a time change releases them, and they are asked again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.google import freebusy
from tests.fakes.google.expansion import expanded
from tests.fakes.google.state import Book, Json, Row
from tests.fakes.google.times import instant

if TYPE_CHECKING:
    from tests.fakes.google.world import World

_MOST_CONFLICTS = 8


def ask(world: World, row: Row) -> None:
    """Let each room that has not answered do so after the switches' delay."""
    for guest in row.body.get("attendees") or []:
        if guest.get("resource") and guest.get("responseStatus") == "needsAction":
            _ask(world, guest["email"], row.body["iCalUID"], row.id)


def _ask(world: World, room: str, uid: str, event_id: str) -> None:
    world.soon(world.switches.room_delay, lambda: _answer(world, room, uid, event_id))


def _answer(world: World, room: str, uid: str, event_id: str) -> None:
    book = world.books.get(room)
    row = world.copy_in(room, uid, event_id)
    if book is None or row is None or row.cancelled:
        return
    conflicts, all_of_it = _conflicts(world, book, row)
    free = conflicts == 0
    if all_of_it > 1:  # a series: free for at least half of it, and taken at most eight times
        free = conflicts * 2 <= all_of_it and conflicts <= _MOST_CONFLICTS
    world.answer(room, row.id, "accepted" if free else "declined")


def _conflicts(world: World, book: Book, row: Row) -> tuple[int, int]:
    spans = [row.body]
    if row.master:
        spans = list(expanded(row, book.zone, world.horizon).values())
    taken = [_taken(world, book, body, row.body["iCalUID"]) for body in spans]
    return sum(taken), len(taken)


def _taken(world: World, book: Book, body: Json, uid: str) -> bool:
    start, end = instant(body["start"], book.zone), instant(body["end"], book.zone)
    return any(freebusy.taken(world, book, start, end, without=uid))


def is_room(world: World, email: str) -> bool:
    """Return whether that address is a room of this world."""
    book = world.books.get(email)
    return book is not None and book.room
