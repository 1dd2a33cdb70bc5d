"""The cursor loop: all pages of an answer, a dead cursor, and what is new or gone by comparison."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from calendar_sync.errors import CursorDeadError, EmptyCalendarError
from calendar_sync.port import CalendarReader, Cursor, Window
from policies.event import Event

_MOST_PAGES = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulled:
    """A whole answer: of a row that came twice, the later one counts."""

    events: Mapping[str, Event]
    gone: frozenset[str]
    cursor: Cursor | None
    full: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What differs from what was known: events new or changed, and ids of events that are gone."""

    changed: tuple[Event, ...]
    gone: frozenset[str]

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.changed or self.gone)


def pull(reader: CalendarReader, window: Window, cursor: Cursor | None) -> Pulled:
    """Read to the end; where the cursor is dead, read everything anew."""
    try:
        return _read(reader, window, cursor)
    except CursorDeadError:
        if cursor is None:
            raise
        return _read(reader, window, None)


def news(
    pulled: Pulled,
    known: Mapping[str, str],
    *,
    expected: int | None = None,
    believe_empty: bool = False,
    anew: bool = False,
) -> News:
    """Compare an answer with the versions known; a full one sweeps away what it does not list.

    ``expected`` says how many of the known events lie in the window (all, where it is not given).
    Raises EmptyCalendarError where all of them would be swept away at once: an error at the provider
    looks just like that, so the owner is asked (``believe_empty``) before it is believed. ``anew`` says
    that what is known was read in another way: then all counts as changed, whatever its version.
    """
    expected = len(known) if expected is None else expected
    changed = tuple(event for event in pulled.events.values() if anew or known.get(event.id) != event.version)
    if not pulled.full:
        return News(changed=changed, gone=pulled.gone & known.keys())
    if expected and not pulled.events and not believe_empty:
        message = f"The calendar had {expected} events to come and now comes back empty."
        raise EmptyCalendarError(message)
    return News(changed=changed, gone=frozenset(known.keys() - pulled.events.keys()))


def _read(reader: CalendarReader, window: Window, cursor: Cursor | None) -> Pulled:
    events: dict[str, Event] = {}
    gone: set[str] = set()
    more = ""
    for _ in range(_MOST_PAGES):
        page = reader.read(window, cursor, more)
        for event in page.events:
            events[event.id] = event
        gone = (gone | set(page.gone)) - {event.id for event in page.events}
        for each in page.gone:
            events.pop(each, None)
        if not page.more:
            return Pulled(events=events, gone=frozenset(gone), cursor=page.cursor, full=page.full)
        more = page.more
    message = f"The calendar gave more than {_MOST_PAGES} pages."
    raise CursorDeadError(message)
