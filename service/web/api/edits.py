"""Edits: what was done, what waits, and what the owner says to it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query
from sqlmodel import Session

from calendar_sync.edit import EditState
from service import steer
from service.people_in_words import key_of
from service.steer import Chosen
from service.store import calendars, preferences
from service.store.accounts import Account, Asked, account, accounts
from service.web.api.edit_models import AskedOut, EditOut, shown
from service.web.api.fields import DayText, EditId, In, Key, MomentText, Most, Wait, day_of
from service.web.caller import Caller, Me
from service.web.refusals import RefusedError
from service.whose import owner_of
from service.words import N_

router = APIRouter(tags=["edits"])
_CHOOSE = N_("Say what is to be taken back: a day, a person, a calendar, or everything.")
_NOT_DONE = N_("Only what was made can be taken back.")
_IN_THE_PAST = N_("This moment is over. Name a later one.")


class SnoozeIn(In):
    """When to ask again."""

    until: MomentText


class UndoIn(In):
    """What is taken back; what is named narrows it down, ``everything`` stands for naming nothing."""

    day: DayText | None = None
    person: Key | None = None
    calendar: Annotated[str, Query(pattern=r"^[A-Za-z0-9:_.-]{1,80}$")] | None = None
    everything: bool = False


@router.get("/edits")
def listed(  # each is a way to narrow the list down
    me: Me,
    day: DayText | None = None,
    state: EditState | None = None,
    person: Annotated[str | None, Query(min_length=3, max_length=254)] = None,
    calendar: Annotated[str | None, Query(pattern=r"^[A-Za-z0-9:_.-]{1,80}$")] = None,
    most: Most = 200,
) -> list[EditOut]:
    """List edits, those of the latest days first."""
    with me.session() as session:
        written = preferences.written_choices(session, me.owned)
        asked = Asked(
            calendar=calendar,
            day=day_of(day),
            states=(state,) if state else None,
            person=key_of(person, written.get("region", "DE")) if person else None,
            most=most,
        )
        found = accounts(session, me.owned, asked)
    zone = owner_of(frozenset(), written).zone
    return [shown(each, zone, me.said) for each in found]


@router.get("/edits/{edit}")
def show(me: Me, edit: EditId) -> EditOut:
    """Show one edit."""
    with me.session() as session:
        written = preferences.written_choices(session, me.owned)
        found = account(session, me.owned, edit)
    return shown(found, owner_of(frozenset(), written).zone, me.said)


@router.post("/edits/{edit}/approve", status_code=202)
def approve(me: Me, edit: EditId, wait: Wait = 0) -> AskedOut:
    """Let an edit that waits be made."""
    with me.session() as session:
        found = account(session, me.owned, edit)
        steer.approve(session, me.owned, found.entry.calendar, edit)
    return _outcome(me, [found], wait)


@router.post("/edits/{edit}/skip", status_code=202)
def skip(me: Me, edit: EditId, wait: Wait = 0) -> AskedOut:
    """Do not make this edit; the event may still get others."""
    with me.session() as session:
        found = account(session, me.owned, edit)
        steer.skip(session, me.owned, found.entry.calendar, edit)
    return _outcome(me, [found], wait)


@router.post("/edits/{edit}/never", status_code=202)
def never(me: Me, edit: EditId, wait: Wait = 0) -> AskedOut:
    """Do not make this edit, and keep hands off the event and its series for good."""
    with me.session() as session:
        found = account(session, me.owned, edit)
        steer.never(session, me.owned, found.entry.calendar, edit, now=me.now)
    return _outcome(me, [found], wait)


@router.post("/edits/{edit}/snooze", status_code=202)
def snooze(me: Me, edit: EditId, wanted: SnoozeIn) -> AskedOut:
    """Ask again later."""
    until = datetime.fromisoformat(wanted.until).astimezone(UTC)
    if until <= me.now:
        raise RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, "problem", _IN_THE_PAST)
    with me.session() as session:
        found = account(session, me.owned, edit)
        steer.snooze(session, me.owned, found.entry.calendar, edit, until=until)
    return _outcome(me, [found], 0)


@router.post("/edits/{edit}/undo", status_code=202)
def undo_one(me: Me, edit: EditId, wait: Wait = 0) -> AskedOut:
    """Take one edit back."""
    with me.session() as session:
        found = account(session, me.owned, edit)
        if found.entry.state is not EditState.DONE:
            raise RefusedError(HTTPStatus.CONFLICT, "wrong_state", _NOT_DONE)
        steer.undo(session, me.owned, Chosen(edit=edit), now=me.now)
    return _outcome(me, [found], wait)


@router.post("/undo", status_code=202)
def undo(me: Me, wanted: UndoIn, wait: Wait = 0) -> AskedOut:
    """Take back what was made on a day, for a person, in a calendar, or everything."""
    named = (wanted.day, wanted.person, wanted.calendar)
    if any(named) == wanted.everything:
        raise RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, "problem", _CHOOSE)
    with me.session() as session:
        if wanted.calendar:
            calendars.followed(session, me.owned, wanted.calendar)
        region = preferences.written_choices(session, me.owned).get("region", "DE")
        person = key_of(wanted.person, region) if wanted.person else None
        chosen = Chosen(calendar=wanted.calendar, day=_day(wanted), person=person)
        ids = steer.undo(session, me.owned, chosen, now=me.now)
        found = accounts(session, me.owned, Asked(ids=ids, most=len(ids)))
    return _outcome(me, found, wait)


def _day(wanted: UndoIn) -> date | None:
    return day_of(wanted.day)


def _outcome(me: Caller, asked: Iterable[Account], wait: int) -> AskedOut:
    """Wait for what was asked for, and show what it came to."""
    ids = [each.entry.id for each in asked]

    def is_settled(session: Session) -> bool:
        return all(each.settled for each in accounts(session, me.owned, Asked(ids=ids, most=len(ids))))

    me.wake(*(each.entry.calendar for each in asked))
    settled = me.waited(is_settled, wait)
    with me.session() as session:
        zone = owner_of(frozenset(), preferences.written_choices(session, me.owned)).zone
        found = accounts(session, me.owned, Asked(ids=ids, most=len(ids)))
    return AskedOut(ids=ids, settled=settled, edits=[shown(each, zone, me.said) for each in found])
