"""An owner's own figures, from the ledger's open columns: no text is opened, nobody is compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from sqlmodel import Session, col, select

from calendar_sync.edit import EditState
from service.store.owners import Owned
from service.store.tables import EditRow

WEEKS = 12
SETTING = "figures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What was made for the meetings of one week. ``monday`` is its first day; ``minutes`` are of room."""

    monday: date
    minutes: int = 0
    video: int = 0
    openers: int = 0


def weeks(
    session: Session, owned: Owned, *, now: datetime, zone: tzinfo, most: int = WEEKS
) -> tuple[Week, ...]:
    """Return the last weeks, the present one last; what was taken back does not count."""
    this = _monday(now.astimezone(zone).date())
    first = this - timedelta(weeks=most - 1)
    query = select(EditRow).where(
        EditRow.owner_id == owned.id,
        EditRow.state == EditState.DONE.value,
        col(EditRow.day) >= first,
        col(EditRow.day) < this + timedelta(weeks=1),
    )
    rows = list(session.exec(query))
    mondays = [first + timedelta(weeks=number) for number in range(most)]
    return tuple(_week(monday, [row for row in rows if _monday(row.day) == monday]) for monday in mondays)


def is_on(written: Mapping[str, str]) -> bool:
    """Whether the owner wants figures at all."""
    return written.get(SETTING, "on") in {"on", "yes"}


def _week(monday: date, rows: Iterable[EditRow]) -> Week:
    listed = list(rows)
    return Week(
        monday=monday,
        minutes=sum(each.minutes for each in listed if not each.opener),
        video=sum(each.video for each in listed),
        openers=sum(each.opener for each in listed),
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
