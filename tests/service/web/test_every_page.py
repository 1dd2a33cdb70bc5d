"""What holds for every page: both languages, with and without data, nobody else's, nothing but text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from fastapi.routing import APIRoute

from policies.context import Note, NoteKind, Person, Story
from service.store import people, stories
from service.web.pages import ROUTERS, connections, figures, person, person_rights, privacy, settings
from service.web.pages import people as people_page
from service.web.pages import stories as stories_page
from tests.builders import MONDAY
from tests.service.web.house import OTHER, House, browser, house, ok
from tests.service.web.pages import HOSTILE, READ, furnish, ids_of

ROUTES = [
    (method, route.path)
    for each in ROUTERS
    for route in each.routes
    if isinstance(route, APIRoute)
    for method in sorted(route.methods or ())
]
_ENDING = {
    "/privacy/sign-out-everywhere",
    "/people/{person}/erase",
    "/stories/{story}/remove",
    "/connections/{connection}/disconnect",
    "/connections/calendars/{calendar}/leave",
    "/connections/stayed/{parting}",
}
_CARD = re.compile(r"(Erzählen|Fragen|Nachfragen|Wenn es eilt): ")
"""A card speaks the language that is chosen for cards, whatever the page speaks."""
NAMED = [
    (method, path)
    for method, path in ROUTES
    if set(re.findall(r"{(\w+)}", path)) & {"person", "story", "note", "connection", "calendar"}
]


@pytest.fixture(scope="module")
def furnished() -> Iterator[House]:
    """Open one house for all tests that only read."""
    with house() as here:
        furnish(here)
        furnish(here, OTHER)
        yield here


def test_the_pages_that_are_read_are_all_listed() -> None:
    """No page of these areas is left out by the tests below."""
    areas = (connections, people_page, person, person_rights, stories_page, settings, privacy, figures)
    mine = {
        route.path
        for module in areas
        for route in module.router.routes
        if isinstance(route, APIRoute) and "GET" in (route.methods or ())
    }
    assert mine == {each.partition("?")[0] for each in READ}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("path", READ)
def test_with_data(furnished: House, path: str, language: str) -> None:
    """Every page answers in the language that is asked for, with one heading and a title."""
    page = ok(browser(furnished, language).get(path.format(**ids_of(furnished)))).text
    if path.endswith(".json"):
        return
    assert f'<html lang="{language}">' in page
    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert "<title>" in page
    assert "style=" not in page
    assert not re.search(r"<[^>]+ on\w+=", page)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("path", [each for each in READ if "{" not in each])
def test_without_data(path: str, language: str) -> None:
    """Whoever has nothing yet is told what a page is for."""
    with house() as here:
        page = ok(browser(here, language).get(path)).text
        assert "500" not in page[:200]


def test_german_pages_have_no_english_left(furnished: House) -> None:
    """Whatever a page says in English, the German one says otherwise."""
    for path in READ:
        if path.endswith(".json"):
            continue
        address = path.format(**ids_of(furnished))
        english, german = (_sentences(browser(furnished, each).get(address).text) for each in ("en", "de"))
        same = {each for each in english & german if len(each.split()) > 2}
        assert not {each for each in same if not _CARD.match(each)}, f"{path}: {same}"


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_strangers_see_nothing(furnished: House, method: str, path: str) -> None:
    """Without a session no page route says anything of anybody."""
    visitor = browser(furnished, owner=None)
    visitor.get("/people")
    data = {"csrf": visitor.token} if method == "POST" else None
    answer = visitor.request(method, path.format(**ids_of(furnished)), data=data)
    assert answer.status_code in {401, 403} or path in {"/", "/try", "/connections"}, answer.status_code
    assert "Tom for" not in answer.text


@pytest.mark.parametrize(("method", "path"), NAMED)
def test_another_owners_ids_are_not_there(furnished: House, method: str, path: str) -> None:
    """Whoever names what is somebody else's hears that it is not there, and it stays."""
    before = browser(furnished, owner=OTHER).get("/privacy/everything.json").json()["tables"]
    visitor = browser(furnished)
    data = {"csrf": visitor.token, "text": "mine", "word": "DELETE"} if method == "POST" else None
    ok(visitor.request(method, path.format(**ids_of(furnished, OTHER)), data=data), 404)
    after = browser(furnished, owner=OTHER).get("/privacy/everything.json").json()["tables"]
    del before["session"], after["session"]
    assert after == before


