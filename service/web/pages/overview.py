"""The overview: what is followed, what waits, what was done last. And answers given on it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from service import steer
from service.steer import Chosen
from service.store.accounts import account
from service.web.caller import Here
from service.web.forms import Posted, back
from service.web.overview import overview_of
from service.web.page import page
from service.web.refusals import NotHereError

router = APIRouter(include_in_schema=False)


@router.get("/")
def overview(request: Request, me: Here) -> Response:
    """Show what is followed, what waits, and what was done last."""
    return page(request, "overview.html", overview_of(me))


@router.post("/answer")
def answer(request: Request, me: Here, form: Posted) -> Response:
    """Take an answer to one edit."""
    edit = form.plain("edit")
    with me.session() as session:
        calendar = account(session, me.owned, edit).entry.calendar
        match form.plain("say"):
            case "approve":
                steer.approve(session, me.owned, calendar, edit)
                notice = "approved"
            case "skip":
                steer.skip(session, me.owned, calendar, edit)
                notice = "skipped"
            case "never":
                steer.never(session, me.owned, calendar, edit, now=me.now)
                notice = "never"
            case "undo":
                steer.undo(session, me.owned, Chosen(edit=edit), now=me.now)
                notice = "undoing"
            case _:
                raise NotHereError
    me.wake(calendar)
    return back(request, form.plain("next") or "/", notice, 1)
