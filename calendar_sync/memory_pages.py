"""Pages and cursors of the in-memory calendar, and the faults that a reader may meet in them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from calendar_sync.errors import CursorDeadError
from calendar_sync.faults import Fault
from calendar_sync.memory_rows import Rows
from calendar_sync.port import Cursor, Page, Window
from policies.event import AllDay, Event, Timed


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is read: ``epoch`` tells live cursors from dead ones, ``size`` is that of a page."""

    window: Window
    cursor: Cursor | None
    more: str
    epoch: int
    size: int


def page_of(rows: Rows, question: Question, fault: Fault | None) -> Page:
    """Return a page of news, or of everything.

    The cursor at the end stands where the first page began, so what changes between two pages is
    news for the next reading.
    """
    since = _since(question)
    begun, _, reached = question.more.partition("/")
    begin, count = int(begun or 0), int(reached or rows.count)
    end = begin + question.size
    ids = rows.ids(since)
    part = [rows.find(key) for key in ids[begin:end]]
    here = [row.event for row in part if row and _touches(row.event, question.window)]
    listed = {event.id for event in here}
    rest = end < len(ids)
    page = Page(
        events=tuple(here),
        gone=() if since is None else tuple(key for key in ids[begin:end] if key not in listed),
        more=f"{end}/{count}" if rest else "",
        cursor=None if rest else Cursor(f"{question.epoch}:{count}"),
        full=since is None,
    )
    return _acted_out(rows, fault, page, question.epoch)


def _since(question: Question) -> int | None:
    if question.cursor is None:
        return None
    epoch, _, count = question.cursor.partition(":")
    if epoch != str(question.epoch):
        message = "This cursor is too old."
        raise CursorDeadError(message)
    return int(count)


def _acted_out(rows: Rows, fault: Fault | None, page: Page, epoch: int) -> Page:
    match fault:
        case Fault.EMPTY if page.full:
            return replace(page, events=(), more="", cursor=Cursor(f"{epoch}:{rows.count}"))
        case Fault.DUPLICATE:
            return replace(page, events=(*map(rows.before, page.events[:3]), *page.events))
        case Fault.STALE:
            stale = tuple(map(rows.before, page.events))
            if page.more:
                return replace(page, events=stale, more=f"{page.more.partition('/')[0]}/0")
            return replace(page, events=stale, cursor=Cursor(f"{epoch}:0"))
        case _:
            return page


def _touches(event: Event, window: Window) -> bool:
    match event.span:
        case Timed(start=start, end=end):
            return start < window.last and end > window.first
        case AllDay(first=first, last=last):
            return first < window.last.date() and last >= window.first.date()
