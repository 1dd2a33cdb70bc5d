"""The only place that reads the clock; everything else is told what time it is."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """Return this moment, aware, in UTC."""
    return datetime.now(UTC)
