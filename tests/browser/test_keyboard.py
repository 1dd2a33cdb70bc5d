"""Whoever uses no mouse can do everything: each flow from its first page to its last, by keys alone."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from calendar_sync.plan import Level
from tests.browser.conftest import PATIENCE, Invite
from tests.browser.keys import press, reach
from tests.browser.stage import Stage
from tests.builders import JULE

expect.set_options(timeout=PATIENCE)


def at(invite: Invite, visited: Stage, path: str, *, signed_in: bool = True) -> Page:
    """Return a page, with the keyboard at its beginning."""
    return invite(visited, signed_in=signed_in).go(path)


def test_connecting_and_the_first_look(google_stage: Stage, invite: Invite) -> None:
    """From the welcome page over Google's to the week, with automatic chosen by arrow keys."""
    page = at(invite, google_stage, "/", signed_in=False)
    press(page, "link", "Sign in with Google")
    expect(page.locator("h1")).to_have_text("This is not Google")
    press(page, "button", "Allow")
    expect(page.locator("h1")).to_have_text("1 calendar is followed")
    press(page, "link", "To the first look")
    expect(page.get_by_role("button", name="Save and go to the week")).to_be_visible()
    reach(page, "input[name=level]:checked")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Automatic")).to_be_checked()
    press(page, "button", "Save and go to the week")
    expect(page.locator("h1")).to_contain_text("meetings got room this week")


def test_a_person_a_note_and_erasing(own_stage: Stage, invite: Invite) -> None:
    """A note is written and kept, then the person with all that is known is erased."""
    own_stage.follow(Level.ASK, "en")
    page = at(invite, own_stage, "/people")
    press(page, "link", "Anna Weber")
    expect(page.locator("h1")).to_have_text("Anna Weber")
    reach(page, "#text")
    page.keyboard.type("likes the new office")
    press(page, "button", "Keep the note")
    expect(page.locator("#notices")).to_contain_text("Kept.")
    expect(page.locator("main")).to_contain_text("likes the new office")
    press(page, "link", "Erase this person …")
    expect(page.get_by_role("button", name="Erase, cannot be undone")).to_be_visible()
    press(page, "button", "Erase, cannot be undone")
    expect(page.locator("#notices")).to_contain_text("The person is erased")


def test_settings_are_saved(own_stage: Stage, invite: Invite) -> None:
    """A number is changed and its part of the page saved; the page says so."""
    own_stage.follow(Level.ASK, "en")
    page = at(invite, own_stage, "/settings")
    reach(page, "#minutes")
    page.keyboard.press("Control+a")
    page.keyboard.type("8")
    reach(page, "#room form button")
    page.keyboard.press("Enter")
    expect(page.locator("#notices")).to_contain_text("Saved.")
    expect(page.locator("#minutes")).to_have_value("8")


def test_disconnecting(google_stage: Stage, invite: Invite) -> None:
    """An account is disconnected, after its page said what that costs."""
    google_stage.connect()
    page = at(invite, google_stage, "/connections")
    press(page, "link", "Disconnect …")
    expect(page.locator("h1")).to_have_text(f"Disconnect {JULE}?")
    press(page, "button", "Take back and disconnect")
    expect(page.locator("#notices")).not_to_be_empty()


def test_deleting_the_account(own_stage: Stage, invite: Invite) -> None:
    """The word is typed, the button pressed, and everything ends."""
    own_stage.follow(Level.ASK, "en")
    page = at(invite, own_stage, "/privacy")
    press(page, "link", "Delete the account …")
    expect(page.locator("#word")).to_be_visible()
    reach(page, "#word")
    page.keyboard.type("DELETE")
    press(page, "button", "Delete everything, cannot be undone")
    expect(page.locator("#notices, h1.said")).to_contain_text(["deleted"])
