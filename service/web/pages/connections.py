"""Connections: how each account and calendar stands, looking again, being told anew, and disconnecting."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import RedirectResponse, Response

from service import leaving
from service.following.listen import ask_anew
from service.google.disconnect import calendars_of
from service.store import calendars, connections, partings
from service.web.accounts import accounts_of, leaving_calendar_of, leaving_of
from service.web.api.connections import begin_to_leave
from service.web.caller import Here, caller_of
from service.web.forms import Posted, back
from service.web.page import page

router = APIRouter(prefix="/connections", include_in_schema=False)
_Connection = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]
_Calendar = Annotated[str, Path(max_length=200)]


@router.get("")
def overview(request: Request) -> Response:
    """Show the owner's accounts and calendars; strangers are led to where they can come in."""
    me = caller_of(request)
    if me is None:
        return RedirectResponse("/", HTTPStatus.SEE_OTHER)
    return page(request, "connections.html", accounts_of(me))


@router.get("/{connection}/disconnect")
def ask_to_disconnect(request: Request, me: Here, connection: _Connection) -> Response:
    """Say what disconnecting takes back, before it is done."""
    return page(request, "disconnect.html", leaving_of(me, connection))


@router.post("/{connection}/disconnect")
def disconnect_it(request: Request, me: Here, connection: _Connection, form: Posted) -> Response:
    """Disconnect, taking back what is still to come, or nothing of it."""
    begin_to_leave(me, connection, forget=form.plain("say") == "forget")
    with me.session() as session:
        left = connection not in {each.id for each in connections.all_of(session, me.owned)}
    return back(request, "/connections", "disconnected" if left else "disconnecting")


@router.post("/stayed/{parting}")
def seen(request: Request, me: Here, parting: _Connection, _form: Posted) -> Response:
    """Forget what stayed in a calendar: its owner has read it."""
    with me.session() as session:
        partings.drop(session, me.owned, parting)
    return back(request, "/connections")


@router.post("/{connection}/listen")
def listen_anew(request: Request, me: Here, connection: _Connection, _form: Posted) -> Response:
    """Ask the provider anew to tell of changes in an account's calendars."""
    with me.session() as session:
        connections.get(session, me.owned, connection)
        mine = calendars_of(session, me.owned, connection)
        for each in mine:
            ask_anew(session, calendars.followed(session, me.owned, each).key, now=me.now)
            calendars.trigger(session, me.owned.id, each)
    me.wake(*mine)
    return back(request, "/connections", "listening")


@router.post("/calendars/{calendar}/look")
def look_now(request: Request, me: Here, calendar: _Calendar, _form: Posted) -> Response:
    """Look at a calendar now, and not at its next poll."""
    with me.session() as session:
        calendars.followed(session, me.owned, calendar)
        calendars.trigger(session, me.owned.id, calendar)
    me.wake(calendar)
    return back(request, "/connections", "looking")


@router.get("/calendars/{calendar}/leave")
def ask_to_leave(request: Request, me: Here, calendar: _Calendar) -> Response:
    """Say what leaving a calendar takes back, before it is done."""
    return page(request, "disconnect.html", leaving_calendar_of(me, calendar))


@router.post("/calendars/{calendar}/leave")
def leave_it(request: Request, me: Here, calendar: _Calendar, form: Posted) -> Response:
    """Leave a calendar, taking back what is still to come, or nothing of it."""
    with me.session() as session:
        calendars.followed(session, me.owned, calendar)
        forgets = form.plain("say") == "forget"
        if forgets:
            calendars.forget(session, me.owned, calendar)
        else:
            leaving.leave(session, me.owned, calendar, now=me.now)
    me.wake(calendar)
    return back(request, "/connections", "left" if forgets else "disconnecting")
