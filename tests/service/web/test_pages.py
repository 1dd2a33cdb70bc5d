"""Today, Week, Done in both languages, with and without anything to show."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest

from calendar_sync.plan import Alarm, Level
from policies.event import Guest
from service import steer
from service.store import calendars
from tests.builders import JULE, TUESDAY_TEN
from tests.service.web.house import OTHER, Browser, House, browser, house, ok, put

EMPTY = {
    "/today": ("No client meetings today", "Heute keine Kundentermine"),
    "/week": ("Nothing to add to this week", "Diese Woche gibt es nichts hinzuzufügen"),
    "/done": ("Nothing stands in your calendars", "In Ihren Kalendern steht nichts"),
}


def address(page: str, title: str = "") -> str:
    """Return the address of the first meeting that a week shows, or of one of a title."""
    found = re.search(rf'<a href="(/week/meeting[^"]*)"[^>]*>{title}', page)
    assert found, page
    return found[1].replace("&amp;", "&")


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("path", EMPTY)
def test_without_anything_each_page_says_so(path: str, language: str) -> None:
    """An empty page is a whole page: a title that answers, in the asked language, and one way on."""
    with house() as here:
        page = ok(browser(here, language).get(path)).text
        assert f'<html lang="{language}">' in page
        assert EMPTY[path][language == "de"] in page
        assert "<h1" in page


CLOSELY = "/week/meeting?day=2026-11-24&calendar=x&event=y"


@pytest.mark.parametrize("path", ["/today", "/week", "/done", CLOSELY])
def test_a_stranger_learns_how_to_sign_in(path: str) -> None:
    """Nothing is shown to somebody who is not signed in but how to get a link, and what Plausch is."""
    with house() as here:
        here.settle_in()
        page = ok(browser(here, owner=None).get(path), 401).text
        assert "plausch link" in page
        assert 'href="/"' in page
        assert "Jule" not in page


def test_what_waits_is_shown_with_its_cost_and_answered() -> None:
    """The week's title is the answer; a meeting shows each change with its cost, and takes an answer."""
    with house() as here:
        here.settle_in()
        visitor = browser(here)
        week = ok(visitor.get("/week")).text
        assert "<h1>4 changes wait for your answer</h1>" in week
        page = ok(visitor.get(address(week))).text
        for text in ("10:00–10:30", "10:00–10:40", "Do it, tells 1 guest", "Can be undone.", "Skip it"):
            assert text in page
        edit = next(each["id"] for each in here.client().get("/api/edits").json() if each["guests_told"])
        went = ok(visitor.fill_in("/answer", edit=edit, say="approve", next="/week"), 303)
        assert went.headers["location"] == "/week"
        here.sync()
        week = ok(visitor.get("/week")).text
        assert "It is being made now." in week
        assert "It is being made now." not in ok(visitor.get("/week")).text
        assert "<h1>3 changes wait for your answer</h1>" in week
        assert "badge room done" in week
        done = ok(visitor.get("/done")).text
        assert "<h1>1 change stands in your calendars, 10 minutes of room</h1>" in done
        ok(visitor.fill_in("/answer", edit=edit, say="undo"), 303)
        here.sync()
        done = ok(visitor.get("/done")).text
        assert "taken back" in done
        assert "mark undone" in done


def test_reasons_are_told_before_and_after() -> None:
    """Why room is made can be read while it waits, and still once it is made."""
    with house() as here:
        here.settle_in()
        visitor = browser(here)
        where = address(ok(visitor.get("/week")).text)
        reason = "It is a first meeting, so there are 10 minutes to get acquainted."
        assert reason in ok(visitor.get(where)).text
        with here.app.store.session() as session:
            steer.set_level(session, here.owned(), Level.AUTOMATIC)
        here.sync()
        page = ok(visitor.get(where)).text
        assert "mark done" in page
        assert reason in page


def test_what_was_left_alone_says_why() -> None:
    """A meeting that nothing was done to shows the reason in the list, and closely."""
    with house() as here:
        memory = here.settle_in()
        put(memory, "alone", title="Ohne Gäste", guests=(), start=TUESDAY_TEN + timedelta(hours=6))
        here.later(minutes=20)
        here.sync()
        visitor = browser(here, "de")
        week = ok(visitor.get("/week")).text
        assert "Es ist niemand von außen eingeladen." in week
        page = ok(visitor.get(address(week, "Ohne"))).text
        assert "Warum er unberührt blieb" in page


def test_watching_shows_what_would_be_done() -> None:
    """While only watched, the same marks stand there as proposals, without a button."""
    with house() as here:
        here.settle_in(level=Level.WATCH)
        visitor = browser(here)
        week = ok(visitor.get("/week")).text
        assert "2 meetings would get room" in week
        page = ok(visitor.get(address(week))).text
        assert "would be done" in page
        assert "1 guest gets an update." in page
        assert 'value="approve"' not in page


