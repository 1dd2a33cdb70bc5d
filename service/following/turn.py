"""A turn: one sync of one calendar, with all that its steps share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from calendar_sync.errors import MailsUsedUpError
from calendar_sync.port import Calendar, Reader
from policies.context import Owner, Settings
from policies.event import Event
from service.following.switchboard import Switchboard
from service.store import calendars
from service.store.calendars import Followed
from service.store.owners import Owned
from service.store.runs import Tally
from service.store.store import Store

OpenCalendar = Callable[[Followed, Reader], Calendar]
"""Returns the calendar that a connection leads to; raises the errors of ``calendar_sync.errors``."""

PATIENCE = timedelta(days=1)
_QUIET = timedelta(hours=6)
"""Google: "hours to days", and no more is said (support.google.com, "Avoid Calendar use limits")."""


def nobody_left(_owned: Owned) -> None:
    """Do nothing more where a calendar was left."""


def unnoticed(_step: str) -> None:
    """Pass over a step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What every turn is given: the store, how calendars are opened, the clock.

    ``step`` is told the name of each step that writes, before and after it: the tests stop there.
    """

    store: Store
    open_calendar: OpenCalendar
    now: Callable[[], datetime]
    step: Callable[[str], None] = unnoticed
    hooks: str = ""
    """Where providers may call, as the beginning of an address; empty where the world does not reach us."""
    switchboard: Switchboard = field(default_factory=Switchboard)
    """Is told which channels are open."""
    left: Callable[[Owned], None] = nobody_left
    """Is told whose calendar was left, once everything about it is deleted."""
    patience: timedelta = PATIENCE
    """How long a calendar that is being left may go without answering, before it is given up."""


@dataclass(slots=True, kw_only=True)
class Turn:
    """One sync. ``row`` is the calendar as it was when the turn began, or last wrote its progress."""

    desk: Desk
    owned: Owned
    row: Followed
    calendar: Calendar
    owner: Owner
    settings: Settings
    written: dict[str, str]
    now: datetime
    tally: Tally = field(default_factory=Tally)
    overtaken: bool = False
    """Whether an event turned out to be another one than it was listed as."""
    all_read: tuple[Event, ...] | None = None
    """All events of the calendar, where this turn has read every one: they need not be unsealed again."""
    quiet_until: datetime | None = None
    """Until when nothing is written that guests would be mailed about."""

    @property
    def quiet(self) -> bool:
        """Whether guests are not to be mailed now."""
        return self.quiet_until is not None and self.quiet_until > self.now

    def be_quiet(self, error: MailsUsedUpError) -> None:
        """Mail no guests for hours: to press on would only prolong the provider's refusal."""
        self.quiet_until = self.now + (error.retry_after or _QUIET)
        with self.store.session() as session:
            calendars.be_quiet(session, self.owned, self.row.kind, self.quiet_until)

    @property
    def store(self) -> Store:
        """The store."""
        return self.desk.store

    @property
    def id(self) -> str:
        """The calendar's id."""
        return self.row.key.calendar
