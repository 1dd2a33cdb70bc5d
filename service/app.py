"""The composition root: what a running Plausch consists of, put together from its settings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from logging import DEBUG, INFO
from pathlib import Path

import structlog

from service.connections import Connected
from service.following.doorbell import Doorbell
from service.following.sync import sync
from service.following.turn import Desk, OpenCalendar, unnoticed
from service.google.disconnect import giving_back
from service.google.oauth import GoogleDoor
from service.jobs.embedded import EmbeddedEngine
from service.jobs.engine import JobEngine
from service.jobs.file_watch import FileWatch
from service.settings import Installation
from service.store import calendars
from service.store.calendars import Due, Key
from service.store.store import Store, open_store

GRACE = timedelta(seconds=8)
"""How long syncs may take to come to their end: two seconds less than supervisors commonly wait."""

_LOG = structlog.get_logger("plausch.app")


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """A running Plausch: the store, what syncs are given, the engine that runs them, the data folder."""

    installation: Installation
    store: Store
    desk: Desk
    engine: JobEngine
    files: FileWatch
    doorbell: Doorbell
    connected: Connected
    google: GoogleDoor | None = None
    """None where this installation is not known to Google."""

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.installation.data

    def start(self) -> None:
        """Begin to follow calendars; what a crash had left open is settled first, by their syncs."""
        self.engine.start()
        self.files.start()
        self.doorbell.start()

    def trigger(self, key: Key) -> None:
        """Ask for a sync of one calendar: written down first, then said."""
        with self.store.session() as session:
            calendars.trigger(session, key.owner_id, key.calendar)
        self.engine.wake(key)

    def stop(self) -> bool:
        """End within ten seconds, with nothing half done; whether all syncs came to their end."""
        self.doorbell.stop()
        self.files.stop()
        ended = self.engine.stop(GRACE)
        self.close()
        return ended

    def close(self) -> None:
        """Let go of the database and of connections that were kept open."""
        self.connected.close()
        if self.google is not None:
            self.google.close()
        self.store.close()


def compose(
    installation: Installation,
    now: Callable[[], datetime],
    *,
    open_calendar: OpenCalendar | None = None,
    step: Callable[[str], None] = unnoticed,
    threads: int = 4,
) -> App:
    """Put a Plausch together; nothing runs before ``start``."""
    store = open_store(installation.data, keys=installation.keys)
    google = installation.google
    connected = Connected(store, google, now)
    desk = Desk(
        store=store,
        open_calendar=open_calendar or connected,
        now=now,
        step=step,
        hooks=f"{installation.public_url}/hooks" if installation.public_url else "",
        left=giving_back(store, google),
        patience=installation.patience,
    )

    def due(most: int) -> Iterable[Due]:
        with store.session() as session:
            return calendars.due(session, now=now(), most=most)

    def broken(key: Key) -> None:
        with store.session() as session:
            calendars.note_bug(session, key, now=now())

    def work(key: Key) -> None:
        tally = sync(desk, key)
        _LOG.log(INFO if tally else DEBUG, "sync", calendar=key.calendar, **asdict(tally))

    engine = EmbeddedEngine(work, due, broken=broken, threads=threads)
    return App(
        installation=installation,
        store=store,
        desk=desk,
        engine=engine,
        files=FileWatch(store, engine),
        doorbell=Doorbell(store, engine.wake, desk.switchboard),
        connected=connected,
        google=GoogleDoor(google) if google else None,
    )
