"""The rows of the in-memory calendar: versions, what is gone, and who was told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from calendar_sync.errors import EventGoneError
from policies.event import Event, EventRef
from policies.place import Place, read_place


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One message to a guest about an event. ``edit_id`` is empty where a human caused it."""

    event_id: str
    edit_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An event with what is kept beside it: its text, and the address of its video room."""

    event: Event
    text: str = ""
    conference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Who caused a change: an edit of ours, or a human where ``edit_id`` is empty."""

    edit_id: str = ""


HUMAN = Told()


@dataclass(slots=True)
class Rows:
    """All rows, in the order in which they came. What was removed keeps its place."""

    region: str
    inboxes: dict[str, list[Mail]] = field(default_factory=lambda: defaultdict(list))
    count: int = 0
    _rows: dict[str, Row] = field(default_factory=dict)
    _before: dict[str, Event] = field(default_factory=dict)
    _changed_at: dict[str, int] = field(default_factory=dict)
    _gone: set[str] = field(default_factory=set)

    def ids(self, since: int | None) -> list[str]:
        """Name the rows that changed after a count, gone ones too, or all of them."""
        return [key for key in self._rows if since is None or self._changed_at[key] > since]

    def find(self, event_id: str) -> Row | None:
        """Return a row that is there."""
        return None if event_id in self._gone else self._rows.get(event_id)

    def row(self, ref: EventRef) -> Row:
        """Return a row that is there; raises EventGoneError."""
        found = self.find(ref.id)
        if found is None:
            message = f"The event {ref.id} is not there any more."
            raise EventGoneError(message)
        return found

    def before(self, event: Event) -> Event:
        """Return the version before this one, or this one where it is the first."""
        return self._before.get(event.id, event)

    def standing(self) -> Iterator[Row]:
        """List what is there."""
        return (row for key, row in self._rows.items() if key not in self._gone)

    def keep(self, row: Row, *, now: datetime | None = None, told: Told | None = HUMAN) -> Event:
        """Keep a new version and tell its guests, or nobody where ``told`` is None."""
        self.count += 1
        event_id = row.event.id
        before = self._rows.get(event_id)
        if before is not None:
            self._before[event_id] = before.event
        event = replace(row.event, version=f"v{self.count}", changed=now or row.event.changed)
        event = replace(event, place=self._place(replace(row, event=event)))
        self._rows[event_id] = replace(row, event=event)
        self._changed_at[event_id] = self.count
        self._gone.discard(event_id)
        self._tell(event, told)
        return event

    def remove(self, event_id: str) -> None:
        """Take a row away; it is news until the next cursor."""
        row = self.find(event_id)
        if row is None:
            return
        self.count += 1
        self._changed_at[event_id] = self.count
        self._gone.add(event_id)
        self._tell(row.event, HUMAN)

    def _tell(self, event: Event, told: Told | None) -> None:
        for guest in event.guests if told else ():
            self.inboxes[guest.address].append(Mail(event_id=event.id, edit_id=told.edit_id if told else ""))

    def _place(self, row: Row) -> Place:
        return read_place(
            title=row.event.title,
            location=row.event.location,
            description=row.text,
            conference=row.conference,
            region=self.region,
        )
