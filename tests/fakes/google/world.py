"""The whole state of the fake, and what people do in Google's own pages."""

from __future__ import annotations

import json
import re
import secrets
import threading
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.fakes.google import sync, writing
from tests.fakes.google.access import full
from tests.fakes.google.channels import Channels
from tests.fakes.google.faults import Faults
from tests.fakes.google.keeping import Keeping
from tests.fakes.google.oauth import OAuthState
from tests.fakes.google.quotas import Quotas
from tests.fakes.google.state import WORKING_HOURS, Account, Book, Grant, Json, Mail, Row, Seen
from tests.fakes.google.switches import Switches
from tests.fakes.google.writing import Write

_NOT_COPIED = (
    "id", "iCalUID", "created", "updated", "sequence", "recurrence", "recurringEventId", "originalStartTime",
)  # fmt: skip
BEGIN = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


class World(Keeping):
    """Everything; its methods are what people do by hand, by the same rules as the API.

    The clock stands still until `now` is set or `later` is called; with `clock` it is that one, and
    Google's rate limit of 600 units a minute is on.
    """

    def __init__(self, clock: Callable[[], datetime] | None = None) -> None:
        """Begin with nobody and nothing."""
        self.lock = threading.RLock()
        self._clock = clock
        self._now = BEGIN
        self.accounts: dict[str, Account] = {}
        self.books: dict[str, Book] = {}
        self.groups: dict[str, list[str]] = {}
        self.grants_by_access: dict[str, Grant] = {}
        self.grants_by_refresh: dict[str, Grant] = {}
        self.mails: list[Mail] = []
        self.requests: list[Seen] = []
        self.secrets: set[str] = set()
        self.leaks: list[str] = []
        self.misuse: list[str] = []
        self.unanswered: set[str] = set()  # calendars that freeBusy leaves out
        self.ghosts: dict[str, list[Row]] = {}
        self.faults = Faults()
        self.switches = Switches()
        self.quotas = Quotas(per_user=600 if clock else None)
        self.channels = Channels(self)
        self.oauth = OAuthState()
        self.ticks = 0
        self.at_end: list[Callable[[], None]] = []
        self.lists_dead_before = -1
        self.cursors: dict[str, sync.Cursor] = {}
        self.pages: dict[str, sync.Pages] = {}
        self._due: list[tuple[datetime, int, Callable[[], None]]] = []

    # The clock.

    @property
    def now(self) -> datetime:
        """Return the moment, in UTC."""
        return self._clock() if self._clock else self._now

    @now.setter
    def now(self, moment: datetime) -> None:
        """Set the clock, and let happen what was due on the way."""
        with self.lock:
            self._now = moment.astimezone(UTC)
            self.settle()

    def later(self, **by: float) -> None:
        """Let so much time pass: `later(minutes=5)`."""
        self.now = self.now + timedelta(**by)

    @property
    def horizon(self) -> date:
        """Return the day until which series are laid out."""
        return date(self.now.year + 2, 1, 1)

    # Accounts and what they granted.

    def account(
        self, email: str, *, zone: str = "Europe/Berlin", workspace: bool = True, sub: str | None = None,
        name: str = "",
    ) -> Account:  # fmt: skip
        """Create an account with its primary calendar, whose id is the e-mail."""
        with self.lock:
            sub = sub or str(10**20 + len(self.accounts) * 7919)
            account = Account(email=email, sub=sub, name=name, zone=zone, workspace=workspace)
            account.working_hours = WORKING_HOURS if workspace else None
            self.accounts[email] = account
            self.calendar(email, owner=email, summary=email, zone=zone)
            return account

    def calendar(
        self, calendar_id: str, *, owner: str, summary: str = "", zone: str = "Europe/Berlin"
    ) -> Book:
        """Create a calendar of that owner; the id of a secondary one ends with @group.calendar.google.com."""
        with self.lock:
            book = Book(id=calendar_id, owner=owner, summary=summary or calendar_id, zone=zone)
            self.books[calendar_id] = book
            self.role(calendar_id, owner, "owner")
            return book

    def room(self, email: str, *, zone: str = "Europe/Berlin") -> Book:
        """Create a room, which answers invitations by itself."""
        book = Book(id=email, owner=email, summary=email, zone=zone, room=True)
        self.books[email] = book
        return book

    def group(self, email: str, members: Iterable[str]) -> None:
        """Create a group address."""
        self.groups[email] = list(members)

    def grant(
        self, email: str, scopes: Iterable[str], *, lifetime: timedelta = timedelta(hours=1),
    ) -> Grant:  # fmt: skip
        """Let an account allow the client these scopes (`calendar.events` is short for its address)."""
        with self.lock:
            grant = Grant(
                access_token=f"ya29.{secrets.token_urlsafe(24)}",
                refresh_token=f"1//{secrets.token_urlsafe(24)}",
                scopes=frozenset(map(full, scopes)),
                email=email,
                client_id=self.oauth.client_id,
                expires=self.now + lifetime,
            )
            self.grants_by_access[grant.access_token] = grant
            self.grants_by_refresh[grant.refresh_token] = grant
            return grant

    def revoke(self, email: str) -> None:
        """Let an account take back all that it granted."""
        with self.lock:
            for grant in (*self.grants_by_access.values(), *self.grants_by_refresh.values()):
                grant.revoked = grant.revoked or grant.email == email

    def role(self, calendar_id: str, email: str, role: str) -> None:
        """Give somebody a role on a calendar, or take it with an empty one; may kill the cursors."""
        with self.lock:
            book = self.books[calendar_id]
            before = book.roles.get(email, "")
            book.roles[email] = role
            account = self.accounts.get(email)
            if account and bool(before) != bool(role):  # cursors of the list do not tell of the role alone
                account.listed[calendar_id] = self.tick()
                self.channels.changed(f"list:{email}")
            if before and self.switches.role_change_kills_cursors:
                self.expire_cursors(calendar_id)

    # What people do with events.

    def insert(self, calendar_id: str, body: Json, *, send: str = "all") -> Json:
        """Add an event by hand; with `organizer` of somebody else's it is an invitation that came."""
        with self.lock:
            book = self.books[calendar_id]
            given = json.loads(json.dumps(body))
            return dict(writing.insert(self, book, given, Write(actor=book.owner, send=send)).body)

    def patch(self, calendar_id: str, event_id: str, body: Json, *, send: str = "all") -> Json:
        """Change an event by hand."""
        with self.lock:
            book = self.books[calendar_id]
            given = json.loads(json.dumps(body))
            return dict(self.write(book, event_id, given, Write(actor=book.owner, send=send)).body)

    def delete(self, calendar_id: str, event_id: str, *, send: str = "all") -> None:
        """Delete an event by hand."""
        with self.lock:
            book = self.books[calendar_id]
            writing.delete(self, book, event_id, Write(actor=book.owner, send=send))

    def copy(self, calendar_id: str, event_id: str, **overrides: Any) -> Json:
        """Duplicate an event as Google's page does: private properties go with it, ids do not."""
        old = self.event(calendar_id, event_id)
        kept = {name: value for name, value in old.items() if name not in _NOT_COPIED}
        body = kept | ({} if "recurringEventId" in old else {"recurrence": old.get("recurrence")})
        return self.insert(calendar_id, body | overrides)

    def split(self, calendar_id: str, instance_id: str, **changes: Any) -> Json:
        """Change "this and following" as Google's page does: an UNTIL, and a new series."""
        with self.lock:
            at = self.event(calendar_id, instance_id)
            master = self.event(calendar_id, at["recurringEventId"])
            start = datetime.fromisoformat(at["originalStartTime"]["dateTime"])
            until = f"{start.astimezone(UTC) - timedelta(seconds=1):%Y%m%dT%H%M%SZ}"
            rules = [
                re.sub(r";(UNTIL|COUNT)=[^;]*", "", line) + f";UNTIL={until}" for line in master["recurrence"]
            ]
            self.patch(calendar_id, master["id"], {"recurrence": rules})
            new_id = f"{master['id'].partition('_R')[0]}_R{start:%Y%m%dT%H%M%S}"
            times = {"id": new_id, "start": at["start"], "end": at["end"], "recurrence": master["recurrence"]}
            return self.copy(calendar_id, master["id"], **(times | changes))

    def respond(self, guest: str, event_id: str, status: str) -> None:
        """Let a guest answer an invitation; the id may be the organiser's or the guest's own."""
        with self.lock:
            self.answer(guest, event_id, status)

    def event(self, calendar_id: str, event_id: str) -> Json:
        """Return an event or instance as it is stored."""
        with self.lock:
            return dict(self.found(self.books[calendar_id], event_id).body)

    def events(self, calendar_id: str) -> list[Json]:
        """Return all events that stand, masters and exceptions as they are stored."""
        with self.lock:
            return [dict(row.body) for row in self.books[calendar_id].rows.values() if not row.cancelled]

    def ghost(self, calendar_id: str, event_id: str, **fields: Any) -> None:
        """Let lists show a cancelled event of long ago, with most of its fields null."""
        nothing = dict.fromkeys(("summary", "start", "end", "organizer", "iCalUID", "updated"))
        body = {"id": event_id, "status": "cancelled"} | nothing | fields
        self.ghosts.setdefault(calendar_id, []).append(Row(body=body, etag='"0"'))

    # What was seen.

    def arm(self, operation: str, fault: str, **options: Any) -> None:
        """Let the next request of an operation meet a fault."""
        with self.lock:
            self.faults.arm(operation, fault, **options)

    def count(self, **match: str | int) -> int:
        """Return how many requests had these values: `count(operation="patch", status=200)`."""
        return sum(
            all(getattr(each, name) == value for name, value in match.items()) for each in self.requests
        )

    def reset_counts(self) -> None:
        """Forget the requests and mails so far."""
        self.requests.clear()
        self.mails.clear()

    def close(self) -> None:
        """End the threads, and what clients opened."""
        for each in (*self.at_end, self.channels.close):
            each()
