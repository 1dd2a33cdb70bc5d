"""The ledger: what Plausch did and why, written before it is done, with the images to undo it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from calendar_sync.edit import EditState, FieldImage, Written
from policies.context import Made
from policies.event import EventRef
from service.store.owners import Owned
from service.store.tables import EditPersonRow, EditRow, HandsOffRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One edit as the ledger keeps it. ``summary`` lists its changes in plain words."""

    id: str
    calendar: str
    event_id: str
    series: str
    title: str
    day: date
    state: EditState
    minutes: int
    baseline: timedelta
    room: str
    video: bool
    opener: bool
    guests_told: int
    reversible: bool
    summary: tuple[str, ...] = ()
    images: tuple[FieldImage, ...] = ()
    occurrence: str = ""

    @property
    def written(self) -> Written:
        """What has to be known to take it back."""
        ref = EventRef(calendar=self.calendar, series=self.series, occurrence=self.occurrence)
        return Written(edit_id=self.id, ref=ref, images=self.images)


def record(session: Session, owned: Owned, entry: Entry, people: Iterable[str], *, now: datetime) -> None:
    """Write an edit down, by intent or by outcome; ``people`` are addresses and numbers."""
    row = session.get(EditRow, (owned.id, entry.calendar, entry.id))
    if row is None:
        row = EditRow(
            owner_id=owned.id,
            calendar=entry.calendar,
            id=entry.id,
            created=now,
            **_open_fields(entry),
        )
    else:
        for name, value in _open_fields(entry).items():
            setattr(row, name, value)
        row.undone = None
    row.sealed = _sealed(owned, entry)
    row.done = now if entry.state is EditState.DONE else row.done
    session.add(row)
    _concern(session, owned, entry.id, people)


def mark(session: Session, owned: Owned, entry: Entry, state: EditState, *, now: datetime) -> None:
    """Note an outcome."""
    row = session.get(EditRow, (owned.id, entry.calendar, entry.id))
    if row is None:
        return
    row.state = state.value
    row.done = now if state is EditState.DONE else row.done
    row.undone = now if state is EditState.UNDONE else row.undone
    session.add(row)


def supersede(session: Session, owned: Owned, calendar: str) -> None:
    """Close the edits of a calendar that is written anew from another one."""
    query = select(EditRow).where(
        EditRow.owner_id == owned.id,
        EditRow.calendar == calendar,
        col(EditRow.state).in_([EditState.DONE.value, EditState.WRITING.value]),
    )
    for row in session.exec(query):
        row.state = EditState.SUPERSEDED.value
        session.add(row)


def entries(
    session: Session,
    owned: Owned,
    *,
    calendar: str | None = None,
    states: Iterable[EditState] = tuple(EditState),
    person: str | None = None,
) -> tuple[Entry, ...]:
    """Return edits by day, of one calendar and of one person's where asked for."""
    query = select(EditRow).where(
        EditRow.owner_id == owned.id,
        col(EditRow.state).in_([state.value for state in states]),
    )
    if calendar is not None:
        query = query.where(EditRow.calendar == calendar)
    if person is not None:
        concerned = select(EditPersonRow.edit_id).where(
            EditPersonRow.owner_id == owned.id,
            EditPersonRow.fingerprint == owned.fingerprint(person),
        )
        query = query.where(col(EditRow.id).in_(concerned))
    rows = session.exec(query.order_by(col(EditRow.day), col(EditRow.created), col(EditRow.id)))
    return tuple(entry_from(owned, row) for row in rows)


def made_before(session: Session, owned: Owned, calendar: str) -> dict[str, Made]:
    """Return per event what was done to it in this calendar; later edits add to earlier ones.

    Where any of it was taken back, the event counts as taken back. Openers are no part of this.
    """
    made: dict[str, Made] = {}
    query = select(EditRow).where(
        EditRow.owner_id == owned.id,
        EditRow.calendar == calendar,
        col(EditRow.state).in_([EditState.DONE.value, EditState.UNDONE.value]),
    )
    for row in session.exec(query.order_by(col(EditRow.created), col(EditRow.id))):
        if row.room or row.video:
            made[row.event_id] = _made(row, made.get(row.event_id))
    return made


