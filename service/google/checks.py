"""Whether Google and this installation fit together: what can be found out without anybody's account."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import requests

from service.google.scopes import SCOPES
from service.settings import GoogleSettings, Installation
from service.words import Words

BACK = "/oauth/google"
_FORM = ".apps.googleusercontent.com"
_TIMEOUT, _HOOK_ANSWERS = 10, 204
_MOST_APART = timedelta(seconds=60)
Check = tuple[bool, str]


def checks(installation: Installation, now: Callable[[], datetime], said: Words) -> Iterator[Check]:
    """Yield what was looked at, one after the other: whether it is good, and a sentence."""
    google = installation.google
    if google is None:
        yield (
            False,
            said.text("Google is not set up: PLAUSCH_GOOGLE_CLIENT_ID is missing. See docs/google.md."),
        )
        return
    yield _client(google, said)
    public = installation.public_url
    redirect = f"{public or 'http://127.0.0.1:8737'}{BACK}"
    yield True, said.text("Enter this redirect address at Google: {address}", address=redirect)
    names = ", ".join(each.name for each in SCOPES.values())
    yield True, said.text("Enter these scopes at Google: {names}", names=names)
    yield from _token_endpoint(google, now, said)
    yield _answers(f"{google.api}calendars/primary", said)
    yield _hook(public, said)


def _client(google: GoogleSettings, said: Words) -> Check:
    if google.client_id.endswith(_FORM):
        return True, said.text("The client id has the form that Google gives.")
    return False, said.text("The client id does not end in {form}: copy it again.", form=_FORM)


def _token_endpoint(google: GoogleSettings, now: Callable[[], datetime], said: Words) -> Iterator[Check]:
    """Ask for nothing, with our id: Google says whether it knows the client before it looks at the rest."""
    asked = {"grant_type": "refresh_token", "refresh_token": "none", "client_id": google.client_id}
    secret = {"client_secret": google.client_secret}
    try:
        answer = requests.post(google.token, data=asked | secret, timeout=_TIMEOUT)
        error = answer.json().get("error", "")
    except (requests.RequestException, ValueError, AttributeError):
        yield False, said.text("{address} does not answer.", address=google.token)
        return
    known = error != "invalid_client"
    yield (
        known,
        said.text("Google knows the client id and its secret.")
        if known
        else said.text("Google does not know this client id with this secret: copy both again."),
    )
    yield _clocks(answer.headers.get("Date", ""), now(), said)


def _clocks(date: str, now: datetime, said: Words) -> Check:
    try:
        apart = abs(now - parsedate_to_datetime(date).astimezone(UTC))
    except (TypeError, ValueError):
        return True, said.text("Google does not say what time it is.")
    seconds = round(apart.total_seconds())
    if apart > _MOST_APART:
        return False, said.text("The clocks are {n} seconds apart: set this machine's.", n=seconds)
    return True, said.text("The clocks agree.")


def _answers(address: str, said: Words) -> Check:
    """Whether something answers there; without a token it says that one is missing."""
    try:
        requests.get(address, timeout=_TIMEOUT)
    except requests.RequestException:
        return False, said.text("{address} does not answer.", address=address)
    return True, said.text("{address} answers.", address=address)


def _hook(public: str, said: Words) -> Check:
    if not public:
        return True, said.text(
            "PLAUSCH_PUBLIC_URL is not set: Google cannot call, so calendars are looked at every ten minutes."
        )
    address = f"{public}/hooks/google"
    try:
        good = requests.post(address, timeout=_TIMEOUT).status_code == _HOOK_ANSWERS
    except requests.RequestException:
        good = False
    if good:
        return True, said.text("Google can call {address}.", address=address)
    return False, said.text("{address} does not answer as Plausch does: is it served there?", address=address)
