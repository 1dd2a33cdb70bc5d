"""The week: before and after in one picture, each change with its reason and cost, and answers to it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import JSONResponse, Response

from service.store import preferences
from service.web.blocks import blocks_of
from service.web.caller import Caller, Here
from service.web.forms import is_by_script
from service.web.meetings import find_meeting
from service.web.page import page, part
from service.web.refusals import NotHereError
from service.web.standing import standing_of
from service.web.weeks import closely, monday_of, week_meetings, week_of, written_week
from service.whose import owner_of

router = APIRouter(include_in_schema=False, prefix="/week")
Week = Annotated[str, Query(max_length=10)]


@router.get("")
def week(request: Request, me: Here, week: Week = "") -> Response:
    """Show a week, this one where none is named."""
    return page(request, "week.html", _values(me, week))


@router.get("/list")
def listed(request: Request, me: Here, week: Week = "") -> Response:
    """Return the week's list alone, for a page that shows it already."""
    return part(request, "parts/week.html", _values(me, week) | {"oob": True})


@router.get("/blocks")
def blocks(me: Here, week: Week = "") -> JSONResponse:
    """Return the week's meetings for the calendar component."""
    days = week_meetings(me, monday_of(week, _today(me)))
    return JSONResponse(blocks_of(me, days))


@router.get("/meeting")
def meeting(
    request: Request,
    me: Here,
    day: date,
    calendar: Annotated[str, Query(max_length=100)],
    event: Annotated[str, Query(max_length=1200)],
) -> Response:
    """Show one meeting closely: as a page, or as a piece beside the week."""
    found, days = find_meeting(me, calendar, event, day)
    if found is None:
        raise NotHereError
    values = closely(me, found, days) | {
        "standing": standing_of(me, days.pulse),
        "next": f"/week?week={written_week(monday_of('', day))}",
        "address": f"{request.url.path}?{request.url.query}",
    }
    if is_by_script(request):
        return part(request, "parts/meeting.html", values)
    return page(request, "meeting.html", values)


def _values(me: Caller, week: str) -> dict[str, object]:
    monday = monday_of(week, _today(me))
    days = week_meetings(me, monday)
    return week_of(me, days, monday) | {"standing": standing_of(me, days.pulse)}


def _today(me: Caller) -> date:
    with me.session() as session:
        written = preferences.written_choices(session, me.owned)
    return me.now.astimezone(owner_of(frozenset(), written).zone).date()
