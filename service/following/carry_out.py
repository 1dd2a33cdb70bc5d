"""Carrying out: the plan goes into the ledger, then each edit to the calendar, then its outcome back."""

from __future__ import annotations

from calendar_sync.edit import Edit, EditState, RemoveOurs, Written
from calendar_sync.errors import ConflictError, OutcomeUnknownError, PassingError
from calendar_sync.plan import Alarm, Bounds, Level, Plan, edits_of, plan, upkeep
from calendar_sync.push import Done, Later, Outcome, Refused, Unknown, push
from policies.decision import Decision
from policies.event import Event, Timed
from service import books
from service.following.look import Looked, again
from service.following.turn import Turn
from service.store import preferences, steps


def carry_out(turn: Turn, looked: Looked) -> PassingError | ConflictError | None:
    """Plan, write the plan down, and carry out what may be done now.

    Returns what kept an edit from being carried out for the moment, None where nothing did.
    """
    planned = _planned(turn, looked)
    by_event = {decision.event.id: decision for decision in looked.decisions}
    with turn.store.session() as session:
        later = steps.put_off_ids(session, turn.owned, turn.id, now=turn.now)
    hindrance: PassingError | ConflictError | None = None
    for edit, state in planned.edits:
        if state is not EditState.PLANNED or edit.id in later:
            continue
        outcome = _pushed(turn, looked, edit, by_event[edit.ref.id])
        if isinstance(outcome, Later | Unknown):
            hindrance = outcome.error
            if isinstance(hindrance, PassingError):
                break
    return hindrance


def keep_up(turn: Turn, events: tuple[Event, ...]) -> None:
    """Let holds and companions follow their meetings, and go with them."""
    for each in upkeep({event.id: event for event in events}, turn.now):
        if isinstance(each, RemoveOurs):
            with turn.store.session() as session:
                steps.close(session, turn.owned, turn.id, each.edit_id)
        turn.desk.step("before upkeep")
        try:
            turn.calendar.keep_up(each, now=turn.now)
        except OutcomeUnknownError:
            turn.calendar.keep_up(each, now=turn.now)
        turn.desk.step("after upkeep")


def _planned(turn: Turn, looked: Looked) -> Plan:
    accepted = turn.row.accepted == Alarm.MASS_CHANGE
    bounds = Bounds(
        level=preferences.level(turn.written, turn.now, turn.owner.zone),
        shared_per_run=None if accepted else preferences.shared_per_run(turn.written),
    )
    with turn.store.session() as session:
        known = steps.known(session, turn.owned, turn.id)
        states = {each.id: each.state for each in known}
        made = plan(looked.decisions, known, bounds)
        steps.withdraw(session, turn.owned, turn.id, made.withdrawn)
        by_event = {decision.event.id: decision for decision in looked.decisions}
        for edit, state in made.edits:
            if states.get(edit.id) is not state:
                _intend(turn, looked, edit, by_event[edit.ref.id], state)(session)
                turn.tally.planned += 1
    if made.alarm:
        turn.tally.alarm = made.alarm.value
    return made
