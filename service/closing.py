"""Closing an account: every calendar is left cleanly, then all that is kept for the owner goes.

The wish is written down and outlives a restart; the sync that leaves the last calendar ends the account.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col

from calendar_sync.plan import Level
from service import leaving, steer
from service.store import calendars, preferences
from service.store.owners import Owned
from service.store.store import Store
from service.store.tables import OwnerRow


def close(session: Session, owned: Owned, *, now: datetime) -> tuple[str, ...]:
    """Ask for it; return the calendars that have to be left first. Without any it is done at once."""
    steer.set_level(session, owned, Level.WATCH)
    preferences.want_closed(session, owned)
    left = calendars.ids(session, owned)
    for each in left:
        leaving.leave(session, owned, each, now=now)
    if not left:
        erase_owner(session, owned)
    return left


def finish(store: Store, owned: Owned) -> bool:
    """End an account that is to be closed and has no calendar any more; whether it was ended."""
    with store.session() as session:
        wanted = preferences.is_closing(session, owned)
        if not wanted or calendars.ids(session, owned):
            return False
        erase_owner(session, owned)
    return True


def erase_owner(session: Session, owned: Owned) -> None:
    """Delete an owner with every row that is theirs; what stands in calendars stays there."""
    session.flush()
    session.connection().execute(delete(OwnerRow).where(col(OwnerRow.id) == owned.id))
    session.expire_all()
