"""events.list: windows, filters, pages, sync tokens and what is left of deleted events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tests.fakes.google import entries, reading
from tests.fakes.google.entries import Entry
from tests.fakes.google.errors import Refusal, empty_range, full_sync, invalid
from tests.fakes.google.quirks_of_lists import disturbed
from tests.fakes.google.state import Book, Json
from tests.fakes.google.times import parsed, stamp

if TYPE_CHECKING:
    from tests.fakes.google.world import World

Query = dict[str, list[str]]
NOT_WITH_TOKEN = (
    "iCalUID", "orderBy", "privateExtendedProperty", "q", "sharedExtendedProperty", "timeMin", "timeMax",
    "updatedMin",
)  # fmt: skip
_FREE = {"syncToken", "pageToken", "fields", "alt", "prettyPrint", "maxResults", "quotaUser", *NOT_WITH_TOKEN}
_OLDEST_UPDATE = timedelta(days=28)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """What a sync token stands for."""

    book: str
    count: int
    asked: tuple[tuple[str, tuple[str, ...]], ...]
    made: datetime
    window: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """What a page token stands for: all that was found, and where the next page begins."""

    found: list[Entry]
    begin: int
    query: Query
    cursor: Cursor | None


def listing(world: World, book: Book, query: Query, reader: reading.Reader) -> Json:
    """Answer events.list: one page, with the token that goes on from it."""
    token = query.get("pageToken", [""])[0]
    pages = _next(world, query, token) if token else _first(world, book, query)
    size, found = _size(world, query, first=not token), pages.found
    end = pages.begin + size
    page = found[pages.begin : end]
    items = [_item(world, book, each, reader) for each in page]
    out = envelope(world, book, reader) | {"items": items}
    if end < len(found) or (size == 0 and not token):
        after = Pages(found=found, begin=end, query=pages.query, cursor=pages.cursor)
        out["nextPageToken"] = world.keep_pages(after)
    elif pages.cursor is not None:
        out["nextSyncToken"] = world.keep_cursor(pages.cursor)
    return out


def _item(world: World, book: Book, each: Entry, reader: reading.Reader) -> Json:
    if each.bare and (world.switches.bare_tombstones or "start" not in each.body):
        return reading.bare(each.body, each.etag)
    return reading.show(book, each.row, each.body, reader, each.etag)


def _size(world: World, query: Query, *, first: bool) -> int:
    asked = int(one(query, "maxResults") or 250)
    if asked < 1:
        raise invalid(location="maxResults")
    size = min(asked, 2500, world.switches.page_size_cap)
    if world.switches.short_pages:
        return 0 if first else max(1, size // 2)
    return size


def _next(world: World, query: Query, token: str) -> Pages:
    pages = world.pages.get(token)
    if pages is None:
        msg = "Invalid page token value."
        raise invalid(msg, "pageToken")
    left = {name: value for name, value in query.items() if name not in {"pageToken", "fields", "maxResults"}}
    if left != {name: value for name, value in pages.query.items() if name not in {"fields", "maxResults"}}:
        world.misuse.append(f"another query with a page token: {sorted(left)}")
    return pages


def envelope(world: World, book: Book, reader: reading.Reader) -> Json:
    """Return what stands around the items of a page."""
    return {
        "kind": "calendar#events",
        "etag": f'"p{book.seq}"',
        "summary": book.summary,
        "updated": stamp(world.now),
        "timeZone": reader.zone,
        "accessRole": world.role_of(book, reader.email),
        "defaultReminders": [{"method": "popup", "minutes": 10}],
    }


def _first(world: World, book: Book, query: Query) -> Pages:
    expand = flag(query, "singleEvents")
    if "syncToken" in query:
        cursor = _live_cursor(world, book, query)
        found = entries.changed(book, cursor.count, world.horizon, expand=expand)
        if world.switches.window_filters_deltas:
            low, high = cursor.window
            found = [each for each in found if each.bare or (each.end > low and each.begin < high)]
        span = cursor.window
    else:
        span = window(query)
        found = _full(world, book, query, span, expand=expand)
    found = [each for each in found if _type_wanted(each, query)]
    found = disturbed(world, book, found, delta="syncToken" in query)
    new = Cursor(book=book.id, count=world.ticks, asked=_asked(query), made=world.now, window=span)
    token_wanted = "orderBy" not in query and "updatedMin" not in query
    return Pages(found=found, begin=0, query=query, cursor=new if token_wanted else None)


def _live_cursor(world: World, book: Book, query: Query) -> Cursor:
    bad = [name for name in NOT_WITH_TOKEN if name in query]
    if bad or query.get("showDeleted") == ["false"]:
        message = f"Sync token cannot be used with {', '.join(bad) or 'showDeleted=false'}."
        raise invalid(message, "syncToken")
    cursor = world.cursors.get(one(query, "syncToken"))
    if cursor is None or cursor.book != book.id:
        msg = "Invalid sync token value."
        raise invalid(msg, "syncToken")
    old = world.now - cursor.made > world.switches.cursor_life
    if old or cursor.count <= book.dead_before:
        raise full_sync()
    if cursor.asked != _asked(query):
        world.misuse.append(f"sync token with other parameters: {_asked(query)}, not {cursor.asked}")
    return cursor


def _asked(query: Query) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(sorted((name, tuple(value)) for name, value in query.items() if name not in _FREE))


def window(query: Query) -> tuple[float, float]:
    """Return timeMin and timeMax as seconds since 1970."""
    low, high = float("-inf"), float("inf")
    if "timeMin" in query:
        low = parsed(one(query, "timeMin"), "timeMin").timestamp()
    if "timeMax" in query:
        high = parsed(one(query, "timeMax"), "timeMax").timestamp()
    if low >= high:
        raise empty_range()
    return low, high


def _full(
    world: World, book: Book, query: Query, span: tuple[float, float], *, expand: bool,
) -> list[Entry]:  # fmt: skip
    everything = (entries.single if expand else entries.stored)(book, world.horizon)
    low, high = span
    found = [
        each
        for each in everything
        if each.end > low and each.begin < high and not (each.row.hidden_until and world.hidden(each.row))
    ]
    since = _updated_min(world, query)
    gone_too = flag(query, "showDeleted") or bool(since)
    found = [each for each in found if not each.bare or _shown_bare(book, each, gone_too, expand=expand)]
    if since:
        found = [each for each in found if each.body.get("updated", "") >= since]
    for name, matches in _FILTERS.items():
        for wanted in query.get(name, []):
            found = [each for each in found if matches(each.body, wanted)]
    order = one(query, "orderBy")
    if order == "startTime" and not expand:
        message = "The requested ordering is not available for the particular query."
        raise invalid(message, "orderBy")
    if order == "updated":
        return sorted(found, key=lambda each: str(each.body.get("updated", "")))
    return sorted(found, key=lambda each: each.begin) if order else found


def _updated_min(world: World, query: Query) -> str:
    if "updatedMin" not in query:
        return ""
    moment = parsed(one(query, "updatedMin"), "updatedMin")
    if world.now - moment > _OLDEST_UPDATE:
        message = "The requested minimum modification time lies too far in the past."
        raise Refusal(410, "updatedMinTooLongAgo", message, "updatedMin")
    return stamp(moment)


def _shown_bare(book: Book, each: Entry, gone_too: bool, *, expand: bool) -> bool:  # noqa: FBT001
    if gone_too:
        return True
    parent = book.rows.get(each.row.exception_of)
    return not expand and parent is not None and not parent.cancelled


def _type_wanted(each: Entry, query: Query) -> bool:
    wanted = query.get("eventTypes")
    return not wanted or each.bare or each.body.get("eventType", "default") in wanted


def _has(side: str) -> Callable[[Json, str], bool]:
    def matches(body: Json, wanted: str) -> bool:
        key, _, value = wanted.partition("=")
        return bool(body.get("extendedProperties", {}).get(side, {}).get(key) == value)

    return matches


def _says(body: Json, wanted: str) -> bool:
    text = " ".join(str(body.get(name, "")) for name in ("summary", "description", "location", "attendees"))
    return wanted.casefold() in text.casefold()


_FILTERS: dict[str, Callable[[Json, str], bool]] = {
    "iCalUID": lambda body, wanted: body.get("iCalUID") == wanted,
    "privateExtendedProperty": _has("private"),
    "sharedExtendedProperty": _has("shared"),
    "q": _says,
}


def one(query: Query, name: str) -> str:
    """Return a parameter, or nothing."""
    return query.get(name, [""])[0]


def flag(query: Query, name: str) -> bool:
    """Return whether a parameter is true."""
    return one(query, name) == "true"
