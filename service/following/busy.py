"""Other people's busy times, asked for only where an invitation is about to be lengthened.

No more is asked than has to be known: whether somebody who is invited, or a booked room, is busy between
the old end and the new one. What cannot be seen stays unknown, and is no reason against.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from calendar_sync.edit import EditState
from calendar_sync.errors import PassingError
from calendar_sync.plan import Level, edits_of
from calendar_sync.port import FreeBusy
from policies.change import MoveEnd
from policies.decision import Decision
from policies.event import Timed
from service.following.turn import Turn
from service.store import preferences, steps

_MOST_QUESTIONS = 50


def busy_guests(turn: Turn, decisions: Iterable[Decision]) -> dict[str, tuple[Timed, ...]]:
    """Return by address the busy times behind the meetings that would be lengthened now."""
    calendar = turn.calendar
    if not (calendar.capabilities.free_busy and isinstance(calendar, FreeBusy)):
        return {}
    found: dict[str, tuple[Timed, ...]] = {}
    for decision, end in islice(_about_to_be_lengthened(turn, decisions), _MOST_QUESTIONS):
        try:
            busy = calendar.busy([guest.address for guest in decision.event.guests], end)
        except PassingError:
            continue
        for address, spans in busy.items():
            found[address] = (*found.get(address, ()), *spans)
    return found


def _about_to_be_lengthened(turn: Turn, decisions: Iterable[Decision]) -> Iterator[tuple[Decision, Timed]]:
    level = preferences.level(turn.written, turn.now, turn.owner.zone)
    if level is Level.WATCH:
        return
    automatic = level is Level.AUTOMATIC
    with turn.store.session() as session:
        states = {each.id: each.state for each in steps.known(session, turn.owned, turn.id)}
    for decision in decisions:
        for edit in edits_of(decision):
            state = states.get(edit.id)
            due = state is EditState.PLANNED or (automatic and state in {None, EditState.SUPERSEDED})
            move = next((each for each in edit.changes if isinstance(each, MoveEnd)), None)
            span = decision.event.span
            if due and move and decision.event.guests and isinstance(span, Timed):
                yield decision, Timed(start=span.end, end=move.end)
