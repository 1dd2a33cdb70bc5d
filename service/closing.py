"""Closing an account: every calendar is left cleanly, rights are given back, then all that is kept goes.

The wish is written down and outlives a restart; the sync that leaves the last calendar ends the account.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col

from calendar_sync.plan import Level
from service import leaving, steer
from service.following.turn import Desk
from service.store import calendars, connections, preferences
from service.store.owners import Owned
from service.store.tables import ConnectionState, OwnerRow


def close(session: Session, owned: Owned, *, now: datetime) -> tuple[str, ...]:
    """Ask for it; return the calendars whose next syncs leave them: without any, ``finish`` may end it."""
    steer.set_level(session, owned, Level.WATCH)
    preferences.want_closed(session, owned)
    left = calendars.ids(session, owned)
    for each in left:
        leaving.leave(session, owned, each, now=now)
    _leave_connections(session, owned, now=now)
    return left


def close_at_once(session: Session, owned: Owned) -> None:
    """Take nothing back: what stands in calendars stays there. ``finish`` ends it."""
    preferences.want_closed(session, owned)
    for each in calendars.ids(session, owned):
        calendars.forget(session, owned, each)


def finish(desk: Desk, owned: Owned) -> bool:
    """End an account that is to be closed and has no calendar any more; whether it was ended.

    Its rights are given back first: once the account is deleted, nobody holds what could revoke them.
    """
    with desk.store.session() as session:
        if not preferences.is_closing(session, owned) or calendars.ids(session, owned):
            return False
        _leave_connections(session, owned, now=desk.now())
    desk.left(owned)
    with desk.store.session() as session:
        _erase_owner(session, owned)
    return True


def _leave_connections(session: Session, owned: Owned, *, now: datetime) -> None:
    for each in connections.all_of(session, owned):
        connections.set_state(session, owned, each.id, ConnectionState.LEAVING, now=now)


def _erase_owner(session: Session, owned: Owned) -> None:
    """Delete an owner with every row that is theirs."""
    session.flush()
    session.connection().execute(delete(OwnerRow).where(col(OwnerRow.id) == owned.id))
    session.expire_all()
