"""What people do, in a real browser: from the first look to the undo, without reloading, by mouse and key."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from calendar_sync.plan import Level
from service.demo.week import sample_week
from tests.browser.conftest import PATIENCE, Invite
from tests.browser.keys import reach
from tests.browser.stage import Stage
from tests.builders import MONDAY

expect.set_options(timeout=PATIENCE)
NEW = """BEGIN:VEVENT\r
UID:new@nordlicht-personal.example\r
DTSTAMP:20261101T080000Z\r
CREATED:20261101T080000Z\r
LAST-MODIFIED:20261101T080000Z\r
SUMMARY:Neues Gespräch\r
DTSTART;TZID=Europe/Berlin:20261126T120000\r
DTEND;TZID=Europe/Berlin:20261126T123000\r
LOCATION:https://meet.google.com/new-abcd-efg\r
ORGANIZER:mailto:jule.brandt@nordlicht-personal.example\r
ATTENDEE;CN=Anna Weber:mailto:anna.weber@hansen-logistik.example\r
END:VEVENT\r
END:VCALENDAR\r
"""


def block(page: Page, title: str) -> None:
    """Choose a meeting in the picture of the week."""
    page.locator("a.fc-event", has_text=title).click()
    expect(page.locator("#closely h2")).to_have_text(title)


def test_from_the_first_look_to_automatic(own_stage: Stage, invite: Invite) -> None:
    """Nothing is on; the look says what it costs and follows the slider; then the week fills by itself."""
    own_stage.follow(Level.WATCH)
    page = invite(own_stage).go("/first-look")
    expect(page.locator("h1")).to_contain_text("updates to guests, for 20 minutes of room")
    page.get_by_label("Extra minutes for a meeting").press("ArrowRight")
    expect(page.locator("h1")).to_contain_text("for 24 minutes of room")
    page.get_by_label("Keep a private block behind it").check()
    expect(page.locator("h1")).to_contain_text("no guest is told")
    page.get_by_label("Lengthen the invitation").check()
    page.get_by_label("Automatic").check()
    page.get_by_role("button", name="Save and go to the week").click()
    expect(page.locator("h1")).to_contain_text("meetings got room this week")
    expect(page.locator(".block .room.done").first).to_be_visible()


def test_a_new_meeting_gets_its_room_on_the_screen(own_stage: Stage, invite: Invite) -> None:
    """A meeting that somebody puts into the calendar appears with its room sewn on, without reloading."""
    own_stage.follow(Level.AUTOMATIC)
    page = invite(own_stage).go("/week")
    expect(page.locator(".block .room.done").first).to_be_visible()
    page.evaluate("window.notReloaded = true")
    text = own_stage.week.read_bytes().decode()
    own_stage.week.write_bytes(text.replace("END:VCALENDAR\r\n", NEW).encode())
    fresh = page.locator("a.fc-event", has_text="Neues Gespräch")
    expect(fresh.locator(".room.done")).to_be_visible()
    expect(page.locator("h1")).to_have_text(re.compile(r"1\d meetings got room this week"))
    assert page.evaluate("window.notReloaded") is True


def test_approve_skip_and_undo(own_stage: Stage, invite: Invite) -> None:
    """In the week a change is approved, its card skipped, and the change taken back, each with its mark."""
    own_stage.follow(Level.ASK)
    page = invite(own_stage).go("/week")
    block(page, "Zwischenstand Nachfolge")
    closely = page.locator("#closely")
    closely.get_by_role("button", name="Do it, tells 1 guest").click()
    expect(page.locator("#notices")).to_contain_text("It is being made now.")
    expect(closely.locator(".edit.done")).to_contain_text("14:00–14:35")
    closely.get_by_role("button", name="Skip it").click()
    expect(closely).to_contain_text("You said no to it.")
    closely.get_by_role("button", name="Undo, tells 1 guest").click()
    expect(closely.locator(".edit.undone")).to_contain_text("taken back")
    expect(page.locator("a.fc-event", has_text="Zwischenstand").locator(".sewn-on.undone")).to_be_visible()
    page.goto("/done")
    expect(page.locator("main")).to_contain_text("taken back")


def test_never_for_a_person(own_stage: Stage, invite: Invite) -> None:
    """Said once, all that waited for this person's meetings goes, and each says why."""
    own_stage.follow(Level.ASK)
    page = invite(own_stage).go("/week")
    block(page, "Zwischenstand Nachfolge")
    page.locator("#closely .never summary").first.click()
    page.get_by_role("button", name="Never for Sven Olsson").first.click()
    expect(page.locator("#closely")).to_contain_text("is on your list of people who are never touched.")


