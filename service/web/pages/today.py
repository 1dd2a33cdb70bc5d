"""Today: whom one meets, with what to begin, and afterwards what to note. Made for a phone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import Response

from policies.context import Person
from service.store import preferences
from service.web.caller import Caller, Here
from service.web.forms import Form, Posted, back, is_by_script
from service.web.meetings import Meeting, find_meeting, meetings_of
from service.web.notes_today import Draft, keep_note
from service.web.page import page, part
from service.web.persons import choose_for_whom, name_of, whom_of
from service.web.refusals import NotHereError
from service.web.standing import standing_of
from service.web.todays import again_options, today_of
from service.whose import owner_of

router = APIRouter(include_in_schema=False, prefix="/today")


@router.get("")
def today(request: Request, me: Here) -> Response:
    """Show today."""
    return page(request, "today.html", _values(me))


@router.get("/list")
def listed(request: Request, me: Here) -> Response:
    """Return the day's meetings alone, for a page that shows them already."""
    return part(request, "parts/today.html", _values(me))


@router.post("/person")
def person(request: Request, me: Here, form: Posted) -> Response:
    """Choose something for whom a meeting is about: not today, keep it short, or take that back."""
    _, about = _whom(me, form)
    say = form.plain("say")
    notices: Mapping[str, tuple[str, str | None, str]] = {
        "not_today": ("not-today-until", local_today(me).isoformat(), "not_today"),
        "today": ("not-today-until", None, "today_again"),
        "keep_short": ("keep-short", "on", "kept_short"),
        "take_time": ("keep-short", None, "not_kept_short"),
    }
    if say not in notices:
        raise NotHereError
    name, text, notice = notices[say]
    choose_for_whom(me, about, {name: text})
    return back(request, "/today", notice)


@router.post("/note")
def note(request: Request, me: Here, form: Posted) -> Response:
    """Keep what was learned; words that deserve a second thought are asked about first."""
    meeting, about = _whom(me, form)
    draft = Draft.of(form)
    concerns = keep_note(me, about, draft, local_today(me))
    if not concerns:
        return back(request, "/today", "noted")
    values = {
        "concerns": concerns,
        "draft": draft,
        "person": name_of(about),
        "again": again_options(me.said),
        "each": {"calendar": meeting.calendar, "event": meeting.id, "day": form.plain("day"), "id": "again"},
    }
    if is_by_script(request):
        return part(request, "parts/note.html", values)
    return page(request, "note.html", values)


def local_today(me: Caller) -> date:
    """Return the day in the owner's zone."""
    with me.session() as session:
        written = preferences.written_choices(session, me.owned)
    return me.now.astimezone(owner_of(frozenset(), written).zone).date()


def _whom(me: Caller, form: Form) -> tuple[Meeting, Person]:
    try:
        day = date.fromisoformat(form.plain("day"))
    except ValueError:
        raise NotHereError from None
    meeting, _ = find_meeting(me, form.plain("calendar"), form.plain("event", most=1200), day)
    about = whom_of(meeting) if meeting else None
    if meeting is None or about is None:
        raise NotHereError
    return meeting, about


def _values(me: Caller) -> dict[str, object]:
    day = local_today(me)
    days = meetings_of(me, day, day)
    return today_of(me, days, day) | {"standing": standing_of(me, days.pulse)}
