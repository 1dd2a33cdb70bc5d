"""An account of edits: the ledger's entries with what became of them, for whoever asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, func, select

from calendar_sync.edit import EditState
from service.store import ledger
from service.store.ledger import Entry
from service.store.owners import Owned
from service.store.steps import EditUnknownError
from service.store.tables import EditPersonRow, EditRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One edit and its history. ``reason`` is a code, or the fields that an undo left to a human."""

    entry: Entry
    reason: str
    starts: datetime | None
    created: datetime
    done: datetime | None
    undone: datetime | None
    not_before: datetime | None
    undo_wanted: datetime | None

    @property
    def settled(self) -> bool:
        """Whether nothing more is to happen to it by itself."""
        coming = {EditState.PLANNED, EditState.WRITING, EditState.UNKNOWN}
        return self.undo_wanted is None and self.entry.state not in coming


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which edits are asked for; what is None does not matter. ``person`` is an address or number."""

    calendar: str | None = None
    day: date | None = None
    first: date | None = None
    last: date | None = None
    """The first and the last day, both included."""
    states: Iterable[EditState] | None = None
    person: str | None = None
    ids: Iterable[str] | None = None
    most: int = 200
    latest_done: bool = False
    """By when something was done about them, instead of by the events' days."""


def accounts(session: Session, owned: Owned, asked: Asked) -> tuple[Account, ...]:
    """Return edits, those of the latest days first."""
    query = select(EditRow).where(EditRow.owner_id == owned.id)
    if asked.calendar is not None:
        query = query.where(EditRow.calendar == asked.calendar)
    if asked.day is not None:
        query = query.where(EditRow.day == asked.day)
    if asked.first is not None:
        query = query.where(EditRow.day >= asked.first)
    if asked.last is not None:
        query = query.where(EditRow.day <= asked.last)
    if asked.states is not None:
        query = query.where(col(EditRow.state).in_([state.value for state in asked.states]))
    if asked.ids is not None:
        query = query.where(col(EditRow.id).in_(list(asked.ids)))
    if asked.person is not None:
        concerned = select(EditPersonRow.edit_id).where(
            EditPersonRow.owner_id == owned.id,
            EditPersonRow.fingerprint == owned.fingerprint(asked.person),
        )
        query = query.where(col(EditRow.id).in_(concerned))
    by_day = (col(EditRow.day).desc(), col(EditRow.starts).desc(), col(EditRow.id))
    touched = func.coalesce(EditRow.undone, EditRow.done, EditRow.created)
    ordered = query.order_by(touched.desc(), *by_day) if asked.latest_done else query.order_by(*by_day)
    return tuple(_account(owned, row) for row in session.exec(ordered.limit(asked.most)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What stands in the calendars: edits, minutes of room, guests that were told, what cannot be undone."""

    edits: int
    minutes: int
    told: int
    final: int


def standing_sums(session: Session, owned: Owned) -> Sums:
    """Add up what was made and not taken back."""
    room = case((col(EditRow.opener), 0), else_=col(EditRow.minutes))
    final = case((col(EditRow.reversible), 0), else_=1)
    query = sa_select(func.count(), func.sum(room), func.sum(EditRow.guests_told), func.sum(final)).where(
        col(EditRow.owner_id) == owned.id, col(EditRow.state) == EditState.DONE.value
    )
    edits, minutes, told, irreversible = session.connection().execute(query).one()
    return Sums(edits=edits, minutes=minutes or 0, told=told or 0, final=irreversible or 0)


def account(session: Session, owned: Owned, edit_id: str) -> Account:
    """Return one edit; raises EditUnknownError where the owner has none of this id."""
    found = accounts(session, owned, Asked(ids=(edit_id,), most=1))
    if not found:
        message = f"There is no edit {edit_id}."
        raise EditUnknownError(message)
    return found[0]


def _account(owned: Owned, row: EditRow) -> Account:
    return Account(
        entry=ledger.entry_from(owned, row),
        reason=row.reason,
        starts=row.starts,
        created=row.created,
        done=row.done,
        undone=row.undone,
        not_before=row.not_before,
        undo_wanted=row.undo_wanted,
    )
