"""A house with two owners: a Plausch with calendars in memory, and clients who are signed in."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from threading import Event as Flag
from typing import Any

import httpx
from fastapi import FastAPI
from fastapi.testclient import TestClient

from calendar_sync.memory import MemoryCalendar
from calendar_sync.plan import Level
from calendar_sync.port import Calendar, Reader
from policies.context import Note, NoteKind, Person, Story
from policies.event import Event, EventRef
from service import steer
from service.app import App, compose
from service.following.sync import sync
from service.settings import Installation
from service.store import calendars, connections, people, preferences, sessions, stories
from service.store.calendars import Followed, Key
from service.store.connections import Account, Tokens
from service.store.owners import Owned, owner_named
from service.store.runs import Tally
from service.store.store import open_store
from service.web import cookies
from service.web.app import build
from tests.builders import ANNA, CLAIRE, JULE, MONDAY, TOM, TUESDAY_TEN, event

HERE = "http://localhost"
OTHER = "petra.lang@suedwind.example"
SECRETS = ("Zitronenbaum", "Quittengelee", "geheimnis.example")
"""Words that stand in titles, notes and addresses, and that no log may hold."""


@dataclass(slots=True, kw_only=True)
class House:
    """``clock`` holds the moment; ``here`` the calendars by owner's address."""

    folder: Path
    clock: list[datetime] = field(default_factory=lambda: [MONDAY])
    here: dict[str, MemoryCalendar] = field(default_factory=dict)
    stopping: Flag = field(default_factory=Flag)
    app: App = field(init=False)
    web: FastAPI = field(init=False)

    def __post_init__(self) -> None:
        """Put it together; nothing runs by itself."""
        (self.folder / "data").mkdir()
        (self.folder / "data" / "plausch.db").write_bytes(_empty_database())
        self.app = compose(
            Installation(data=self.folder / "data"), lambda: self.clock[0], open_calendar=self._open
        )
        self.web = build(self.app, self.stopping)

    def owned(self, owner: str = JULE) -> Owned:
        """Return an owner's share."""
        with self.app.store.session() as session:
            return owner_named(session, self.app.store.keyring, owner, now=MONDAY)

    def secret(self, owner: str = JULE) -> str:
        """Begin a session."""
        owned = self.owned(owner)
        with self.app.store.session() as session:
            return sessions.begin(session, owned.id, now=self.clock[0])

    def client(self, owner: str | None = JULE, *, language: str = "en") -> TestClient:
        """Return somebody who shows a token; a stranger where no owner is named."""
        headers = {"Accept-Language": language, "Accept": "application/json"}
        if owner is not None:
            headers["Authorization"] = f"Bearer {self.secret(owner)}"
        return TestClient(self.web, base_url=HERE, headers=headers, follow_redirects=False)

    def settle_in(self, owner: str = JULE, level: Level = Level.ASK) -> MemoryCalendar:
        """Connect a calendar with two client meetings, keep a person with a note, and a story."""
        owned, name = self.owned(owner), calendar_of(owner)
        here = self.here[name] = MemoryCalendar(name=name)
        for number, guest in enumerate((ANNA, CLAIRE)):
            start = TUESDAY_TEN + timedelta(hours=3 * number)
            put(here, f"{name}-{number}", start=start, guests=(guest,), organiser=owner)
        with self.app.store.session() as session:
            calendars.connect(session, owned, name, "memory", {"addresses": [owner]}, now=self.clock[0])
            steer.set_level(session, owned, level)
            person = Person(id="", name=f"Tom for {owner}", addresses=(TOM.address,))
            people.add_person(session, owned, person, now=MONDAY)
            note = Note(id="", kind=NoteKind.FACT, text=f"a fact for {owner}")
            people.add_note(session, owned, TOM.address, note, now=MONDAY)
            stories.add_story(session, owned, Story(id="", text=f"a story of {owner}"), now=MONDAY)
            connections.keep(session, owned, *account_of(owner), frozenset({"openid"}), now=MONDAY)
            preferences.choose(session, owned, "minutes", "7" if owner == OTHER else "5")
        self.sync(owner)
        return here

    def sync(self, owner: str = JULE) -> Tally:
        """Sync an owner's calendar once."""
        return sync(self.app.desk, Key(owner_id=self.owned(owner).id, calendar=calendar_of(owner)))

    def later(self, **by: float) -> None:
        """Let time pass."""
        self.clock[0] += timedelta(**by)

    def _open(self, followed: Followed, _reader: Reader) -> Calendar:
        return self.here[followed.key.calendar]


@cache
def _empty_database() -> bytes:
    """Return a database with its tables, made once: a house is opened for almost every test."""
    with tempfile.TemporaryDirectory() as name:
        store = open_store(Path(name))
        with store.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        store.close()
        return (Path(name) / "plausch.db").read_bytes()


class Browser(TestClient):
    """A browser: it sends what our pages would send, with the token that their forms have."""

    def fill_in(self, path: str, **fields: str) -> httpx.Response:
        """Send a form of one of our pages."""
        answer: httpx.Response = self.post(path, data={"csrf": self.token, **fields})
        return answer

    @property
    def token(self) -> str:
        """The token of this browser's forms."""
        key = self.cookies.get(cookies.SESSION) or self.cookies.get(cookies.VISIT) or ""
        return cookies.form_token(key)


def browser(here: House, language: str = "en", owner: str | None = JULE) -> Browser:
    """Return a browser, signed in where an owner is named."""
    headers = {"Accept": "text/html", "Accept-Language": language, "Origin": HERE}
    visitor = Browser(here.web, base_url=HERE, headers=headers, follow_redirects=False)
    if owner is not None:
        visitor.cookies.set(cookies.SESSION, here.secret(owner), domain="localhost.local")
    return visitor


def put(here: MemoryCalendar, series: str, **fields: Any) -> Event:
    """Put a client meeting into a calendar, as a human would."""
    return here.put(event(ref=EventRef(calendar=here.name, series=series), **fields))


def calendar_of(owner: str) -> str:
    """Return what an owner's calendar is called."""
    return owner.partition("@")[0]


def account_of(owner: str) -> tuple[Account, Tokens]:
    """Return an owner's account with a provider that nothing is asked of."""
    account = Account(provider="elsewhere", subject=f"subject of {owner}", email=owner)
    return account, Tokens(access="access", refresh="refresh")


@contextmanager
def house() -> Iterator[House]:
    """Open a house."""
    with tempfile.TemporaryDirectory() as name:
        opened = House(folder=Path(name))
        try:
            yield opened
        finally:
            opened.stopping.set()
            if opened.app.engine.is_running():
                opened.app.stop()
            opened.app.store.close()


def ok(answer: httpx.Response, status: int = 200) -> httpx.Response:
    """Return an answer that is as expected; show it where it is not."""
    assert answer.status_code == status, answer.text
    return answer