def test_another_owners_note_below_my_person(furnished: House) -> None:
    """A note of somebody else's is not reached through a person of one's own either."""
    mine, theirs = ids_of(furnished), ids_of(furnished, OTHER)
    path = f"/people/{mine['person']}/notes/{theirs['note']}/forget"
    ok(browser(furnished).fill_in(path), 404)
    assert ids_of(furnished, OTHER)["note"] == theirs["note"]


@pytest.mark.parametrize(("method", "path"), [each for each in ROUTES if each[0] == "POST"])
def test_forms_need_their_token(furnished: House, method: str, path: str) -> None:
    """A form without the token of this session does nothing."""
    visitor = browser(furnished)
    ok(visitor.request(method, path.format(**ids_of(furnished)), data={"csrf": "0" * 64}), 403)


def test_ids_that_are_none() -> None:
    """An address with an odd id is a page that is not there."""
    with house() as here:
        visitor = browser(here)
        for odd in ("x", "..%2f..", "%00", "0" * 32, "a" * 500, "%E2%80%AE"):
            for path in (f"/people/{odd}", f"/people/{odd}/erase", f"/stories/{odd}"):
                ok(visitor.get(path), 404)
        ok(visitor.fill_in("/settings/nothing"), 404)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_text(hostile: str) -> None:
    """Whatever stands in names, notes and stories is shown as it is and never becomes part of the page."""
    with house() as here:
        known = furnish(here)
        owned = here.owned()
        with here.app.store.session() as session:
            kept = Person(id="", name=hostile, addresses=("odd@client.example",))
            someone = people.add_person(session, owned, kept, now=MONDAY)
            for kind in NoteKind:
                note = Note(id="", kind=kind, text=hostile, since=MONDAY.date())
                people.add_note(session, owned, "odd@client.example", note, now=MONDAY)
            told = stories.add_story(session, owned, Story(id="", text=hostile), now=MONDAY)
            people.remember_use(session, owned, someone, [f"story:{told}"], "event", now=MONDAY)
        visitor = browser(here)
        for path in (*READ, "/people?q=%3Cscript%3E"):
            page = ok(visitor.get(path.format(**known | {"person": someone, "story": told}))).text
            if not path.endswith(".json"):
                assert "<script>alert" not in page
                assert "<img src=x" not in page


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_in_every_form(hostile: str) -> None:
    """Every field of every form takes hostile text without an error of ours, and shows it as text."""
    with house() as here:
        known = furnish(here)
        visitor = browser(here)
        for method, path in ROUTES:
            if method != "POST" or path in _ENDING:
                continue
            answer = visitor.fill_in(path.format(**known), **_every_field(hostile))
            assert answer.status_code in {200, 303, 404, 409, 413, 422}, f"{path}: {answer.status_code}"
            assert "<script>alert" not in answer.text
            assert "<img src=x" not in answer.text
            assert "set-cookie: x" not in str(answer.headers).lower()
        for path in READ:
            ok(visitor.get(path.format(**ids_of(here))))


def _every_field(text: str) -> dict[str, str]:
    names = (
        "name", "keys", "q", "text", "kind", "source", "since", "until", "people", "minutes", "room", "level",
        "never-addresses", "zone", "region", "video-room", "hours-mon-from", "hours-mon-until", "run-cap",
        "word", "to", "say", "edit", "next", "language", "paused-until",
    )  # fmt: skip
    return dict.fromkeys(names, text)


def _sentences(page: str) -> set[str]:
    body = re.sub(r"<(bdi|pre|textarea)[ >].*?</\1>", "", page.partition("<main")[2], flags=re.DOTALL)
    return {unescape(each).strip() for each in re.findall(r">([^<>]+)<", body) if each.strip()}
