"""Whose rows they are: every function of the store is given an ``Owned`` and keeps to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlmodel import Session

from service.store.sealing import Keyring
from service.store.tables import OwnerKeyRow, OwnerRow

LOCAL = "local"


@dataclass(frozen=True, slots=True)
class Owned:
    """One owner's share of the store: seals for this owner, finds only this owner's rows."""

    id: str
    keyring: Keyring

    def seal(self, text: str, where: str) -> bytes:
        """Seal a text of this owner's."""
        return self.keyring.seal(text, f"{self.id}|{where}")

    def open(self, sealed: bytes, where: str) -> str:
        """Open a text of this owner's."""
        return self.keyring.open(sealed, f"{self.id}|{where}")

    def fingerprint(self, key: str) -> str:
        """Return the hash by which an address or number of this owner's people is found."""
        return self.keyring.fingerprint(key.strip().lower(), self.id)


def local_owner(session: Session, keyring: Keyring, *, now: datetime) -> Owned:
    """Return the one owner of an installation for a single person, whatever address a file has."""
    return owner_named(session, keyring, LOCAL, now=now)


def owner_named(session: Session, keyring: Keyring, name: str, *, now: datetime) -> Owned:
    """Return the owner of a name or address, a new one where none is known yet."""
    fingerprint = keyring.fingerprint(name.strip().lower(), "owner")
    known = session.get(OwnerKeyRow, fingerprint)
    if known:
        return Owned(known.owner_id, keyring)
    owned = new_owner(session, keyring, now=now)
    session.add(OwnerKeyRow(fingerprint=fingerprint, owner_id=owned.id))
    session.flush()
    return owned


def new_owner(session: Session, keyring: Keyring, *, now: datetime) -> Owned:
    """Return an owner whom nothing is known of yet: found by an account that will be connected."""
    row = OwnerRow(id=uuid4().hex, created=now)
    session.add(row)
    session.flush()
    return Owned(row.id, keyring)