def test_answers_that_cannot_be() -> None:
    """An unknown answer, an unknown edit, somebody else's, an answered one: a page says so."""
    with house() as here:
        here.settle_in()
        here.settle_in(OTHER)
        visitor = browser(here)
        mine = here.client().get("/api/edits").json()[0]["id"]
        theirs = here.client(OTHER).get("/api/edits").json()[0]["id"]
        ok(visitor.fill_in("/answer", edit=mine, say="maybe"), 404)
        ok(visitor.fill_in("/answer", edit=theirs, say="approve"), 404)
        ok(visitor.fill_in("/answer", edit=theirs, say="never_person"), 404)
        ok(visitor.fill_in("/answer"), 404)
        ok(visitor.fill_in("/answer", edit=mine, say="skip"), 303)
        said = ok(visitor.fill_in("/answer", edit=mine, say="never"), 409).text
        assert "does not wait for an answer any more: it is not made." in said
        ok(browser(here, owner=None).fill_in("/answer", edit=mine, say="undo"), 401)


def test_never_for_a_person() -> None:
    """From one change on, all meetings with this person are left alone."""
    with house() as here:
        here.settle_in()
        visitor = browser(here)
        edit = next(each for each in here.client().get("/api/edits").json() if "anna" not in each["title"])
        ok(visitor.fill_in("/answer", edit=edit["id"], say="never_person", next="/week"), 303)
        here.sync()
        week = ok(visitor.get("/week")).text
        assert "<h1>2 changes wait for your answer</h1>" in week
        assert "is on your list of people who are never touched." in week


def today_in(here: House, language: str = "en") -> Browser:
    """Go to the day of the meetings."""
    here.settle_in(level=Level.ASK)
    here.later(days=1)
    here.sync()
    return browser(here, language)


def test_today_has_cards_in_their_order() -> None:
    """Each client meeting with who, when and what to begin with: tell, ask; then what to do today."""
    with house() as here:
        page = ok(today_in(here).get("/today")).text
        assert "<h1>2 client meetings still to come</h1>" in page
        assert page.index("Anna Weber") < page.index("Claire Petit")
        assert page.index(">Tell<") < page.index(">Ask<") < page.index(">If time is short<")
        assert "a story of" in page


def ids(page: str) -> dict[str, str]:
    """Return what names the first meeting in a page's forms."""
    return {
        name: found[1].replace("&amp;", "&")
        for name in ("calendar", "event", "day")
        if (found := re.search(rf'name="{name}" value="([^"]*)"', page))
    }


def test_not_today_and_keep_it_short() -> None:
    """Both are said with one tap, hold at once, and can be taken back with another."""
    with house() as here:
        visitor = today_in(here)
        which = ids(ok(visitor.get("/today")).text)
        for say, shown in (
            ("not_today", "No small talk today, as you asked."),
            ("keep_short", "Need not be short"),
            ("take_time", "Keep it short"),
        ):
            ok(visitor.fill_in("/today/person", say=say, **which), 303)
            assert shown in ok(visitor.get("/today")).text
        ok(visitor.fill_in("/today/person", say="today", **which), 303)
        assert "No small talk today" not in ok(visitor.get("/today")).text
        ok(visitor.fill_in("/today/person", say="always", **which), 404)
        ok(visitor.fill_in("/today/person", say="today", **(which | {"event": "other"})), 404)


def test_a_note_after_the_meeting() -> None:
    """What was learned is kept with when to ask again, and stands on that person's next card."""
    with house() as here:
        visitor = today_in(here)
        here.later(hours=3)
        page = ok(visitor.get("/today")).text
        assert "What did you learn? Ten seconds." in page
        ok(visitor.fill_in("/today/note", text="moves to Kiel", again="week", **ids(page)), 303)
        notes = [each for each in here.client().get("/api/people").json() if each["name"] == "Anna Weber"]
        assert [(note["text"], note["kind"], note["since"]) for note in notes[0]["notes"]] == [
            ("moves to Kiel", "thread", "2026-12-01")
        ]
        ok(visitor.fill_in("/today/note", text="  ", **ids(page)), 422)


def test_a_note_that_deserves_a_thought() -> None:
    """Words about health are asked about first; nothing is kept until that is answered."""
    with house() as here:
        visitor = today_in(here)
        here.later(hours=3)
        which = ids(ok(visitor.get("/today")).text)
        page = ok(visitor.fill_in("/today/note", text="was in hospital", **which)).text
        for text in ("may tell about health", "Keep it all the same", "Not today, without a reason"):
            assert text in page
        assert "was in hospital" in page
        assert "hospital" not in json.dumps(here.client().get("/api/people").json())
        ok(visitor.fill_in("/today/note", text="was in hospital", sure="yes", **which), 303)
        assert "hospital" in json.dumps(here.client().get("/api/people").json())


def test_calls_by_phone_can_be_made_from_the_hand() -> None:
    """A meeting by phone has its number as a link, one by video the room; no other scheme is linked."""
    with house() as here:
        memory = here.settle_in()
        ok(here.client().post("/api/calendars/jule.brandt/sync"), 202)
        put(
            memory,
            "phone",
            location="Tel. +49 40 12345670",
            guests=(Guest(address="x@y.example"),),
            start=TUESDAY_TEN,
        )
        here.later(days=1, minutes=-20)
        here.sync()
        assert 'href="tel:+494012345670"' in ok(browser(here).get("/today")).text


