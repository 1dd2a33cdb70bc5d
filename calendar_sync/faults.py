"""Fault switches of the in-memory calendar: what calendars of the outside world do at the worst moment."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType

from calendar_sync.errors import (
    CalendarError,
    ConflictError,
    CursorDeadError,
    MailsUsedUpError,
    OutcomeUnknownError,
    RateLimitedError,
    RevokedError,
    UnavailableError,
)


class Operation(StrEnum):
    """What a calendar is asked to do."""

    READ = "read"
    FETCH = "fetch"
    WRITE = "write"


class Fault(StrEnum):
    """What goes wrong, once."""

    UNAVAILABLE = "unavailable"
    LOST_REQUEST = "lost_request"
    """Sent and not applied, and no answer."""
    LOST_ANSWER = "lost_answer"
    """Applied, and no answer."""
    CONFLICT = "conflict"
    RATE_LIMITED = "rate_limited"
    MAILS_USED_UP = "mails_used_up"
    CURSOR_DEAD = "cursor_dead"
    EMPTY = "empty"
    """A full answer without any event."""
    DUPLICATE = "duplicate"
    """A row that comes twice, an old version first."""
    STALE = "stale"
    """The version before the present one is read."""
    REVOKED = "revoked"


READ_FAULTS = (
    Fault.UNAVAILABLE,
    Fault.RATE_LIMITED,
    Fault.CURSOR_DEAD,
    Fault.EMPTY,
    Fault.DUPLICATE,
    Fault.STALE,
)
FETCH_FAULTS = (Fault.UNAVAILABLE, Fault.RATE_LIMITED, Fault.STALE)
WRITE_FAULTS = (
    Fault.UNAVAILABLE,
    Fault.RATE_LIMITED,
    Fault.LOST_REQUEST,
    Fault.LOST_ANSWER,
    Fault.CONFLICT,
)


@dataclass(slots=True)
class Faults:
    """Armed faults, each of which fires once at the next operation of its kind."""

    armed: dict[Operation, deque[Fault]] = field(default_factory=dict)
    revoked: bool = False

    def arm(self, operation: Operation, fault: Fault) -> None:
        """Let the next operation of this kind go wrong."""
        self.armed.setdefault(operation, deque()).append(fault)

    def clear(self) -> None:
        """Let everything go well again."""
        self.armed.clear()
        self.revoked = False

    def strike(self, operation: Operation) -> Fault | None:
        """Raise what is armed, or return it where the calendar itself has to act it out."""
        if self.revoked:
            message = "The right to this calendar was taken away."
            raise RevokedError(message)
        waiting = self.armed.get(operation)
        fault = waiting.popleft() if waiting else None
        if fault is Fault.REVOKED:
            self.revoked = True
            return self.strike(operation)
        raised = _RAISED.get(fault) if fault else None
        if raised is not None:
            error = raised()
            raise error
        return fault


def lost() -> OutcomeUnknownError:
    """Return the error of a write without an answer."""
    message = "No answer came."
    return OutcomeUnknownError(message)


_RAISED: Mapping[Fault, Callable[[], CalendarError]] = MappingProxyType(
    {
        Fault.UNAVAILABLE: lambda: UnavailableError("The calendar does not answer."),
        Fault.RATE_LIMITED: lambda: RateLimitedError("Too many requests.", retry_after=timedelta(seconds=30)),
        Fault.MAILS_USED_UP: lambda: MailsUsedUpError("No more mails.", retry_after=timedelta(hours=6)),
        Fault.CURSOR_DEAD: lambda: CursorDeadError("This cursor is too old."),
        Fault.CONFLICT: lambda: ConflictError("The event was changed meanwhile."),
        Fault.LOST_REQUEST: lost,
    }
)
