"""The methods of events.*: from a request to the part that does it, and back."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.fakes.google import access, reading, sync, writing
from tests.fakes.google import instances as _instances
from tests.fakes.google.errors import Refusal, invalid
from tests.fakes.google.faults import WRITES
from tests.fakes.google.state import Book, Json, Row
from tests.fakes.google.times import zone
from tests.fakes.google.writing import Write

if TYPE_CHECKING:
    from tests.fakes.google.api import Call
    from tests.fakes.google.world import World

_SENDS = ("all", "externalOnly", "none")


def listing(world: World, asked: Call) -> Json:
    """Answer events.list."""
    book = _read(world, asked)
    return sync.listing(world, book, asked.query, _reader(world, asked, book))


def instances(world: World, asked: Call) -> Json:
    """Answer events.instances."""
    book = _read(world, asked)
    return _instances.instances(world, book, asked.parts[3], asked.query, _reader(world, asked, book))


def get(world: World, asked: Call) -> Json:
    """Answer events.get: cancelled events too."""
    book = _read(world, asked)
    row = world.found(book, asked.parts[3])
    if world.faults.now("stale") and row.before and row.before[0].get("iCalUID"):
        row = Row(body=row.before[0], etag=row.before[1], reminders=row.reminders)
    return _shown(world, asked, book, row)


def insert(world: World, asked: Call) -> Json:
    """Answer events.insert."""
    book = _write(world, asked)
    row = writing.insert(world, book, asked.body, _how(asked))
    if world.faults.now("gone_after_insert"):
        options = world.faults.current[0].options
        row.hidden_until = world.now + timedelta(seconds=options.get("seconds", 5))
    return _shown(world, asked, book, row)


def patch(world: World, asked: Call) -> Json:
    """Answer events.patch."""
    book = _write(world, asked)
    return _shown(world, asked, book, world.write(book, asked.parts[3], asked.body, _how(asked)))


def update(world: World, asked: Call) -> Json:
    """Answer events.update."""
    book = _write(world, asked)
    return _shown(world, asked, book, world.write(book, asked.parts[3], asked.body, _how(asked, put=True)))


def delete(world: World, asked: Call) -> None:
    """Answer events.delete."""
    writing.delete(world, _write(world, asked), asked.parts[3], _how(asked))


def check_secrets(world: World, asked: Call) -> None:
    """Note secret words in the body of a write that touches an event with guests."""
    if not world.secrets or asked.operation not in WRITES or asked.operation == "delete":
        return
    guests = bool(asked.body.get("attendees"))
    book = world.books.get(asked.who.email if asked.parts[1] == "primary" else asked.parts[1])
    if book is not None and len(asked.parts) > 3:
        with suppress(Refusal):  # the write itself will be refused
            guests = guests or bool(world.found(book, asked.parts[3]).body.get("attendees"))
    if guests:
        world.look_for_secrets(asked.body, f"{asked.operation} of an event with guests says")


def _how(asked: Call, *, put: bool = False) -> Write:
    send = asked.one("sendUpdates") or ("all" if asked.one("sendNotifications") == "true" else "none")
    if send not in _SENDS:
        raise invalid(location="sendUpdates")
    return Write(
        actor=asked.who.email,
        by="api",
        send=send,
        conferences=asked.one("conferenceDataVersion", "0") == "1",
        if_match=asked.headers.get("if-match", ""),
        put=put,
    )


def _read(world: World, asked: Call) -> Book:
    book = access.readable(world, asked.who, asked.parts[1])
    asked.scopes = access.usable(world, book, asked.who, asked.scopes)
    return book


def _write(world: World, asked: Call) -> Book:
    book = access.readable(world, asked.who, asked.parts[1])
    asked.scopes = access.usable(world, book, asked.who, asked.scopes)
    return access.writable(world, asked.who, asked.parts[1])


def _reader(world: World, asked: Call, book: Book) -> reading.Reader:
    name = asked.one("timeZone") or book.zone
    zone(name)
    most = int(asked.one("maxAttendees", "0"))
    level = reading.level(world, book, asked.who.email, asked.scopes)
    return reading.Reader(email=asked.who.email, zone=name, level=level, most_guests=most)


def _shown(world: World, asked: Call, book: Book, row: Row) -> Json:
    return reading.show(book, row, row.body, _reader(world, asked, book))
