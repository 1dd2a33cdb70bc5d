"""One sync of one calendar, from the first question to the last outcome: gather, decide, apply."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any

from calendar_sync.errors import (
    CalendarError,
    EmptyCalendarError,
    PassingError,
    RevokedError,
)
from calendar_sync.plan import Alarm
from calendar_sync.port import Reader
from service import books, closing, leaving
from service.following.carry_out import carry_out, keep_up
from service.following.listen import hang_up, listen
from service.following.look import Looked, look, next_moment
from service.following.read import read
from service.following.settle import settle, undo
from service.following.turn import Desk, Turn
from service.store import calendars, people, preferences, runs
from service.store.calendars import CalendarUnknownError, Followed, Key
from service.store.choices import settings_from
from service.store.owners import Owned
from service.store.runs import Tally
from service.store.tables import CalendarState
from service.whose import own_room, owner_of

POLL = timedelta(minutes=10)
_FIRST_RETRY = timedelta(seconds=5)
_LONGEST_RETRY = timedelta(hours=1)
_SOON = timedelta(minutes=1)


def sync(desk: Desk, key: Key) -> Tally:
    """Follow one calendar up to now. What goes wrong with it is kept on it, and tried again later.

    Raises nothing but OvertakenError (another sync of it went on meanwhile) and bugs.
    """
    started = desk.now()
    owned = Owned(key.owner_id, desk.store.keyring)
    try:
        with desk.store.session() as session:
            row = calendars.followed(session, owned, key.calendar)
            written = preferences.written_choices(session, owned)
    except CalendarUnknownError:
        return Tally()
    if row.state is CalendarState.RECONNECT:
        return Tally()
    if row.alarm == Alarm.EMPTY_CALENDAR and row.state is not CalendarState.LEAVING:
        return Tally()
    tally, row = _taken(desk, owned, row, written, started)
    if row.state is CalendarState.LEAVING and closing.finish(desk, owned):
        return tally
    if tally:
        with desk.store.session() as session:
            runs.record(session, owned, key.calendar, tally, started=started, ended=desk.now())
    return tally


def _taken(
    desk: Desk, owned: Owned, row: Followed, written: dict[str, str], now: datetime
) -> tuple[Tally, Followed]:
    """Take one turn at a calendar; an error of the calendar's becomes part of what is known of it."""
    owner = owner_of(row.addresses, written)
    reader = Reader(addresses=row.addresses, zone=owner.zone, region=owner.region, calendar=row.key.calendar)
    tally = Tally()
    turn = None
    try:
        turn = Turn(
            desk=desk,
            owned=owned,
            row=row,
            calendar=desk.open_calendar(row, reader),
            owner=owner,
            settings=settings_from(written, own_room(row.address)),
            written=written,
            now=now,
            tally=tally,
            quiet_until=row.quiet_until,
        )
        _followed(turn)
    except CalendarError as error:
        row = turn.row if turn else row
        tally.error = code_of(error)
        if isinstance(error, EmptyCalendarError):
            tally.alarm = Alarm.EMPTY_CALENDAR.value
        if leaving.is_hopeless(row, error, now=now, patience=desk.patience):
            leaving.give_up(desk.store, owned, row, now=now)
            desk.left(owned)
            return tally, row
        _write(desk, row, **_failure(row, error, now))
    return tally, row


def _followed(turn: Turn) -> None:
    row = turn.row
    if row.unsettled:
        settle(turn)
        undo(turn)
    if row.state is CalendarState.LEAVING:
        hang_up(turn)
        leaving.finish(turn)
        turn.desk.left(turn.owned)
        return
    read(turn)
    decide_at = turn.row.decide_at
    time_to_decide = decide_at is not None and decide_at <= turn.now
    if not (time_to_decide or row.wanted > row.synced or row.failures):
        _finished(turn, decide_at=decide_at)
        return
    looked = look(turn)
    hindrance = carry_out(turn, looked)
    keep_up(turn, looked.events)
    _remember(turn, looked)
    if hindrance is not None:
        raise hindrance
    moment = next_moment(turn, looked)
    if turn.overtaken:
        # A fresh look and the listing did not agree: one of them lags behind, and will not say when not.
        moment = min(moment or turn.now + _SOON, turn.now + _SOON)
    _finished(turn, decide_at=moment, alarm=turn.tally.alarm, accepted="")


def _remember(turn: Turn, looked: Looked) -> None:
    """Keep who is still met, and forget who was not met for a year."""
    with turn.store.session() as session:
        books.remember_contact(session, turn.owned, looked.decisions, looked.context, now=turn.now)
        people.forget_old(session, turn.owned, now=turn.now)


def _finished(turn: Turn, **values: Any) -> None:  # noqa: ANN401  # columns
    wait = timedelta() if listen(turn) else jittered(POLL, turn.id, turn.now)
    window = turn.row.window
    _write(
        turn.desk,
        turn.row,
        cursor=turn.row.cursor,
        first=window.first if window else None,
        last=window.last if window else None,
        synced=turn.row.wanted,
        failures=0,
        error="",
        synced_at=turn.now,
        poll_at=turn.now + wait,
        **values,
    )


def _failure(row: Followed, error: CalendarError, now: datetime) -> dict[str, Any]:
    failures = row.failures + 1
    values: dict[str, Any] = {
        "failures": failures,
        "error": code_of(error),
        "poll_at": now + back_off(error, failures, row.key.calendar),
    }
    if isinstance(error, RevokedError):
        values["state"] = CalendarState.RECONNECT.value
    if isinstance(error, EmptyCalendarError):
        values["alarm"] = Alarm.EMPTY_CALENDAR.value
    return values


def _write(desk: Desk, row: Followed, **values: Any) -> None:  # noqa: ANN401  # columns
    desk.step("before progress")
    with desk.store.session() as session:
        calendars.progress(session, row, serial=row.serial + 1, **values)
    desk.step("after progress")


def back_off(error: CalendarError, failures: int, key: str) -> timedelta:
    """Return how long to wait after so many failures in a row, by the kind of error.

    Passing ones: as the calendar asks, or doubling from seconds to an hour. Permanent ones are looked
    at again at the pace of polling: a file may have been mended meanwhile.
    """
    if error.permanent:
        return POLL
    doubled: timedelta = min(_FIRST_RETRY * 2 ** min(failures - 1, 12), _LONGEST_RETRY)
    asked = error.retry_after if isinstance(error, PassingError) else None
    return max(doubled, asked or timedelta()) * (1 + _spread(f"{key}|{failures}") / 4)


def jittered(interval: timedelta, key: str, now: datetime) -> timedelta:
    """Return an interval, up to a quarter longer or shorter, so that calendars do not fall into step."""
    return interval * (1 + _spread(f"{key}|{now.isoformat()}") / 4)


def code_of(error: CalendarError) -> str:
    """Return the code that an error is kept under."""
    name = type(error).__name__.removesuffix("Error")
    return "".join(f"_{each.lower()}" if each.isupper() else each for each in name).lstrip("_")


def _spread(seed: str) -> float:
    """Return something between -1 and 1 that differs from seed to seed."""
    return int.from_bytes(hashlib.sha256(seed.encode()).digest()[:4], "big") / 2**31 - 1
