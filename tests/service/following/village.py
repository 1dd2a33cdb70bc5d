"""A small village: owners with calendars in memory, a store, a clock that is set by hand."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlmodel import Session

from calendar_sync.memory import MemoryCalendar
from calendar_sync.plan import Level
from calendar_sync.port import Calendar, Reader
from service import steer
from service.following.sync import sync
from service.following.turn import Desk, unnoticed
from service.store import calendars, preferences, steps
from service.store.calendars import Followed, Key
from service.store.ledger import Entry, entries
from service.store.owners import Owned, owner_named
from service.store.runs import Tally
from service.store.store import Store, open_store
from tests.builders import JULE, MONDAY
from tests.service.following.here import Here

WORK = "work"


def _as_it_is(calendar: Here) -> Calendar:
    return calendar


@dataclass(slots=True)
class Village:
    """``here`` are the calendars by id; ``now`` is moved by the tests."""

    folder: Path
    store: Store
    here: dict[str, Here] = field(default_factory=dict)
    now: datetime = MONDAY
    step: Callable[[str], None] = unnoticed
    anew: Callable[[], Store] | None = None
    """Opens a new store where the memory was lost; one in a new folder by default."""
    seen: Callable[[Here], Calendar] = _as_it_is
    """What the engine is given instead of a calendar, for a witness."""
    make: Callable[[str], Here] | None = None
    """Makes a calendar that is connected for the first time; one in memory by default."""
    opened: Callable[[Reader], Calendar] | None = None
    """Opens the calendar as the engine would read it; nobody in particular reads it by default."""
    _owners: dict[str, Owned] = field(default_factory=dict)

    @property
    def desk(self) -> Desk:
        """What a sync is given."""
        return Desk(
            store=self.store,
            open_calendar=self._open,
            now=lambda: self.now,
            step=self.step,
        )

    @property
    def work(self) -> MemoryCalendar:
        """Jule's calendar at work."""
        found = self.here[WORK]
        assert isinstance(found, MemoryCalendar)
        return found

    def owned(self, session: Session, owner: str = JULE) -> Owned:
        """Return an owner's share of the store."""
        if owner not in self._owners:
            self._owners[owner] = owner_named(session, self.store.keyring, owner, now=MONDAY)
        return self._owners[owner]

    def connect(self, calendar: str = WORK, owner: str = JULE, *also: str) -> Here:
        """Connect a calendar of an owner, who may have more addresses."""
        with self.store.session() as session:
            owned = self.owned(session, owner)
            address = {"addresses": [owner, *also]}
            calendars.connect(session, owned, calendar, "memory", address, now=self.now)
        if calendar not in self.here:
            self.here[calendar] = self.make(calendar) if self.make else MemoryCalendar(name=calendar)
        return self.here[calendar]

    def level(self, level: Level, owner: str = JULE) -> None:
        """Choose how much goes by itself."""
        with self.store.session() as session:
            steer.set_level(session, self.owned(session, owner), level)

    def choose(self, name: str, text: str) -> None:
        """Choose a setting."""
        self.choose_all({name: text})

    def choose_all(self, choices: Mapping[str, str]) -> None:
        """Choose settings."""
        with self.store.session() as session:
            owned = self.owned(session)
            for name, text in choices.items():
                preferences.choose(session, owned, name, text)
            calendars.trigger(session, owned.id)

    def sync(self, calendar: str = WORK, owner: str = JULE) -> Tally:
        """Sync once."""
        with self.store.session() as session:
            owned = self.owned(session, owner)
        return sync(self.desk, Key(owner_id=owned.id, calendar=calendar))

    def later(self, **by: float) -> None:
        """Let time pass."""
        self.now += timedelta(**by)

    def row(self, calendar: str = WORK) -> Followed:
        """Return how a calendar stands."""
        with self.store.session() as session:
            return calendars.followed(session, self.owned(session), calendar)

    def ledger(self, calendar: str = WORK) -> tuple[Entry, ...]:
        """Return all edits of a calendar."""
        with self.store.session() as session:
            return entries(session, self.owned(session), calendar=calendar)

    def states(self) -> dict[str, int]:
        """Count edits by state."""
        counts: dict[str, int] = {}
        for entry in self.ledger():
            counts[entry.state.value] = counts.get(entry.state.value, 0) + 1
        return counts

    def waiting(self) -> list[str]:
        """Return the ids of edits that wait for the owner."""
        with self.store.session() as session:
            known = steps.known(session, self.owned(session), WORK)
        return [each.id for each in known if each.state.value == "awaiting_approval"]

    def lose_memory(self) -> None:
        """Lose the database and its keys, and connect anew."""
        self.store.close()
        self._owners.clear()
        self.store = self.anew() if self.anew else open_store(Path(tempfile.mkdtemp(dir=self.folder)))

    def _open(self, followed: Followed, reader: Reader) -> Calendar:
        if self.opened:
            return self.opened(reader)
        return self.seen(self.here[followed.key.calendar])


@contextmanager
def village() -> Iterator[Village]:
    """Open a village with Jule's calendar connected."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        opened = Village(folder, open_store(folder / "data"))
        try:
            opened.connect()
            yield opened
        finally:
            opened.store.close()
