"""Listening: a channel on which the provider says that something changed, kept open from sync to sync.

Channels end after days and are never renewed by themselves; messages get lost. So none of this is
relied on: a calendar is looked at in any case, and whatever goes wrong here leaves the sync as it is.
That a channel is asked for is written down first, since its first message may come before the answer.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import uuid4

import structlog
from sqlmodel import Session

from calendar_sync.errors import CalendarError, NotAllowedError
from calendar_sync.port import Pushes
from service.following.turn import Turn
from service.store import channels
from service.store.calendars import Key
from service.store.tables import ChannelRow

RENEWED_BEFORE = timedelta(days=1)
_RENEWED_FOR_THE_LAST = 7
"""The part of a channel's life in which it is renewed: a seventh, which is a day of Google's week."""
_AGAIN = timedelta(hours=1)
_AGAIN_WHERE_THERE_IS_NONE = timedelta(days=1)
_LOG = structlog.get_logger("plausch.listen")


def listen(turn: Turn) -> bool:
    """Open a channel where there is none that lasts; an old one is closed once the new one lives.

    Return whether nobody was listening before: then what happened since the reading was told to nobody,
    and the calendar has to be read once more.
    """
    calendar = turn.calendar
    if not turn.desk.hooks or not isinstance(calendar, Pushes) or not calendar.capabilities.pushes:
        return False
    with turn.store.session() as session:
        rows = channels.of_calendar(session, turn.row.key)
    if any(_lasts(row, turn) for row in rows) or not _opened(turn, calendar):
        return False
    was_heard = any(row.resource and row.ends > turn.now for row in rows)
    _close(turn, calendar, rows)
    return not was_heard


def ask_anew(session: Session, key: Key, *, now: datetime) -> None:
    """Have the next sync open another channel; the old one serves until the new one lives."""
    for row in channels.of_calendar(session, key):
        if row.resource:
            row.ends, row.opened = min(row.ends, now + RENEWED_BEFORE), None
            session.add(row)
        else:
            channels.drop(session, row.id)


def hang_up(turn: Turn) -> None:
    """Close all channels of a calendar that is being left."""
    calendar = turn.calendar
    if isinstance(calendar, Pushes):
        with turn.store.session() as session:
            rows = channels.of_calendar(session, turn.row.key)
        _close(turn, calendar, rows)


def _lasts(row: ChannelRow, turn: Turn) -> bool:
    """Whether a channel serves for long enough; one that was asked for in vain is waited for likewise.

    However short channels live, no more than one an hour is opened.
    """
    if not row.resource:
        return row.ends > turn.now
    if row.opened is None:
        return row.ends > turn.now + RENEWED_BEFORE
    renewed_before = min((row.ends - row.opened) / _RENEWED_FOR_THE_LAST, RENEWED_BEFORE)
    return row.ends > turn.now + renewed_before or turn.now < row.opened + _AGAIN


def _opened(turn: Turn, calendar: Pushes) -> bool:
    channel, token = str(uuid4()), secrets.token_urlsafe(32)
    with turn.store.session() as session:
        ends = turn.now + _AGAIN
        channels.promise(session, turn.row.key, channel=channel, token=token, opened=turn.now, ends=ends)
    try:
        opened = calendar.listen(channel=channel, token=token, url=f"{turn.desk.hooks}/{turn.row.kind}")
    except NotAllowedError:
        with turn.store.session() as session:
            channels.put_off(session, channel, until=turn.now + _AGAIN_WHERE_THERE_IS_NONE)
        return False
    except CalendarError as error:
        _LOG.info("no channel", calendar=turn.id, error=type(error).__name__)
        return False
    if not opened.resource or opened.ends <= turn.now:
        _LOG.info("no channel", calendar=turn.id, error="no end")
        return False
    with turn.store.session() as session:
        line = channels.confirm(session, opened)
    turn.desk.switchboard.plug_in([line] if line else [])
    return True


def _close(turn: Turn, calendar: Pushes, rows: list[ChannelRow]) -> None:
    for row in rows:
        if row.resource and row.ends > turn.now:
            with suppress(CalendarError):
                calendar.hang_up(channels.as_channel(row))
        with turn.store.session() as session:
            channels.drop(session, row.id)
        turn.desk.switchboard.pull_out(row.id)
