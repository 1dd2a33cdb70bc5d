"""Accounts in the browser: to Google's consent page, and back."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import RedirectResponse, Response

from calendar_sync.errors import RevokedError, UnavailableError
from service.google import disconnect
from service.google.connect import (
    AnotherAccountError,
    Joined,
    NoRefreshTokenError,
    NotInvitedError,
    TakenError,
    join,
    see_who_is_meant,
    take_over,
)
from service.google.credentials import credentials_of
from service.google.facts import facts_of
from service.google.oauth import Arrival, ForgedError, GoogleDoor, SetUpError
from service.store import connections, rounds, sessions
from service.store.rounds import LASTS, Round
from service.web.caller import (
    Caller,
    Here,
    caller_of,
    root_of,
    secret_of,
    served_by,
    sign_in_cookie,
)
from service.web.languages import words_for
from service.web.outcomes import OF_ERRORS, Outcome, page_of
from service.web.refusals import NotHereError

router = APIRouter(include_in_schema=False)
COOKIE = "plausch_round"
BACK = "/oauth/google"
_FOREIGN = frozenset({"cross-site", "same-site"})
_NOT_TAKEN: Mapping[type[Exception], Outcome] = MappingProxyType(
    {
        RevokedError: Outcome.REFUSED,
        UnavailableError: Outcome.NO_ANSWER,
        ForgedError: Outcome.FORGED,
        SetUpError: Outcome.SET_UP,
    }
)
_Text = Annotated[str, Query(max_length=2000)]
_Id = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]


@router.get("/connect/google")
def begin(request: Request) -> Response:
    """Go to Google's consent page; a page elsewhere cannot make a browser do so."""
    if request.headers.get("sec-fetch-site") in _FOREIGN:
        return RedirectResponse("/", HTTPStatus.SEE_OTHER)
    return _departing(request, _door(request), caller_of(request))


@router.get("/connections/{connection}/again")
def begin_again(request: Request, me: Here, connection: _Id) -> Response:
    """Go to Google's consent page to connect this very account again."""
    if request.headers.get("sec-fetch-site") in _FOREIGN:
        return RedirectResponse("/", HTTPStatus.SEE_OTHER)
    with me.session() as session:
        known = connections.get(session, me.owned, connection)
    return _departing(request, _door(request), me, again=known.id, hint=known.email)


@router.get(BACK)
def come_back(request: Request, state: _Text = "", code: _Text = "", error: _Text = "") -> Response:
    """Take in what came back from Google: sign in, connect, or say why not."""
    door, app, me = _door(request), served_by(request).app, caller_of(request)
    with app.store.session() as session:
        browser = request.cookies.get(COOKIE, "")
        begun = rounds.redeem(session, app.store.keyring, state=state, browser=browser, now=app.desk.now())
    if begun is None or begun.owner_id != (me.owned.id if me else None):
        return _ended(request, Outcome.STALE)
    if error or not code:
        return _ended(request, OF_ERRORS.get(error, Outcome.REFUSED))
    try:
        arrival = door.arrive(code, begun.redirect, begun.verifier)
    except tuple(_NOT_TAKEN) as refused:
        return _ended(request, _NOT_TAKEN[type(refused)])
    return _joined(request, door, arrival, begun, me)


def _joined(
    request: Request, door: GoogleDoor, arrival: Arrival, begun: Round, me: Caller | None
) -> Response:
    app = served_by(request).app
    now, sign_up = app.desk.now(), app.installation.sign_up
    try:
        with app.store.session() as session:
            signed_in = me.owned if me else None
            see_who_is_meant(session, app.store.keyring, arrival, begun.again)
            joined = join(session, app.store.keyring, arrival, signed_in=signed_in, sign_up=sign_up, now=now)
    except NotInvitedError:
        disconnect.revoke(door.settings, arrival.tokens)
        return _ended(request, Outcome.NOT_INVITED)
    except AnotherAccountError as error:
        if not error.known:
            disconnect.revoke(door.settings, arrival.tokens)
        return _ended(request, Outcome.ANOTHER, again=begun.again)
    except TakenError:
        return _ended(request, Outcome.TAKEN)
    except NoRefreshTokenError:
        if begun.consent:
            return _ended(request, Outcome.NOTHING_LASTING)
        hint = arrival.account.email
        return _departing(request, door, me, consent=True, again=begun.again, hint=hint)
    _read_facts(request, door, arrival, joined)
    answer = RedirectResponse("/connections", HTTPStatus.SEE_OTHER)
    if me is None:
        with app.store.session() as session:
            sessions.end(session, secret_of(request))
            secret = sessions.begin(session, joined.owned.id, now=now)
        sign_in_cookie(answer, secret, request)
    answer.delete_cookie(COOKIE, path=BACK)
    return answer


def _read_facts(request: Request, door: GoogleDoor, arrival: Arrival, joined: Joined) -> None:
    """Take over what the account tells of itself, then have its calendar looked at."""
    app = served_by(request).app
    now = app.desk.now()
    credentials = credentials_of(app.store, joined.owned, joined.connection, door.settings, app.desk.now)
    facts = facts_of(credentials, door.settings.api, arrival.scopes)
    with app.store.session() as session:
        take_over(session, joined, facts, now=now)
    if joined.calendar is not None:
        Caller(served=served_by(request), owned=joined.owned, said=words_for(request.headers), now=now).wake(
            joined.calendar
        )


def _departing(
    request: Request,
    door: GoogleDoor,
    me: Caller | None,
    *,
    consent: bool = False,
    again: str = "",
    hint: str = "",
) -> Response:
    """Begin a round; who is signed in wants to connect, and is asked for a right that lasts."""
    app, consent = served_by(request).app, consent or me is not None
    redirect = f"{app.installation.public_url or root_of(request)}{BACK}"
    wanted = Round(
        owner_id=me.owned.id if me else None,
        verifier=secrets.token_urlsafe(64),
        redirect=redirect,
        consent=consent,
        again=again,
    )
    with app.store.session() as session:
        begun = rounds.begin(session, app.store.keyring, wanted, now=app.desk.now())
    url = door.depart(begun.state, redirect, wanted.verifier, consent=consent, hint=hint)
    answer = RedirectResponse(url, HTTPStatus.SEE_OTHER)
    answer.set_cookie(
        COOKIE,
        begun.browser,
        max_age=int(LASTS.total_seconds()),
        httponly=True,
        samesite="lax",
        path=BACK,
        secure=redirect.startswith("https://"),
    )
    return answer


def _ended(request: Request, outcome: Outcome, again: str = "") -> Response:
    answer = page_of(request, outcome, again=again)
    answer.delete_cookie(COOKIE, path=BACK)
    return answer


def _door(request: Request) -> GoogleDoor:
    door = served_by(request).app.google
    if door is None:
        raise NotHereError
    return door
