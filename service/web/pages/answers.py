"""What an owner says on the pages: approve, skip, never, undo, go on, how much goes by itself."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from calendar_sync.plan import Level
from service import steer
from service.people_in_words import key_of
from service.steer import Chosen
from service.store import calendars, preferences
from service.store.accounts import Account, account
from service.web.caller import Caller, Here
from service.web.forms import Form, Posted, back
from service.web.meetings import find_meeting
from service.web.persons import choose_for_whom, whom_of
from service.web.refusals import NotHereError

router = APIRouter(include_in_schema=False)


@router.post("/answer")
def answer(request: Request, me: Here, form: Posted) -> Response:
    """Take an answer to one edit that waits, or undo one."""
    edit, say = form.plain("edit"), form.plain("say")
    with me.session() as session:
        found = account(session, me.owned, edit)
    if say == "never_person":
        _never_for_person(me, found)
    with me.session() as session:
        notice = _said(session, me, found, say)
    me.wake(found.entry.calendar)
    return back(request, form.plain("next") or "/week", notice, 1)


def _said(session: Session, me: Caller, found: Account, say: str) -> str:
    calendar, edit = found.entry.calendar, found.entry.id
    match say:
        case "approve":
            steer.approve(session, me.owned, calendar, edit)
            return "approved"
        case "skip":
            steer.skip(session, me.owned, calendar, edit)
            return "skipped"
        case "never":
            steer.never(session, me.owned, calendar, edit, now=me.now)
            return "never"
        case "never_person":
            steer.skip(session, me.owned, calendar, edit)
            return "never_person"
        case "undo":
            undone = steer.undo(session, me.owned, Chosen(edit=edit), now=me.now)
            return "undoing" if undone else "nothing_to_undo"
        case _:
            raise NotHereError


def _never_for_person(me: Caller, found: Account) -> None:
    """Keep hands off all meetings with whom an edit is about."""
    meeting, _ = find_meeting(me, found.entry.calendar, found.entry.event_id, found.entry.day)
    person = whom_of(meeting) if meeting else None
    if person is None:
        raise NotHereError
    choose_for_whom(me, person, {"never-touch": "on"})


@router.post("/undo")
def undo(request: Request, me: Here, form: Posted) -> Response:
    """Take back what was made for a day, for a person, or everything."""
    with me.session() as session:
        undone = steer.undo(session, me.owned, _chosen(session, me, form), now=me.now)
        ids = calendars.ids(session, me.owned)
    me.wake(*ids)
    return back(request, "/done", "undoing" if undone else "nothing_to_undo", len(undone))


def _chosen(session: Session, me: Caller, form: Form) -> Chosen:
    match form.plain("what"):
        case "day":
            return Chosen(day=_day(form.plain("day")))
        case "person":
            region = preferences.written_choices(session, me.owned).get("region", "DE")
            return Chosen(person=key_of(form.plain("person"), region))
        case "everything" if form.plain("sure") == "yes":
            return Chosen()
        case _:
            raise NotHereError


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotHereError from None


@router.post("/alarm")
def go_on(request: Request, me: Here, form: Posted) -> Response:
    """Let a calendar go on that stopped to ask."""
    calendar = form.plain("calendar")
    with me.session() as session:
        calendars.followed(session, me.owned, calendar)
        calendars.answer_alarm(session, me.owned, calendar)
    me.wake(calendar)
    return back(request, "/done", "goes_on")


@router.post("/pause/end")
def end_pause(request: Request, me: Here, _form: Posted) -> Response:
    """Let things go on before the day that was named."""
    with me.session() as session:
        steer.pause(session, me.owned, None)
        ids = calendars.ids(session, me.owned)
    me.wake(*ids)
    return back(request, "/week", "resumed")


def level_notice(level: Level) -> str:
    """Return which notice says that a level holds now."""
    match level:
        case Level.WATCH:
            return "level_watch"
        case Level.ASK:
            return "level_ask"
        case Level.AUTOMATIC:
            return "level_automatic"
        case unreachable:
            assert_never(unreachable)
