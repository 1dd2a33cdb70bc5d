"""Our private extended properties: seen by nobody in Google's own windows, kept per copy of an event.

Keys over 44 characters and values over 1024 are dropped or cut without a word (Calendar API guide,
"Extended properties"), so ours are short, and a value that would not fit is refused before.
"""

from __future__ import annotations

from typing import Final

from calendar_sync.errors import UnwritableError
from calendar_sync.google.answers import Row, part, text
from calendar_sync.marks import made_value, ours_value, read_made, read_ours
from policies.event import Marker, Ours

MADE: Final = "plausch"
OURS: Final = "plauschOurs"
AWAY: Final = "plauschAway"
"""On an entry of ours that we took out ourselves, so that it is told from one that a human deleted."""
_MOST = 1000


def private(row: Row, key: str) -> str:
    """Return one of our properties."""
    return text(part(part(row, "extendedProperties"), "private"), key)


def with_private(**values: str | None) -> dict[str, dict[str, dict[str, str | None]]]:
    """Build the part of a body that sets properties; None takes one away."""
    return {"extendedProperties": {"private": values}}


def marker(row: Row) -> Marker | None:
    """Read what was done to an event."""
    return read_made(private(row, MADE))


def ours(row: Row) -> Ours | None:
    """Read what an entry of ours is."""
    return read_ours(private(row, OURS))


def marker_text(said: Marker) -> str:
    """Write what was done to an event; raises UnwritableError where it would be cut."""
    return _fitting(made_value(said))


def ours_text(said: Ours) -> str:
    """Write what an entry of ours is; raises UnwritableError where it would be cut."""
    return _fitting(ours_value(said))


def _fitting(value: str) -> str:
    if len(value) > _MOST:
        message = "The event's id is too long to be kept on it."
        raise UnwritableError(message)
    return value
