"""Pages of a Google calendar: parameters of a question, and what an answer means. Pure.

Reference "Events: list" and guide "Synchronize resources efficiently": with a sync token the window
must not be named, all else has to be as it was in the first question; whether the window still holds
for news is not said, so it is applied here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from calendar_sync.errors import CursorDeadError
from calendar_sync.google.answers import LIST_FIELDS, Row, parts, text
from calendar_sync.google.dialect import Dialect
from calendar_sync.google.quirks import is_ghost, names_of
from calendar_sync.port import Cursor, Page, Window
from policies.event import AllDay, Event, Timed

_FORM = "1:"
"""Stands before sync tokens: one of another form of the question is not asked with."""
MOST_ROWS = 2500


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is read. ``rows`` is the most that a page may hold."""

    calendar_id: str
    window: Window
    cursor: Cursor | None
    more: str
    rows: int

    def parameters(self) -> dict[str, Any]:
        """Return the parameters of ``events.list``. Raises CursorDeadError."""
        said: dict[str, Any] = {
            "calendarId": self.calendar_id,
            "singleEvents": True,
            "maxResults": self.rows,
            "fields": LIST_FIELDS,
        }
        if self.more:
            said["pageToken"] = self.more
        if self.cursor is None:
            return said | {"timeMin": _utc(self.window.first), "timeMax": _utc(self.window.last)}
        if not self.cursor.startswith(_FORM):
            message = "This cursor is of an earlier form."
            raise CursorDeadError(message)
        return said | {"syncToken": self.cursor.removeprefix(_FORM)}


def page_of(answer: Row, question: Question, dialect: Dialect) -> Page:
    """Read one answer. What cannot be read, and what lies outside the window, counts as gone."""
    events: list[Event] = []
    gone: list[str] = []
    for row in parts(answer, "items"):
        event = _read(row, dialect)
        if event is not None and touches(event, question.window):
            events.append(event)
        else:
            gone.extend(names_of(text(row, "id")))
            gone.extend([event.id] if event else [])
    token = text(answer, "nextSyncToken")
    return Page(
        events=tuple(events),
        gone=() if question.cursor is None else tuple(dict.fromkeys(gone)),
        more=text(answer, "nextPageToken"),
        cursor=Cursor(_FORM + token) if token else None,
        full=question.cursor is None,
    )


def touches(event: Event, window: Window) -> bool:
    """Whether an event lies in a window, at least in part."""
    match event.span:
        case Timed(start=start, end=end):
            return start < window.last and (end > window.first or start >= window.first)
        case AllDay(first=first, last=last):
            return first < window.last.date() and last >= window.first.date()


def _read(row: Row, dialect: Dialect) -> Event | None:
    if is_ghost(row):
        return None
    try:
        return dialect.event(row)
    except (ValueError, OverflowError):
        return None


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
