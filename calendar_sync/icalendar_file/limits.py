"""Bounds that keep a hostile file from hurting, far above what people's calendars hold."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of one file. Sizes in bytes (file) and characters (event)."""

    file_bytes: int = 100 * 2**20
    line: int = 2**20
    events: int = 200_000
    event_size: int = 2**20
    depth: int = 8
    zones: int = 500
    occurrences: int = 3_000
    """Of one series within the window."""
    exceptions: int = 500
    """Of one series, wherever in time they are: two years of workdays, each of them moved."""
    steps: int = 150_000
    """Steps of a rule from its start to the end of the window."""
    dates: int = 5_000
    """Dates that one event may list in RDATE and EXDATE."""
