"""Connected calendars: where they are, how far they were followed, and what they wait for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, case, delete, exists, update
from sqlalchemy import select as sa_select
from sqlmodel import Session, SQLModel, col, select

from calendar_sync.edit import EditState
from calendar_sync.plan import Alarm
from calendar_sync.port import Cursor, Window
from service.store.owners import Owned
from service.store.sealing import Keyring
from service.store.tables import CalendarRow, CalendarState, ChannelRow, EditRow, EventRow, RunRow

_AFTER_BUG = timedelta(minutes=10)
_UNSETTLED = (EditState.WRITING.value, EditState.UNKNOWN.value)

# Built once: these two run at every sync, and building them anew costs more than running them.
_ROWS, _EDITS = SQLModel.metadata.tables["calendar"], SQLModel.metadata.tables["edit"]
_THIS = (_ROWS.c.owner_id == bindparam("the_owner")) & (_ROWS.c.id == bindparam("the_calendar"))
_WAITING = exists().where(
    _EDITS.c.owner_id == bindparam("the_owner"),
    _EDITS.c.calendar == bindparam("the_calendar"),
    _EDITS.c.state.in_(_UNSETTLED) | _EDITS.c.undo_wanted.is_not(None),
)
_ONE = sa_select(_ROWS, _WAITING.label("unsettled")).where(_THIS)
_PROGRESS = _ROWS.update().where(_THIS & (_ROWS.c.serial == bindparam("the_serial")))


class CalendarUnknownError(LookupError):
    """The owner has no such calendar."""


class OvertakenError(Exception):
    """Another sync of the same calendar went on meanwhile: this one must not write any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """Which calendar of which owner."""

    owner_id: str
    calendar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A connected calendar as it stands. ``address`` says where it is: its form is its kind's own.

    ``unsettled``: edits whose outcome has to be found out, or undos that were asked for, are waiting.
    """

    key: Key
    kind: str
    address: dict[str, Any]
    state: CalendarState
    alarm: str
    accepted: str
    cursor: Cursor | None
    window: Window | None
    serial: int
    wanted: int
    synced: int
    decide_at: datetime | None
    poll_at: datetime
    failures: int
    error: str
    synced_at: datetime | None
    quiet_until: datetime | None
    left_from: datetime | None
    unsettled: bool

    @property
    def addresses(self) -> frozenset[str]:
        """The owner's addresses in this calendar."""
        return frozenset(self.address.get("addresses", ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A calendar that is to be synced; ``failures`` in a row so far."""

    key: Key
    failures: int


def connect(
    session: Session, owned: Owned, calendar: str, kind: str, address: dict[str, Any], *, now: datetime
) -> None:
    """Connect a calendar, or connect it again: what is known of it stays."""
    row = session.get(CalendarRow, (owned.id, calendar))
    if row is None:
        row = CalendarRow(owner_id=owned.id, id=calendar, kind=kind, sealed=b"", poll_at=now, created=now)
    row.sealed = owned.seal(json.dumps(address, ensure_ascii=False), f"calendar:{calendar}")
    row.state, row.error, row.failures = CalendarState.ACTIVE.value, "", 0
    row.left_from = None
    row.wanted += 1
    row.serial += 1  # a sync that is under way may find the old right gone: that is nothing to keep now
    row.poll_at = now
    session.add(row)


def readdress(session: Session, owned: Owned, calendar: str, address: dict[str, Any]) -> None:
    """Keep what was found out of a calendar that is followed; nothing is looked at for it."""
    row = session.get(CalendarRow, (owned.id, calendar))
    if row is not None:
        row.sealed = owned.seal(json.dumps(address, ensure_ascii=False), f"calendar:{calendar}")
        session.add(row)


def followed(session: Session, owned: Owned, calendar: str) -> Followed:
    """Return one calendar; raises CalendarUnknownError."""
    found = session.connection().execute(_ONE, {"the_owner": owned.id, "the_calendar": calendar}).first()
    if found is None:
        message = f"There is no calendar {calendar}."
        raise CalendarUnknownError(message)
    return _followed(owned, found, unsettled=bool(found.unsettled))


def all_followed(session: Session, owned: Owned) -> tuple[Followed, ...]:
    """Return the owner's calendars, the first connected first."""
    query = select(CalendarRow).where(CalendarRow.owner_id == owned.id)
    rows = session.exec(query.order_by(col(CalendarRow.created), col(CalendarRow.id)))
    return tuple(_followed(owned, row, unsettled=False) for row in rows)


def ids(session: Session, owned: Owned) -> tuple[str, ...]:
    """Return the ids of the owner's calendars."""
    return tuple(session.exec(select(CalendarRow.id).where(CalendarRow.owner_id == owned.id)))


def due(session: Session, *, now: datetime, most: int = 100) -> list[Due]:
    """Return calendars that were triggered, or whose time has come, the longest waiting first."""
    triggered = (col(CalendarRow.wanted) > col(CalendarRow.synced)) & (col(CalendarRow.failures) == 0)
    timed = (col(CalendarRow.poll_at) <= now) | (col(CalendarRow.decide_at) <= now)
    retry = (col(CalendarRow.failures) > 0) & (col(CalendarRow.poll_at) <= now)
    ready = triggered | (timed & (col(CalendarRow.failures) == 0)) | retry
    query = select(CalendarRow.owner_id, CalendarRow.id, CalendarRow.failures).where(
        ready,
        CalendarRow.state != CalendarState.RECONNECT.value,
        CalendarRow.alarm != Alarm.EMPTY_CALENDAR.value,
    )
    rows = session.exec(query.order_by(case((triggered, 0), else_=1), col(CalendarRow.poll_at)).limit(most))
    return [Due(key=Key(owner_id=owner, calendar=each), failures=count) for owner, each, count in rows.all()]


def of_kind(session: Session, keyring: Keyring, kind: str) -> list[tuple[Key, dict[str, Any]]]:
    """Return the addresses of all owners' calendars of one kind that are followed."""
    query = select(CalendarRow).where(
        CalendarRow.kind == kind, CalendarRow.state == CalendarState.ACTIVE.value
    )
    return [
        (
            Key(owner_id=row.owner_id, calendar=row.id),
            json.loads(Owned(row.owner_id, keyring).open(row.sealed, f"calendar:{row.id}")),
        )
        for row in session.exec(query)
    ]


def note_bug(session: Session, key: Key, *, now: datetime) -> None:
    """Keep on a calendar that its sync broke off by a mistake of ours; it is tried again after a while."""
    row = session.get(CalendarRow, (key.owner_id, key.calendar))
    if row is not None:
        row.failures, row.error, row.poll_at = row.failures + 1, "internal", now + _AFTER_BUG
        session.add(row)


def trigger(session: Session, owner_id: str, calendar: str | None = None) -> None:
    """Ask for a sync that sees everything committed up to now: of one calendar, or of all an owner has."""
    mine = col(CalendarRow.owner_id) == owner_id
    if calendar is not None:
        mine &= col(CalendarRow.id) == calendar
    again = update(CalendarRow).where(mine).values(wanted=col(CalendarRow.wanted) + 1)
    session.connection().execute(again)


def trigger_others(session: Session, owner_id: str, calendar: str) -> None:
    """Have the owner's other calendars looked at again: what is busy or was made here counts there too."""
    others = (col(CalendarRow.owner_id) == owner_id) & (col(CalendarRow.id) != calendar)
    again = update(CalendarRow).where(others).values(wanted=col(CalendarRow.wanted) + 1)
    session.connection().execute(again)


def progress(session: Session, row: Followed, **values: Any) -> None:  # noqa: ANN401  # columns
    """Write how far a sync has come; raises OvertakenError where another one went on meanwhile."""
    which = {"the_owner": row.key.owner_id, "the_calendar": row.key.calendar, "the_serial": row.serial}
    done = session.connection().execute(_PROGRESS, {**which, **values})
    if done.rowcount != 1:
        message = f"Another sync of {row.key.calendar} went on meanwhile."
        raise OvertakenError(message)


def forget(session: Session, owned: Owned, calendar: str) -> None:
    """Delete everything that is kept about a calendar."""
    for table, column in (
        (EventRow, EventRow.calendar),
        (EditRow, EditRow.calendar),
        (RunRow, RunRow.calendar),
        (ChannelRow, ChannelRow.calendar),
    ):
        mine = (col(table.owner_id) == owned.id) & (col(column) == calendar)
        session.connection().execute(delete(table).where(mine))
    mine = (col(CalendarRow.owner_id) == owned.id) & (col(CalendarRow.id) == calendar)
    session.connection().execute(delete(CalendarRow).where(mine))


def be_left(session: Session, owned: Owned, calendar: str, *, now: datetime) -> None:
    """Have a calendar left; asked for again, it counts from the first time."""
    row = session.get(CalendarRow, (owned.id, calendar))
    if row is not None:
        row.left_from = row.left_from or now
        set_state(session, owned, [calendar], CalendarState.LEAVING)


def is_leaving(session: Session, owned: Owned, calendar: str) -> bool:
    """Whether a calendar is still being left: it may have been connected again meanwhile."""
    row = session.get(CalendarRow, (owned.id, calendar))
    return row is not None and row.state == CalendarState.LEAVING


def be_quiet(session: Session, owned: Owned, kind: str, until: datetime) -> None:
    """Keep on all an owner's calendars of a kind that no more mails are sent: they share one account."""
    mine = (col(CalendarRow.owner_id) == owned.id) & (col(CalendarRow.kind) == kind)
    session.connection().execute(update(CalendarRow).where(mine).values(quiet_until=until))


def answer_alarm(session: Session, owned: Owned, calendar: str) -> None:
    """Let a calendar go on that stopped to ask."""
    row = session.get(CalendarRow, (owned.id, calendar))
    if row is None or not row.alarm:
        return
    row.accepted, row.alarm, row.failures = row.alarm, "", 0
    row.wanted += 1
    session.add(row)


def accept_mass(session: Session, owned: Owned, calendar: str) -> None:
    """Let the next run make as many edits as it finds: the owner has seen what they cost."""
    row = session.get(CalendarRow, (owned.id, calendar))
    if row is not None and row.alarm != Alarm.EMPTY_CALENDAR:
        row.accepted, row.alarm = Alarm.MASS_CHANGE.value, ""
        session.add(row)


def set_state(session: Session, owned: Owned, calendars: Iterable[str], state: CalendarState) -> None:
    """Let calendars be in another state, and have them looked at."""
    for each in calendars:
        row = session.get(CalendarRow, (owned.id, each))
        if row is not None:
            row.state, row.failures = state.value, 0
            row.wanted += 1
            session.add(row)


def _followed(owned: Owned, row: Any, *, unsettled: bool) -> Followed:  # noqa: ANN401  # a row of the table
    known = row.first is not None and row.last is not None
    return Followed(
        key=Key(owner_id=row.owner_id, calendar=row.id),
        kind=row.kind,
        address=json.loads(owned.open(row.sealed, f"calendar:{row.id}")),
        state=CalendarState(row.state),
        alarm=row.alarm,
        accepted=row.accepted,
        cursor=Cursor(row.cursor) if row.cursor is not None else None,
        window=Window(first=row.first, last=row.last) if known and row.first and row.last else None,
        serial=row.serial,
        wanted=row.wanted,
        synced=row.synced,
        decide_at=row.decide_at,
        poll_at=row.poll_at,
        failures=row.failures,
        error=row.error,
        synced_at=row.synced_at,
        quiet_until=row.quiet_until,
        left_from=row.left_from,
        unsettled=unsettled,
    )
