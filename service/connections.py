"""Which calendar a connection leads to: one entry for each kind of calendar."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from secrets import SystemRandom
from threading import Lock
from time import monotonic

from calendar_sync.errors import UnavailableError
from calendar_sync.google.adapter import GoogleCalendar
from calendar_sync.google.address import GoogleAddress
from calendar_sync.google.client import GoogleClient
from calendar_sync.google.pace import BackOff, Pace
from calendar_sync.icalendar_file.adapter import FileCalendar
from calendar_sync.port import Calendar, Reader
from service.google.again import ask_again, is_due
from service.google.credentials import credentials_of
from service.settings import GoogleSettings
from service.store.calendars import Followed
from service.store.connections import GOOGLE
from service.store.owners import Owned
from service.store.store import Store

FILE = "file"
_MOST_CLIENTS = 500


class Connected:
    """Opens the calendars of this installation, and keeps what is dear to open."""

    def __init__(self, store: Store, google: GoogleSettings | None, now: Callable[[], datetime]) -> None:
        """Take what is needed to open them; nothing is asked yet."""
        self._accounts = _Accounts(store, google, now) if google else None

    def __call__(self, followed: Followed, reader: Reader) -> Calendar:
        """Return the calendar that a connection leads to."""
        if followed.kind == FILE:
            return FileCalendar(Path(str(followed.address["path"])), reader)
        if followed.kind == GOOGLE and self._accounts is not None:
            return self._accounts.calendar(followed, reader)
        message = f"Calendars of the kind {followed.kind} are not known here."
        raise UnavailableError(message)

    def close(self) -> None:
        """Close what was kept open."""
        if self._accounts is not None:
            self._accounts.close()


@dataclass(slots=True)
class _Accounts:
    """Google accounts with their clients: to build one costs more than a sync that finds nothing.

    A client belongs to one thread at a time, and syncs of one calendar never overlap: so each calendar has
    its own. Whether the right still stands is read anew each time.
    """

    store: Store
    settings: GoogleSettings
    now: Callable[[], datetime]
    clients: OrderedDict[tuple[str, str, str], GoogleClient] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)
    paces: dict[tuple[str, str], Pace] = field(default_factory=dict)
    back_off: BackOff = field(default_factory=lambda: BackOff(clock=monotonic, chance=SystemRandom().random))

    def calendar(self, followed: Followed, reader: Reader) -> Calendar:
        """Return the calendar of a connection; raises RevokedError where the right to it is gone."""
        address = GoogleAddress.from_json(followed.address)
        owned = Owned(followed.key.owner_id, self.store.keyring)
        credentials = credentials_of(self.store, owned, address.connection, self.settings, self.now)
        if is_due(followed.address, self.now()):
            known = ask_again(self.store, owned, followed, credentials, self.settings.api, self.now())
            address = GoogleAddress.from_json(known)
        key = (followed.key.owner_id, followed.key.calendar, address.connection)
        with self.lock:
            client = self.clients.pop(key, None) or GoogleClient(
                credentials, endpoint=self.settings.api, pace=self._pace_of(key[0], address.connection)
            )
            self.clients[key] = client
            while len(self.clients) > _MOST_CLIENTS:
                self.clients.popitem(last=False)
        return GoogleCalendar(client, address, reader)

    def _pace_of(self, owner: str, connection: str) -> Pace:
        """Return the pace of an account: its calendars share what Google allows one user."""
        return self.paces.setdefault((owner, connection), Pace(back_off=self.back_off))

    def close(self) -> None:
        """Close all clients."""
        with self.lock:
            for each in self.clients.values():
                each.close()
            self.clients.clear()
