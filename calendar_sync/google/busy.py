"""Busy times of others: questions of at most fifty, and what an answer tells. Pure.

Reference "Freebusy: query": an error of one calendar comes inside the answer, and a calendar may be
missing. Neither says that somebody is free.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from calendar_sync.google.answers import Row, part, parts, text
from calendar_sync.google.quirks import UTC_NAME, without_offset
from policies.event import Timed

_MOST = 50


def questions(addresses: Iterable[str], span: Timed) -> Iterator[dict[str, Any]]:
    """Build the bodies of the questions; nothing but the span is asked for."""
    every = list(dict.fromkeys(addresses))
    for begin in range(0, len(every), _MOST):
        yield {
            "timeMin": span.start.astimezone(UTC).isoformat(),
            "timeMax": span.end.astimezone(UTC).isoformat(),
            "timeZone": "UTC",
            "items": [{"id": each} for each in every[begin : begin + _MOST]],
        }


def told(answer: Row) -> dict[str, tuple[Timed, ...]]:
    """Read an answer; who cannot be seen is missing."""
    calendars = part(answer, "calendars")
    rows = {who: part(calendars, who) for who in calendars}
    return {
        who: tuple(_spans(row))
        for who, row in rows.items()
        if not parts(row, "errors") and isinstance(row.get("busy"), list)
    }


def _spans(row: Row) -> Iterator[Timed]:
    for each in parts(row, "busy"):
        start, end = (_moment(text(each, key)) for key in ("start", "end"))
        if start < end:
            yield Timed(start=start, end=end)


def _moment(said: str) -> datetime:
    return without_offset(datetime.fromisoformat(said), UTC_NAME).astimezone(UTC_NAME)
