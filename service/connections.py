"""Which calendar a connection leads to: one entry for each kind of calendar."""

from __future__ import annotations

from pathlib import Path

from calendar_sync.errors import UnavailableError
from calendar_sync.icalendar_file.adapter import FileCalendar
from calendar_sync.port import Calendar, Reader
from service.store.calendars import Followed

FILE = "file"


def open_connected(followed: Followed, reader: Reader) -> Calendar:
    """Return the calendar of a connection."""
    if followed.kind == FILE:
        return FileCalendar(Path(str(followed.address["path"])), reader)
    message = f"Calendars of the kind {followed.kind} are not known here."
    raise UnavailableError(message)
