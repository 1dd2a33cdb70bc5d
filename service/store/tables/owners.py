"""Whose data it is, what they chose, and who is signed in."""

from __future__ import annotations

from datetime import datetime

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


class SettingRow(SQLModel, table=True):
    """One choice of an owner, as it was written."""

    __tablename__ = "setting"
    owner_id: str = Field(primary_key=True, foreign_key="owner.id", ondelete="CASCADE")
    name: str = Field(primary_key=True)
    sealed: bytes


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
