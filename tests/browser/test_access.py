"""Nobody is left out: no page has a violation that axe finds, in both languages and themes."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Invite
from tests.browser.places import PLACES, STRANGE
from tests.browser.stage import Stage

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 700}


def violations(page: Page) -> list[str]:
    """Return what axe finds, a line each."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        f"{each['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


@pytest.mark.parametrize(("language", "theme"), list(product(("de", "en"), ("light", "dark"))))
def test_no_page_has_a_violation(shared_stage: Stage, invite: Invite, language: str, theme: str) -> None:
    """Names, roles, contrast, order of headings: axe finds nothing on any page."""
    guest = invite(shared_stage, language=language, color_scheme=theme, viewport=WIDE)
    found = {}
    for name, path in PLACES.items():
        guest.go(path).wait_for_load_state("networkidle")
        found[name] = violations(guest.page)
    stranger = invite(shared_stage, signed_in=False, language=language, color_scheme=theme, viewport=WIDE)
    stranger.watched.expected.add(404)
    for name, path in STRANGE.items():
        stranger.go(path)
        found[name] = violations(stranger.page)
    assert {name: each for name, each in found.items() if each} == {}


def test_no_page_is_wider_than_a_small_phone(shared_stage: Stage, invite: Invite) -> None:
    """At 320 pixels nothing has to be moved sideways, in German, whose words are long."""
    guest = invite(shared_stage, language="de", viewport=NARROW)
    wide = {}
    for name, path in PLACES.items():
        width = guest.go(path).evaluate("document.documentElement.scrollWidth")
        wide[name] = width
    assert {name: each for name, each in wide.items() if each > 320} == {}


def test_what_opens_has_no_violation_either(shared_stage: Stage, invite: Invite) -> None:
    """A chosen meeting, the menu and the list of the week are as good as the page they open on."""
    guest = invite(shared_stage, viewport=WIDE)
    page = guest.go("/week")
    page.locator("a.fc-event").first.click()
    page.locator("#closely h2").wait_for()
    page.get_by_role("button", name="Show as a list").click()
    page.locator("details.more summary").click()
    assert violations(page) == []
