"""When somebody was first met: hashes and moments, so that a regular client is not taken for a new one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import insert
from sqlmodel import Session, select

from service.store.owners import Owned
from service.store.tables import ContactRow


def first_met(session: Session, owned: Owned) -> dict[str, datetime]:
    """Return, by fingerprint, the moment of the earliest meeting that is known."""
    query = select(ContactRow.fingerprint, ContactRow.first_met).where(ContactRow.owner_id == owned.id)
    return dict(session.exec(query).all())


def remember(session: Session, owned: Owned, met: Mapping[str, datetime]) -> None:
    """Keep moments by address or number where they are earlier than what is known."""
    known = first_met(session, owned)
    fresh: dict[str, datetime] = {}
    for key, moment in met.items():
        fingerprint = owned.fingerprint(key)
        if fingerprint not in known:
            fresh[fingerprint] = min(moment, fresh.get(fingerprint, moment))
        elif moment < known[fingerprint]:
            session.merge(ContactRow(owner_id=owned.id, fingerprint=fingerprint, first_met=moment))
    if fresh:
        rows = [{"owner_id": owned.id, "fingerprint": each, "first_met": fresh[each]} for each in fresh]
        session.connection().execute(insert(ContactRow), rows)
