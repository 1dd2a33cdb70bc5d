"""Deleting an account gives its rights back to the provider: cleanly, at once, or with nothing followed."""

from __future__ import annotations

import httpx
import pytest

from service.google.scopes import EVENTS
from service.web.cookies import form_token
from tests.fakes.google.server import Fake
from tests.service.google.street import JULE, Street, street
from tests.service.google.test_life import end_of, followed, lengthened


@pytest.fixture(autouse=True)
def _people(google: Fake) -> None:
    google.world.account(JULE)


def delete(browser: httpx.Client, here: Street, **fields: str) -> httpx.Response:
    """Type the word and press the button."""
    token = form_token(browser.cookies["plausch"])
    data = {"csrf": token, "word": "DELETE", **fields}
    return browser.post("/privacy/delete", data=data, headers={"Origin": here.url})


def test_deleted(google: Fake) -> None:
    """What is to come is taken back, the right given back, and only then the account is gone."""
    with street(google) as here:
        browser = followed(here)
        event, before = lengthened(here, google)
        delete(browser, here)
        here.until("deleted", lambda: not here.owners())
        assert end_of(google, event) == before
        assert google.world.oauth.revoked == [JULE]
        assert google.world.count(operation="stop") == 1


def test_deleted_at_once(google: Fake) -> None:
    """Without taking back, what was added stays, and the right is given back all the same."""
    with street(google) as here:
        browser = followed(here)
        event, before = lengthened(here, google)
        page = delete(browser, here, at_once="on")
        assert "is deleted" in page.text
        assert here.owners() == []
        assert end_of(google, event) != before
        assert google.world.oauth.revoked == [JULE]


def test_deleted_where_nothing_is_followed(google: Fake) -> None:
    """An account that was connected without its calendar is given back as well."""
    with street(google) as here:
        browser = here.browser(signed_in=True)
        here.connect(browser, without=frozenset({EVENTS}))
        assert here.calendars() == ()
        delete(browser, here)
        assert here.owners() == []
        assert google.world.oauth.revoked == [JULE]


def test_deleted_while_google_does_not_answer(google: Fake) -> None:
    """Nobody is kept because the right cannot be given back now."""
    with street(google) as here:
        browser = followed(here)
        google.world.oauth.down = 5
        delete(browser, here, at_once="on")
        assert here.owners() == []
        assert google.world.oauth.revoked == []
