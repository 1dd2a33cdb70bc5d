"""Which calendar a connection leads to: one entry for each kind of calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from calendar_sync.errors import UnavailableError
from calendar_sync.icalendar_file.adapter import FileCalendar
from calendar_sync.port import Calendar, Reader
from service.following.turn import OpenCalendar
from service.settings import GoogleSettings
from service.store.calendars import Followed
from service.store.store import Store

FILE = "file"


def opening(store: Store, google: GoogleSettings | None, now: Callable[[], datetime]) -> OpenCalendar:
    """Return what opens the calendars of this installation."""

    def open_connected(followed: Followed, reader: Reader) -> Calendar:
        if followed.kind == FILE:
            return FileCalendar(Path(str(followed.address["path"])), reader)
        message = f"Calendars of the kind {followed.kind} are not known here."
        raise UnavailableError(message)

    return open_connected
