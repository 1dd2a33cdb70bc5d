"""A Plausch that answers over HTTP, a Google that is a fake, and browsers in between."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from sqlmodel import select

from calendar_sync.plan import Level
from service import steer
from service.app import App, compose
from service.settings import GoogleSettings, Installation
from service.store import calendars, connections, sessions
from service.store.calendars import Followed
from service.store.connections import Connection
from service.store.owners import Owned, local_owner
from service.store.tables import OwnerRow
from service.web.caller import COOKIE
from service.web.cookies import form_token
from service.web.server import listening, serving
from tests.fakes.google.oauth import CLIENT_ID, CLIENT_SECRET, Consent
from tests.fakes.google.server import Fake

JULE = "jule.brandt@nordlicht-personal.example"
STRANGER = "someone@elsewhere.example"
PATIENCE = 60.0  # seconds
PAGE = {"Accept": "text/html", "Accept-Language": "en"}


@dataclass(slots=True, kw_only=True)
class Street:
    """``url`` is Plausch's address; its clock is the fake's."""

    google: Fake
    app: App
    url: str
    browsers: list[httpx.Client] = field(default_factory=list)

    def browser(self, *, signed_in: bool = False) -> httpx.Client:
        """Open a browser; signed in as the owner of this installation, or a stranger's."""
        opened = httpx.Client(base_url=self.url, headers=PAGE, follow_redirects=True, timeout=PATIENCE)
        self.browsers.append(opened)
        if signed_in:
            with self.app.store.session() as session:
                secret = sessions.begin(session, self.owned().id, now=self.google.world.now)
            opened.cookies.set(COOKIE, secret, domain="127.0.0.1")
        return opened

    def owned(self) -> Owned:
        """Return the owner of this installation."""
        with self.app.store.session() as session:
            return local_owner(session, self.app.store.keyring, now=self.google.world.now)

    def will(self, account: str = JULE, *, without: frozenset[str] = frozenset(), error: str = "") -> None:
        """Say what the person at the next consent page does."""
        self.google.world.oauth.consents.append(Consent(account=account, without=without, error=error))

    def connect(self, browser: httpx.Client, account: str = JULE, **what: Any) -> httpx.Response:
        """Connect an account, as a browser does, to the page at the end."""
        self.will(account, **what)
        return browser.get("/connect/google")

    def leave(self, browser: httpx.Client, connection: str, say: str = "leave") -> httpx.Response:
        """Press the button that disconnects an account."""
        form = {"say": say, "csrf": form_token(browser.cookies[COOKIE])}
        return browser.post(f"/connections/{connection}/disconnect", data=form, headers={"Origin": self.url})

    def connections(self, owned: Owned | None = None) -> tuple[Connection, ...]:
        """Return the connections of an owner."""
        with self.app.store.session() as session:
            return connections.all_of(session, owned or self.owned())

    def calendars(self, owned: Owned | None = None) -> tuple[Followed, ...]:
        """Return the followed calendars of an owner."""
        with self.app.store.session() as session:
            return calendars.all_followed(session, owned or self.owned())

    def owners(self) -> list[str]:
        """Return the ids of all owners."""
        with self.app.store.session() as session:
            return list(session.exec(select(OwnerRow.id)))

    def level(self, level: Level) -> None:
        """Choose how much goes by itself."""
        with self.app.store.session() as session:
            steer.set_level(session, self.owned(), level)

    def until(self, what: str, done: Any) -> None:
        """Wait until something is so."""
        end = monotonic() + PATIENCE
        while not done():
            assert monotonic() < end, f"not so after {PATIENCE} s: {what}"
            sleep(0.02)

    def until_synced(self) -> None:
        """Wait until every calendar was looked at, after everything that happened up to now."""
        self.until("synced", lambda: all(not row.failures for row in self.calendars()) and self.is_quiet())

    def is_quiet(self) -> bool:
        """Whether no calendar waits for a sync."""
        return all(row.synced >= row.wanted for row in self.calendars())


@contextmanager
def street(
    google: Fake, *, sign_up: str = "", push: bool = True, ahead: timedelta = timedelta()
) -> Iterator[Street]:
    """Open a street: Plausch answers on a port of its own, and follows what is connected.

    With ``ahead`` its clock goes before the fake's: so what was changed just now has settled already.
    """
    settings = GoogleSettings(
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        api=google.api,
        auth=google.auth_uri,
        token=google.token_uri,
        revoke=google.revoke_uri,
        certs=google.certs_uri,
    )
    with TemporaryDirectory() as name, listening(0) as (listener, url):
        installation = Installation(
            data=Path(name) / "data",
            google=settings,
            public_url=url if push else "",
            sign_up=frozenset(filter(None, sign_up.split(","))),
        )
        app = compose(installation, lambda: google.world.now + ahead)
        here = Street(google=google, app=app, url=url)
        with serving(app, listener):
            try:
                yield here
            finally:
                for each in here.browsers:
                    each.close()


def query(url: str) -> dict[str, str]:
    """Return what an address carries."""
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def random_word() -> str:
    """Return something that nobody knows."""
    return secrets.token_urlsafe(32)