@pytest.mark.parametrize("signed_in", [True, False])
def test_a_file_is_tried(own_stage: Stage, invite: Invite, tmp_path: Path, signed_in: bool) -> None:  # noqa: FBT001  # a parameter
    """A calendar file is chosen and at once there is a preview; who is signed in may keep it."""
    chosen = tmp_path / "Meine Woche.ics"
    chosen.write_bytes(sample_week(MONDAY - timedelta(days=1)))
    page = invite(own_stage, signed_in=signed_in).go("/")
    page.get_by_label("Calendar file (.ics)").set_input_files(chosen)
    page.get_by_role("button", name="Show what would be done").click()
    expect(page.locator("h1")).to_contain_text("meetings would be changed")
    expect(page.locator("main")).to_contain_text("Meine Woche.ics")
    if signed_in:
        page.get_by_role("button", name="Keep a copy and follow it").click()
        expect(page.locator("h1")).to_contain_text("minutes of room")


def test_a_phone_in_the_hand(own_stage: Stage, invite: Invite) -> None:
    """On a phone: not today with one tap, after the meeting a note that is asked about before it is kept."""
    own_stage.follow(Level.ASK, "en")
    guest = invite(own_stage, viewport={"width": 390, "height": 844}, has_touch=True)
    page = guest.go("/today")
    tom = page.locator(".encounter", has_text="Tom Krüger")
    tom.get_by_role("button", name="Not today").tap()
    expect(tom).to_contain_text("No small talk today, as you asked.")
    own_stage.clock[0] += timedelta(hours=2)
    page.reload()
    anna = page.locator(".encounter.over", has_text="Anna Weber")
    anna.get_by_label("About Anna Weber").fill("was in hospital")
    anna.get_by_role("button", name="Keep").tap()
    expect(anna).to_contain_text("may tell about health")
    anna.get_by_label("About Anna Weber").fill("likes the new office")
    anna.get_by_role("button", name="Keep it all the same").tap()
    expect(page.locator("#notices")).to_contain_text("Kept.")


def test_everything_by_keyboard(own_stage: Stage, invite: Invite) -> None:
    """Skip link, menu, picture, answer and undo: reached and pressed with keys alone, the focus seen."""
    own_stage.follow(Level.ASK)
    page = invite(own_stage).go("/today")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    reach(page, 'nav a[href="/week"]', back=True)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("wait for your answer")
    expect(page.locator("a.fc-event").first).to_be_visible()
    reach(page, "a.fc-event")
    page.keyboard.press("Enter")
    expect(page.locator("#closely")).to_be_focused()
    reach(page, "#closely button:not(.quiet)")
    page.keyboard.press("Enter")
    expect(page.locator("#closely .edit.done").first).to_be_visible()
    reach(page, "details.more summary", back=True)
    page.keyboard.press("Enter")
    expect(page.locator("details.more")).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(page.locator("details.more summary")).to_be_focused()
    reach(page, 'nav a[href="/done"]', back=True)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("1 change stands in your calendars")
    reach(page, ".entry button")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("taken back")


def test_the_focus_stays_where_it_is(own_stage: Stage, invite: Invite) -> None:
    """Whoever stands on a meeting with the keyboard still does when the picture is drawn anew."""
    own_stage.follow(Level.ASK)
    page = invite(own_stage).go("/week")
    meeting = page.locator("a.fc-event", has_text="Zwischenstand Nachfolge")
    meeting.focus()
    page.evaluate("document.querySelector('a.fc-event:focus').dataset.old = 'yes'")
    page.evaluate("document.body.dispatchEvent(new CustomEvent('plausch-changed'))")
    expect(page.locator("a.fc-event[data-old]")).to_have_count(0)
    expect(meeting).to_be_focused()


def test_without_scripts(own_stage: Stage, invite: Invite) -> None:
    """With scripts switched off the week is a table, a meeting a page, and an answer a form."""
    own_stage.follow(Level.ASK)
    page = invite(own_stage, java_script_enabled=False).go("/week")
    expect(page.locator("#calendar")).to_be_hidden()
    page.get_by_role("link", name="Zwischenstand Nachfolge").click()
    page.get_by_role("button", name="Do it, tells 1 guest").click()
    expect(page.locator("#notices")).to_contain_text("It is being made now.")
    own_stage.settle()
    page.goto("/done")
    expect(page.locator("h1")).to_contain_text("1 change stands in your calendars")


def test_what_is_opened_and_written_survives(own_stage: Stage, invite: Invite) -> None:
    """While something changes elsewhere, what somebody writes stays as they write it."""
    own_stage.follow(Level.ASK, "en")
    own_stage.clock[0] += timedelta(hours=2)
    page = invite(own_stage).go("/today")
    field = page.get_by_label("About Anna Weber")
    field.fill("half a sen")
    before = page.locator("#live").get_attribute("hx-get")
    own_stage.level(Level.AUTOMATIC)
    expect(page.locator("#live")).not_to_have_attribute("hx-get", str(before))
    expect(field).to_have_value("half a sen")
