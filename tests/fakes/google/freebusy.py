"""freeBusy: opaque events that were not declined, per calendar, with errors per calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tests.fakes.google import entries
from tests.fakes.google.entries import Entry
from tests.fakes.google.errors import empty_range, invalid, required
from tests.fakes.google.state import Account, Book, Json
from tests.fakes.google.times import parsed, rfc3339, stamp, zone

if TYPE_CHECKING:
    from tests.fakes.google.world import World

_LONGEST = timedelta(days=92)
_MOST_CALENDARS = 50


def query(world: World, account: Account, body: Json) -> Json:
    """Answer freeBusy.query for that account."""
    if not body.get("timeMin") or not body.get("timeMax"):
        message = "Missing timeMin or timeMax parameter."
        raise required(message)
    low, high = parsed(body["timeMin"], "timeMin"), parsed(body["timeMax"], "timeMax")
    if high <= low:
        raise empty_range()
    if high - low > _LONGEST:
        message = "The requested time range is too long."
        raise invalid(message)
    out_zone = body.get("timeZone", "UTC")
    zone(out_zone)
    wanted = [each["id"] for each in body.get("items") or []]
    groups = {name: {"calendars": world.groups[name]} for name in wanted if name in world.groups}
    names = [member for name in wanted for member in world.groups.get(name, [name])]
    most = min(int(body.get("calendarExpansionMax") or _MOST_CALENDARS), _MOST_CALENDARS)
    answers: Json = {}
    for count, name in enumerate(dict.fromkeys(names)):
        if name in world.unanswered:
            continue  # Google may leave a calendar out: that is unknown, never free
        if count >= most:
            answers[name] = _error("tooManyCalendarsRequested")
        else:
            answers[name] = _one(world, account, name, (low, high), out_zone)
    out = {"kind": "calendar#freeBusy", "timeMin": stamp(low), "timeMax": stamp(high), "calendars": answers}
    return out | ({"groups": groups} if groups else {})


def _error(reason: str) -> Json:
    return {"errors": [{"domain": "global", "reason": reason}], "busy": []}


def _one(world: World, account: Account, name: str, span: tuple[datetime, datetime], out_zone: str) -> Json:
    book = world.books.get(account.email if name == "primary" else name)
    if book is None or not _may_see(world, account, book):
        return _error("notFound")
    busy: list[list[datetime]] = []
    for each in sorted(taken(world, book, *span), key=lambda each: each.begin):
        begin = max(datetime.fromtimestamp(each.begin, UTC), span[0])
        end = min(datetime.fromtimestamp(each.end, UTC), span[1])
        if busy and begin <= busy[-1][1]:
            busy[-1][1] = max(busy[-1][1], end)
        else:
            busy.append([begin, end])
    home = zone(out_zone)
    return {
        "busy": [
            {"start": rfc3339(begin.astimezone(home)), "end": rfc3339(end.astimezone(home))}
            for begin, end in busy
        ],
    }


def _may_see(world: World, account: Account, book: Book) -> bool:
    if world.role_of(book, account.email):
        return True
    owner = world.accounts.get(book.owner)
    same = owner is not None and owner.workspace and owner.domain == account.domain
    return (book.room or same) and account.workspace


def taken(world: World, book: Book, low: datetime, high: datetime, without: str = "") -> Iterator[Entry]:
    """Return the entries of a calendar that make its owner busy in that span."""
    first, last = low.timestamp(), high.timestamp()
    for each in entries.single(book, world.horizon):
        if each.end <= first or each.begin >= last or each.bare or each.begin == each.end:
            continue
        body = each.body
        if body.get("iCalUID") != without and body.get("transparency") != "transparent" and _kept(book, body):
            yield each


def _kept(book: Book, body: Json) -> bool:
    if body.get("eventType") in {"workingLocation", "birthday"}:
        return False
    own: Json = next((each for each in body.get("attendees") or [] if each["email"] == book.id), {})
    answer = own.get("responseStatus")
    return answer == "accepted" if book.room else answer != "declined"
