"""Who is mailed by a write: by `sendUpdates` and, for externalOnly, by the organiser's domain."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tests.fakes.google.errors import Refusal
from tests.fakes.google.state import Book, Json, Mail

if TYPE_CHECKING:
    from tests.fakes.google.world import World


def guests(body: Json) -> set[str]:
    """Return the addresses that may be mailed: neither the organiser nor rooms."""
    organiser = body.get("organizer", {}).get("email", "")
    return {
        each["email"]
        for each in body.get("attendees") or []
        if not each.get("resource") and each["email"] != organiser
    }


def kinds(old: Json | None, new: Json, *, visible: bool) -> dict[str, str]:
    """Return what mail each guest would get for a change: invite, update or cancel."""
    before, after = guests(old) if old else set(), guests(new)
    if new.get("status") == "cancelled":
        return dict.fromkeys(before | after, "cancel")
    found = dict.fromkeys(after - before, "invite") | dict.fromkeys(before - after, "cancel")
    return found | (dict.fromkeys(after & before, "update") if visible else {})


def send(world: World, book: Book, body: Json, found: dict[str, str], *, how: str, by: str) -> None:
    """Mail those whom `how` (all, externalOnly, none) reaches, or refuse where the quota is used up."""
    to = {address: kind for address, kind in found.items() if _reached(body, address, how)}
    if not to:
        return
    world.quotas.spend_mails(book.owner, _external(body, to), world.now)
    for address, kind in sorted(to.items()):
        world.mails.append(
            Mail(
                to=address,
                calendar=book.id,
                event_id=body["id"],
                ical_uid=body["iCalUID"],
                kind=kind,
                by=by,
                at=world.now,
            ),
        )


def check(world: World, book: Book, body: Json, found: dict[str, str], how: str) -> None:
    """Refuse a write that would mail while the calendar's use limit is exceeded."""
    to = [address for address in found if _reached(body, address, how)]
    if to and world.quotas.mails_used_up(book.owner, len(_external(body, to)), world.now):
        raise Refusal(403, "quotaExceeded", "Calendar usage limits exceeded.")


def _external(body: Json, addresses: Iterable[str]) -> list[str]:
    return [address for address in addresses if _domain(address) != _home(body)]


def _reached(body: Json, address: str, how: str) -> bool:
    return how == "all" or (how == "externalOnly" and _domain(address) != _home(body))


def _home(body: Json) -> str:
    return _domain(body.get("organizer", {}).get("email", ""))


def _domain(address: str) -> str:
    return address.rpartition("@")[2].lower()
