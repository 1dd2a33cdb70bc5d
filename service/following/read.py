"""Reading: the window, the cursor, and the mirror brought up to date."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta

from calendar_sync.plan import Alarm
from calendar_sync.port import Cursor, Window
from calendar_sync.pull import News, Pulled, news, pull
from service.following.turn import Turn
from service.gather import met_before
from service.store import calendars, contacts, mirror

AHEAD = timedelta(days=28)
FIRST_LOOK_BACK = timedelta(days=28)
_LATEST = 4 * 3600


def read(turn: Turn) -> News:
    """Read what is new into the mirror, in one transaction with the cursor.

    Raises EmptyCalendarError, with nothing written, where a full calendar came back empty.
    """
    window, cursor = where_to_resume(turn)
    pulled = pull(turn.calendar, window, cursor)
    if not (pulled.full or pulled.events or pulled.gone):
        turn.row = replace(turn.row, cursor=pulled.cursor, window=window)
        return News(changed=(), gone=frozenset())
    if pulled.full and not pulled.events:
        # Nothing is built upon an empty answer: should it be wrong, the next full one mends it.
        pulled = replace(pulled, cursor=None)
    turn.desk.step("before mirror")
    return _mirrored(turn, pulled, window)


def where_to_resume(turn: Turn) -> tuple[Window, Cursor | None]:
    """Return the window and cursor to go on with; once a day the window is set anew and read in full."""
    known = turn.row.window
    today = _midnight(turn)
    if known is None:
        return Window(first=today - FIRST_LOOK_BACK, last=today + AHEAD), None
    anew = known.last - AHEAD + timedelta(days=1, seconds=_jitter(turn.id, _LATEST))
    if turn.now >= anew:
        return Window(first=today - timedelta(days=1), last=today + AHEAD), None
    return known, turn.row.cursor


def _mirrored(turn: Turn, pulled: Pulled, window: Window) -> News:
    with turn.store.session() as session:
        known = mirror.known(session, turn.owned, turn.id, after=window.first + timedelta(days=1))
        found = news(
            pulled,
            known.versions,
            expected=known.to_come,
            believe_empty=turn.row.accepted == Alarm.EMPTY_CALENDAR,
        )
        mirror.keep(session, turn.owned, turn.id, found.changed, known.versions)
        mirror.drop(session, turn.owned, turn.id, found.gone)
        contacts.remember(session, turn.owned, met_before(found.changed, turn.owner))
        if found:
            calendars.trigger_others(session, turn.owned.id, turn.id)
        serial = turn.row.serial + 1
        # What is read and not yet decided on must not be forgotten should this turn end here.
        decide_at = turn.now if found or window != turn.row.window else turn.row.decide_at
        calendars.progress(
            session,
            turn.row,
            cursor=pulled.cursor,
            first=window.first,
            last=window.last,
            serial=serial,
            decide_at=decide_at,
        )
    turn.row = replace(turn.row, cursor=pulled.cursor, window=window, serial=serial, decide_at=decide_at)
    turn.tally.changed += len(found.changed)
    turn.tally.gone += len(found.gone)
    return found


def _midnight(turn: Turn) -> datetime:
    local = turn.now.astimezone(turn.owner.zone)
    return local.replace(hour=0, minute=0, second=0, microsecond=0)


def _jitter(key: str, most: int) -> int:
    """Return seconds that differ from calendar to calendar, so that not all are read at once."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big") % most
