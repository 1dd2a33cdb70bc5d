"""A calendar in memory, held to the same contract as all: versions, cursors, guests' inboxes, faults.

It is the calendar of the tests and of measurements. What humans do to it (``put``, ``change``,
``remove``, ``copy``) stands beside what Plausch does to it (the port).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import RLock
from typing import Any, assert_never

from calendar_sync.edit import Edit, FieldImage, MoveOurs, RemoveOurs, TakenBack, Upkeep, Written
from calendar_sync.errors import ConflictError, CursorDeadError, EventGoneError, NotAllowedError
from calendar_sync.faults import Fault, Faults, Operation, lost
from calendar_sync.memory_language import Language, added, edited, restored
from calendar_sync.port import Capabilities, Cursor, Draft, Fetched, Page, Window
from policies.event import AllDay, Event, EventRef, Ours, OursKind, Status, Timed
from policies.place import read_place


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One message to a guest about an event. ``edit_id`` is empty where a human caused it."""

    event_id: str
    edit_id: str = ""


@dataclass(slots=True)
class MemoryCalendar:
    """One calendar. ``latency`` is called once a request, to wait as a network would."""

    name: str
    region: str = "DE"
    page_size: int = 250
    capabilities: Capabilities = field(default_factory=lambda: Capabilities(free_busy=True))
    faults: Faults = field(default_factory=Faults)
    latency: Any = None
    inboxes: dict[str, list[Mail]] = field(default_factory=lambda: defaultdict(list))
    busy_times: dict[str, tuple[Timed, ...]] = field(default_factory=dict)
    requests: int = 0
    writes: int = 0
    _rows: dict[str, Event] = field(default_factory=dict)
    _texts: dict[str, str] = field(default_factory=dict)
    _conferences: dict[str, str] = field(default_factory=dict)
    _before: dict[str, Event] = field(default_factory=dict)
    _changed_at: dict[str, int] = field(default_factory=dict)
    _count: int = 0
    _epoch: int = 0
    _lock: Any = field(default_factory=RLock)

    # What humans do.

    def put(
        self, event: Event, *, description: str = "", conference: str = "", now: datetime | None = None
    ) -> Event:
        """Create or replace an event, as a human would; guests are told. Its place is read from its texts."""
        with self._lock:
            self._texts[event.id], self._conferences[event.id] = description, conference
            return self._store(self._placed(event), now=now, told_by="")

    def change(self, event_id: str, *, now: datetime | None = None, **fields: Any) -> Event:  # noqa: ANN401  # any field of an event
        """Change fields of an event by hand; guests are told."""
        with self._lock:
            return self._store(self._placed(replace(self._rows[event_id], **fields)), now=now, told_by="")

    def remove(self, event_id: str) -> None:
        """Delete an event by hand."""
        with self._lock:
            self._tombstone(event_id)

    def copy(self, event_id: str, series: str, by: timedelta = timedelta()) -> Event:
        """Copy an event with everything on it, private marks included, as calendars do."""
        with self._lock:
            event = self._rows[event_id]
            span = event.span
            if isinstance(span, Timed):
                span = Timed(start=span.start + by, end=span.end + by)
            ref = EventRef(calendar=event.ref.calendar, series=series)
            self._texts[series] = self._texts.get(event_id, "")
            self._conferences[series] = self._conferences.get(event_id, "")
            return self._store(replace(event, ref=ref, span=span), now=None, told_by="")

    def expire_cursors(self) -> None:
        """Make every cursor handed out so far a dead one."""
        self._epoch += 1

    @property
    def events(self) -> Mapping[str, Event]:
        """All events that stand."""
        with self._lock:
            standing = {key: each for key, each in self._rows.items() if each.status is not Status.CANCELLED}
            return dict(standing)

    def description(self, event_id: str) -> str:
        """Return the text of an event."""
        return self._texts.get(event_id, "")

    # The port.

    def read(self, window: Window, cursor: Cursor | None = None, more: str = "") -> Page:
        """Return a page of news, or of everything."""
        fault = self._asked(Operation.READ)
        with self._lock:
            since = self._since(cursor)
            ids = [key for key in self._rows if since is None or self._changed_at[key] > since]
            begin, asked = map(int, more.split(":")) if more else (0, self._count)
            part = ids[begin : begin + self.page_size]
            # The cursor is that of the first page: what changes between two pages comes with the next read.
            rest = f"{begin + self.page_size}:{asked}" if begin + self.page_size < len(ids) else ""
            listed = [self._rows[key] for key in part]
            here = [event for event in listed if _touches(event, window)]
            gone = [event.id for event in listed if event not in here] if since is not None else []
            return self._acted_out(
                fault,
                Page(
                    events=tuple(here),
                    gone=tuple(gone),
                    more=rest,
                    cursor=None if rest else Cursor(f"{self._epoch}:{asked}"),
                    full=since is None,
                ),
            )

    def fetch(self, ref: EventRef) -> Fetched:
        """Return one event."""
        fault = self._asked(Operation.FETCH)
        with self._lock:
            event = self._standing(ref)
            if fault is Fault.STALE:
                event = self._before.get(ref.id, event)
            return Fetched(event=event, source=event)

    def ours(self, kind: OursKind, meeting: EventRef) -> EventRef:
        """Return where an entry of ours stands."""
        digest = hashlib.sha256(f"{kind.value}|{meeting.id}".encode()).hexdigest()[:20]
        return EventRef(calendar=meeting.calendar, series=f"{kind.value}{digest}")

    def draft(self, edit: Edit, fetched: Fetched | None, *, now: datetime, language: str) -> Draft:
        """Translate an edit."""
        spoken = Language(now=now, language=language)
        if edit.adds:
            event, text = added(edit, self.ours(edit.adds, edit.ref), spoken)
            images = (FieldImage(field=edit.adds.value, before="", after=text),)
            written = Written(edit_id=edit.id, ref=edit.ref, images=images)
            return Draft(written=written, version="", body=(event, text))
        if fetched is None:
            message = "an edit of an event needs the event"
            raise ValueError(message)
        event, changed = edited(edit, fetched.event)
        written = Written(edit_id=edit.id, ref=edit.ref, images=changed)
        return Draft(written=written, version=fetched.event.version, body=(event, None))

    def send(self, draft: Draft) -> str:
        """Write a draft."""
        fault = self._asked(Operation.WRITE)
        with self._lock:
            event, text = _body(draft)
            version = self._insert(event, text) if text is not None else self._replace(draft, event)
        if fault is Fault.LOST_ANSWER:
            raise lost()
        return version

    def take_back(self, written: Written, *, now: datetime) -> TakenBack:
        """Put back what still holds what was written."""
        fault = self._asked(Operation.WRITE)
        with self._lock:
            added_fields = [image for image in written.images if image.field in set(OursKind)]
            taken = self._remove_added(written, added_fields) if added_fields else self._restore(written, now)
        if fault is Fault.LOST_ANSWER:
            raise lost()
        return taken

    def keep_up(self, upkeep: Upkeep, *, now: datetime) -> None:
        """Move or remove an entry of ours."""
        fault = self._asked(Operation.WRITE)
        with self._lock:
            match upkeep:
                case MoveOurs(ref=ref, start=start, end=end, anchor=anchor):
                    event = self._rows.get(ref.id)
                    if event and event.ours and event.status is not Status.CANCELLED:
                        ours: Ours = replace(event.ours, anchor=anchor)
                        moved = replace(event, span=Timed(start=start, end=end), ours=ours)
                        self._store(moved, now=now, told_by=None)
                case RemoveOurs(ref=ref):
                    self._tombstone(ref.id)
                case unreachable:
                    assert_never(unreachable)
        if fault is Fault.LOST_ANSWER:
            raise lost()

    def busy(self, addresses: Iterable[str], span: Timed) -> Mapping[str, tuple[Timed, ...]]:
        """Return the busy times that can be seen."""
        return {
            address: tuple(
                each for each in self.busy_times[address] if each.start < span.end and each.end > span.start
            )
            for address in addresses
            if address in self.busy_times
        }

    def signature(self) -> str:
        """Return what differs whenever something changed."""
        return f"{self._epoch}:{self._count}"

    def _asked(self, operation: Operation) -> Fault | None:
        self.requests += 1
        self.writes += operation is Operation.WRITE
        if self.latency:
            self.latency()
        return self.faults.strike(operation)

    def _since(self, cursor: Cursor | None) -> int | None:
        if cursor is None:
            return None
        epoch, _, count = cursor.partition(":")
        if epoch != str(self._epoch):
            message = "This cursor is too old."
            raise CursorDeadError(message)
        return int(count)

    def _acted_out(self, fault: Fault | None, page: Page) -> Page:
        match fault:
            case Fault.EMPTY if page.full:
                return replace(page, events=(), more="", cursor=Cursor(f"{self._epoch}:{self._count}"))
            case Fault.DUPLICATE:
                old = [self._before.get(event.id, event) for event in page.events[:3]]
                return replace(page, events=(*old, *page.events))
            case Fault.STALE:
                old = [self._before.get(event.id, event) for event in page.events]
                return replace(
                    page, events=tuple(old), cursor=None if page.more else Cursor(f"{self._epoch}:0")
                )
            case _:
                return page

    def _standing(self, ref: EventRef) -> Event:
        event = self._rows.get(ref.id)
        if event is None or event.status is Status.CANCELLED:
            message = f"The event {ref.id} is not there any more."
            raise EventGoneError(message)
        return event

    def _replace(self, draft: Draft, event: Event) -> str:
        now = self._standing(event.ref)
        if now.version != draft.version:
            message = "The event was changed meanwhile."
            raise ConflictError(message)
        if not now.i_may_edit:
            message = "This event may not be changed."
            raise NotAllowedError(message)
        return self._store(self._placed(event), now=None, told_by=draft.written.edit_id).version

    def _insert(self, event: Event, text: str) -> str:
        there = self._rows.get(event.id)
        if there is not None and there.status is not Status.CANCELLED:
            return there.version
        self._texts[event.id] = text
        return self._store(event, now=None, told_by=None).version

    def _remove_added(self, written: Written, images: list[FieldImage]) -> TakenBack:
        outcome: dict[bool, list[str]] = {True: [], False: []}
        for image in images:
            ref = self.ours(OursKind(image.field), written.ref)
            there = self._rows.get(ref.id)
            untouched = there is None or self._texts.get(ref.id, image.after) == image.after
            if untouched:
                self._tombstone(ref.id)
            outcome[untouched].append(image.field)
        return TakenBack(edit_id=written.edit_id, restored=tuple(outcome[True]), kept=tuple(outcome[False]))

    def _restore(self, written: Written, now: datetime) -> TakenBack:
        event = self._standing(written.ref)
        if _has_begun(event, now):
            return TakenBack(edit_id=written.edit_id, restored=(), kept=("event",))
        before, put_back, kept = restored(event, written)
        taken = TakenBack(edit_id=written.edit_id, restored=put_back, kept=kept)
        if before != event and not event.i_may_edit:
            message = "This event may not be changed."
            raise NotAllowedError(message)
        if before != event:
            self._store(self._placed(before), now=now, told_by=written.edit_id)
        return taken

    def _placed(self, event: Event) -> Event:
        place = read_place(
            title=event.title,
            location=event.location,
            description=self._texts.get(event.id, ""),
            conference=self._conferences.get(event.id, ""),
            region=self.region,
        )
        return replace(event, place=place)

    def _store(self, event: Event, *, now: datetime | None, told_by: str | None) -> Event:
        """Keep a new version. ``told_by`` None: nobody is told; empty: a human did it; else an edit."""
        self._count += 1
        before = self._rows.get(event.id)
        if before is not None:
            self._before[event.id] = before
        kept = replace(event, version=f"v{self._count}", changed=now or event.changed)
        self._rows[event.id] = kept
        self._changed_at[event.id] = self._count
        if told_by is not None:
            for guest in event.guests:
                self.inboxes[guest.address].append(Mail(event_id=event.id, edit_id=told_by))
        return kept

    def _tombstone(self, event_id: str) -> None:
        event = self._rows.get(event_id)
        if event is None or event.status is Status.CANCELLED:
            return
        self._store(replace(event, status=Status.CANCELLED), now=None, told_by="")


def _body(draft: Draft) -> tuple[Event, str | None]:
    body = draft.body
    if not isinstance(body, tuple):
        message = "a draft of another calendar"
        raise TypeError(message)
    return body


def _has_begun(event: Event, now: datetime) -> bool:
    match event.span:
        case Timed(start=start):
            return start <= now
        case AllDay(first=first):
            return first <= now.date()


def _touches(event: Event, window: Window) -> bool:
    if event.status is Status.CANCELLED:
        return False
    match event.span:
        case Timed(start=start, end=end):
            return start < window.last and end > window.first
        case AllDay(first=first, last=last):
            return first <= window.last.date() and last >= window.first.date()
