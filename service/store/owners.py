"""Whose rows they are: every function of the store is given an ``Owned`` and keeps to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlmodel import Session, select

from service.store.sealing import Keyring
from service.store.tables import OwnerKeyRow, OwnerRow


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


def local_owner(session: Session, keyring: Keyring, addresses: Iterable[str], *, now: datetime) -> Owned:
    """Return the owner of any of these addresses; a new one where none is known yet.

    Without addresses it is the one local owner.
    """
    named = list(addresses) or ["local"]
    prints = {keyring.fingerprint(address.strip().lower(), "owner") for address in named}
    found = (row for each in sorted(prints) if (row := session.get(OwnerKeyRow, each)))
    known = next(found, None)
    owner_id = known.owner_id if known else uuid4().hex
    if known is None:
        session.add(OwnerRow(id=owner_id, created=now))
        session.flush()
    for each in prints:
        if session.get(OwnerKeyRow, each) is None:
            session.add(OwnerKeyRow(fingerprint=each, owner_id=owner_id))
    session.flush()
    return Owned(owner_id, keyring)


def only_owner(session: Session, keyring: Keyring) -> Owned | None:
    """Return the owner where there is exactly one."""
    rows = list(session.exec(select(OwnerRow).limit(2)))
    return Owned(rows[0].id, keyring) if len(rows) == 1 else None
