"""The overview: what is followed, what waits, what was done last. And answers given on it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from service import steer
from service.steer import Chosen
from service.store.accounts import account
from service.web.caller import StrangerError, caller_of, form_of
from service.web.connect import ways_in
from service.web.languages import words_for
from service.web.overview import overview_of
from service.web.refusals import NotHereError
from service.web.rendering import STYLE, message_page, render

router = APIRouter(include_in_schema=False)


@router.get("/style.css")
def style() -> Response:
    """Return how pages look."""
    return Response(STYLE, media_type="text/css")


@router.get("/")
def overview(request: Request) -> Response:
    """Show what is followed, what waits, and what was done last."""
    me = caller_of(request)
    if me is None:
        said = words_for(request.headers)
        page = message_page(said, StrangerError().sentence(said), ways=ways_in(request))
        return HTMLResponse(page, HTTPStatus.UNAUTHORIZED)
    return HTMLResponse(render("overview.html", me.said, **overview_of(me)))


@router.post("/answer")
def answer(request: Request, form: Annotated[dict[str, str], Depends(form_of)]) -> Response:
    """Take an answer to one edit from the overview."""
    me = caller_of(request)
    if me is None:
        raise StrangerError
    edit = form.get("edit", "")
    with me.session() as session:
        calendar = account(session, me.owned, edit).entry.calendar
        match form.get("say"):
            case "approve":
                steer.approve(session, me.owned, calendar, edit)
            case "skip":
                steer.skip(session, me.owned, calendar, edit)
            case "never":
                steer.never(session, me.owned, calendar, edit, now=me.now)
            case "undo":
                steer.undo(session, me.owned, Chosen(edit=edit), now=me.now)
            case _:
                raise NotHereError
    me.wake(calendar)
    return RedirectResponse("/", HTTPStatus.SEE_OTHER)
