"""Signing in by a link that works once, as the command prints it; and out again, here or everywhere."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from service.store import sessions
from service.web import cookies
from service.web.caller import Here, secret_of, served_by
from service.web.forms import Posted
from service.web.languages import words_for
from service.web.pace import TooFastError
from service.web.page import message_page
from service.words import N_

router = APIRouter(include_in_schema=False)
_LONGEST = 200
_FAILED = N_("This link was used already, or is too old: each works once and for a quarter hour.")


@router.get("/sign-in")
def sign_in(request: Request, token: Annotated[str, Query()] = "") -> Response:
    """Sign in, or say how to get another link. An earlier session of this browser ends with it."""
    served, said = served_by(request), words_for(request.headers)
    now, who = served.app.desk.now(), request.client.host if request.client else ""
    if wait := served.sign_ins.wait(who, now):
        raise TooFastError(wait)
    secret = None
    with served.app.store.session() as session:
        if 0 < len(token) <= _LONGEST:
            secret = sessions.redeem(session, token, now=now)
        if secret is not None:
            sessions.end(session, request.cookies.get(cookies.SESSION, ""))
    if secret is None:
        served.sign_ins.failed(who, now)
        anew = said.text("For another one, type: plausch link")
        return message_page(request, said.text(_FAILED), anew, status=HTTPStatus.GONE)
    answer = RedirectResponse("/", HTTPStatus.SEE_OTHER)
    cookies.give(request, answer, cookies.SESSION, secret, int(sessions.LONGEST.total_seconds()))
    cookies.take(answer, cookies.VISIT)
    return answer


@router.post("/sign-out")
def sign_out(request: Request, _form: Posted) -> Response:
    """End the session of this browser."""
    served, said = served_by(request), words_for(request.headers)
    with served.app.store.session() as session:
        sessions.end(session, secret_of(request))
    return signed_out(request, said.text("You are signed out."))


@router.post("/sign-out/everywhere")
def sign_out_everywhere(request: Request, me: Here, _form: Posted) -> Response:
    """End every session of this owner, and the tokens of programs."""
    with me.session() as session:
        sessions.end_all(session, me.owned)
    return signed_out(request, me.said.text("You are signed out on every device."))


def signed_out(request: Request, sentence: str) -> Response:
    """Return a page for somebody whose session has ended, and take their cookie away."""
    request.cookies.pop(cookies.SESSION, None)
    answer = message_page(request, sentence)
    cookies.take(answer, cookies.SESSION)
    return answer
