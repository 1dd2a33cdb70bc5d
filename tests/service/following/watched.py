"""A calendar that is watched: whatever Plausch writes into it is shown to a witness."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from calendar_sync.edit import Edit, TakenBack, Upkeep, Written
from calendar_sync.port import Capabilities, Cursor, Draft, Fetched, Page, Window
from policies.event import Event, EventRef, OursKind
from tests.service.following.here import Here


class Way(StrEnum):
    """Why Plausch writes."""

    EDIT = "edit"
    UNDO = "undo"
    UPKEEP = "upkeep"


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """One event that was written, as it was and as it is."""

    calendar: str
    way: Way
    edit_id: str
    before: Event | None
    after: Event | None


Witnessed = Callable[[Write], None]


@dataclass(slots=True)
class Watched:
    """A calendar in memory behind the port, its writes compared before and after."""

    calendar: Here
    seen: Witnessed

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
        with self._watching(Way.EDIT, draft.written.edit_id):
            return self.calendar.send(draft)

    def take_back(self, written: Written, *, now: datetime) -> TakenBack:
        """Take an edit back."""
        with self._watching(Way.UNDO, written.edit_id):
            return self.calendar.take_back(written, now=now)

    def keep_up(self, upkeep: Upkeep, *, now: datetime) -> None:
        """Move or remove an entry of ours."""
        with self._watching(Way.UPKEEP, ""):
            self.calendar.keep_up(upkeep, now=now)

    @contextmanager
    def _watching(self, way: Way, edit_id: str) -> Iterator[None]:
        before: dict[str, Event] = {}
        latency = self.calendar.latency

        def asked() -> None:
            if latency:
                latency()
            before.update(self.calendar.events)

        self.calendar.latency = asked
        try:
            yield
        finally:
            if self.calendar.latency is asked:
                self.calendar.latency = latency
            self._show(way, edit_id, before)

    def _show(self, way: Way, edit_id: str, before: dict[str, Event]) -> None:
        after = self.calendar.events
        for key in before.keys() | after.keys():
            old, new = before.get(key), after.get(key)
            if (old and old.version) != (new and new.version):
                self.seen(Write(calendar=self.calendar.name, way=way, edit_id=edit_id, before=old, after=new))
