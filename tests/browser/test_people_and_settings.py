"""People and settings in a real browser: warned while typing, erased, settings with their live example."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from calendar_sync.plan import Level
from service.web import cookies
from tests.browser.stage import stage

_PATIENCE = 60_000  # milliseconds
playwright: Any = pytest.importorskip("playwright.sync_api")


@pytest.fixture
def visitor() -> Iterator[Any]:
    """Open a browser that is signed in, on the sample week; its console stays clean."""
    with stage() as opened, playwright.sync_playwright() as driver:
        opened.follow(Level.ASK, "en")
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        context = browser.new_context(base_url=opened.address, locale="en-GB")
        context.add_cookies([{"name": cookies.SESSION, "value": opened.secret(), "url": opened.address}])
        page = context.new_page()
        page.set_default_timeout(_PATIENCE)
        wrong: list[str] = []
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        yield page
        browser.close()
        assert [each for each in wrong if "409" not in each and "422" not in each] == []


def test_a_note_is_warned_of_while_typing_and_not_kept(visitor: Any) -> None:
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


def test_the_example_follows_the_keys(visitor: Any) -> None:
    """What a setting comes to changes while it is typed, and nothing is saved by that."""
    visitor.goto("/settings")
    visitor.get_by_label("Extra minutes", exact=True).fill("8")
    visitor.get_by_text("it ends 10:38; the guest gets one update.").first.wait_for()
    visitor.reload()
    visitor.get_by_text("it ends 10:35; the guest gets one update.").first.wait_for()
