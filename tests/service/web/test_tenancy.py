"""Nobody else's door opens: every route of the description, with another owner's ids and with no session.

The routes come from the OpenAPI document, so that a new one cannot be forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from calendar_sync.plan import Level
from service.store import calendars, mirror
from service.web.app import build
from tests.builders import JULE
from tests.service.web.house import OTHER, House, calendar_of, house, ok

SAFE = {"/health", "/ready"}
BODIES: dict[str, Any] = {
    "/api/owner/level": {"level": "automatic"},
    "/api/owner/pause": {"until": "2026-12-24"},
    "/api/calendars": {"path": "/nowhere.ics"},
    "/api/edits/{edit}/snooze": {"until": "2026-11-30T08:00:00Z"},
    "/api/undo": {"everything": True},
    "/api/people": {"keys": ["new@client.example"]},
    "/api/people/{person}": {"name": "Somebody"},
    "/api/people/{person}/notes": {"text": "a fact"},
    "/api/stories": {"text": "a story"},
    "/api/settings/{name}": {"value": "5"},
}


def routes() -> list[tuple[str, str]]:
    """List every method and path of the description."""
    with house() as here:
        paths: dict[str, dict[str, Any]] = build(here.app).openapi()["paths"]
    return [(method, path) for path, methods in paths.items() for method in methods]


ROUTES = routes()
CLOSED = [each for each in ROUTES if each[1] not in SAFE]
NAMED = [each for each in ROUTES if "{" in each[1] and "{name}" not in each[1]]


def ids(here: House, owner: str) -> dict[str, str]:
    """Return an id of each kind that is this owner's."""
    client = here.client(owner)
    person = client.get("/api/people").json()[0]
    return {
        "calendar": client.get("/api/calendars").json()[0]["id"],
        "edit": client.get("/api/edits").json()[0]["id"],
        "person": person["id"],
        "note": person["notes"][0]["id"],
        "story": client.get("/api/stories").json()[0]["id"],
        "name": "minutes",
        "connection": client.get("/api/connections").json()[0]["id"],
    }


def everything(here: House, owner: str) -> Iterator[str]:
    """Yield what all listings show an owner."""
    client, known = here.client(owner), ids(here, owner)
    for method, path in ROUTES:
        if method == "get" and path not in SAFE:
            yield ok(client.get(path.format(**known))).text


def test_there_are_routes_of_every_kind() -> None:
    """The description is the whole of the API: should it come out empty, these tests would say nothing."""
    assert len(ROUTES) > 30
    assert {name for _, path in ROUTES for name in path.split("/") if "{" in name} == {
        "{calendar}", "{edit}", "{person}", "{note}", "{story}", "{name}",
        "{connection}",
    }  # fmt: skip


@pytest.fixture(scope="module")
def neighbours() -> Iterator[House]:
    """Open one house for all tests in which nothing may happen."""
    with house() as here:
        here.settle_in(JULE)
        here.settle_in(OTHER)
        yield here


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_strangers_are_refused(neighbours: House, method: str, path: str) -> None:
    """Without a session every route but health says 401, and does nothing."""
    before = list(everything(neighbours, JULE))
    address = path.format(**ids(neighbours, JULE))
    own = {"Origin": "http://localhost"}
    answer = neighbours.client(None).request(method, address, json=BODIES.get(path), headers=own)
    assert ok(answer, 401).json()["error"] == "not_signed_in"
    assert list(everything(neighbours, JULE)) == before


@pytest.mark.parametrize(("method", "path"), NAMED)
def test_another_owners_ids_are_not_there(neighbours: House, method: str, path: str) -> None:
    """Whoever names what is somebody else's hears that it is not there, and it stays as it was."""
    before = list(everything(neighbours, OTHER))
    address = path.format(**ids(neighbours, OTHER))
    answer = ok(neighbours.client(JULE).request(method, address, json=BODIES.get(path)), 404)
    assert answer.json()["error"] == "not_found"
    assert list(everything(neighbours, OTHER)) == before


@pytest.mark.parametrize(("method", "path"), [each for each in NAMED if "{note}" in each[1]])
def test_another_owners_note_below_my_person(neighbours: House, method: str, path: str) -> None:
    """A note of somebody else's is not reached through a person of one's own either."""
    note = ids(neighbours, OTHER)["note"]
    mixed = ids(neighbours, JULE) | {"note": note}
    ok(neighbours.client(JULE).request(method, path.format(**mixed)), 404)
    assert ids(neighbours, OTHER)["note"] == note


def test_listings_show_ones_own_only() -> None:
    """No listing, decision or export of one owner holds a word of the other."""
    with house() as here:
        here.settle_in(JULE, Level.AUTOMATIC)
        here.settle_in(OTHER, Level.ASK)
        for mine, other in ((JULE, OTHER), (OTHER, JULE)):
            theirs = (
                other,
                f"{calendar_of(other)}-0",
                *(v for k, v in ids(here, other).items() if k != "name"),
            )
            for text in everything(here, mine):
                for word in theirs:
                    assert f'"{word}"' not in text
                assert f"for {other}" not in text
                assert f"of {other}" not in text


def test_undoing_everything_is_everything_of_ones_own() -> None:
    """One owner's "everything" touches nothing of the other's."""
    with house() as here:
        here.settle_in(JULE, Level.AUTOMATIC)
        here.settle_in(OTHER, Level.AUTOMATIC)
        ok(here.client(JULE).post("/api/undo", json={"everything": True}), 202)
        here.sync(JULE)
        here.sync(OTHER)
        assert {each["state"] for each in here.client(OTHER).get("/api/edits").json()} == {"done"}


def test_leaving_a_calendar_of_the_same_name() -> None:
    """Two owners may have calendars of one id; what one leaves stays the other's."""
    with house() as here:
        here.settle_in(JULE)
        there = here.owned(OTHER)
        with here.app.store.session() as session:
            calendars.connect(
                session, there, calendar_of(JULE), "memory", {"addresses": []}, now=here.clock[0]
            )
        ok(here.client(JULE).delete(f"/api/calendars/{calendar_of(JULE)}?forget=true"), 202)
        with here.app.store.session() as session:
            assert calendars.ids(session, there) == (calendar_of(JULE),)
            assert mirror.load(session, here.owned(JULE), calendar_of(JULE)) == ()
