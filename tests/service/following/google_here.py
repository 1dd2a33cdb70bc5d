"""A Google calendar with its humans: the real adapter over a real socket, the fake's world behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

from google.oauth2.credentials import Credentials

from calendar_sync.edit import Edit, TakenBack, Upkeep, Written
from calendar_sync.faults import Fault, Operation
from calendar_sync.google.adapter import GoogleCalendar
from calendar_sync.google.address import SCOPES, GoogleAddress
from calendar_sync.google.answers import Row
from calendar_sync.google.client import GoogleClient
from calendar_sync.google.dialect import Dialect
from calendar_sync.google.refusals import Asked
from calendar_sync.port import Capabilities, Cursor, Draft, Fetched, Page, Reader, Window
from policies.event import AllDay, Answer, Event, EventRef, Guest, OursKind, Span, Timed
from tests.builders import BERLIN, JULE
from tests.fakes.google import reading
from tests.fakes.google.server import Fake

_LONG = timedelta(days=3650)
_SCOPES = (f"{SCOPES}calendar.events",)
_FAULTS: Mapping[Fault, str] = MappingProxyType(
    {
        Fault.UNAVAILABLE: "unavailable",
        Fault.RATE_LIMITED: "user_rate_limited",
        Fault.CURSOR_DEAD: "cursor_dead",
        Fault.EMPTY: "empty",
        Fault.DUPLICATE: "duplicate",
        Fault.LOST_REQUEST: "lost_request",
        Fault.LOST_ANSWER: "lost_answer",
        Fault.CONFLICT: "conflict",
    }
)
_KINDS = {Operation.READ: "list", Operation.FETCH: "get", Operation.WRITE: "any_write"}
_SAID = {
    Answer.NONE: "needsAction",
    Answer.ACCEPTED: "accepted",
    Answer.TENTATIVE: "tentative",
    Answer.DECLINED: "declined",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Got:
    """A mail that a guest got."""

    event_id: str
    edit_id: str


class _Client(GoogleClient):
    """Tells of each request before it goes out."""

    def __init__(self, here: GoogleHere, token: str, endpoint: str) -> None:
        super().__init__(Credentials(token=token), endpoint=endpoint)  # type: ignore[no-untyped-call]
        self._here = here

    def ask(self, request: Any, asked: Asked, *, version: str = "") -> Row:  # untyped client
        self._here.asked(writes=request.method != "GET")
        return super().ask(request, asked, version=version)


class GoogleFaults:
    """The memory calendar's faults as Google has them."""

    def __init__(self, here: GoogleHere) -> None:
        """Take whose they are."""
        self._here = here

    def arm(self, operation: Operation, fault: Fault) -> None:
        """Let the next request of this kind go wrong; an old version is shown by single looks alone."""
        if fault is Fault.REVOKED:
            self._here.fake.world.revoke(JULE)
        elif fault is Fault.STALE and operation is Operation.FETCH:
            self._here.fake.world.arm("get", "stale")
        elif fault in _FAULTS:
            self._here.fake.world.arm(_KINDS[operation], _FAULTS[fault])

    def clear(self) -> None:
        """Let everything go well again, and consent anew."""
        self._here.fake.world.faults.armed.clear()
        self._here.consent()


