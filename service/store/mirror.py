"""The mirror of a calendar: what its events were like when they were last read, sealed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time

from sqlalchemy import bindparam, delete, insert, update
from sqlmodel import Session, col, select

from policies.event import AllDay, Event
from service.store.owners import Owned
from service.store.packing import packed, unpacked
from service.store.tables import EventRow

_STEP = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Mirrored:
    """The versions of the events that are known, by id, and how many of them are not over yet."""

    versions: Mapping[str, str]
    to_come: int


def known(session: Session, owned: Owned, calendar: str, *, after: datetime) -> Mirrored:
    """Return what is known, and how much of it ends after a moment."""
    query = select(EventRow.id, EventRow.version, EventRow.ends).where(
        EventRow.owner_id == owned.id, EventRow.calendar == calendar
    )
    rows = session.exec(query).all()
    return Mirrored(
        versions={key: version for key, version, _ in rows},
        to_come=sum(ends > after for _, _, ends in rows),
    )


def load(session: Session, owned: Owned, calendar: str) -> tuple[Event, ...]:
    """Return all events that are known of a calendar."""
    query = select(EventRow.id, EventRow.sealed).where(
        EventRow.owner_id == owned.id, EventRow.calendar == calendar
    )
    return tuple(
        unpacked(owned.open(sealed, _where(calendar, key))) for key, sealed in session.exec(query).all()
    )


def keep(
    session: Session, owned: Owned, calendar: str, events: Iterable[Event], known: Mapping[str, str]
) -> None:
    """Keep new versions of events; ``known`` are those of which there is an older one."""
    fresh, changed = [], []
    for event in events:
        sealed = owned.seal(packed(event), _where(calendar, event.id))
        if event.id in known:
            changed.append(
                {"b_id": event.id, "version": event.version, "ends": _ends(event), "sealed": sealed}
            )
        else:
            row = {"id": event.id, "version": event.version, "ends": _ends(event), "sealed": sealed}
            fresh.append({"owner_id": owned.id, "calendar": calendar, **row})
    connection = session.connection()
    if fresh:
        connection.execute(insert(EventRow), fresh)
    if changed:
        mine = (col(EventRow.owner_id) == owned.id) & (col(EventRow.calendar) == calendar)
        this = col(EventRow.id) == bindparam("b_id")
        connection.execute(update(EventRow).where(mine & this), changed)


def drop(session: Session, owned: Owned, calendar: str, ids: Iterable[str] | None = None) -> None:
    """Forget events that are gone; all of the calendar's where none are named."""
    mine = (col(EventRow.owner_id) == owned.id) & (col(EventRow.calendar) == calendar)
    connection = session.connection()
    if ids is None:
        connection.execute(delete(EventRow).where(mine))
        return
    listed = list(ids)
    for begin in range(0, len(listed), _STEP):
        part = col(EventRow.id).in_(listed[begin : begin + _STEP])
        connection.execute(delete(EventRow).where(mine & part))


def _ends(event: Event) -> datetime:
    if isinstance(event.span, AllDay):
        return datetime.combine(event.span.last, time(12), tzinfo=UTC)
    return event.span.end


def _where(calendar: str, event_id: str) -> str:
    return f"event:{calendar}:{event_id}"
