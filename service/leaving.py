"""Leaving a calendar cleanly: what is still to come is taken back, then everything about it is deleted."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col

from calendar_sync.edit import EditState
from service.following.turn import Turn
from service.store import calendars
from service.store.owners import Owned
from service.store.tables import CalendarState, EditRow


def leave(session: Session, owned: Owned, calendar: str, *, now: datetime) -> None:
    """Ask for it: the next sync of the calendar takes back and deletes."""
    mine = (col(EditRow.owner_id) == owned.id) & (col(EditRow.calendar) == calendar)
    done = mine & (col(EditRow.state) == EditState.DONE.value) & (col(EditRow.starts) > now)
    session.connection().execute(update(EditRow).where(done).values(undo_wanted=now))
    calendars.answer_alarm(session, owned, calendar)
    calendars.set_state(session, owned, [calendar], CalendarState.LEAVING)


def finish(turn: Turn) -> None:
    """Delete everything about a calendar, once nothing is left to take back."""
    with turn.store.session() as session:
        calendars.forget(session, turn.owned, turn.id)
