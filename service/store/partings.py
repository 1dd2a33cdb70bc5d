"""Partings: what stayed in a calendar that was left while its provider did not answer.

Days, kinds and minutes, and the calendar's name: no meeting's title and nobody's address, so that
forgetting a person has nothing to look for here.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import uuid4

from sqlmodel import Session, col, delete, select

from service.store import steps
from service.store.owners import Owned
from service.store.tables import EditRow, PartingRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Stayed:
    """One change that was not taken back. ``minutes`` of room, 0 where none was made."""

    day: date
    minutes: int
    hold: bool
    video: bool
    opener: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Parting:
    """A calendar that was given up, and what stayed in it, by day."""

    id: str
    calendar: str
    created: datetime
    stayed: tuple[Stayed, ...]


def to_come(session: Session, owned: Owned, calendar: str, *, now: datetime) -> tuple[Stayed, ...]:
    """Return what stands in a calendar, or may, at meetings that are still to come."""
    made = col(EditRow.state).in_([state.value for state in steps.MADE])
    mine = (col(EditRow.owner_id) == owned.id) & (col(EditRow.calendar) == calendar)
    query = select(EditRow).where(mine & made & (col(EditRow.starts) > now))
    rows = session.exec(query.order_by(col(EditRow.starts), col(EditRow.id)))
    return tuple(
        Stayed(
            day=row.day,
            minutes=row.minutes if row.room else 0,
            hold=row.room == "hold",
            video=row.video,
            opener=row.opener,
        )
        for row in rows
    )


def keep(session: Session, owned: Owned, name: str, stayed: tuple[Stayed, ...], *, now: datetime) -> str:
    """Keep what stayed in a calendar of this name; return the parting's id."""
    key = uuid4().hex
    said = {"calendar": name, "stayed": [asdict(each) | {"day": each.day.isoformat()} for each in stayed]}
    text = json.dumps(said, ensure_ascii=False)
    row = PartingRow(id=key, owner_id=owned.id, sealed=owned.seal(text, f"parting:{key}"), created=now)
    session.add(row)
    return key


def all_of(session: Session, owned: Owned) -> tuple[Parting, ...]:
    """Return an owner's partings, the latest first."""
    query = select(PartingRow).where(PartingRow.owner_id == owned.id)
    rows = session.exec(query.order_by(col(PartingRow.created).desc(), col(PartingRow.id)))
    return tuple(_parting(owned, row) for row in rows)


def drop(session: Session, owned: Owned, parting: str) -> None:
    """Forget a parting: its owner has seen it."""
    mine = (col(PartingRow.owner_id) == owned.id) & (col(PartingRow.id) == parting)
    session.exec(delete(PartingRow).where(mine))


def _parting(owned: Owned, row: PartingRow) -> Parting:
    said = json.loads(owned.open(row.sealed, f"parting:{row.id}"))
    stayed = (Stayed(**each | {"day": date.fromisoformat(each["day"])}) for each in said["stayed"])
    return Parting(id=row.id, calendar=said["calendar"], created=row.created, stayed=tuple(stayed))
