"""Rows kept: found, saved with a new etag, answered, and looked over for what must not be shared."""

from __future__ import annotations

import heapq
import json
import secrets
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from tests.fakes.google import checks, merge, series, spreading, sync, writing
from tests.fakes.google.channels import Channels
from tests.fakes.google.errors import not_found
from tests.fakes.google.state import Account, Book, Json, Row
from tests.fakes.google.switches import Switches
from tests.fakes.google.times import stamp


class Keeping(ABC):
    """What the parts of the fake do with the world's rows."""

    lock: threading.RLock
    accounts: dict[str, Account]
    books: dict[str, Book]
    cursors: dict[str, sync.Cursor]
    pages: dict[str, sync.Pages]
    channels: Channels
    switches: Switches
    secrets: set[str]
    leaks: list[str]
    ticks: int
    _due: list[tuple[datetime, int, Callable[[], None]]]

    @property
    @abstractmethod
    def now(self) -> datetime:
        """Return the moment."""

    @property
    @abstractmethod
    def horizon(self) -> date:
        """Return the day until which series are laid out."""

    # Time.

    def soon(self, delay: timedelta, what: Callable[[], None]) -> None:
        """Let something happen when the clock is so much later."""
        heapq.heappush(self._due, (self.now + delay, self.tick(), what))

    def settle(self) -> None:
        """Let happen what is due."""
        while self._due and self._due[0][0] <= self.now:
            heapq.heappop(self._due)[2]()

    def tick(self) -> int:
        """Count one change."""
        self.ticks += 1
        return self.ticks

    # Rows.

    def new_id(self) -> str:
        """Return an id as Google makes them."""
        return "".join(secrets.choice("0123456789abcdefghijklmnopqrstuv") for _ in range(26))

    def role_of(self, book: Book, email: str) -> str:
        """Return somebody's role on a calendar, or nothing."""
        return book.roles.get(email, "")

    def hidden(self, row: Row) -> bool:
        """Return whether an event is not there yet for its readers."""
        return row.hidden_until is not None and self.now < row.hidden_until

    def found(self, book: Book, event_id: str) -> Row:
        """Return the row of an event, or of an instance that no exception changed yet."""
        row = book.rows.get(event_id) or series.instance(self, book, event_id)  # type: ignore[arg-type]
        if row is None or self.hidden(row):
            raise not_found()
        return row

    def place(self, book: Book, row: Row) -> None:
        """Put a new row into a calendar."""
        book.rows[row.id] = row
        if row.exception_of:
            book.children.setdefault(row.exception_of, {})[row.id] = row
        else:
            book.by_uid.setdefault(row.body["iCalUID"], row.id)

    def save(self, book: Book, row: Row, body: Json, *, updated: bool) -> None:
        """Store a new version of a row: etag, count, and the messages to those who watch."""
        row.before = (row.body, row.etag)
        row.body = body | {"updated": stamp(self.now)} if updated else body
        row.seq = self.tick()
        row.etag = f'"{int(self.now.timestamp() * 1000)}{row.seq:06d}"'
        row.cache.clear()
        book.seq = row.seq
        self.channels.changed(f"events:{book.id}")

    def rewrite(self, book: Book, row: Row, fields: Json) -> None:
        """Let Google itself change an event, in all of its copies."""
        old = row.body
        self.save(book, row, old | fields, updated=True)
        spreading.spread(self, book, row, old, "all")  # type: ignore[arg-type]

    def write(self, book: Book, event_id: str, given: Json, how: writing.Write) -> Row:
        """Change an event."""
        return writing.write(self, book, event_id, given, how)  # type: ignore[arg-type]

    def copies(self, uid: str) -> Iterator[Row]:
        """Return all calendars' rows of a meeting."""
        for book in self.books.values():
            event_id = book.by_uid.get(uid)
            if event_id:
                yield book.rows[event_id]
                yield from book.children.get(event_id, {}).values()

    def copy_in(self, calendar_id: str, uid: str, event_id: str) -> Row | None:
        """Return a calendar's copy of a meeting; for an instance, that instance of the copy."""
        book = self.books[calendar_id]
        mine = book.by_uid.get(uid)
        if mine is None:
            return book.rows.get(event_id)
        head, _, tail = event_id.rpartition("_")
        if not head or not tail[:8].isdigit() or mine == event_id:
            return book.rows[mine]
        name = f"{mine}_{tail}"
        return book.rows.get(name) or series.instance(self, book, name)  # type: ignore[arg-type]

    def answer(self, guest: str, event_id: str, status: str) -> None:
        """Write a guest's answer into the organiser's event and every copy."""
        home, row = self._original(guest, event_id)
        people = [
            each | {"responseStatus": status} if each["email"] == guest else each
            for each in row.body.get("attendees") or []
        ]
        old = row.body
        if row.id not in home.rows:
            self.place(home, row)
        self.save(home, row, old | {"attendees": people}, updated=True)
        spreading.spread(self, home, row, old, "all")  # type: ignore[arg-type]

    def _original(self, guest: str, event_id: str) -> tuple[Book, Row]:
        """Return the organiser's calendar and row, or the guest's own where there is no other."""
        at = self.books.get(guest)
        if at is None or not (event_id in at.rows or series.instance(self, at, event_id)):  # type: ignore[arg-type]
            home = next(book for book in self.books.values() if self._has(book, event_id))
            return self._home(home, self.found(home, event_id))
        return self._home(at, self.found(at, event_id))

    def _has(self, book: Book, event_id: str) -> bool:
        return event_id in book.rows or series.instance(self, book, event_id) is not None  # type: ignore[arg-type]

    def _home(self, book: Book, row: Row) -> tuple[Book, Row]:
        home = self.books.get(row.body["organizer"]["email"])
        original = home and self.copy_in(home.id, row.body["iCalUID"], row.id)
        return (home, original) if home and original else (book, row)

    # Cursors, pages and secrets.

    def expire_cursors(self, calendar_id: str | None = None) -> None:
        """Let all sync tokens of a calendar, or of all, be dead."""
        with self.lock:
            for book in self.books.values():
                if calendar_id in {None, book.id}:
                    book.dead_before = self.ticks

    def keep_cursor(self, cursor: sync.Cursor) -> str:
        """Return a sync token."""
        token = f"CP{secrets.token_urlsafe(16)}="
        self.cursors[token] = cursor
        return token

    def keep_pages(self, pages: sync.Pages) -> str:
        """Return a page token."""
        token = f"Ek{secrets.token_urlsafe(16)}"
        self.pages[token] = pages
        return token

    def check_properties(self, body: Json) -> None:
        """Refuse more extended properties than Google keeps, over all copies of the meeting."""
        properties = body.get("extendedProperties")
        if properties:
            others = [
                copy.body.get("extendedProperties", {}).get("private", {})
                for copy in self.copies(body["iCalUID"])
                if copy.id != body["id"]
            ]
            own = properties.get("private", {})
            checks.check_properties_of_all(properties.get("shared", {}), [own, *others])

    def check_secrets(self, body: Json) -> None:
        """Note words that a guest would see and must not."""
        if self.secrets and body.get("attendees"):
            self.look_for_secrets(merge.shared(body), f"guests of {body['id']} see")

    def look_for_secrets(self, what: Json, where: str) -> None:
        """Note words that stand in what is shared."""
        text = json.dumps(what, ensure_ascii=False)
        self.leaks += [f"{where} {word!r}" for word in sorted(self.secrets) if word in text]
