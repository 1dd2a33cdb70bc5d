"""What a guest may do with the copy on the own calendar, by this world's switches."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.fakes.google import merge
from tests.fakes.google.errors import Refusal, forbidden_for_guest
from tests.fakes.google.state import Book, Json, Row

if TYPE_CHECKING:
    from tests.fakes.google.world import World
    from tests.fakes.google.writing import Write


def is_guest(book: Book, body: Json) -> bool:
    """Return whether the event belongs to another calendar than this one."""
    return bool(body.get("organizer", {}).get("email", book.id) != book.id)


def check_locked(body: Json, names: set[str]) -> None:
    """Refuse what a locked event does not let change."""
    if body.get("locked") and names & set(merge.LOCKED):
        raise Refusal(403, "forbidden", "Forbidden")


def own_answer(book: Book, old: Json, new: Json, names: set[str]) -> str | None:
    """Return the guest's own new response if nothing else of what is shared changed."""
    if "attendees" not in names or names - {"attendees"} - merge.OWN:
        return None
    before = {each["email"]: each for each in old.get("attendees") or []}
    after = {each["email"]: each for each in new.get("attendees") or []}
    if before.keys() != after.keys():
        return None
    differing = {email for email in before if before[email] != after[email]}
    return after[book.id].get("responseStatus") if differing == {book.id} else None


def only_own(old: Json, new: Json, names: set[str]) -> bool:
    """Return whether only what is the guest's own changed: colour, transparency, private properties."""
    if names - merge.OWN - {"extendedProperties"}:
        return False
    return bool(
        old.get("extendedProperties", {}).get("shared") == new.get("extendedProperties", {}).get("shared"),
    )


def foreign(world: World, row: Row, given: Json, write: Write) -> bool:
    """Answer a guest's change of what is shared; true if it shall be written into the copy alone."""
    check_locked(row.body, set(given))
    mode = "accepted" if row.body.get("guestsCanModify") else world.switches.foreign_edit
    if mode == "forbidden":
        raise forbidden_for_guest()
    if mode == "ignored":
        return False
    home = world.books.get(row.body["organizer"]["email"])
    if mode == "local" or home is None:
        return True
    original = world.copy_in(home.id, row.body["iCalUID"], row.id)
    if original is not None:
        shared = {name: value for name, value in given.items() if name in merge.SHARED}
        world.write(home, original.id, shared, replace(write, if_match="", put=False))
    return False
