"""Leaving a calendar cleanly: what is still to come is taken back, then everything about it is deleted."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col

from service.following.turn import Turn
from service.store import calendars, steps
from service.store.owners import Owned
from service.store.store import Store
from service.store.tables import CalendarState, EditRow


def leave(session: Session, owned: Owned, calendar: str, *, now: datetime) -> None:
    """Ask for it: the next sync of the calendar takes back and deletes."""
    mine = (col(EditRow.owner_id) == owned.id) & (col(EditRow.calendar) == calendar)
    made = col(EditRow.state).in_([state.value for state in steps.MADE])
    done = mine & made & (col(EditRow.starts) > now)
    session.connection().execute(update(EditRow).where(done).values(undo_wanted=now))
    calendars.answer_alarm(session, owned, calendar)
    calendars.set_state(session, owned, [calendar], CalendarState.LEAVING)


def finish(turn: Turn) -> None:
    """Delete everything about a calendar, once nothing is left to take back."""
    _forget(turn.store, turn.owned, turn.id)


def give_up(store: Store, owned: Owned, calendar: str) -> None:
    """Delete everything about a calendar that lets nobody in any more: nothing can be taken back there."""
    _forget(store, owned, calendar)


def _forget(store: Store, owned: Owned, calendar: str) -> None:
    """Delete, unless its owner has come back in the meantime."""
    with store.session() as session:
        if calendars.is_leaving(session, owned, calendar):
            calendars.forget(session, owned, calendar)
