"""A calendar in memory that opens channels, and a Plausch that follows it and listens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

import httpx

from calendar_sync.errors import CalendarError
from calendar_sync.memory import MemoryCalendar
from calendar_sync.port import Calendar, Capabilities, Channel, Cursor, Page, Reader, Window
from service.app import App, compose
from service.following.sync import sync
from service.settings import Installation
from service.store import calendars, channels
from service.store.calendars import Followed, Key
from service.store.owners import Owned, local_owner
from service.store.tables import ChannelRow
from service.web.server import listening, serving
from tests.builders import JULE, MONDAY

NAME = "work"
PATIENCE = 60.0  # seconds


class PushingCalendar(MemoryCalendar):
    """``opened`` and ``closed`` are channels; ``refuses`` is what opening one raises; ``reads`` counts."""

    def begin(self, lasts: timedelta) -> None:
        """Start without any channel; each that is opened lasts so long."""
        self.lasts = lasts
        self.moment: datetime = MONDAY
        self.opened: list[tuple[Channel, str]] = []
        self.closed: list[str] = []
        self.refuses: CalendarError | None = None
        self.asked = 0
        self.reads = 0

    def read(self, window: Window, cursor: Cursor | None = None, more: str = "") -> Page:
        """Count what is read."""
        self.reads += 1
        return super().read(window, cursor, more)

    def listen(self, *, channel: str, token: str, url: str) -> Channel:
        """Open a channel."""
        self.asked += 1
        if self.refuses is not None:
            raise self.refuses
        ends = self.moment + self.lasts
        opened = Channel(id=channel, token=token, resource=f"resource-{self.asked}", ends=ends)
        self.opened.append((opened, url))
        return opened

    def hang_up(self, channel: Channel) -> None:
        """Close a channel."""
        self.closed.append(channel.id)


@dataclass(slots=True, kw_only=True)
class Listening:
    """``clock`` holds the moment."""

    calendar: PushingCalendar
    app: App
    url: str
    clock: list[datetime]
    syncs: list[str] = field(default_factory=list)

    @property
    def key(self) -> Key:
        """The one calendar."""
        return Key(owner_id=self.owned().id, calendar=NAME)

    def owned(self) -> Owned:
        """Return the owner."""
        with self.app.store.session() as session:
            return local_owner(session, self.app.store.keyring, now=MONDAY)

    def row(self) -> Followed:
        """Return how the calendar stands."""
        with self.app.store.session() as session:
            return calendars.followed(session, self.owned(), NAME)

    def channels(self) -> list[ChannelRow]:
        """Return the channels that are kept."""
        with self.app.store.session() as session:
            return channels.of_calendar(session, self.key)

    def sync(self) -> None:
        """Sync once, by hand."""
        sync(self.app.desk, self.key)

    def later(self, **by: float) -> None:
        """Let time pass."""
        self.clock[0] += timedelta(**by)
        self.calendar.moment = self.clock[0]

    def message(self, **said_instead: str) -> dict[str, str]:
        """Return the headers of a message on the newest channel."""
        channel, _ = self.calendar.opened[-1]
        said = {
            "channel_id": channel.id,
            "resource_id": channel.resource,
            "channel_token": channel.token,
            "message_number": "2",
            "resource_state": "exists",
        } | said_instead
        return {f"X-Goog-{name.replace('_', '-').title()}": value for name, value in said.items()}

    def ring(self, number: int = 2, **other: str) -> httpx.Response:
        """Call as the provider does."""
        return httpx.post(
            f"{self.url}/hooks/google",
            headers=self.message(message_number=str(number), **other),
            timeout=PATIENCE,
        )

    def until_reads(self, number: int) -> None:
        """Wait until the calendar was read so often."""
        end = monotonic() + PATIENCE
        while self.calendar.reads < number:
            assert monotonic() < end, self.calendar.reads
            sleep(0.01)

    def is_quiet(self) -> bool:
        """Whether no sync is wanted."""
        return self.row().synced >= self.row().wanted


@contextmanager
def listening_to(lasts: timedelta = timedelta(days=7), *, serve: bool = False) -> Iterator[Listening]:
    """Open a Plausch that follows one calendar; with ``serve`` it answers, and syncs by itself."""
    calendar, clock = PushingCalendar(name=NAME, capabilities=Capabilities(pushes=True)), [MONDAY]
    calendar.begin(lasts)

    def opened(_followed: Followed, _reader: Reader) -> Calendar:
        return calendar

    with TemporaryDirectory() as name, listening(0) as (listener, url):
        installation = Installation(data=Path(name) / "data", public_url=url)
        app = compose(installation, lambda: clock[0], open_calendar=opened)
        here = Listening(calendar=calendar, app=app, url=url, clock=clock)
        with app.store.session() as session:
            address = {"addresses": [JULE]}
            calendars.connect(session, here.owned(), NAME, "google", address, now=MONDAY)
        if not serve:
            yield here
            app.close()
            return
        with serving(app, listener):
            here.until_reads(1)
            end = monotonic() + PATIENCE
            while not (here.is_quiet() and calendar.opened):
                assert monotonic() < end
                sleep(0.01)
            yield here
