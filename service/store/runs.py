"""Runs: what each sync that had something to do came to, in counts and codes."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from service.store.owners import Owned
from service.store.tables import RunRow


@dataclass(slots=True, kw_only=True)
class Tally:
    """What a sync counts while it goes on. ``alarm`` and ``error`` are codes."""

    changed: int = 0
    gone: int = 0
    planned: int = 0
    done: int = 0
    refused: int = 0
    undone: int = 0
    alarm: str = ""
    error: str = ""

    def __bool__(self) -> bool:
        """Whether there was anything to count."""
        return any(asdict(self).values())


def record(
    session: Session, owned: Owned, calendar: str, tally: Tally, *, started: datetime, ended: datetime
) -> None:
    """Keep a run."""
    row = RunRow(owner_id=owned.id, calendar=calendar, started=started, ended=ended, **asdict(tally))
    session.add(row)


def latest(session: Session, owned: Owned, *, calendar: str | None = None, most: int = 50) -> list[RunRow]:
    """Return the latest runs, newest first."""
    query = select(RunRow).where(RunRow.owner_id == owned.id)
    if calendar is not None:
        query = query.where(RunRow.calendar == calendar)
    return list(session.exec(query.order_by(col(RunRow.id).desc()).limit(most)))


def stopped(session: Session, owned: Owned, *, most: int) -> list[RunRow]:
    """Return the latest runs that stopped to ask, or that failed, newest first."""
    query = select(RunRow).where(
        RunRow.owner_id == owned.id, (col(RunRow.alarm) != "") | (col(RunRow.error) != "")
    )
    return list(session.exec(query.order_by(col(RunRow.id).desc()).limit(most)))
