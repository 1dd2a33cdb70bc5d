"""Calendars that are followed, the mirror of their events, and the ledger."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel


class CalendarState(StrEnum):
    """Where a connected calendar stands."""

    ACTIVE = "active"
    RECONNECT = "reconnect"
    """The right to it is gone: nothing is asked of it until it is connected again."""
    LEAVING = "leaving"
    """What is still to come is being taken back, and then everything about it is deleted."""


class CalendarRow(SQLModel, table=True):
    """A connected calendar, and how far it was followed.

    ``wanted`` counts triggers and is raised before anybody is woken; ``synced`` is the value that the
    last whole sync had seen: the job is only a wake-up, the intent stands here. ``serial`` fences
    writes: a sync that fell asleep and was overtaken writes nothing any more.
    """

    __tablename__ = "calendar"
    owner_id: str = Field(primary_key=True, foreign_key="owner.id", ondelete="CASCADE")
    id: str = Field(primary_key=True)
    kind: str
    sealed: bytes
    state: str = CalendarState.ACTIVE.value
    alarm: str = ""
    accepted: str = ""
    """The alarm that the owner has answered with "go on", for the next run."""
    cursor: str | None = None
    first: datetime | None = None
    last: datetime | None = None
    """The window that the cursor belongs to."""
    serial: int = 0
    wanted: int = 1
    synced: int = 0
    decide_at: datetime | None = None
    """When decisions may change by time alone."""
    poll_at: datetime
    failures: int = 0
    error: str = ""
    synced_at: datetime | None = None
    quiet_until: datetime | None = None
    """The provider sends no more mails till then: nothing is edited that guests would be told of."""
    left_from: datetime | None = None
    """Since when it is being left."""
    created: datetime


class EventRow(SQLModel, table=True):
    """The mirror: what rules read of an event, sealed, and never its text."""

    __tablename__ = "event"
    owner_id: str = Field(primary_key=True, foreign_key="owner.id", ondelete="CASCADE")
    calendar: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    version: str
    ends: datetime
    """So that a calendar that comes back empty can be told from one that has nothing more to come."""
    sealed: bytes


class RunRow(SQLModel, table=True):
    """One sync that had something to do: counts and codes."""

    __tablename__ = "run"
    id: int | None = Field(default=None, primary_key=True)
    owner_id: str = Field(foreign_key="owner.id", index=True, ondelete="CASCADE")
    calendar: str = Field(index=True)
    started: datetime
    ended: datetime
    changed: int = 0
    gone: int = 0
    planned: int = 0
    done: int = 0
    refused: int = 0
    undone: int = 0
    alarm: str = ""
    error: str = ""


class EditRow(SQLModel, table=True):
    """One edit of the ledger: counts in the open, contents and images sealed."""

    __tablename__ = "edit"
    owner_id: str = Field(primary_key=True, foreign_key="owner.id", ondelete="CASCADE")
    calendar: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    event_id: str = Field(index=True)
    series: str
    day: date
    state: str
    minutes: int
    baseline_seconds: int
    room: str
    video: bool
    opener: bool
    guests_told: int
    reversible: bool
    sealed: bytes
    created: datetime
    starts: datetime | None = None
    """When the event begins: an edit of one that has begun is never taken back by a clean leave."""
    reason: str = ""
    tries: int = 0
    version: str = ""
    """The event's version after the write: what comes back with it is our own echo."""
    not_before: datetime | None = None
    """Put off until then."""
    undo_wanted: datetime | None = None
    """The intent to take it back, kept until that is done."""
    done: datetime | None = None
    undone: datetime | None = None


class EditPersonRow(SQLModel, table=True):
    """Whom an edit concerns, as keyed hashes of their addresses and numbers."""

    __tablename__ = "edit_person"
    id: int | None = Field(default=None, primary_key=True)
    owner_id: str = Field(foreign_key="owner.id", index=True, ondelete="CASCADE")
    edit_id: str = Field(index=True)
    fingerprint: str = Field(index=True)


class HandsOffRow(SQLModel, table=True):
    """An event or series that the owner shortened again, or said "never" to: hands off for good."""

    __tablename__ = "hands_off"
    owner_id: str = Field(primary_key=True, foreign_key="owner.id", ondelete="CASCADE")
    event_id: str = Field(primary_key=True)
    skipped: bool = False
    """Whether the owner said so, instead of changing the event by hand."""
    created: datetime
