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
_SIGN = "."
"""Stands between how a calendar was read and where reading resumes."""


def read(turn: Turn) -> News:
    """Read what is new into the mirror, in one transaction with the cursor.

    Raises EmptyCalendarError, with nothing written, where a full calendar came back empty.
    """
    window, cursor = where_to_resume(turn)
    anew = not _read_as_now(turn)
    pulled = _signed(turn, pull(turn.calendar, window, None if anew else cursor))
    if not (pulled.full or pulled.events or pulled.gone):
        turn.row = replace(turn.row, cursor=pulled.cursor, window=window)
        return News(changed=(), gone=frozenset())
    if pulled.full and not pulled.events:
        # Nothing is built upon an empty answer: should it be wrong, the next full one mends it.
        pulled = replace(pulled, cursor=None)
    turn.desk.step("before mirror")
    return _mirrored(turn, pulled, window, anew=anew)


def where_to_resume(turn: Turn) -> tuple[Window, Cursor | None]:
    """Return the window and cursor to go on with; once a day the window is set anew and read in full."""
    known = turn.row.window
    today = _midnight(turn)
    if known is None:
        return Window(first=today - FIRST_LOOK_BACK, last=today + AHEAD), None
    anew = known.last - AHEAD + timedelta(days=1, seconds=_jitter(turn.id, _LATEST))
    if turn.now >= anew:
        return Window(first=today - timedelta(days=1), last=today + AHEAD), None
    cursor = turn.row.cursor
    return known, Cursor(cursor.partition(_SIGN)[2]) if cursor is not None else None


def _read_as_now(turn: Turn) -> bool:
    """Whether what is mirrored was read as it would be now: as the same person, in the same zone."""
    return turn.row.cursor is not None and turn.row.cursor.partition(_SIGN)[0] == _reading(turn)


def _signed(turn: Turn, pulled: Pulled) -> Pulled:
    """Let the cursor say how it was read."""
    if pulled.cursor is None:
        return pulled
    return replace(pulled, cursor=Cursor(f"{_reading(turn)}{_SIGN}{pulled.cursor}"))


def _reading(turn: Turn) -> str:
    """Return what differs where the owner's addresses, zone or region do."""
    said = (sorted(turn.row.addresses), str(turn.owner.zone), turn.owner.region)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:12]


def _mirrored(turn: Turn, pulled: Pulled, window: Window, *, anew: bool) -> News:
    with turn.store.session() as session:
        known = mirror.known(session, turn.owned, turn.id, after=window.first + timedelta(days=1))
        found = news(
            pulled,
            known.versions,
            expected=known.to_come,
            believe_empty=turn.row.accepted == Alarm.EMPTY_CALENDAR,
            anew=anew,
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
    if known.versions.keys() - found.gone <= {event.id for event in found.changed}:
        turn.all_read = found.changed
    turn.tally.changed += len(found.changed)
    turn.tally.gone += len(found.gone)
    return found


def _midnight(turn: Turn) -> datetime:
    local = turn.now.astimezone(turn.owner.zone)
    return local.replace(hour=0, minute=0, second=0, microsecond=0)


def _jitter(key: str, most: int) -> int:
    """Return seconds that differ from calendar to calendar, so that not all are read at once."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big") % most
