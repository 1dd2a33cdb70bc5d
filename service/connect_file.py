"""Connect a calendar file: looked at first, so that what cannot be followed is never connected."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from calendar_sync.icalendar_file.document import CalendarFile
from service.connections import FILE
from service.problems import Problem
from service.run import calendar_name
from service.store import calendars
from service.store.owners import Owned
from service.whose import whose
from service.words import N_


class OwnerUnclearError(Problem):
    """A file does not tell whose calendar it is."""


def connect_file(
    session: Session, owned: Owned, path: Path, addresses: frozenset[str], *, now: datetime
) -> str:
    """Connect a file, or connect it again; return the calendar's id.

    Raises CalendarFileError where it is none, OwnerUnclearError where nobody says whose it is.
    """
    owners = whose(CalendarFile.open(path), addresses)
    if not owners:
        message = N_("It is not clear whose calendar {file} is. Name your own address.")
        raise OwnerUnclearError(message, file=path.name)
    calendar = calendar_name(path)
    address = {"path": str(path.resolve()), "addresses": sorted(owners)}
    calendars.connect(session, owned, calendar, FILE, address, now=now)
    return calendar
