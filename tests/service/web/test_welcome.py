"""Welcome, trying a file, the first look: nothing is switched on before somebody has seen what it costs."""

from __future__ import annotations

from datetime import timedelta
from time import monotonic, sleep

import httpx
import pytest

from calendar_sync.faults import Fault, Operation
from calendar_sync.plan import Level
from service.demo.week import ME, sample_week
from tests.builders import ANNA, CLAIRE, JULE, MONDAY, TUESDAY_TEN
from tests.service.web.house import Browser, House, browser, house, ok, put

WEEK = sample_week(MONDAY)
NOBODYS = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n"
_PATIENCE = 60.0


def upload(visitor: Browser, content: bytes, name: str = "week.ics", **fields: str) -> httpx.Response:
    """Send a file to be tried."""
    sent: httpx.Response = visitor.post(
        "/try", data={"csrf": visitor.token, **fields}, files={"file": (name, content, "text/calendar")}
    )
    return sent


def stored(here: House) -> list[str]:
    """List what lies in the data folder."""
    folder = here.folder / "data"
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("owner", [JULE, None])
def test_welcome(language: str, owner: str | None) -> None:
    """Whoever has connected nothing sees what Plausch does, how to connect, what each permission is for."""
    with house() as here:
        visitor = browser(here, language, owner)
        page = ok(visitor.get("/")).text
        assert page.count("<img ") == 3
        assert ('href="/connections"' in page) is (owner is not None)
        assert ("plausch link" in page) is (owner is None)
        for english, german in (("Room", "Zugabe"), ("Outlook", "Outlook"), ("busy", "belegt")):
            assert (german if language == "de" else english) in page


def test_home_leads_on() -> None:
    """With a calendar connected home is the first look, and once a level was chosen it is today."""
    with house() as here:
        here.settle_in(level=Level.ASK)
        assert ok(browser(here).get("/"), 303).headers["location"] == "/today"
        ok(here.client().delete("/api/settings/level"))
        assert ok(browser(here).get("/"), 303).headers["location"] == "/first-look"


@pytest.mark.parametrize("owner", [JULE, None])
def test_a_file_is_tried_and_nothing_is_stored(owner: str | None) -> None:
    """The preview shows what would be done and why not, signed in or not; the data folder stays as it was."""
    with house() as here:
        visitor = browser(here, owner=owner)
        ok(visitor.get("/"))
        before = stored(here)
        page = ok(upload(visitor, WEEK)).text
        for text in (
            "meetings would be changed",
            "Kennenlernen Helix Labor",
            "nothing was stored",
            "as if time",
        ):
            assert text in page
        assert stored(here) == before
        assert ok(here.client().get("/api/calendars")).json() == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Choose a calendar file first"),
        (b"PK\x03\x04", "calendar"),
        (NOBODYS, "It is not clear whose calendar this is."),
    ],
)
def test_files_that_cannot_be_tried(content: bytes, said: str) -> None:
    """What is no calendar, or nobody's, is said beside the field."""
    with house() as here:
        visitor = browser(here)
        page = ok(upload(visitor, content), 422).text
        assert said in page
        assert 'class="error"' in page


def test_an_owner_can_be_named() -> None:
    """Where a file does not tell whose it is, an address does."""
    with house() as here:
        page = ok(upload(browser(here), NOBODYS, me=ME)).text
        assert "Nothing in this file would be changed" in page


def test_a_file_is_kept_when_asked() -> None:
    """Kept, a copy is followed and the first look begins; later than ten minutes there is nothing to keep."""
    with house() as here:
        visitor = browser(here)
        ok(upload(visitor, WEEK))
        assert ok(visitor.fill_in("/try/keep"), 303).headers["location"] == "/first-look"
        assert [each for each in stored(here) if each.endswith(".ics")]
        assert len(ok(here.client().get("/api/calendars")).json()) == 1
        ok(visitor.fill_in("/try/keep"), 422)
        ok(upload(visitor, WEEK))
        here.later(minutes=11)
        assert "longer than ten minutes ago" in ok(visitor.fill_in("/try/keep"), 422).text


@pytest.mark.parametrize(
    "name",
    ["../../../../tmp/evil.ics", "..\\..\\evil.ics", "/etc/passwd", "..", "a\x00b.ics", "x" * 3000 + ".ics"],
)
def test_names_of_uploads_lead_nowhere(name: str) -> None:
    """A file's name is shown by its last part at most, and never used as a path."""
    with house() as here:
        visitor = browser(here)
        page = ok(upload(visitor, WEEK, name)).text
        assert "../" not in page
        assert "..\\" not in page
        assert "x" * 200 not in page
        ok(visitor.fill_in("/try/keep"), 303)
        inside = [each for each in stored(here) if each.endswith(".ics")]
        assert len(inside) == 1
        assert inside[0].endswith("/calendar.ics")
        assert not list(here.folder.glob("*.ics"))


