"""Google in a real browser: there and back, what is left out, a call that shows on the page, and leaving."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from calendar_sync.plan import Level
from service.google.scopes import FREE_BUSY, SETTINGS
from tests.browser.conftest import PATIENCE, Invite
from tests.browser.stage import Stage
from tests.builders import ANNA, JULE, MONDAY

expect.set_options(timeout=PATIENCE)


def agree(page: Page, *, without: frozenset[str] = frozenset()) -> None:
    """Allow what is asked at Google's consent page, but for what is unticked."""
    expect(page.locator("h1")).to_have_text("This is not Google")
    for each in without:
        page.locator(f'input[value="{each}"]').uncheck()
    page.get_by_role("button", name="Allow").click()


def meeting(here: Stage, title: str, *, days: int = 2) -> str:
    """Put a client meeting into so many days from now, as a human does at Google; return its id."""
    day = MONDAY.date() + timedelta(days=days)
    times = {
        name: {"dateTime": f"{day}T16:{minute}:00", "timeZone": "Europe/Berlin"}
        for name, minute in (("start", "00"), ("end", "30"))
    }
    guests = [
        {"email": JULE, "responseStatus": "accepted"},
        {"email": ANNA.address, "displayName": ANNA.name},
    ]
    return str(here.world.insert(JULE, {"summary": title, "attendees": guests, **times})["id"])


def end_of(here: Stage, event: str) -> datetime:
    """Return when an event ends at Google."""
    return datetime.fromisoformat(here.world.event(JULE, event)["end"]["dateTime"])


def test_a_stranger_comes_by_google(google_stage: Stage, invite: Invite) -> None:
    """From the welcome page to Google and back, a first look, automatic: and the week fills by itself."""
    meeting(google_stage, "Letzte Woche", days=-5)
    page = invite(google_stage, signed_in=False).go("/")
    page.get_by_role("link", name="Sign in with Google").click()
    agree(page)
    expect(page.locator("h1")).to_have_text("1 calendar is followed")
    expect(page.locator("main")).to_contain_text(JULE)
    page.get_by_role("link", name="To the first look").click()
    expect(page.locator("h1")).to_contain_text("of room")
    page.get_by_label("Automatic").check()
    page.get_by_role("button", name="Save and go to the week").click()
    expect(page.locator("h1")).to_contain_text("meetings got room this week")
    expect(page.locator(".block .room.done").first).to_be_visible()
    page.goto("/connections")
    expect(page.locator("main")).to_contain_text("Google tells of changes at once")


def test_whoever_declines_connects_nothing(google_stage: Stage, invite: Invite) -> None:
    """Declined at Google: the page says so, nothing is connected, and the way is open again."""
    page = invite(google_stage).go("/")
    page.get_by_role("link", name="Connect Google Calendar").click()
    page.get_by_role("button", name="Deny").click()
    expect(page.locator("h1")).to_have_text("You declined at Google")
    assert google_stage.connections() == ()
    page.get_by_role("link", name="Connect with Google").click()
    agree(page)
    expect(page.locator("h1")).to_have_text("1 calendar is followed")


def test_what_is_unticked_is_switched_off(google_stage: Stage, invite: Invite) -> None:
    """Rights that were left out are named, with what is off for want of them, and can be granted later."""
    page = invite(google_stage).go("/connections")
    page.get_by_role("link", name="Connect with Google").click()
    agree(page, without=frozenset({FREE_BUSY, SETTINGS}))
    told = page.locator(".account .notice")
    expect(told).to_contain_text("See when somebody is busy, See the settings of your calendar")
    expect(told).to_contain_text("Whether guests and rooms are free is not looked at.")
    expect(told).to_contain_text("Your time zone is not taken over")
    told.get_by_role("link", name="Connect it again").click()
    agree(page)
    expect(page.locator("h1")).to_have_text("1 calendar is followed")
    expect(told).to_have_count(0)


def test_a_way_back_that_took_too_long(google_stage: Stage, invite: Invite) -> None:
    """Whoever stands at Google's page for an hour is told so, and connects nothing by it."""
    guest = invite(google_stage)
    guest.watched.expected.add(410)
    page = guest.go("/")
    page.get_by_role("link", name="Connect Google Calendar").click()
    google_stage.clock[0] += timedelta(hours=1)
    agree(page)
    expect(page.locator("main")).to_contain_text("took too long")
    assert google_stage.connections() == ()


def test_a_way_back_that_began_elsewhere(google_stage: Stage, invite: Invite) -> None:
    """Led onto the way of somebody else's browser, nobody is connected to that person's account."""
    mine, theirs = invite(google_stage, signed_in=False), invite(google_stage)
    mine.watched.expected.add(410)
    theirs.go("/connect/google")
    expect(theirs.page.locator("h1")).to_have_text("This is not Google")
    mine.page.goto(theirs.page.url)
    agree(mine.page)
    expect(mine.page.locator("main")).to_contain_text("began in another browser")
    assert google_stage.connections() == ()


