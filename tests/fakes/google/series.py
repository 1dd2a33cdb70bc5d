"""Series and their exceptions: which keys a change of the master keeps, drops or buries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.google.expansion import expanded
from tests.fakes.google.state import Book, Json, Row

if TYPE_CHECKING:
    from tests.fakes.google.world import World


def instance(world: World, book: Book, event_id: str) -> Row | None:
    """Return an instance that no exception changed yet, as a row that is not stored; or None.

    The master is looked for by the longest prefix: ids may hold underscores themselves.
    """
    head, _, _ = event_id.rpartition("_")
    master = book.rows.get(head)
    if master is None or not master.master or master.cancelled:
        return None
    body = expanded(master, book.zone, world.horizon).get(event_id)
    if body is None:
        return None
    return Row(body=dict(body), seq=master.seq, etag=master.etag, reminders=dict(master.reminders))


def settle(world: World, book: Book, row: Row, old: Json) -> None:
    """After a change of a master: bury exceptions whose key is gone, note instances that fell away."""
    before = expanded(Row(body=old), book.zone, world.horizon) if old.get("recurrence") else {}
    after = expanded(row, book.zone, world.horizon) if row.master else {}
    for name, body in before.items():
        if name not in after:
            row.dropped[name] = (row.seq, _bare(body))
    for name in after:
        row.dropped.pop(name, None)
    for name, child in list(book.children.get(row.id, {}).items()):
        if name not in after:
            _bury(world, book, child)


def bury(world: World, book: Book, row: Row) -> None:
    """After the deletion of a master: its exceptions go with it."""
    for child in list(book.children.get(row.id, {}).values()):
        _bury(world, book, child)


def _bury(world: World, book: Book, child: Row) -> None:
    book.children[child.exception_of].pop(child.id)
    world.save(book, child, child.body | {"status": "cancelled"}, updated=True)


def _bare(body: Json) -> Json:
    named = ("id", "recurringEventId", "originalStartTime")
    return {name: body[name] for name in named} | {"status": "cancelled"}
