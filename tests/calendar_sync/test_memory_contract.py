"""The calendar in memory keeps what every calendar promises."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest

from calendar_sync.faults import Fault, Operation
from calendar_sync.memory import MemoryCalendar
from policies.event import AllDay, EventRef, Timed
from tests.builders import event
from tests.calendar_sync.contract.entries import EntriesContract
from tests.calendar_sync.contract.reading import ReadingContract
from tests.calendar_sync.contract.subject import Planned, Subject
from tests.calendar_sync.contract.undoing import UndoContract
from tests.calendar_sync.contract.upkeep import UpkeepContract
from tests.calendar_sync.contract.writing import WritingContract


@dataclass(slots=True)
class MemorySubject:
    """The calendar in memory and its human."""

    calendar: MemoryCalendar = field(default_factory=lambda: MemoryCalendar(name="work", page_size=2))
    _ids: count[int] = field(default_factory=count)

    def add(self, planned: Planned) -> EventRef:
        """Put an event in."""
        series = f"event{next(self._ids)}"
        refs = [self._put(planned, series, week) for week in range(planned.weeks or 1)]
        return refs[0]

    def retitle(self, ref: EventRef, title: str) -> None:
        """Give an event another title."""
        self.calendar.change(ref.id, title=title)

    def relocate(self, ref: EventRef, location: str) -> None:
        """Write another place."""
        self.calendar.change(ref.id, location=location)

    def shorten(self, ref: EventRef, by: timedelta) -> None:
        """Let an event end earlier."""
        span = self._span(ref)
        self.calendar.change(ref.id, span=Timed(start=span.start, end=span.end - by))

    def move(self, ref: EventRef, by: timedelta) -> None:
        """Drag an event elsewhere."""
        span = self._span(ref)
        self.calendar.change(ref.id, span=Timed(start=span.start + by, end=span.end + by))

    def remove(self, ref: EventRef) -> None:
        """Delete an event."""
        self.calendar.remove(ref.id)

    def copy(self, ref: EventRef) -> EventRef:
        """Copy an event."""
        return self.calendar.copy(ref.id, f"event{next(self._ids)}").ref

    def expire(self) -> None:
        """Let all cursors die."""
        self.calendar.expire_cursors()

    def spoil(self) -> None:
        """Let nothing be answered any more."""
        for operation in Operation:
            for _ in range(9):
                self.calendar.faults.arm(operation, Fault.UNAVAILABLE)

    def mails(self) -> tuple[str, ...]:
        """Return who was mailed."""
        return tuple(address for address, inbox in self.calendar.inboxes.items() for _ in inbox)

    def text(self, ref: EventRef) -> str:
        """Return the description of an event."""
        return self.calendar.description(ref.id)

    def seen_by_guests(self) -> str:
        """Return all of every event that has guests."""
        shared = [each for each in self.calendar.events.values() if each.guests]
        return "\n".join(f"{each!r}\n{self.calendar.description(each.id)}" for each in shared)

    def _put(self, planned: Planned, series: str, week: int) -> EventRef:
        start = (planned.start + timedelta(weeks=week)).astimezone(ZoneInfo(planned.zone))
        last = start.date() + timedelta(days=planned.days - 1)
        made = event(
            start,
            planned.minutes,
            guests=planned.guests,
            series=series,
            occurrence=start.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ") if planned.weeks else "",
            title=planned.title,
            location=planned.location,
            recurring=bool(planned.weeks),
            **({"span": AllDay(first=start.date(), last=last)} if planned.days else {}),
        )
        return self.calendar.put(made, description=planned.description).ref

    def _span(self, ref: EventRef) -> Timed:
        span = self.calendar.events[ref.id].span
        assert isinstance(span, Timed)
        return span


@pytest.fixture
def subject() -> Subject:
    """Begin with an empty calendar."""
    return MemorySubject()


class TestReading(ReadingContract):
    """Reading."""


class TestWriting(WritingContract):
    """Writing."""


class TestEntries(EntriesContract):
    """Entries of ours."""


class TestUndo(UndoContract):
    """Taking back."""


class TestUpkeep(UpkeepContract):
    """Following the meeting."""
