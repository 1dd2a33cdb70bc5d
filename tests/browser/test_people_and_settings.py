"""People and settings in a real browser: warned while typing, erased, settings with their live example."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from calendar_sync.plan import Level
from tests.browser.conftest import Invite
from tests.browser.stage import Stage


@pytest.fixture
def visitor(own_stage: Stage, invite: Invite) -> Page:
    """Open a page of somebody who is signed in, on the sample week."""
    own_stage.follow(Level.ASK, "en")
    guest = invite(own_stage)
    guest.watched.expected |= {409, 422}
    return guest.page


def test_a_note_is_warned_of_while_typing_and_not_kept(visitor: Page) -> None:
    """A word about health is said while typing; "not today" keeps none of it; erasing takes the person."""
    visitor.goto("/people")
    visitor.get_by_label("Search by").press_sequentially("anna")
    visitor.get_by_role("link", name="Anna Weber").click()
    visitor.get_by_label("What did you learn?").press_sequentially("was in hospital")
    visitor.get_by_text("“hospital” may tell about health.").wait_for()
    visitor.get_by_role("button", name="Not today, without a reason").first.click()
    visitor.get_by_text("No small talk until").wait_for()
    assert "hospital" not in visitor.content()
    visitor.get_by_role("link", name="Erase this person").click()
    visitor.get_by_role("button", name="Erase, cannot be undone").click()
    visitor.get_by_text("The person is erased").wait_for()
    assert visitor.get_by_role("link", name="Anna Weber").count() == 0


def test_the_example_follows_the_keys(visitor: Page) -> None:
    """What a setting comes to changes while it is typed, and nothing is saved by that."""
    visitor.goto("/settings")
    visitor.get_by_label("Extra minutes", exact=True).fill("8")
    visitor.get_by_text("it ends 10:38; the guest gets one update.").first.wait_for()
    visitor.reload()
    visitor.get_by_text("it ends 10:35; the guest gets one update.").first.wait_for()