def test_undo_of_a_day_a_person_and_everything() -> None:
    """More at once is taken back where it is named; everything only with a tick."""
    with house() as here:
        here.settle_in(level=Level.AUTOMATIC)
        visitor = browser(here)
        page = ok(visitor.get("/done")).text
        assert "Undo this day, tells 2 guests" in page
        assert "Undo everything, tells 2 guests" in page
        ok(visitor.fill_in("/undo", what="everything"), 404)
        ok(visitor.fill_in("/undo", what="day", day="yesterday"), 404)
        ok(visitor.fill_in("/undo", what="person", person="nobody"), 422)
        ok(visitor.fill_in("/undo", what="person", person="anna.weber@hansen-logistik.example"), 303)
        assert "2 changes are being taken back" in ok(visitor.get("/done")).text
        here.sync()
        ok(visitor.fill_in("/undo", what="day", day="2026-11-24"), 303)
        here.sync()
        assert "Nothing stands in your calendars" in ok(visitor.get("/done")).text
        ok(visitor.fill_in("/undo", what="everything", sure="yes"), 303)
        assert "There was nothing left to take back." in ok(visitor.get("/done")).text


def test_alarms_and_pauses_are_told_with_their_answer() -> None:
    """A calendar that stopped to ask, and a pause, stand above the week with one button each."""
    with house() as here:
        here.settle_in()
        with here.app.store.session() as session:
            row = calendars.followed(session, here.owned(), "jule.brandt")
            calendars.progress(session, row, alarm=Alarm.EMPTY_CALENDAR.value)
            steer.pause(session, here.owned(), here.clock[0].date() + timedelta(days=3))
        visitor = browser(here)
        for path in ("/week", "/today", "/done"):
            page = ok(visitor.get(path)).text
            for text in (
                "jule.brandt stopped to ask",
                "Let it go on",
                "Paused until Thu 26 Nov",
                "End the pause",
            ):
                assert text in page
        ok(visitor.fill_in("/alarm", calendar="jule.brandt"), 303)
        ok(visitor.fill_in("/pause/end"), 303)
        page = ok(visitor.get("/week")).text
        assert "Let it go on" not in page
        assert "End the pause" not in page
        ok(visitor.fill_in("/alarm", calendar="other"), 404)


def test_weeks_can_be_turned() -> None:
    """A week is named by its number; what is no week is this one."""
    with house() as here:
        here.settle_in()
        visitor = browser(here, "de")
        page = ok(visitor.get("/week?week=2026-W49")).text
        assert "Woche 49 · 30." in page
        assert "6. Dez. 2026" in page
        for odd in ("2026-W99", "x", "-W1", "99999-W1"):
            assert "Woche 48" in ok(visitor.get("/week", params={"week": odd})).text
        ok(visitor.get("/week?week=2026-W49-and-more"), 422)


def test_blocks_for_the_picture() -> None:
    """The week as JSON: wall clock of the owner, the room's share, marks with their words."""
    with house() as here:
        here.settle_in()
        (first, _) = ok(browser(here).get("/week/blocks")).json()
        assert (first["start"], first["end"]) == ("2026-11-24T10:00", "2026-11-24T10:40")
        room = first["stitches"][0]
        assert (room["word"], room["mark"], room["share"]) == ("+10", "proposed", 0.25)


def test_live_says_what_changed_and_keeps_no_session() -> None:
    """Nothing new is 204; something new tells the page to look again; asking so keeps nobody signed in."""
    with house() as here:
        here.settle_in()
        visitor = browser(here)
        first = ok(visitor.get("/live"))
        assert first.headers["hx-trigger"] == "plausch-changed"
        now = re.search(r"pulse=([0-9a-f]+)", first.text)
        assert now
        ok(visitor.get(f"/live?pulse={now[1]}"), 204)
        with here.app.store.session() as session:
            steer.choose(session, here.owned(), "minutes", "6")
        ok(visitor.get(f"/live?pulse={now[1]}"))
        for _ in range(13):
            here.later(hours=1)
            last = visitor.get("/live")
        assert last.status_code == 401
        ok(browser(here, owner=None).get("/live"), 401)


def test_scripts_get_pieces() -> None:
    """A script's request is answered with the piece it asked for, refusals with a sentence to show."""
    with house() as here:
        here.settle_in()
        visitor = browser(here)
        visitor.headers["HX-Request"] = "true"
        assert "<html" not in ok(visitor.get(address(ok(visitor.get("/week/list")).text))).text
        gone = ok(visitor.get(CLOSELY), 404)
        assert gone.headers["hx-retarget"] == "#notices"
        assert "<html" not in gone.text
        edit = here.client().get("/api/edits").json()[0]["id"]
        answered = ok(visitor.fill_in("/answer", edit=edit, say="skip"))
        assert answered.headers["hx-trigger"] == "plausch-changed"
        assert "Left as it is." in answered.text
        assert JULE not in answered.text
