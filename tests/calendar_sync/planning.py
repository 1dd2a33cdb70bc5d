"""What the tests of the engine's parts share: decisions, and a village calendar with one meeting."""

from __future__ import annotations

from calendar_sync.edit import Edit
from calendar_sync.memory import MemoryCalendar
from calendar_sync.plan import edits_of
from policies.change import Change
from policies.decision import Decision
from policies.event import Event
from tests.builders import event
from tests.calendar_sync.contract.subject import NUMBER


def decision(of: Event, *changes: Change) -> Decision:
    """Decide on changes of an event."""
    return Decision(event=of, verdicts=(), changes=changes)


def edits(of: Event, *changes: Change) -> tuple[Edit, ...]:
    """Plan the edits of one event."""
    return tuple(edits_of(decision(of, *changes)))


def one_meeting() -> tuple[MemoryCalendar, Event]:
    """Open a calendar with a meeting that is held by phone."""
    calendar = MemoryCalendar(name="work")
    return calendar, calendar.put(event(location=NUMBER))
