"""Leaving a calendar cleanly: what is still to come is taken back, then everything about it is deleted.

Nobody is kept waiting for ever: where the calendar lets nobody in any more, or has not answered for about
a day, it is given up, and what stayed in it is kept for its owner to read.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from sqlalchemy import update
from sqlmodel import Session, col

from calendar_sync.errors import CalendarError, RevokedError
from service.calendars_in_words import name_of
from service.following.turn import Turn
from service.store import calendars, partings, steps
from service.store.calendars import Followed
from service.store.owners import Owned
from service.store.store import Store
from service.store.tables import CalendarState, EditRow

_LOG = structlog.get_logger("plausch.leaving")


def leave(session: Session, owned: Owned, calendar: str, *, now: datetime) -> None:
    """Ask for it: the next sync of the calendar takes back and deletes."""
    mine = (col(EditRow.owner_id) == owned.id) & (col(EditRow.calendar) == calendar)
    made = col(EditRow.state).in_([state.value for state in steps.MADE])
    done = mine & made & (col(EditRow.starts) > now)
    session.connection().execute(update(EditRow).where(done).values(undo_wanted=now))
    calendars.answer_alarm(session, owned, calendar)
    calendars.be_left(session, owned, calendar, now=now)


def finish(turn: Turn) -> None:
    """Delete everything about a calendar, once nothing is left to take back."""
    with turn.store.session() as session:
        if calendars.is_leaving(session, turn.owned, turn.id):
            calendars.forget(session, turn.owned, turn.id)


def is_hopeless(row: Followed, error: CalendarError, *, now: datetime, patience: timedelta) -> bool:
    """Whether a calendar that is being left is to be given up, for what it answers or for how long."""
    if row.state is not CalendarState.LEAVING:
        return False
    too_long = row.left_from is not None and row.left_from + patience <= now
    return too_long or isinstance(error, RevokedError)


def give_up(store: Store, owned: Owned, row: Followed, *, now: datetime) -> None:
    """Delete everything about a calendar, and keep what stayed in it; not where its owner has come back."""
    calendar = row.key.calendar
    with store.session() as session:
        if not calendars.is_leaving(session, owned, calendar):
            return
        stayed = partings.to_come(session, owned, calendar, now=now)
        if stayed:
            partings.keep(session, owned, name_of(row), stayed, now=now)
        calendars.forget(session, owned, calendar)
    _LOG.warning("calendar given up", calendar=calendar, stayed=len(stayed))
