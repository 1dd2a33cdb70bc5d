"""A stage: a Plausch that is served on a thread, at a moment of our choice.

Beside it lies the sample week as a file; ``beside_google`` puts a fake of Google there with another week.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep

import httpx

from calendar_sync.plan import Level
from service import steer
from service.app import App, compose
from service.connect_file import connect_file
from service.demo.week import ME, fill, sample_week
from service.google import disconnect
from service.settings import GoogleSettings, Installation
from service.store import calendars, connections, sessions
from service.store.calendars import Followed
from service.store.connections import Connection
from service.store.owners import Owned, local_owner
from service.store.tables import ConnectionState
from service.web.cookies import SESSION
from service.web.server import listening, serving
from tests.builders import JULE, MONDAY
from tests.fakes.google import seed
from tests.fakes.google.oauth import CLIENT_ID, CLIENT_SECRET, Consent
from tests.fakes.google.server import Fake, google_fake
from tests.fakes.google.world import World

_PATIENCE = 60.0  # seconds
_SETTLED = timedelta(minutes=3)
_A_MOMENT = 0.1  # seconds


@dataclass(slots=True, kw_only=True)
class Stage:
    """``clock`` holds the moment; ``address`` is where it answers; ``week`` is the calendar file."""

    app: App
    address: str
    week: Path
    clock: list[datetime]
    began: float = field(default_factory=monotonic)
    google: Fake | None = None

    @property
    def world(self) -> World:
        """What Google holds."""
        assert self.google is not None, "this stage has no Google beside it"
        return self.google.world

    def now(self) -> datetime:
        """Return the moment: what was chosen, and what has passed since."""
        return self.clock[0] + timedelta(seconds=monotonic() - self.began)

    @property
    def owned(self) -> Owned:
        """The owner."""
        with self.app.store.session() as session:
            return local_owner(session, self.app.store.keyring, now=self.clock[0])

    def secret(self) -> str:
        """Begin a session."""
        owned = self.owned
        with self.app.store.session() as session:
            return sessions.begin(session, owned.id, now=self.now())

    def follow(self, level: Level, language: str = "de") -> None:
        """Follow the sample week, with its people and stories, and wait until it is read."""
        fill(self.app.store, self.clock[0], language)
        with self.app.store.session() as session:
            owned = local_owner(session, self.app.store.keyring, now=self.clock[0])
            steer.choose(session, owned, "language", language)
            steer.set_level(session, owned, level)
            connect_file(session, owned, self.week, frozenset({ME}), now=self.clock[0])
        self.settle()

    def will(self, *, without: frozenset[str] = frozenset(), error: str = "") -> None:
        """Say what the person at Google's next consent page does."""
        self.world.oauth.consents.append(Consent(account=JULE, without=without, error=error))

    def connect(self, *, without: frozenset[str] = frozenset()) -> None:
        """Connect Jule's account, whoever sits before the browser, and wait until it is read."""
        self.will(without=without)
        cookies = {SESSION: self.secret()}
        with httpx.Client(cookies=cookies, follow_redirects=True, timeout=_PATIENCE) as browser:
            browser.get(f"{self.address}/connect/google").raise_for_status()
        self.settle()

    def lose(self) -> None:
        """Let the person take the right away at Google, and wait until that is noticed."""
        self.world.revoke(JULE)
        with self.app.store.session() as session:
            calendars.trigger(session, self.owned.id)
        until = monotonic() + _PATIENCE
        while all(each.state is ConnectionState.ACTIVE for each in self.connections()):
            assert monotonic() < until, "nobody noticed"
            for row in self.calendars():
                self.app.engine.wake(row.key)
            sleep(0.05)

    def forget(self) -> None:
        """Disconnect everything, taking nothing back."""
        with self.app.store.session() as session:
            for each in connections.all_of(session, self.owned):
                disconnect.forget(session, self.owned, each.id, now=self.now())
        self.app.desk.left(self.owned)

    def connections(self) -> tuple[Connection, ...]:
        """Return the connections of the installation's owner."""
        with self.app.store.session() as session:
            return connections.all_of(session, self.owned)

    def calendars(self) -> tuple[Followed, ...]:
        """Return the calendars of the installation's owner."""
        with self.app.store.session() as session:
            return calendars.all_followed(session, self.owned)

    def level(self, level: Level) -> None:
        """Let more or less go by itself, and wait until that is done."""
        with self.app.store.session() as session:
            steer.set_level(session, self.owned, level)
        self.settle()

    def settle(self) -> None:
        """Wait until every calendar has seen what it was asked to see."""
        until = monotonic() + _PATIENCE
        while monotonic() < until:
            rows = self.calendars()
            if all(row.synced >= row.wanted for row in rows):
                return
            for row in rows:
                self.app.engine.wake(row.key)
            sleep(0.05)
        message = "the calendars did not settle"
        raise TimeoutError(message)


@contextmanager
def stage(at: datetime = MONDAY) -> Iterator[Stage]:
    """Open a stage, with nothing connected."""
    with tempfile.TemporaryDirectory(prefix="plausch-stage-") as name:
        folder = Path(name)
        week = folder / "Jules Woche.ics"
        week.write_bytes(sample_week(at - timedelta(days=1)))
        clock = [at]
        began = monotonic()
        app = compose(
            Installation(data=folder / "data"),
            lambda: clock[0] + timedelta(seconds=monotonic() - began),
        )
        with listening(0) as (listener, address), serving(app, listener):
            yield Stage(app=app, address=address, week=week, clock=clock, began=began)


@contextmanager
def beside_google(at: datetime = MONDAY, *, sign_up: frozenset[str] = frozenset()) -> Iterator[Stage]:
    """Open a stage with a fake of Google and Jule's week in it; nothing is connected.

    Plausch's clock goes before Google's: so what was changed just now has settled already.
    """
    clock, began = [at], monotonic()

    def now() -> datetime:
        return clock[0] + timedelta(seconds=monotonic() - began)

    world = World(clock=now)
    world.quotas.per_user = None
    seed.week(world)
    with (
        tempfile.TemporaryDirectory(prefix="plausch-stage-") as name,
        google_fake(world) as google,
        _going_on(world),
        listening(0) as (listener, address),
    ):
        installation = Installation(
            data=Path(name) / "data",
            google=_known_to(google),
            public_url=address,
            sign_up=sign_up,
        )
        app = compose(installation, lambda: now() + _SETTLED)
        with serving(app, listener):
            here = Stage(app=app, address=address, week=Path(), clock=clock, began=began, google=google)
            yield here
    assert not world.leaks
    assert not world.misuse


def _known_to(google: Fake) -> GoogleSettings:
    """Return Plausch as the fake knows it; its consent page is at another site, as Google's is."""
    return GoogleSettings(
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        api=google.api,
        auth=google.auth_uri.replace("127.0.0.1", "localhost"),
        token=google.token_uri,
        revoke=google.revoke_uri,
        certs=google.certs_uri,
    )


@contextmanager
def _going_on(world: World) -> Iterator[None]:
    """Let rooms answer and messages go out without anybody asking."""
    ended = Event()

    def go_on() -> None:
        while not ended.wait(_A_MOMENT):
            with world.lock:
                world.settle()

    thread = Thread(target=go_on, name="google-goes-on", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(_PATIENCE)
