"""Whom an owner meets, what is noted of them, and what was told to whom."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


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


class ContactRow(SQLModel, table=True):
    """When somebody was first met, as far as is known; the address or number is a keyed hash."""

    __tablename__ = "contact"
    owner_id: str = Field(primary_key=True, foreign_key="owner.id", ondelete="CASCADE")
    fingerprint: str = Field(primary_key=True)
    first_met: datetime
