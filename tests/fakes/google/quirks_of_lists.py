"""Faults that a list may show: an empty answer, a row twice, ghosts of old events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.google.entries import Entry
from tests.fakes.google.state import Book, Row

if TYPE_CHECKING:
    from tests.fakes.google.world import World


def disturbed(world: World, book: Book, found: list[Entry], *, delta: bool) -> list[Entry]:
    """Return what a list with the armed faults shows."""
    if world.faults.now("empty"):
        if not delta:
            return []
        world.faults.put_back()
    if world.faults.now("duplicate"):
        return [twin for each in found for twin in (*_older(each), each)]
    return found + [_ghost(row) for row in world.ghosts.get(book.id, [])]


def _older(each: Entry) -> list[Entry]:
    if (
        each.bare
        or each.body is not each.row.body
        or each.row.before is None
        or each.row.before[0].get("status") == "cancelled"
    ):
        return []
    body, etag = each.row.before
    return [each._replace(row=Row(body=body, etag=etag), body=body, etag=etag)]


def _ghost(row: Row) -> Entry:
    return Entry(0, 0, row, row.body, bare=False, etag=row.etag)
