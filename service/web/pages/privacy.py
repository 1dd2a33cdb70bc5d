"""What is kept, and for how long; everything as one file; sign out everywhere; close the account."""

from __future__ import annotations

import json
from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import Response

from service import closing
from service.store import calendars, preferences, sessions
from service.store.everything import export_owner
from service.web import cookies, notices
from service.web.caller import Caller, Here, StrangerError, caller_of
from service.web.forms import Posted, back
from service.web.languages import words_for
from service.web.page import page
from service.web.privacy_view import counts_of
from service.web.sign_in import signed_out
from service.words import N_

router = APIRouter(prefix="/privacy", include_in_schema=False)
_TYPE_IT = N_("To delete everything, type {word} here.")
_WORD = N_("DELETE")
_DELETED = N_("Everything that was kept for you is deleted.")


@router.get("")
def show(request: Request, me: Here) -> Response:
    """Show what is kept."""
    return page(request, "privacy.html", counts_of(me))


@router.get("/everything.json")
def export(me: Here) -> Response:
    """Hand out everything that is kept for the owner as one file."""
    with me.session() as session:
        everything = export_owner(session, me.owned, now=me.now)
    headers = {"Content-Disposition": 'attachment; filename="plausch-everything.json"'}
    text = json.dumps(everything, ensure_ascii=False, indent=1)
    return Response(text, media_type="application/json", headers=headers)


@router.post("/sign-out-everywhere")
def sign_out_everywhere(request: Request, me: Here, form: Posted) -> Response:  # noqa: ARG001  # its token was checked
    """End every session, this one too."""
    with me.session() as session:
        sessions.end_all(session, me.owned)
    return signed_out(request, me.said.text("You are signed out on every device."))


@router.get("/delete")
def before_deleting(request: Request) -> Response:
    """Say what happens when the account is deleted."""
    me = caller_of(request)
    return _delete_page(request, me) if me else _ended_meanwhile(request)


@router.post("/delete")
def delete(request: Request, me: Here, form: Posted) -> Response:
    """Leave all calendars cleanly, then delete everything; or delete at once, leaving them as they are."""
    word = me.said.text(_WORD)
    if form.plain("word") != word:
        return _delete_page(request, me, wrong=me.said.text(_TYPE_IT, word=word))
    left: tuple[str, ...] = ()
    with me.session() as session:
        if form.plain("at_once") == "on":
            closing.close_at_once(session, me.owned)
        else:
            left = closing.close(session, me.owned, now=me.now)
    me.wake(*left)
    if not closing.finish(me.app.desk, me.owned):
        return back(request, "/privacy/delete", "closing")
    return signed_out(request, me.said.text(_DELETED))


def _ended_meanwhile(request: Request) -> Response:
    """Tell whoever has just closed the account that it is gone: it may be, before their browser is back."""
    said = words_for(request.headers)
    if notices.shown_once(request, Response(), said) != notices.worded("closing", 0, said):
        raise StrangerError
    request.cookies.pop(cookies.NOTICE, None)
    return signed_out(request, said.text(_DELETED))


def _delete_page(request: Request, me: Caller, wrong: str = "") -> Response:
    with me.session() as session:
        rows = calendars.all_followed(session, me.owned)
        going = preferences.is_closing(session, me.owned)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    values = {"wrong": wrong, "going": going, "calendars": len(rows), "word": me.said.text(_WORD)}
    return page(request, "privacy_delete.html", values, status=status)
