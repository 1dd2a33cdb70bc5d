"""Signing in by a link that works once, as the command prints it; and out again."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from service.store import sessions
from service.web.caller import COOKIE, secret_of, served_by, sign_in_cookie
from service.web.languages import words_for
from service.web.rendering import message_page

router = APIRouter(include_in_schema=False)
_LONGEST = 200


@router.get("/sign-in")
def sign_in(request: Request, token: Annotated[str, Query()] = "") -> Response:
    """Sign in, or say how to get another link."""
    served, said = served_by(request), words_for(request.headers)
    secret = None
    if 0 < len(token) <= _LONGEST:
        with served.app.store.session() as session:
            secret = sessions.redeem(session, token, now=served.app.desk.now())
    if secret is None:
        over = said.text("This link was used already, or is too old: each works once and for a quarter hour.")
        anew = said.text("For another one, type: plausch link")
        return HTMLResponse(message_page(said, over, anew), HTTPStatus.GONE)
    answer = RedirectResponse("/", HTTPStatus.SEE_OTHER)
    sign_in_cookie(answer, secret, request)
    return answer


@router.post("/sign-out")
def sign_out(request: Request) -> Response:
    """End the session."""
    served, said = served_by(request), words_for(request.headers)
    with served.app.store.session() as session:
        sessions.end(session, secret_of(request))
    answer = HTMLResponse(message_page(said, said.text("You are signed out.")))
    answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")
    return answer
