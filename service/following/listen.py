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
_AGAIN = timedelta(hours=1)
_AGAIN_WHERE_THERE_IS_NONE = timedelta(days=1)
_LOG = structlog.get_logger("plausch.listen")


def listen(turn: Turn) -> None:
    """Open a channel where there is none that lasts; an old one is closed once the new one lives."""
    calendar = turn.calendar
    if not turn.desk.hooks or not isinstance(calendar, Pushes) or not calendar.capabilities.pushes:
        return
    with turn.store.session() as session:
        rows = channels.of_calendar(session, turn.row.key)
    if any(_lasts(row, turn) for row in rows):
        return
    if _opened(turn, calendar):
        _close(turn, calendar, rows)


def ask_anew(session: Session, key: Key, *, now: datetime) -> None:
    """Have the next sync open another channel; the old one serves until the new one lives."""
    for row in channels.of_calendar(session, key):
        if row.resource:
            channels.put_off(session, row.id, until=min(row.ends, now + RENEWED_BEFORE))
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
    """Whether a channel serves for long enough; one that was asked for in vain is waited for likewise."""
    return row.ends > turn.now + (RENEWED_BEFORE if row.resource else timedelta())


def _opened(turn: Turn, calendar: Pushes) -> bool:
    channel, token = str(uuid4()), secrets.token_urlsafe(32)
    with turn.store.session() as session:
        channels.promise(session, turn.row.key, channel=channel, token=token, ends=turn.now + _AGAIN)
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
        channels.confirm(session, opened)
    return True


def _close(turn: Turn, calendar: Pushes, rows: list[ChannelRow]) -> None:
    for row in rows:
        if row.resource and row.ends > turn.now:
            with suppress(CalendarError):
                calendar.hang_up(channels.as_channel(row))
        with turn.store.session() as session:
            channels.drop(session, row.id)
