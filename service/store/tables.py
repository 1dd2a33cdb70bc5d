"""The tables. Everything that belongs to an owner carries the owner's id; texts are sealed."""

from __future__ import annotations

from datetime import date, datetime

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
    """An event or series that the owner shortened again: hands off for good."""

    __tablename__ = "hands_off"
    owner_id: str = Field(primary_key=True, foreign_key="owner.id", ondelete="CASCADE")
    event_id: str = Field(primary_key=True)
    created: datetime
