"""Accounts with providers, the ways they call us on, and rounds of consent."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


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
    opened: datetime | None = None
    """When it was asked for; None for those of before this was kept."""


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
    again: str = ""
    """The connection that is to be connected again: another account is not meant."""


class PartingRow(SQLModel, table=True):
    """What stayed in a calendar that was left while its provider did not answer: days and kinds, sealed."""

    __tablename__ = "parting"
    id: str = Field(primary_key=True)
    owner_id: str = Field(foreign_key="owner.id", index=True, ondelete="CASCADE")
    sealed: bytes
    created: datetime