def _made(row: EditRow, before: Made | None) -> Made:
    return Made(
        edit_id=row.id,
        event_id=row.event_id,
        minutes=row.minutes or (before.minutes if before else 0),
        baseline=timedelta(seconds=row.baseline_seconds),
        room=row.room or (before.room if before else ""),
        video=row.video or bool(before and before.video),
        taken_back=row.state == EditState.UNDONE.value or bool(before and before.taken_back),
    )


def openers(session: Session, owned: Owned, calendar: str) -> frozenset[str]:
    """Return the ids of events that have an opener, or had one that was taken back."""
    query = select(EditRow.event_id).where(
        EditRow.owner_id == owned.id,
        EditRow.calendar == calendar,
        col(EditRow.opener).is_(True),
        col(EditRow.state).in_([EditState.DONE.value, EditState.UNDONE.value]),
    )
    return frozenset(session.exec(query))


def keep_hands_off(
    session: Session, owned: Owned, ids: Iterable[str], *, now: datetime, skipped: bool = False
) -> None:
    """Remember events and series that the owner shortened again, or said "never" to (``skipped``)."""
    for each in ids:
        if session.get(HandsOffRow, (owned.id, each)) is None:
            session.add(HandsOffRow(owner_id=owned.id, event_id=each, created=now, skipped=skipped))


def hands_off(session: Session, owned: Owned, *, skipped: bool = False) -> frozenset[str]:
    """Return the events and series that are left alone for good, for the one reason or the other."""
    query = select(HandsOffRow.event_id).where(
        HandsOffRow.owner_id == owned.id, col(HandsOffRow.skipped).is_(skipped)
    )
    return frozenset(session.exec(query))


def all_hands_off(session: Session, owned: Owned) -> tuple[frozenset[str], frozenset[str]]:
    """Return what humans shortened again, and what the owner said "never" to."""
    query = select(HandsOffRow.event_id, HandsOffRow.skipped).where(HandsOffRow.owner_id == owned.id)
    rows = session.exec(query).all()
    shortened = frozenset(key for key, skipped in rows if not skipped)
    return shortened, frozenset(key for key, skipped in rows if skipped)


def _open_fields(entry: Entry) -> dict[str, Any]:
    return {
        "event_id": entry.event_id,
        "series": entry.series,
        "day": entry.day,
        "state": entry.state.value,
        "minutes": entry.minutes,
        "baseline_seconds": int(entry.baseline.total_seconds()),
        "room": entry.room,
        "video": entry.video,
        "opener": entry.opener,
        "guests_told": entry.guests_told,
        "reversible": entry.reversible,
    }


def _sealed(owned: Owned, entry: Entry) -> bytes:
    said = {
        "title": entry.title,
        "summary": list(entry.summary),
        "occurrence": entry.occurrence,
        "images": [asdict(image) for image in entry.images],
    }
    return owned.seal(json.dumps(said, ensure_ascii=False), f"edit:{entry.calendar}:{entry.id}")


def entry_from(owned: Owned, row: EditRow) -> Entry:
    """Open a row of the ledger."""
    said: dict[str, Any] = {"title": "", "summary": [], "occurrence": "", "images": []}
    if row.sealed:
        said = json.loads(owned.open(row.sealed, f"edit:{row.calendar}:{row.id}"))
    return Entry(
        id=row.id,
        calendar=row.calendar,
        event_id=row.event_id,
        series=row.series,
        title=str(said["title"]),
        day=row.day,
        state=EditState(row.state),
        minutes=row.minutes,
        baseline=timedelta(seconds=row.baseline_seconds),
        room=row.room,
        video=row.video,
        opener=row.opener,
        guests_told=row.guests_told,
        reversible=row.reversible,
        summary=tuple(said["summary"]),
        images=tuple(FieldImage(**image) for image in said["images"]),
        occurrence=str(said["occurrence"]),
    )


def _concern(session: Session, owned: Owned, edit_id: str, people: Iterable[str]) -> None:
    query = select(EditPersonRow.fingerprint).where(
        EditPersonRow.owner_id == owned.id,
        EditPersonRow.edit_id == edit_id,
    )
    known = set(session.exec(query))
    for fingerprint in {owned.fingerprint(person) for person in people} - known:
        row = EditPersonRow(owner_id=owned.id, edit_id=edit_id, fingerprint=fingerprint)
        session.add(row)
