"""A stage: the sample week, followed by a Plausch that is served on a thread, at a moment of our choice."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic, sleep

from calendar_sync.plan import Level
from service import steer
from service.app import App, compose
from service.connect_file import connect_file
from service.demo.week import ME, fill, sample_week
from service.settings import Installation
from service.store import calendars, sessions
from service.store.owners import Owned, local_owner
from service.web.server import listening, serving
from tests.builders import MONDAY

_PATIENCE = 60.0  # seconds


@dataclass(slots=True, kw_only=True)
class Stage:
    """``clock`` holds the moment; ``address`` is where it answers."""

    app: App
    address: str
    week: Path
    clock: list[datetime]
    began: float = field(default_factory=monotonic)

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

    def level(self, level: Level) -> None:
        """Let more or less go by itself, and wait until that is done."""
        with self.app.store.session() as session:
            steer.set_level(session, self.owned, level)
        self.settle()

    def settle(self) -> None:
        """Wait until every calendar has seen what it was asked to see."""
        until = monotonic() + _PATIENCE
        while monotonic() < until:
            with self.app.store.session() as session:
                rows = calendars.all_followed(session, self.owned)
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
