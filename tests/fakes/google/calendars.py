"""calendars.get, the calendar list with its cursors, and the settings of an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.google.errors import full_sync, invalid, not_found
from tests.fakes.google.state import SETTINGS, Account, Book, Json

if TYPE_CHECKING:
    from tests.fakes.google.world import World

Query = dict[str, list[str]]


def calendar(world: World, book: Book) -> Json:
    """Answer calendars.get."""
    owner = world.accounts.get(book.owner)
    out: Json = {"kind": "calendar#calendar", "etag": book.etag, "id": book.id, "summary": book.summary}
    out |= {"timeZone": book.zone, "conferenceProperties": _conferences(owner), "dataOwner": book.owner}
    if owner and owner.workspace and book.primary and owner.working_hours:
        out["workingHours"] = owner.working_hours
    return out


def _conferences(owner: Account | None) -> Json:
    return {"allowedConferenceSolutionTypes": owner.allowed_conference_types if owner else []}


def listed(world: World, account: Account, calendar_id: str) -> Json:
    """Answer calendarList.get."""
    book = world.books.get(account.email if calendar_id == "primary" else calendar_id)
    if book is None or book.id not in account.listed or not world.role_of(book, account.email):
        raise not_found()
    return _entry(world, account, book)


def calendar_list(world: World, account: Account, query: Query) -> Json:
    """Answer calendarList.list; a cursor does not tell of changes of the role alone."""
    since = -1
    if "syncToken" in query:
        since = _since(world, account, query)
    start = int(query.get("pageToken", ["0"])[0])
    size = min(int(query.get("maxResults", ["100"])[0]), 250)
    found = [name for name, count in account.listed.items() if count > since]
    items = [_entry(world, account, world.books[name]) for name in found]
    if since < 0:
        items = [each for each in items if not each.get("deleted")]
    out = {"kind": "calendar#calendarList", "etag": f'"p{world.ticks}"', "items": items[start : start + size]}
    if start + size < len(items):
        return out | {"nextPageToken": str(start + size)}
    return out | {"nextSyncToken": f"list:{account.email}:{world.ticks}"}


def _since(world: World, account: Account, query: Query) -> int:
    if "minAccessRole" in query or "showOwnOrganizationOnly" in query:
        raise invalid(location="syncToken")
    kind, _, rest = query["syncToken"][0].partition(":")
    email, _, count = rest.rpartition(":")
    if kind != "list" or email != account.email:
        msg = "Invalid sync token value."
        raise invalid(msg, "syncToken")
    if int(count) <= world.lists_dead_before:
        raise full_sync()
    return int(count)


def _entry(world: World, account: Account, book: Book) -> Json:
    role = world.role_of(book, account.email)
    out: Json = {"kind": "calendar#calendarListEntry", "etag": book.etag, "id": book.id}
    if not role:
        return out | {"deleted": True}
    out |= {"summary": book.summary, "timeZone": book.zone, "accessRole": role, "selected": True}
    out |= {"conferenceProperties": _conferences(world.accounts.get(book.owner)), "dataOwner": book.owner}
    out["defaultReminders"] = [{"method": "popup", "minutes": 10}]
    return out | ({"primary": True} if book.id == account.email else {})


def settings(world: World, account: Account) -> Json:
    """Answer settings.list."""
    items = [setting(account, name) for name in _settings(account)]
    return {"kind": "calendar#settings", "items": items, "nextSyncToken": f"settings:{world.ticks}"}


def setting(account: Account, name: str) -> Json:
    """Answer settings.get."""
    value = _settings(account).get(name)
    if value is None:
        raise not_found()
    return {"kind": "calendar#setting", "etag": '"0"', "id": name, "value": value}


def _settings(account: Account) -> dict[str, str]:
    return {"timezone": account.zone} | SETTINGS | account.settings
