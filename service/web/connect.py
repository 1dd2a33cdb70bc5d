"""Accounts in the browser: how they stand, connecting one, coming back from Google, and disconnecting."""

from __future__ import annotations

import secrets
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from calendar_sync.errors import RevokedError, UnavailableError
from service.connections_in_words import taken_back_in_words
from service.google import disconnect
from service.google.connect import Joined, NoRefreshTokenError, NotInvitedError, TakenError, join, take_over
from service.google.credentials import credentials_of
from service.google.facts import facts_of
from service.google.oauth import Arrival, ForgedError, GoogleDoor, SetUpError
from service.google.scopes import SCOPES
from service.store import connections, preferences, rounds, sessions
from service.store.rounds import LASTS, Round
from service.store.tables import ConnectionState
from service.web.api.connections import begin_to_leave, shown
from service.web.caller import (
    Caller,
    StrangerError,
    caller_of,
    form_of,
    root_of,
    secret_of,
    served_by,
    sign_in_cookie,
)
from service.web.languages import words_for
from service.web.outcomes import OF_ERRORS, Outcome, page_of
from service.web.refusals import NotHereError
from service.web.rendering import Way, render
from service.whose import owner_of

router = APIRouter(include_in_schema=False)
COOKIE = "plausch_round"
BACK = "/oauth/google"
_FOREIGN = frozenset({"cross-site", "same-site"})
_Text = Annotated[str, Query(max_length=2000)]
_Id = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]


def ways_in(request: Request) -> tuple[Way, ...]:
    """Return how a stranger may come in, besides a link."""
    if served_by(request).app.google is None:
        return ()
    return (("/connect/google", words_for(request.headers).text("Sign in with Google")),)


@router.get("/connections")
def overview(request: Request) -> Response:
    """Show the owner's accounts."""
    me = _signed_in(request)
    with me.session() as session:
        written = preferences.written_choices(session, me.owned)
        rows = [shown(session, each, me) for each in connections.all_of(session, me.owned)]
    page = render(
        "connections.html",
        me.said,
        connections=rows,
        leaving=ConnectionState.LEAVING.value,
        zone=owner_of(frozenset(), written).zone,
        scopes=[(each.name, me.said.text(each.reason)) for each in SCOPES.values()],
        can_connect=me.app.google is not None,
    )
    return HTMLResponse(page)


@router.get("/connect/google")
def begin(request: Request) -> Response:
    """Go to Google's consent page; a page elsewhere cannot make a browser do so."""
    if request.headers.get("sec-fetch-site") in _FOREIGN:
        return RedirectResponse("/", HTTPStatus.SEE_OTHER)
    me = caller_of(request)
    return _departing(request, _door(request), owner_id=me.owned.id if me else None, consent=me is not None)


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
    except RevokedError:
        return _ended(request, Outcome.REFUSED)
    except UnavailableError:
        return _ended(request, Outcome.NO_ANSWER)
    except ForgedError:
        return _ended(request, Outcome.FORGED)
    except SetUpError:
        return _ended(request, Outcome.SET_UP)
    return _joined(request, door, arrival, begun, me)


@router.get("/connections/{connection}/disconnect")
def ask_to_disconnect(request: Request, connection: _Id) -> Response:
    """Say what disconnecting takes back, before it is done."""
    me = _signed_in(request)
    with me.session() as session:
        known = connections.get(session, me.owned, connection)
        mine = disconnect.calendars_of(session, me.owned, connection)
        cost = taken_back_in_words(session, me.owned, mine, me.said, now=me.now)
    return HTMLResponse(render("disconnect.html", me.said, connection=known, cost=cost))


@router.post("/connections/{connection}/disconnect")
def disconnect_it(
    request: Request, connection: _Id, form: Annotated[dict[str, str], Depends(form_of)]
) -> Response:
    """Disconnect, taking back what is still to come, or nothing of it."""
    me = _signed_in(request)
    begin_to_leave(me, connection, forget=form.get("say") == "forget")
    return RedirectResponse("/connections", HTTPStatus.SEE_OTHER)


def _joined(
    request: Request, door: GoogleDoor, arrival: Arrival, begun: Round, me: Caller | None
) -> Response:
    app = served_by(request).app
    now, sign_up = app.desk.now(), app.installation.sign_up
    try:
        with app.store.session() as session:
            signed_in = me.owned if me else None
            joined = join(session, app.store.keyring, arrival, signed_in=signed_in, sign_up=sign_up, now=now)
    except NotInvitedError:
        disconnect.revoke(door.settings, arrival.tokens)
        return _ended(request, Outcome.NOT_INVITED)
    except TakenError:
        return _ended(request, Outcome.TAKEN)
    except NoRefreshTokenError:
        if begun.consent:
            return _ended(request, Outcome.NOTHING_LASTING)
        owner_id = me.owned.id if me else None
        return _departing(request, door, owner_id=owner_id, consent=True, hint=arrival.account.email)
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
    request: Request, door: GoogleDoor, *, owner_id: str | None, consent: bool, hint: str = ""
) -> Response:
    app = served_by(request).app
    redirect = f"{app.installation.public_url or root_of(request)}{BACK}"
    wanted = Round(owner_id=owner_id, verifier=secrets.token_urlsafe(64), redirect=redirect, consent=consent)
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


def _ended(request: Request, outcome: Outcome) -> Response:
    page, status = page_of(outcome, words_for(request.headers))
    answer = HTMLResponse(page, status)
    answer.delete_cookie(COOKIE, path=BACK)
    return answer


def _door(request: Request) -> GoogleDoor:
    door = served_by(request).app.google
    if door is None:
        raise NotHereError
    return door


def _signed_in(request: Request) -> Caller:
    me = caller_of(request)
    if me is None:
        raise StrangerError
    return me