def test_a_new_meeting_is_told_by_google(google_stage: Stage, invite: Invite) -> None:
    """Put in at Google, a meeting gets its room on the open page: by Google's call, without reloading."""
    google_stage.connect()
    google_stage.level(Level.AUTOMATIC)
    page = invite(google_stage).go("/week")
    expect(page.locator(".block .room.done").first).to_be_visible()
    page.evaluate("window.notReloaded = true")
    event = meeting(google_stage, "Neues Gespräch")
    before = end_of(google_stage, event)
    fresh = page.locator("a.fc-event", has_text="Neues Gespräch")
    expect(fresh.locator(".room.done")).to_be_visible()
    assert page.evaluate("window.notReloaded") is True
    assert end_of(google_stage, event) == before + timedelta(minutes=5)
    assert "exists" in {each.state for each in google_stage.world.channels.sent}


def test_approve_skip_and_undo_at_google(google_stage: Stage, invite: Invite) -> None:
    """What is approved is longer at Google, what is skipped is not there, what is undone is as it was."""
    google_stage.connect()
    google_stage.level(Level.ASK)
    event = meeting(google_stage, "Neues Gespräch")
    before = end_of(google_stage, event)
    page = invite(google_stage).go("/week")
    page.locator("a.fc-event", has_text="Neues Gespräch").click()
    closely = page.locator("#closely")
    expect(closely.locator("h2")).to_have_text("Neues Gespräch")
    closely.get_by_role("button", name=re.compile("^Do it, tells 1 guest")).click()
    expect(closely.locator(".edit.done").first).to_be_visible()
    assert end_of(google_stage, event) > before
    closely.get_by_role("button", name="Skip it").click()
    expect(closely).to_contain_text("You said no to it.")
    closely.get_by_role("button", name=re.compile("^Undo, tells 1 guest")).click()
    expect(closely.locator(".edit.undone")).to_contain_text("taken back")
    assert end_of(google_stage, event) == before


@pytest.mark.parametrize("say", ["Take back and disconnect", "Disconnect and take nothing back"])
def test_disconnecting(google_stage: Stage, invite: Invite, say: str) -> None:
    """The page says the cost, then by itself what came of it; at Google the right is gone, room as asked."""
    google_stage.connect()
    google_stage.level(Level.AUTOMATIC)
    event = meeting(google_stage, "Neues Gespräch")
    before = end_of(google_stage, event)
    page = invite(google_stage).go("/week")
    expect(page.locator("a.fc-event", has_text="Neues Gespräch").locator(".room.done")).to_be_visible()
    page.goto("/connections")
    page.get_by_role("link", name="Disconnect …").click()
    expect(page.locator("main")).to_contain_text("Then the right is given back to Google")
    page.get_by_role("button", name=say).click()
    expect(page.locator("#notices")).not_to_be_empty()
    expect(page.locator("h1")).to_have_text("No calendar is connected yet")
    assert google_stage.world.oauth.revoked == [JULE]
    assert (end_of(google_stage, event) == before) is say.startswith("Take back")


def test_the_right_is_taken_away_at_google(google_stage: Stage, invite: Invite) -> None:
    """Taken away at Google, it is said here in words, and connecting again makes it good."""
    google_stage.connect()
    page = invite(google_stage).go("/connections")
    page.get_by_role("button", name="Look now").click()
    expect(page.locator("#notices")).to_contain_text("is being looked at")
    google_stage.lose()
    page.goto("/connections")
    expect(page.locator("h1")).to_have_text("A connection needs you")
    alarm = page.locator(".account .alarm")
    expect(alarm).to_contain_text("Google does not let Plausch in any more.")
    alarm.get_by_role("link", name="Connect it again").click()
    agree(page)
    expect(page.locator("h1")).to_have_text("1 calendar is followed")
    expect(alarm).to_have_count(0)


def test_google_is_asked_anew_to_tell(google_stage: Stage, invite: Invite) -> None:
    """On the owner's word another channel is opened, and the old one closed once the new one lives."""
    google_stage.connect()
    page = invite(google_stage).go("/connections")
    assert google_stage.world.count(operation="watch") == 1
    page.get_by_role("button", name="Have Google tell anew").click()
    expect(page.locator("#notices")).to_contain_text("asked anew")
    google_stage.settle()
    assert google_stage.world.count(operation="watch") == 2
    assert google_stage.world.count(operation="stop") == 1


@pytest.mark.parametrize(
    ("path", "name", "signed_in"),
    [
        ("/", "Sign in with Google", False),
        ("/", "Connect Google Calendar", True),
        ("/connections", "Connect with Google", True),
        ("/oauth/google?error=access_denied", "Connect with Google", True),
    ],
)
def test_every_way_to_google_is_open(
    google_stage: Stage,
    invite: Invite,
    path: str,
    name: str,
    signed_in: bool,  # noqa: FBT001  # a parameter
) -> None:
    """No policy of ours stops a browser on its way to the consent page, wherever it begins."""
    guest = invite(google_stage, signed_in=signed_in)
    guest.watched.expected.add(410)
    page = guest.go(path)
    page.get_by_role("link", name=name).click()
    expect(page.locator("h1")).to_have_text("This is not Google")
    assert urlsplit(page.url).hostname == "localhost"
