"""What the machine needs of a calendar: the port, and the hands of the people who use it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from calendar_sync.faults import Fault, Operation
from calendar_sync.port import Calendar
from policies.event import Event


class Wrong(Protocol):
    """What can go wrong with a calendar."""

    def arm(self, operation: Operation, fault: Fault) -> None:
        """Let the next operation of this kind go wrong."""
        ...

    def clear(self) -> None:
        """Let everything go well again."""
        ...


class Received(Protocol):
    """A mail of a guest; ``edit_id`` is empty where a human's hand sent it."""

    @property
    def event_id(self) -> str:
        """The event it is about."""
        ...

    @property
    def edit_id(self) -> str:
        """What it is of."""
        ...


class Here(Calendar, Protocol):
    """A calendar with its humans. ``latency`` is called before each request."""

    name: str
    latency: Callable[[], object] | None
    page_size: int
    requests: int
    writes: int

    @property
    def faults(self) -> Wrong:
        """What can go wrong."""
        ...

    @property
    def inboxes(self) -> Mapping[str, Sequence[Received]]:
        """What guests were sent, by address."""
        ...

    @property
    def events(self) -> Mapping[str, Event]:
        """All events that are there."""
        ...

    def put(
        self, event: Event, *, description: str = "", conference: str = "", now: datetime | None = None
    ) -> Event:
        """Create or replace an event."""
        ...

    def change(
        self,
        event_id: str,
        *,
        now: datetime | None = None,
        description: str | None = None,
        **fields: Any,  # any field of an event
    ) -> Event:
        """Change fields of an event."""
        ...

    def remove(self, event_id: str) -> None:
        """Delete an event."""
        ...

    def copy(self, event_id: str, series: str, by: timedelta = ...) -> Event:
        """Copy an event with everything on it."""
        ...

    def expire_cursors(self) -> None:
        """Let every cursor be dead."""
        ...

    def description(self, event_id: str) -> str:
        """Return the text of an event."""
        ...