def test_large_uploads_are_refused() -> None:
    """More than 5 MB is not read."""
    with house() as here:
        ok(upload(browser(here), b"x" * (5 * 2**20 + 1)), 413)


def look(visitor: Browser, address: str = "/first-look") -> str:
    """Ask until looking back is over: it goes on by itself, on a thread."""
    until = monotonic() + _PATIENCE
    while monotonic() < until:
        page = ok(visitor.get(address)).text
        if "are being read" not in page and "werden gelesen" not in page:
            return page
        sleep(0.02)
    raise TimeoutError


def with_past(here: House, level: Level = Level.WATCH) -> None:
    """Settle in, with three client meetings in the past weeks."""
    memory = here.settle_in(level=level)
    for week in (1, 2):
        put(memory, f"past-{week}", start=TUESDAY_TEN - timedelta(days=7 * week), guests=(ANNA,))
    put(memory, "short", title="kurz", start=TUESDAY_TEN - timedelta(days=6), guests=(CLAIRE,))


def test_the_first_look_says_cost_before_benefit() -> None:
    """In one sentence: what guests would have been told, the room, the cards; and what was left alone."""
    with house() as here:
        with_past(here)
        page = look(browser(here))
        assert "<h1>2 updates to guests, for 15 minutes of room</h1>" in page
        assert "sent 2 updates to guests, given room to 2 client meetings" in page
        assert "1 meeting would have been left alone" in page
        assert "In the coming weeks 2 guests are told" in page


def test_other_minutes_show_their_effect() -> None:
    """The minutes and the way of making room change the numbers at once, and save nothing."""
    with house() as here:
        with_past(here)
        visitor = browser(here)
        look(visitor)
        more = ok(visitor.get("/first-look/effect?calendar=jule.brandt&minutes=8&room=lengthen")).text
        assert "<h1>2 updates to guests, for 18 minutes of room</h1>" in more
        quiet = ok(visitor.get("/first-look/effect?calendar=jule.brandt&minutes=8&room=hold")).text
        assert "<h1>18 minutes of room, and no guest is told</h1>" in quiet
        odd = ok(visitor.get("/first-look/effect?calendar=jule.brandt&minutes=x&room=y")).text
        assert "for 15 minutes of room" in odd
        ok(visitor.get("/first-look/effect?calendar=other"), 404)
        settings = {each["name"]: each for each in here.client().get("/api/settings").json()}
        assert settings["room"]["chosen"] is None


def test_the_switch() -> None:
    """What was chosen is saved, and only then anything may be changed."""
    with house() as here:
        with_past(here)
        visitor = browser(here)
        look(visitor)
        went = ok(visitor.fill_in("/first-look", minutes="7", room="hold", level="ask"), 303)
        assert went.headers["location"] == "/week"
        here.sync()
        page = ok(visitor.get("/week")).text
        assert "Plausch asks before each change now." in page
        assert "4 changes wait for your answer" in page
        ok(visitor.fill_in("/first-look", level="boldly"), 404)
        ok(visitor.fill_in("/first-look", level="ask", minutes="900"), 422)


def test_a_calendar_that_does_not_answer() -> None:
    """What went wrong is said, with nothing changed; later it is begun again by itself."""
    with house() as here:
        with_past(here)
        here.here["jule.brandt"].faults.arm(Operation.READ, Fault.UNAVAILABLE)
        visitor = browser(here)
        page = look(visitor)
        assert "Your calendar could not be read" in page
        assert "The calendar did not answer. Nothing was changed." in page
        here.later(seconds=20)
        assert "for 15 minutes of room" in look(visitor)


def test_without_clients_the_first_look_says_so() -> None:
    """Nobody from outside in four weeks: said as that, with what may be the reason."""
    with house() as here:
        here.settle_in(level=Level.WATCH)
        page = look(browser(here, "de"))
        assert "Keine Kundentermine in den letzten vier Wochen" in page


def test_nothing_connected_leads_home() -> None:
    """A first look at nothing is the welcome."""
    with house() as here:
        assert ok(browser(here).get("/first-look"), 303).headers["location"] == "/"
