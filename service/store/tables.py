"""The tables. Everything that belongs to an owner carries the owner's id; texts are sealed."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


class OwnerRow(SQLModel, table=True):
    """Whose data it is; found by any of the addresses."""

    __tablename__ = "owner"
    id: str = Field(primary_key=True)
    created: datetime


class OwnerKeyRow(SQLModel, table=True):
    """An address of an owner, as a keyed hash."""

    __tablename__ = "owner_key"
    fingerprint: str = Field(primary_key=True)
    owner_id: str = Field(foreign_key="owner.id", index=True, ondelete="CASCADE")


class PersonRow(SQLModel, table=True):
    """Somebody the owner meets. ``noted`` is false for clients that no notes are kept about."""

    __tablename__ = "person"
    id: str = Field(primary_key=True)
    owner_id: str = Field(foreign_key="owner.id", index=True, ondelete="CASCADE")
    sealed: bytes
    noted: bool = True
    created: datetime
    last_contact: datetime


class PersonKeyRow(SQLModel, table=True):
    """An address or number of a person, as a keyed hash: how a person is found."""

    __tablename__ = "person_key"
    __table_args__ = (UniqueConstraint("owner_id", "fingerprint"),)
    id: int | None = Field(default=None, primary_key=True)
    owner_id: str = Field(foreign_key="owner.id", index=True, ondelete="CASCADE")
    person_id: str = Field(foreign_key="person.id", index=True, ondelete="CASCADE")
    fingerprint: str


class NoteRow(SQLModel, table=True):
    """A thread, an occasion or a fact."""

    __tablename__ = "note"
    id: str = Field(primary_key=True)
    owner_id: str = Field(foreign_key="owner.id", index=True, ondelete="CASCADE")
    person_id: str = Field(foreign_key="person.id", index=True, ondelete="CASCADE")
    kind: str
    source: str
    sealed: bytes
    since: date | None = None
    until: date | None = None
    created: datetime


class StoryRow(SQLModel, table=True):
    """Something small of the owner's own."""

    __tablename__ = "story"
    id: str = Field(primary_key=True)
    owner_id: str = Field(foreign_key="owner.id", index=True, ondelete="CASCADE")
    sealed: bytes
    since: date | None = None
    until: date | None = None
    created: datetime


class OpenerUseRow(SQLModel, table=True):
    """What was told to, or asked of, a person, and at which event."""

    __tablename__ = "opener_use"
    __table_args__ = (UniqueConstraint("person_id", "used"),)
    id: int | None = Field(default=None, primary_key=True)
    owner_id: str = Field(foreign_key="owner.id", index=True, ondelete="CASCADE")
    person_id: str = Field(foreign_key="person.id", index=True, ondelete="CASCADE")
    used: str
    event_id: str
    created: datetime


class SettingRow(SQLModel, table=True):
    """One choice of an owner, as it was written."""

    __tablename__ = "setting"
    owner_id: str = Field(primary_key=True, foreign_key="owner.id", ondelete="CASCADE")
    name: str = Field(primary_key=True)
    sealed: bytes


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


class ContactRow(SQLModel, table=True):
    """When somebody was first met, as far as is known; the address or number is a keyed hash."""

    __tablename__ = "contact"
    owner_id: str = Field(primary_key=True, foreign_key="owner.id", ondelete="CASCADE")
    fingerprint: str = Field(primary_key=True)
    first_met: datetime


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


class SignInRow(SQLModel, table=True):
    """A link that signs in once; the token itself is in the link alone."""

    __tablename__ = "sign_in"
    fingerprint: str = Field(primary_key=True)
    owner_id: str = Field(foreign_key="owner.id", index=True, ondelete="CASCADE")
    ends: datetime
    used: datetime | None = None


class SessionRow(SQLModel, table=True):
    """Somebody who is signed in; the secret itself is in the browser's cookie alone."""

    __tablename__ = "session"
    fingerprint: str = Field(primary_key=True)
    owner_id: str = Field(foreign_key="owner.id", index=True, ondelete="CASCADE")
    seen: datetime
    ends: datetime


class ConnectionState(StrEnum):
    """Where an account with a provider stands."""

    ACTIVE = "active"
    RECONNECT = "reconnect"
    """The provider does not let us in any more: the owner has to connect it again."""
    LEAVING = "leaving"
    """Its calendars are being left; then the right is given back, and it is deleted."""


class ConnectionRow(SQLModel, table=True):
    """An account with a provider: tokens and address sealed, the account's own id as a keyed hash."""

    __tablename__ = "connection"
    __table_args__ = (UniqueConstraint("provider", "subject"),)
    id: str = Field(primary_key=True)
    owner_id: str = Field(foreign_key="owner.id", index=True, ondelete="CASCADE")
    provider: str
    subject: str
    sealed: bytes
    scopes: str
    """What was granted, with spaces in between."""
    state: str = ConnectionState.ACTIVE.value
    error: str = ""
    created: datetime
    changed: datetime


class ChannelRow(SQLModel, table=True):
    """A way on which a provider says that a calendar changed; its token is in the provider's hands alone.

    Without ``resource`` it was asked for and never confirmed: until it ends, none is asked for again.
    """

    __tablename__ = "channel"
    id: str = Field(primary_key=True)
    owner_id: str = Field(foreign_key="owner.id", index=True, ondelete="CASCADE")
    calendar: str
    resource: str = ""
    fingerprint: str
    ends: datetime
    number: int = 0
    """The highest message number that was heard."""


class RoundRow(SQLModel, table=True):
    """One way to a provider's consent page and back: ends soon, serves once, in one browser."""

    __tablename__ = "consent_round"
    fingerprint: str = Field(primary_key=True)
    browser: str
    owner_id: str | None = Field(default=None, foreign_key="owner.id", index=True, ondelete="CASCADE")
    sealed: bytes
    """The verifier of the exchange."""
    redirect: str
    consent: bool
    """Whether consent was asked for anew: with that, Google gives what lasts, or never does."""
    ends: datetime
