"""What an owner says to Plausch: approve, skip, never, put off, undo, how much goes by itself, leave.

Each is one short transaction and a trigger; the calendar itself is only ever touched by its sync.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from calendar_sync.edit import EditState
from calendar_sync.plan import SKIPPED, Level
from service.edits_in_words import STATES
from service.problems import Problem
from service.store import calendars, ledger, preferences, steps
from service.store.choices import read_choice
from service.store.owners import Owned
from service.store.tables import EditPersonRow, EditRow
from service.words import N_


class WrongStateError(Problem):
    """An edit is not in a state in which this can be said of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which done edits: one, those of a day, of a person (address or number), or all that are left."""

    calendar: str | None = None
    edit: str | None = None
    day: date | None = None
    person: str | None = None


def approve(session: Session, owned: Owned, calendar: str, edit_id: str) -> None:
    """Let an edit that waits be carried out."""
    row = _waiting(session, owned, calendar, edit_id)
    row.state, row.not_before = EditState.PLANNED.value, None
    session.add(row)
    calendars.trigger(session, owned.id, calendar)


def skip(session: Session, owned: Owned, calendar: str, edit_id: str) -> None:
    """Do not make this edit; the event may still get others."""
    row = _waiting(session, owned, calendar, edit_id)
    row.state, row.reason = EditState.REFUSED.value, SKIPPED
    session.add(row)
    calendars.trigger(session, owned.id, calendar)


def never(session: Session, owned: Owned, calendar: str, edit_id: str, *, now: datetime) -> None:
    """Do not make this edit, and keep hands off the event, and off its series, for good."""
    row = _waiting(session, owned, calendar, edit_id)
    row.state, row.reason = EditState.REFUSED.value, SKIPPED
    session.add(row)
    ledger.keep_hands_off(session, owned, {row.event_id, row.series}, now=now, skipped=True)
    calendars.trigger(session, owned.id, calendar)


def snooze(session: Session, owned: Owned, calendar: str, edit_id: str, *, until: datetime) -> None:
    """Ask again later."""
    row = _waiting(session, owned, calendar, edit_id)
    row.not_before = until
    session.add(row)


def set_level(session: Session, owned: Owned, level: Level) -> None:
    """Let more or less go by itself. Going automatic approves what waits; the first run is not capped.

    Coming back from it, what was planned by itself and is not made yet waits for the owner.
    """
    before = preferences.written_choices(session, owned).get("level")
    preferences.choose(session, owned, "level", level.value)
    for row in calendars.all_followed(session, owned):
        if level is Level.AUTOMATIC:
            steps.approve_all(session, owned, row.key.calendar)
            calendars.accept_mass(session, owned, row.key.calendar)
        elif level is Level.ASK and before != Level.ASK:
            steps.ask_again(session, owned, row.key.calendar)
    calendars.trigger(session, owned.id)


def choose(session: Session, owned: Owned, name: str, text: str) -> None:
    """Keep a setting, whichever it is, and have the calendars decided on anew; raises ChoiceError."""
    if name == "level":
        set_level(session, owned, read_choice(name, text))
        return
    preferences.choose(session, owned, name, text)
    calendars.trigger(session, owned.id)


def unchoose(session: Session, owned: Owned, name: str) -> None:
    """Go back to a setting's default; raises ChoiceError where there is no such setting."""
    preferences.known_choice(name)
    preferences.unchoose(session, owned, name)
    calendars.trigger(session, owned.id)


def look_again(session: Session, owned: Owned) -> None:
    """Have the calendars decided on anew: what is known of people has changed."""
    calendars.trigger(session, owned.id)


def pause(session: Session, owned: Owned, until: date | None) -> None:
    """Let nothing be changed before a day; None ends it."""
    if until is None:
        preferences.unchoose(session, owned, "paused-until")
    else:
        preferences.choose(session, owned, "paused-until", until.isoformat())
    calendars.trigger(session, owned.id)


def undo(session: Session, owned: Owned, chosen: Chosen, *, now: datetime) -> tuple[str, ...]:
    """Ask for edits to be taken back; return their ids. The next sync of each calendar does it.

    One that is on its way at this moment is meant as well.
    """
    made = col(EditRow.state).in_([state.value for state in steps.MADE])
    query = select(EditRow).where(EditRow.owner_id == owned.id, made)
    if chosen.calendar is not None:
        query = query.where(EditRow.calendar == chosen.calendar)
    if chosen.edit is not None:
        query = query.where(EditRow.id == chosen.edit)
    if chosen.day is not None:
        query = query.where(EditRow.day == chosen.day)
    if chosen.person is not None:
        concerned = select(EditPersonRow.edit_id).where(
            EditPersonRow.owner_id == owned.id,
            EditPersonRow.fingerprint == owned.fingerprint(chosen.person),
        )
        query = query.where(col(EditRow.id).in_(concerned))
    rows = list(session.exec(query))
    for row in rows:
        row.undo_wanted = row.undo_wanted or now
        session.add(row)
    _trigger_each(session, owned, {row.calendar for row in rows})
    return tuple(row.id for row in rows)


def _trigger_each(session: Session, owned: Owned, ids: Iterable[str]) -> None:
    for each in sorted(ids):
        calendars.trigger(session, owned.id, each)


def _waiting(session: Session, owned: Owned, calendar: str, edit_id: str) -> EditRow:
    row = steps.row_of(session, owned, calendar, edit_id)
    if row.state not in {state.value for state in steps.OPEN}:
        message = N_("This change does not wait for an answer any more: it is {state}.")
        raise WrongStateError(message, state=Problem(STATES[EditState(row.state)]))
    return row
