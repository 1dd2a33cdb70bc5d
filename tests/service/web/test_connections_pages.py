"""Connections: how everything stands in words, looking now, and leaving with or without taking back."""

from __future__ import annotations

import pytest

from calendar_sync.faults import Fault, Operation
from calendar_sync.plan import Level
from policies.event import Timed
from service.google.scopes import SCOPES
from service.words import words
from tests.builders import JULE
from tests.service.web.house import OTHER, browser, calendar_of, house, ok

LOOK = f"/connections/calendars/{calendar_of(JULE)}/look"
LEAVE = f"/connections/calendars/{calendar_of(JULE)}/leave"


def minutes(event: object) -> float:
    """Return how long an event lasts."""
    span = getattr(event, "span", None)
    return (span.end - span.start).total_seconds() / 60 if isinstance(span, Timed) else 0


def test_nothing_is_connected() -> None:
    """Whoever has nothing is told so, with one way on."""
    with house() as here:
        page = ok(browser(here).get("/connections")).text
        assert "No calendar is connected yet" in page
        assert 'href="/#try"' in page


def test_a_calendar_that_is_followed() -> None:
    """When it was looked at, and when it will be again."""
    with house() as here:
        here.settle_in()
        page = ok(browser(here).get("/connections")).text
        assert "1 calendar is followed" in page
        assert "Last looked at: Mon 23 Nov, 08:00." in page
        assert "Looked at again by itself: Mon 23 Nov, 08:" in page


def test_a_calendar_that_does_not_answer() -> None:
    """What is wrong is said where the calendar stands, and in the heading."""
    with house() as here:
        memory = here.settle_in()
        here.later(hours=1)
        memory.faults.arm(Operation.READ, Fault.UNAVAILABLE)
        here.sync()
        page = ok(browser(here).get("/connections")).text
        assert "A connection needs you" in page
        assert "The calendar did not answer. Nothing was changed." in page


def test_looking_now() -> None:
    """On the owner's word a calendar is due at once; the page says so, and follows it."""
    with house() as here:
        here.settle_in()
        visitor = browser(here)
        ok(visitor.fill_in(LOOK), 303)
        page = ok(visitor.get("/connections")).text
        assert "The calendar is being looked at." in page
        assert 'hx-trigger="every 2s"' in page
        here.sync()
        assert "every 2s" not in ok(visitor.get("/connections")).text


def test_leaving_takes_back_what_is_to_come() -> None:
    """The page says what it costs; then meetings are as they were, and nothing is kept of the calendar."""
    with house() as here:
        memory = here.settle_in(level=Level.AUTOMATIC)
        here.sync()
        assert any(minutes(each) > 30 for each in memory.events.values())
        visitor = browser(here)
        assert "of meetings to come are taken back" in ok(visitor.get(LEAVE)).text
        ok(visitor.fill_in(LEAVE, say="leave"), 303)
        assert "being left" in ok(visitor.get("/connections")).text
        here.sync()
        assert all(minutes(each) <= 30 for each in memory.events.values())
        assert ok(here.client().get("/api/calendars")).json() == []


def test_leaving_without_taking_back() -> None:
    """Forgotten at once, and what was made stays."""
    with house() as here:
        memory = here.settle_in(level=Level.AUTOMATIC)
        here.sync()
        ok(browser(here).fill_in(LEAVE, say="forget"), 303)
        assert ok(here.client().get("/api/calendars")).json() == []
        assert any(minutes(each) > 30 for each in memory.events.values())


@pytest.mark.parametrize("path", [LOOK, LEAVE])
def test_anothers_calendar_is_not_there(path: str) -> None:
    """Nobody looks at or leaves what is somebody else's."""
    with house() as here:
        here.settle_in()
        ok(browser(here, owner=OTHER).fill_in(path), 404)
        assert len(ok(here.client().get("/api/calendars")).json()) == 1


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("owner", [JULE, None])
def test_the_permissions_are_those_that_are_asked(language: str, owner: str | None) -> None:
    """The welcome page names each right that Google will ask about, what it is for, and no other."""
    said = words(language)
    with house() as here:
        page = ok(browser(here, language, owner).get("/")).text
        named = page.partition('class="permissions"')[2].partition("</dl>")[0]
        assert named.count("<dt>") == len(SCOPES)
        for each in SCOPES.values():
            assert f"<dt>{said.text(each.title)}</dt>" in named
            assert f"<dd>{said.text(each.reason)}</dd>" in named
