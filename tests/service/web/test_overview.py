"""The overview in a browser: what is followed, what waits, what was done last, without any script."""

from __future__ import annotations

from calendar_sync.plan import Level
from tests.service.web.house import OTHER, browser, house, ok, put


def test_a_stranger_learns_how_to_sign_in() -> None:
    """Nothing is shown to somebody who is not signed in but how to get a link."""
    with house() as here:
        here.settle_in()
        page = ok(browser(here, owner=None).get("/"), 401).text
        assert "plausch link" in page
        assert "Jule" not in page


def test_what_waits_is_shown_with_its_cost_and_answered() -> None:
    """The title is the answer; each change has its seam, its cost on the button, and takes an answer."""
    with house() as here:
        here.settle_in()
        visitor = browser(here)
        page = ok(visitor.get("/")).text
        for text in (
            "<h1>4 changes wait for your answer</h1>",
            "┄┄",
            "Make it, tells 1 guest",
            "13:00–13:40",
        ):
            assert text in page
        edit = next(each["id"] for each in here.client().get("/api/edits").json() if each["guests_told"])
        ok(visitor.fill_in("/answer", edit=edit, say="approve"), 303)
        here.sync()
        page = ok(visitor.get("/")).text
        assert "━━" in page
        assert "<h1>3 changes wait for your answer</h1>" in page
        ok(visitor.fill_in("/answer", edit=edit, say="undo"), 303)
        here.sync()
        assert "~~" in ok(visitor.get("/")).text


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
        ok(visitor.fill_in("/answer"), 404)
        ok(visitor.fill_in("/answer", edit=mine, say="skip"), 303)
        said = ok(visitor.fill_in("/answer", edit=mine, say="never"), 409).text
        assert "does not wait for an answer any more: it is not made." in said
        ok(browser(here, owner=None).fill_in("/answer", edit=mine, say="undo"), 401)


def test_titles_are_text() -> None:
    """What stands in a calendar is shown as it is written and never becomes part of the page."""
    with house() as here:
        memory = here.settle_in()
        put(memory, "odd", title="<img src=x onerror=alert(1)>", start=here.clock[0].replace(day=26))
        with here.app.store.session():
            ok(here.client().post("/api/calendars/jule.brandt/sync"), 202)
        here.sync()
        page = ok(browser(here).get("/")).text
        assert "&lt;img src=x" in page
        assert "<img" not in page


def test_in_german() -> None:
    """The whole page is German where the browser asks for it."""
    with house() as here:
        here.settle_in(level=Level.AUTOMATIC)
        page = ok(browser(here, "de-DE,de;q=0.9").get("/")).text
        assert '<html lang="de">' in page
        for text in (
            "Gerade braucht Sie nichts",
            "Zuletzt geschehen",
            "wird verfolgt",
            "Zurücknehmen, benachrichtigt",
        ):
            assert text in page
        for text in ("Nothing", "made", "Take"):
            assert text not in page
