"""What the doctor finds out about Google and this installation, without anybody's account."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from service.clock import now
from service.google.checks import checks
from service.settings import Installation
from service.words import words
from tests.fakes.google.server import Fake
from tests.service.google.street import Street, street


def found(installation: Installation, ahead: timedelta = timedelta()) -> dict[str, bool]:
    """Return each sentence, and whether it is good."""
    return {text: good for good, text in checks(installation, lambda: now() + ahead, words("en"))}


def bad(said: dict[str, bool]) -> list[str]:
    """Return what is not good."""
    return [text for text, good in said.items() if not good]


def test_in_order(google: Fake) -> None:
    """Everything fits: the client is known, Google and the hook answer, the clocks agree."""
    with street(google) as here:
        said = found(here.app.installation)
        assert bad(said) == []
        assert any(f"{here.url}/oauth/google" in text for text in said)
        assert any("calendar.events.owned" in text for text in said)


def other(here: Street, **fields: str) -> Installation:
    """Return the installation with another setting for Google."""
    installation = here.app.installation
    assert installation.google is not None
    return replace(installation, google=replace(installation.google, **fields))


def test_what_does_not_fit(google: Fake) -> None:
    """A wrong secret, an endpoint that is not there, and another's address are each named."""
    nowhere = "http://127.0.0.1:9/"
    with street(google) as here:
        assert "copy both again" in bad(found(other(here, client_secret="wrong")))[0]
        assert "copy it again" in bad(found(other(here, client_id="wrong")))[0]
        assert bad(found(other(here, token=nowhere))) == [f"{nowhere} does not answer."]
        assert "does not answer" in bad(found(other(here, api=nowhere)))[0]
        assert "is it served there" in bad(found(replace(here.app.installation, public_url=google.url)))[0]
        assert "seconds apart" in bad(found(here.app.installation, timedelta(minutes=5)))[0]


def test_nothing_is_set(google: Fake) -> None:
    """Without settings the first of them is named; without a public address nothing is wrong."""
    with street(google, push=False) as here:
        assert bad(found(here.app.installation)) == []
        (sentence,) = bad(found(replace(here.app.installation, google=None)))
        assert "PLAUSCH_GOOGLE_CLIENT_ID" in sentence
