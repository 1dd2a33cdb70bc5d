"""Carrying out: the plan goes into the ledger, then each edit to the calendar, then its outcome back."""

from __future__ import annotations

from dataclasses import replace

from sqlmodel import Session

from calendar_sync.edit import Edit, EditState, RemoveOurs, Written
from calendar_sync.errors import ConflictError, MailsUsedUpError, OutcomeUnknownError, PassingError
from calendar_sync.plan import Alarm, Bounds, Plan, edits_of, plan, upkeep
from calendar_sync.push import ROOM_FAILED, Done, Later, Outcome, Refusal, Refused, Unknown, push
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
        sent = steps.sent_ids(session, turn.owned, turn.id)
    hindrance: PassingError | ConflictError | None = None
    for edit, state in planned.edits:
        if state is not EditState.PLANNED or edit.id in later or (edit.shared and turn.quiet):
            continue
        outcome = _pushed(turn, looked, edit, by_event[edit.ref.id], sent=edit.id in sent)
        if isinstance(outcome, Later) and isinstance(outcome.error, MailsUsedUpError):
            turn.be_quiet(outcome.error)
        elif isinstance(outcome, Later | Unknown):
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
                _intend(session, turn, looked, by_event[edit.ref.id], edit, state)
                turn.tally.planned += 1
    if made.alarm:
        turn.tally.alarm = made.alarm.value
    return made


def _intend(  # an intent has these parts
    session: Session, turn: Turn, looked: Looked, decision: Decision, edit: Edit, state: EditState
) -> None:
    nothing = Written(edit_id=edit.id, ref=edit.ref, images=())
    entry = books.entry_of(edit, decision, turn.owner, turn.settings.language, nothing)
    starts = decision.event.span.start if isinstance(decision.event.span, Timed) else turn.now
    concerned = books.concerned(decision, looked.context)
    steps.intend(session, turn.owned, replace(entry, state=state), concerned, starts=starts, now=turn.now)


def _pushed(turn: Turn, looked: Looked, edit: Edit, decision: Decision, *, sent: bool) -> Outcome:
    def note(written: Written) -> bool:
        turn.desk.step("before intent")
        with turn.store.session() as session:
            may = steps.writing(session, turn.owned, turn.id, written)
            if may and edit.adds:
                # What a card uses counts as used from here on: its outcome may never be heard.
                books.remember_opener(session, turn.owned, decision, looked.context, now=turn.now)
        turn.desk.step("before write")
        return may

    outcome = push(
        turn.calendar,
        edit,
        wanted=lambda fresh: _wanted(turn, looked, edit, decision.event, fresh),
        note=note,
        now=turn.now,
        language=turn.settings.language,
        sent=sent,
    )
    turn.desk.step("after write")
    _record(turn, edit, outcome)
    turn.desk.step("after outcome")
    return outcome


def _wanted(turn: Turn, looked: Looked, edit: Edit, seen: Event, fresh: Event) -> Edit | None:
    """Decide again where the event is not the one that was decided on."""
    if fresh.version == seen.version:
        return edit
    decision = again(looked, fresh, settings=turn.settings, now=turn.now)
    return next((each for each in edits_of(decision) if each.id == edit.id), None) if decision else None


def _record(turn: Turn, edit: Edit, outcome: Outcome) -> None:
    reason = version = ""
    match outcome:
        case Done(version=version, roomless=roomless):
            state, reason = EditState.DONE, ROOM_FAILED if roomless else ""
            turn.tally.done += 1
        case Refused(why=Refusal.STOPPED):
            return
        case Refused(why=Refusal.MADE_BEFORE):
            turn.overtaken = True
            with turn.store.session() as session:
                steps.forget(session, turn.owned, turn.id, edit.id)
            return
        case Refused(why=Refusal.NOT_WANTED):
            state = EditState.SUPERSEDED
            turn.overtaken = True
        case Refused(why=why):
            state, reason = EditState.REFUSED, why.value
            turn.tally.refused += 1
        case Later():
            state = EditState.PLANNED
        case Unknown():
            state = EditState.UNKNOWN
    with turn.store.session() as session:
        steps.finish(
            session, turn.owned, turn.id, edit.id, state, now=turn.now, reason=reason, version=version
        )
