"""Nobody is left out: no page has a violation that axe finds, in both languages and themes."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Page

from service.google.scopes import CALENDARS, FREE_BUSY
from tests.browser.conftest import Guest, Invite
from tests.browser.places import CONSENTS, PLACES, STRANGE
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


@pytest.mark.parametrize(("language", "theme"), list(product(("de", "en"), ("light", "dark"))))
def test_connecting_has_no_violation(google_stage: Stage, invite: Invite, language: str, theme: str) -> None:
    """Connected, with rights left out, to be connected again; disconnecting; all that Google may answer."""
    guest = invite(google_stage, language=language, color_scheme=theme)
    guest.watched.expected |= {403, 410, 502}
    google_stage.connect()
    found = _at_each_width(guest, "/connections")
    (connection,) = google_stage.connections()
    found += _at_each_width(guest, f"/connections/{connection.id}/disconnect")
    found += _at_each_width(guest, "/privacy/delete")
    google_stage.connect(without=frozenset({FREE_BUSY, CALENDARS}))
    found += _at_each_width(guest, "/connections")
    google_stage.lose()
    for path in ("/connections", "/today", "/oauth/google?state=nothing"):
        found += _at_each_width(guest, path)
    for error in CONSENTS.values():
        google_stage.will(error=error)
        found += _at_each_width(guest, "/connect/google")
    assert found == []


def _at_each_width(guest: Guest, path: str) -> list[str]:
    """Return what is wrong with a page, wide and narrow."""
    found = []
    guest.page.set_viewport_size({"width": 1280, "height": 900})
    guest.go(path).wait_for_load_state("networkidle")
    for width in (1280, 390, 320):
        guest.page.set_viewport_size({"width": width, "height": 844})
        found += [f"{path} at {width}: {each}" for each in violations(guest.page)]
        if guest.page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{path} is wider than {width}")
    return found


def test_what_opens_has_no_violation_either(shared_stage: Stage, invite: Invite) -> None:
    """A chosen meeting, the menu and the list of the week are as good as the page they open on."""
    guest = invite(shared_stage, viewport=WIDE)
    page = guest.go("/week")
    page.locator("a.fc-event").first.click()
    page.locator("#closely h2").wait_for()
    page.get_by_role("button", name="Show as a list").click()
    page.locator("details.more summary").click()
    assert violations(page) == []
