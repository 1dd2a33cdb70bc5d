"""A calendar in memory, held to the same contract as all: versions, cursors, guests' inboxes, faults.

It is the calendar of the tests and of measurements. What humans do to it (``put``, ``change``,
``remove``, ``copy``) stands beside what Plausch does to it (the port).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import RLock
from typing import Any, TypeVar, assert_never

from calendar_sync.edit import Edit, FieldImage, MoveOurs, RemoveOurs, TakenBack, Upkeep, Written
from calendar_sync.errors import ConflictError, NotAllowedError
from calendar_sync.faults import Fault, Faults, Operation, lost
from calendar_sync.memory_language import Language, added, edited, restored, shown
from calendar_sync.memory_pages import Question, page_of
from calendar_sync.memory_rows import Mail, Row, Rows, Told
from calendar_sync.port import Capabilities, Cursor, Draft, Fetched, Page, Window
from policies.event import AllDay, Event, EventRef, OursKind, Timed

__all__ = ["Mail", "MemoryCalendar"]

_Answer = TypeVar("_Answer")


@dataclass(slots=True)
class MemoryCalendar:
    """One calendar. ``latency`` is called once a request, to wait as a network would."""

    name: str
    region: str = "DE"
    page_size: int = 250
    capabilities: Capabilities = field(default_factory=lambda: Capabilities(free_busy=True))
    faults: Faults = field(default_factory=Faults)
    latency: Callable[[], object] | None = None
    busy_times: dict[str, tuple[Timed, ...]] = field(default_factory=dict)
    requests: int = 0
    writes: int = 0
    _rows: Rows = field(init=False)
    _epoch: int = 0
    _lock: Any = field(default_factory=RLock)

    def __post_init__(self) -> None:
        """Begin without any row."""
        self._rows = Rows(self.region)

    # What humans do.

    def put(
        self, event: Event, *, description: str = "", conference: str = "", now: datetime | None = None
    ) -> Event:
        """Create or replace an event, as a human would; guests are told. Its place is read from its texts."""
        with self._lock:
            return self._rows.keep(Row(event=event, text=description, conference=conference), now=now)

    def change(
        self,
        event_id: str,
        *,
        now: datetime | None = None,
        description: str | None = None,
        **fields: Any,  # noqa: ANN401  # any field of an event
    ) -> Event:
        """Change fields of an event by hand; guests are told."""
        with self._lock:
            row = self._row(event_id)
            text = row.text if description is None else description
            return self._rows.keep(replace(row, event=replace(row.event, **fields), text=text), now=now)

    def remove(self, event_id: str) -> None:
        """Delete an event by hand."""
        with self._lock:
            self._rows.remove(event_id)

    def copy(self, event_id: str, series: str, by: timedelta = timedelta()) -> Event:
        """Copy an event with everything on it, private marks included, as calendars do."""
        with self._lock:
            row = self._row(event_id)
            span = row.event.span
            if isinstance(span, Timed):
                span = Timed(start=span.start + by, end=span.end + by)
            ref = EventRef(calendar=row.event.ref.calendar, series=series)
            return self._rows.keep(replace(row, event=replace(row.event, ref=ref, span=span)))

    def expire_cursors(self) -> None:
        """Make every cursor handed out so far a dead one."""
        self._epoch += 1

    @property
    def inboxes(self) -> dict[str, list[Mail]]:
        """What guests were sent, by address."""
        return self._rows.inboxes

    @property
    def events(self) -> Mapping[str, Event]:
        """All events that are there."""
        with self._lock:
            return {row.event.id: row.event for row in self._rows.standing()}

    def description(self, event_id: str) -> str:
        """Return the text of an event."""
        row = self._rows.find(event_id)
        return row.text if row else ""

    # The port.

    def read(self, window: Window, cursor: Cursor | None = None, more: str = "") -> Page:
        """Return a page of news, or of everything."""
        fault = self._asked(Operation.READ)
        with self._lock:
            question = Question(
                window=window, cursor=cursor, more=more, epoch=self._epoch, size=self.page_size
            )
            return page_of(self._rows, question, fault)

    def fetch(self, ref: EventRef) -> Fetched:
        """Return one event."""
        fault = self._asked(Operation.FETCH)
        with self._lock:
            row = self._rows.row(ref)
            if fault is Fault.STALE:
                row = replace(row, event=self._rows.before(row.event))
            return Fetched(event=row.event, source=row)

    def ours(self, kind: OursKind, meeting: EventRef) -> EventRef:
        """Return where an entry of ours stands."""
        digest = hashlib.sha256(f"{kind.value}|{meeting.id}".encode()).hexdigest()[:20]
        return EventRef(calendar=meeting.calendar, series=f"{kind.value}{digest}")

    def draft(self, edit: Edit, fetched: Fetched | None, *, now: datetime, language: str) -> Draft:
        """Translate an edit."""
        if edit.adds:
            row = added(edit, self.ours(edit.adds, edit.ref), Language(now=now, language=language))
            image = FieldImage(field=edit.adds.value, before="", after=shown(row))
            return Draft(written=_written(edit, (image,)), version="", body=row)
        if fetched is None:
            message = "an edit of an event needs the event"
            raise ValueError(message)
        row, images = edited(edit, _row_in(fetched.source))
        return Draft(written=_written(edit, images), version=fetched.event.version, body=row)

    def send(self, draft: Draft) -> str:
        """Write a draft."""
        fault = self._asked(Operation.WRITE)
        with self._lock:
            row = _row_in(draft.body)
            version = self._insert(row) if row.event.ours else self._replace(draft, row)
        return _answered(fault, version)

    def take_back(self, written: Written, *, now: datetime) -> TakenBack:
        """Put back what still holds what was written."""
        fault = self._asked(Operation.WRITE)
        with self._lock:
            entries = [image for image in written.images if image.field in set(OursKind)]
            taken = self._remove_added(written, entries) if entries else self._restore(written, now)
        return _answered(fault, taken)

    def keep_up(self, upkeep: Upkeep, *, now: datetime) -> None:
        """Move or remove an entry of ours."""
        fault = self._asked(Operation.WRITE)
        with self._lock:
            row = self._rows.find(upkeep.ref.id)
            if row and row.event.ours:
                match upkeep:
                    case MoveOurs(start=start, end=end, anchor=anchor):
                        ours = replace(row.event.ours, anchor=anchor)
                        event = replace(row.event, span=Timed(start=start, end=end), ours=ours)
                        self._rows.keep(replace(row, event=event), now=now, told=None)
                    case RemoveOurs(ref=ref):
                        self._rows.remove(ref.id)
                    case unreachable:
                        assert_never(unreachable)
        _answered(fault, None)

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
        return f"{self._epoch}:{self._rows.count}"

    def _asked(self, operation: Operation) -> Fault | None:
        with self._lock:
            self.requests += 1
            self.writes += operation is Operation.WRITE
        if self.latency:
            self.latency()
        return self.faults.strike(operation)

    def _row(self, event_id: str) -> Row:
        row = self._rows.find(event_id)
        if row is None:
            raise KeyError(event_id)
        return row

    def _replace(self, draft: Draft, row: Row) -> str:
        now = self._rows.row(row.event.ref).event
        if now.version != draft.version:
            message = "The event was changed meanwhile."
            raise ConflictError(message)
        if not now.i_may_edit:
            message = "This event may not be changed."
            raise NotAllowedError(message)
        return self._rows.keep(row, told=Told(edit_id=draft.written.edit_id)).version

    def _insert(self, row: Row) -> str:
        there = self._rows.find(row.event.id)
        return there.event.version if there else self._rows.keep(row, told=None).version

    def _remove_added(self, written: Written, images: Iterable[FieldImage]) -> TakenBack:
        restored_fields: list[str] = []
        kept: list[str] = []
        for image in images:
            ref = self.ours(OursKind(image.field), written.ref)
            there = self._rows.find(ref.id)
            ours = there.event.ours if there else None
            if there is None or ours is None or ours.edit_id != written.edit_id:
                restored_fields.append(image.field)
            elif shown(there) == image.after:
                self._rows.remove(ref.id)
                restored_fields.append(image.field)
            else:
                kept.append(image.field)
        return TakenBack(edit_id=written.edit_id, restored=tuple(restored_fields), kept=tuple(kept))

    def _restore(self, written: Written, now: datetime) -> TakenBack:
        row = self._rows.row(written.ref)
        if _has_begun(row.event, now):
            return TakenBack(edit_id=written.edit_id, restored=(), kept=("event",))
        stays = frozenset({"conference"}) if self.capabilities.video_link_stays else frozenset()
        before, taken = restored(row, written, stays)
        if before != row and not row.event.i_may_edit:
            message = "This event may not be changed."
            raise NotAllowedError(message)
        if before != row:
            self._rows.keep(before, now=now, told=Told(edit_id=written.edit_id))
        return taken


def _has_begun(event: Event, now: datetime) -> bool:
    match event.span:
        case Timed(start=start):
            return start <= now
        case AllDay(first=first):
            return first <= now.date()


def _answered(fault: Fault | None, answer: _Answer) -> _Answer:
    if fault is Fault.LOST_ANSWER:
        raise lost()
    return answer


def _written(edit: Edit, images: tuple[FieldImage, ...]) -> Written:
    return Written(edit_id=edit.id, ref=edit.ref, images=images)


def _row_in(body: object) -> Row:
    if not isinstance(body, Row):
        message = "a draft of another calendar"
        raise TypeError(message)
    return body
