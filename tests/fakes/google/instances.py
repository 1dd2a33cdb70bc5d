"""events.instances: one series laid out."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tests.fakes.google import entries, reading, sync
from tests.fakes.google.entries import Entry
from tests.fakes.google.state import Book, Json
from tests.fakes.google.times import parsed, rfc3339

if TYPE_CHECKING:
    from tests.fakes.google.world import World


def instances(world: World, book: Book, event_id: str, query: sync.Query, reader: reading.Reader) -> Json:
    """Answer events.instances: one series laid out; of an instance, only itself."""
    row = world.found(book, event_id)
    low, high = sync.window(query)
    mine = [each for each in entries.single(book, world.horizon) if event_id in _names(each)]
    found = [each for each in mine if each.end > low and each.begin < high]
    if not sync.flag(query, "showDeleted"):
        found = [each for each in found if not each.bare]
    if "originalStart" in query:
        wanted = parsed(sync.one(query, "originalStart"), "originalStart")
        found = [each for each in found if _original(each.body) == rfc3339(wanted.astimezone())]
    items = [reading.show(book, each.row, each.body, reader) for each in found]
    return sync.envelope(world, book, reader) | {"etag": row.etag, "items": items}


def _names(each: Entry) -> tuple[str, str]:
    return each.body["id"], each.body.get("recurringEventId", "")


def _original(body: Json) -> str:
    when = body.get("originalStartTime", {}).get("dateTime", "")
    return rfc3339(datetime.fromisoformat(when).astimezone()) if when else ""
