"""The steps of an edit through the ledger. Each is written in one short transaction of its caller's."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from calendar_sync.edit import EditState, Written
from calendar_sync.plan import SKIPPED, Known
from service.store import ledger
from service.store.ledger import Entry
from service.store.owners import Owned
from service.store.tables import EditPersonRow, EditRow

UNSETTLED = (EditState.WRITING, EditState.UNKNOWN)
MADE = (EditState.DONE, *UNSETTLED)
"""What stands in the calendar, or may: all of it can be taken back."""
_ASK_AGAIN = "ask_again"
OPEN = (EditState.PLANNED, EditState.AWAITING)


class EditUnknownError(LookupError):
    """The owner has no such edit."""


def known(session: Session, owned: Owned, calendar: str) -> list[Known]:
    """Return every edit of a calendar as the plan needs it."""
    query = select(EditRow).where(EditRow.owner_id == owned.id, EditRow.calendar == calendar)
    return [
        Known(
            id=row.id,
            event_id=row.event_id,
            state=EditState(row.state),
            told=row.guests_told > 0,
            reason=row.reason,
        )
        for row in session.exec(query)
    ]


def intend(
    session: Session, owned: Owned, entry: Entry, people: Iterable[str], *, starts: datetime, now: datetime
) -> None:
    """Write down an edit that is planned, or waits for the owner."""
    ledger.record(session, owned, entry, people, now=now)
    row = row_of(session, owned, entry.calendar, entry.id)
    row.reason, row.starts, row.undo_wanted, row.tries = "", starts, None, 0
    session.add(row)


def writing(session: Session, owned: Owned, calendar: str, written: Written) -> bool:
    """Write down what is about to be sent, and what stands there before.

    False where it must not be sent: the owner said no since it was planned.
    """
    row = row_of(session, owned, calendar, written.edit_id)
    if row.state not in {EditState.PLANNED.value, EditState.WRITING.value}:
        return False
    where = f"edit:{calendar}:{row.id}"
    said = json.loads(owned.open(row.sealed, where))
    said["images"] = [asdict(image) for image in written.images]
    row.sealed = owned.seal(json.dumps(said, ensure_ascii=False), where)
    row.state, row.tries = EditState.WRITING.value, row.tries + 1
    session.add(row)
    return True


def finish(  # noqa: PLR0913  # an outcome has these parts
    session: Session,
    owned: Owned,
    calendar: str,
    edit_id: str,
    state: EditState,
    *,
    now: datetime,
    reason: str = "",
    version: str = "",
) -> None:
    """Write down what became of an edit."""
    row = row_of(session, owned, calendar, edit_id)
    if state is EditState.PLANNED and row.undo_wanted:
        # Taken back while it was on its way, and it did not arrive: then it is not to be made at all.
        state, reason = EditState.REFUSED, SKIPPED
    if row.reason == _ASK_AGAIN:
        if state is EditState.PLANNED:
            state = EditState.AWAITING
        elif state in UNSETTLED:
            reason = _ASK_AGAIN
    row.state, row.reason = state.value, reason
    if state is EditState.DONE:
        row.done, row.version = now, version or row.version
    if state not in MADE:
        row.undo_wanted = None
    row.undone = now if state is EditState.UNDONE else row.undone
    session.add(row)


def approve_all(session: Session, owned: Owned, calendar: str) -> None:
    """Let everything that waits be made."""
    for row in _rows(session, owned, calendar, (EditState.AWAITING,)):
        row.state = EditState.PLANNED.value
        session.add(row)


def ask_again(session: Session, owned: Owned, calendar: str) -> None:
    """Let what is planned wait for the owner, and what is on its way, should it not arrive."""
    for row in _rows(session, owned, calendar, (EditState.PLANNED, *UNSETTLED)):
        if row.state == EditState.PLANNED.value:
            row.state = EditState.AWAITING.value
        else:
            row.reason = _ASK_AGAIN
        session.add(row)


def withdraw(session: Session, owned: Owned, calendar: str, ids: Iterable[str]) -> None:
    """Close open edits that nobody wants any more."""
    mine = (col(EditRow.owner_id) == owned.id) & (col(EditRow.calendar) == calendar)
    still = col(EditRow.state).in_([state.value for state in OPEN])
    for each in ids:
        this = mine & still & (col(EditRow.id) == each)
        session.connection().execute(update(EditRow).where(this).values(state=EditState.SUPERSEDED.value))


def forget(session: Session, owned: Owned, calendar: str, edit_id: str) -> None:
    """Strike an edit that was planned and never sent: the calendar shows it as made in an earlier life.

    To keep it as not made would be untrue, and what stood there before it is not known.
    """
    row = row_of(session, owned, calendar, edit_id)
    mine = (col(EditPersonRow.owner_id) == owned.id) & (col(EditPersonRow.edit_id) == edit_id)
    session.connection().execute(delete(EditPersonRow).where(mine))
    session.delete(row)


def close(session: Session, owned: Owned, calendar: str, edit_id: str) -> None:
    """Close a done edit whose entry goes with its meeting; should the meeting come back, so may the entry."""
    row = session.get(EditRow, (owned.id, calendar, edit_id))
    if row is not None and row.state == EditState.DONE.value:
        row.state, row.undo_wanted = EditState.SUPERSEDED.value, None
        session.add(row)


def undo_wanted(session: Session, owned: Owned, calendar: str) -> tuple[Entry, ...]:
    """Return done edits that the owner wants taken back, the latest first."""
    query = select(EditRow).where(
        EditRow.owner_id == owned.id,
        EditRow.calendar == calendar,
        EditRow.state == EditState.DONE.value,
        col(EditRow.undo_wanted).is_not(None),
    )
    rows = session.exec(query.order_by(col(EditRow.created).desc(), col(EditRow.id)))
    return tuple(ledger.entry_from(owned, row) for row in rows)


def put_off(session: Session, owned: Owned, calendar: str, edit_id: str, *, until: datetime | None) -> None:
    """Let an edit wait until a moment."""
    row = row_of(session, owned, calendar, edit_id)
    row.not_before = until
    session.add(row)


def put_off_ids(session: Session, owned: Owned, calendar: str, *, now: datetime) -> frozenset[str]:
    """Return the ids of edits that wait for a later moment."""
    query = select(EditRow.id).where(
        EditRow.owner_id == owned.id, EditRow.calendar == calendar, col(EditRow.not_before) > now
    )
    return frozenset(session.exec(query))


def sent_ids(session: Session, owned: Owned, calendar: str) -> frozenset[str]:
    """Return the ids of planned edits that were sent before and did not arrive, as far as was heard."""
    query = select(EditRow.id).where(
        EditRow.owner_id == owned.id,
        EditRow.calendar == calendar,
        EditRow.state == EditState.PLANNED.value,
        col(EditRow.tries) > 0,
    )
    return frozenset(session.exec(query))


def put_off_until(session: Session, owned: Owned, calendar: str) -> list[datetime]:
    """Return the moments that planned edits wait for."""
    query = select(EditRow.not_before).where(
        EditRow.owner_id == owned.id,
        EditRow.calendar == calendar,
        EditRow.state == EditState.PLANNED.value,
        col(EditRow.not_before).is_not(None),
    )
    return [moment for moment in session.exec(query) if moment]


def _rows(session: Session, owned: Owned, calendar: str, states: Iterable[EditState]) -> list[EditRow]:
    query = select(EditRow).where(
        EditRow.owner_id == owned.id,
        EditRow.calendar == calendar,
        col(EditRow.state).in_([state.value for state in states]),
    )
    return list(session.exec(query))


def row_of(session: Session, owned: Owned, calendar: str, edit_id: str) -> EditRow:
    """Return an edit's row; raises EditUnknownError."""
    row = session.get(EditRow, (owned.id, calendar, edit_id))
    if row is None:
        message = f"There is no edit {edit_id}."
        raise EditUnknownError(message)
    return row
