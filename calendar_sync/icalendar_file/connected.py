"""The file as a connected calendar."""

from __future__ import annotations

from pathlib import Path

from calendar_sync.errors import UnavailableError
from calendar_sync.port import Calendar, Reader


def FileCalendar(path: Path, _reader: Reader) -> Calendar:  # noqa: N802  # a class soon
    """Open it."""
    message = f"{path} cannot be followed yet."
    raise UnavailableError(message)


def signature_of(path: Path) -> str:
    """Return what differs whenever the file may have changed."""
    try:
        found = path.stat()
    except OSError:
        return ""
    return f"{found.st_mtime_ns}:{found.st_size}:{found.st_ino}"