class GoogleHere:
    """One calendar of Jule's at Google; her first one is her main one."""

    def __init__(self, name: str, fake: Fake) -> None:
        """Open an empty calendar."""
        self.name, self.fake = name, fake
        self.latency: Callable[[], object] | None = None
        self.requests = self.writes = 0
        self._read: dict[tuple[str, str], Event] = {}
        world = fake.world
        if JULE not in world.accounts:
            world.account(JULE)
            self.book = world.books[JULE]
        else:
            self.book = world.calendar(f"{name}@group.calendar.google.com", owner=JULE)
        self.reader = Reader(addresses=frozenset({JULE}), zone=BERLIN, calendar=name)
        self.faults = GoogleFaults(self)
        self.calendar = self._connected()

    def consent(self) -> None:
        """Let Plausch in again."""
        rows = self.calendar.rows
        self.close()
        self.calendar = self._connected()
        self.calendar.rows = rows

    def close(self) -> None:
        """Hang up."""
        self.calendar.client.close()

    def _connected(self) -> GoogleCalendar:
        token = self.fake.world.grant(JULE, _SCOPES, lifetime=_LONG).access_token
        return GoogleCalendar(
            client=_Client(self, token, self.fake.api),
            address=GoogleAddress(calendar_id=self.book.id, email=JULE),
            reader=self.reader,
        )

    def asked(self, *, writes: bool) -> None:
        """Count a request."""
        self.requests += 1
        self.writes += writes
        if self.latency:
            self.latency()

    @property
    def page_size(self) -> int:
        """How many rows a page may hold."""
        return self.calendar.rows

    @page_size.setter
    def page_size(self, rows: int) -> None:
        self.calendar.rows = rows

    # What humans do.

    def put(
        self, event: Event, *, description: str = "", conference: str = "", now: datetime | None = None
    ) -> Event:
        """Create an event, or bring one back."""
        assert not conference
        assert now is None or now
        if event.id in self.book.rows:
            with self._whoever():
                self.fake.world.patch(self.book.id, event.id, {"status": "confirmed"} | _when(event.span))
            return self._event(event.id)
        body: dict[str, Any] = {
            "id": event.id.encode().hex(),
            "summary": event.title,
            "location": event.location,
            "description": description,
            "attendees": self._invited(event.guests, event.answer),
        } | _when(event.span)
        if not event.i_organise:
            body["organizer"] = {"email": event.guests[0].address if event.guests else "gast@fern.example"}
        return self._event(str(self.fake.world.insert(self.book.id, body)["id"]))

    def change(
        self,
        event_id: str,
        *,
        now: datetime | None = None,
        description: str | None = None,
        **fields: Any,  # any field of an event
    ) -> Event:
        """Change fields of an event by hand."""
        assert now is None or now
        before = self._event(event_id)
        body: dict[str, Any] = {}
        if description is not None:
            body["description"] = description
        for field, value in fields.items():
            match field:
                case "span":
                    body |= _when(value)
                case "title" | "location":
                    body["summary" if field == "title" else field] = value
                case "guests":
                    body["attendees"] = self._invited(value, before.answer)
                case "answer":
                    body["attendees"] = self._invited(before.guests, value)
                case "i_may_edit":
                    body["locked"] = not value
                case _:
                    raise KeyError(field)
        with self._whoever():
            self.fake.world.patch(self.book.id, event_id, body)
        return self._event(event_id)

    @contextmanager
    def _whoever(self) -> Iterator[None]:
        """Let a hand reach other people's meetings too: it is their organiser's then."""
        switches = self.fake.world.switches
        kept, switches.foreign_edit = switches.foreign_edit, "local"
        try:
            yield
        finally:
            switches.foreign_edit = kept

    def remove(self, event_id: str) -> None:
        """Delete an event by hand."""
        self.fake.world.delete(self.book.id, event_id)

    def copy(self, event_id: str, series: str, by: timedelta = timedelta()) -> Event:
        """Duplicate an event, private properties included."""
        span = self._event(event_id).span
        if isinstance(span, Timed):
            span = Timed(start=span.start + by, end=span.end + by)
        new = series.encode().hex()
        return self._event(str(self.fake.world.copy(self.book.id, event_id, id=new, **_when(span))["id"]))

    def expire_cursors(self) -> None:
        """Let every cursor be dead."""
        self.fake.world.expire_cursors(self.book.id)

    @property
    def inboxes(self) -> Mapping[str, list[Got]]:
        """What guests were sent, by address."""
        found: dict[str, list[Got]] = {}
        for mail in self.fake.world.mails:
            if mail.calendar == self.book.id:
                got = Got(event_id=mail.event_id, edit_id="api" if mail.by == "api" else "")
                found.setdefault(mail.to, []).append(got)
        return found

    @property
    def events(self) -> Mapping[str, Event]:
        """All events that are there."""
        with self.fake.world.lock:
            ids = [row.id for row in self.book.rows.values() if not row.cancelled]
            return {event.id: event for event in map(self._event, ids)}

    def description(self, event_id: str) -> str:
        """Return the text of an event."""
        return str(self.fake.world.event(self.book.id, event_id).get("description", ""))

    def _event(self, event_id: str) -> Event:
        row = self.book.rows[event_id]
        key = (event_id, row.etag)
        if key not in self._read:
            seen = reading.show(self.book, row, row.body, reading.Reader(email=JULE, zone=self.book.zone))
            self._read[key] = Dialect(reader=self.reader, zone=BERLIN).event(seen)
        return self._read[key]

    def _invited(self, guests: Iterable[Guest], answer: Answer) -> list[dict[str, str]]:
        """Name all who are invited; on a calendar that is not her main one, Jule herself is no guest."""
        others = [{"email": each.address, "displayName": each.name} for each in guests]
        me = {"email": JULE, "responseStatus": _SAID[answer]}
        return [*others, me] if others and self.book.id == JULE else others

    # The port.

    @property
    def capabilities(self) -> Capabilities:
        """What the calendar can do."""
        return self.calendar.capabilities

    def read(self, window: Window, cursor: Cursor | None = None, more: str = "") -> Page:
        """Read a page."""
        return self.calendar.read(window, cursor, more)

    def fetch(self, ref: EventRef) -> Fetched:
        """Read one event."""
        return self.calendar.fetch(ref)

    def ours(self, kind: OursKind, meeting: EventRef) -> EventRef:
        """Say where an entry of ours stands."""
        return self.calendar.ours(kind, meeting)

    def draft(self, edit: Edit, fetched: Fetched | None, *, now: datetime, language: str) -> Draft:
        """Translate an edit."""
        return self.calendar.draft(edit, fetched, now=now, language=language)

    def send(self, draft: Draft) -> str:
        """Write a draft."""
        return self.calendar.send(draft)

    def take_back(self, written: Written, *, now: datetime) -> TakenBack:
        """Take an edit back."""
        return self.calendar.take_back(written, now=now)

    def keep_up(self, upkeep: Upkeep, *, now: datetime) -> None:
        """Move or remove an entry of ours."""
        self.calendar.keep_up(upkeep, now=now)


def _when(span: Span) -> dict[str, Any]:
    match span:
        case Timed(start=start, end=end):
            return {"start": _moment(start), "end": _moment(end)}
        case AllDay(first=first, last=last):
            after = last + timedelta(days=1)
            return {
                "start": {"date": first.isoformat(), "dateTime": None, "timeZone": None},
                "end": {"date": after.isoformat(), "dateTime": None, "timeZone": None},
            }


def _moment(moment: datetime) -> dict[str, Any]:
    return {"dateTime": moment.astimezone(UTC).isoformat(), "timeZone": "Europe/Berlin", "date": None}
