"""Who asks: the owner behind a session, shown by a cookie or as a bearer token."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from threading import Event
from time import monotonic
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import APIKeyCookie, HTTPBearer
from sqlmodel import Session
from starlette.responses import Response

from service.app import App
from service.store import sessions
from service.store.calendars import Key
from service.store.owners import Owned
from service.web import cookies
from service.web.glances import Glances
from service.web.languages import words_for
from service.web.looking_back import LookingBack
from service.web.pace import Pace
from service.web.refusals import RefusedError
from service.web.tries import Tries
from service.words import N_, Words

COOKIE = cookies.SESSION
_LOOK_EVERY = 0.05  # seconds
_cookie = APIKeyCookie(name=COOKIE, scheme_name="session", auto_error=False)
_bearer = HTTPBearer(scheme_name="token", auto_error=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What a request is answered from. ``stopping`` is set once the service is to end.

    ``sign_ins`` counts failed ones, ``glances`` keeps what was just decided, ``back`` what the past weeks
    held, ``tries`` what somebody uploaded to have a look at.
    """

    app: App
    stopping: Event
    sign_ins: Pace = field(default_factory=Pace)
    glances: Glances = field(default_factory=Glances)
    back: LookingBack = field(default_factory=LookingBack)
    tries: Tries = field(default_factory=Tries)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """The owner who asks, and in which language, with everything to answer from."""

    served: Served
    owned: Owned
    said: Words
    now: datetime

    @property
    def app(self) -> App:
        """The running Plausch."""
        return self.served.app

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Work in one transaction."""
        with self.app.store.session() as session:
            yield session

    def wake(self, *calendars: str) -> None:
        """Say that calendars of this owner were triggered."""
        for each in dict.fromkeys(calendars):
            self.app.engine.wake(Key(owner_id=self.owned.id, calendar=each))

    def waited(self, done: Callable[[Session], bool], seconds: int) -> bool:
        """Wait until something is so, for so many seconds at most; whether it is."""
        until = monotonic() + seconds
        while True:
            with self.session() as session:
                if done(session):
                    return True
            if monotonic() >= until or self.served.stopping.wait(_LOOK_EVERY):
                return False


def served_by(request: Request) -> Served:
    """Return what a request is answered from."""
    served: Served = request.app.state.served
    return served


def root_of(request: Request) -> str:
    """Return the address under which a request reached us, without a slash at its end."""
    public = served_by(request).app.installation.public_url
    host = request.headers.get("host", "").lower()
    is_public = public.partition("://")[2].lower() == host
    return public if is_public else f"{request.url.scheme}://{host}"


def secret_of(request: Request) -> str:
    """Return the secret that a request shows; where it shows a token, the cookie does not count."""
    shown = request.headers.get("authorization")
    if shown is None:
        return request.cookies.get(COOKIE, "")
    scheme, _, secret = shown.partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else ""


def caller_of(request: Request, *, seen: bool = True) -> Caller | None:
    """Return who asks; None for a stranger. ``seen`` keeps the session from going idle."""
    served, secret = served_by(request), secret_of(request)
    store, now = served.app.store, served.app.desk.now()
    if not secret:
        return None
    with store.session() as session:
        owner_id = sessions.owner_behind(session, secret, now=now, seen=seen)
    if owner_id is None:
        return None
    owned = Owned(owner_id, store.keyring)
    return Caller(served=served, owned=owned, said=words_for(request.headers), now=now)


def sign_in_cookie(answer: Response, secret: str, request: Request) -> None:
    """Let a browser keep a session's secret."""
    answer.set_cookie(
        COOKIE,
        secret,
        max_age=int(sessions.LONGEST.total_seconds()),
        httponly=True,
        samesite="lax",
        path="/",
        secure=root_of(request).startswith("https://"),
    )


class StrangerError(RefusedError):
    """Somebody who is not signed in."""

    def __init__(self) -> None:
        """Say how to sign in."""
        message = N_("You are not signed in. Get a link with: plausch link")
        super().__init__(HTTPStatus.UNAUTHORIZED, "not_signed_in", message)


def signed_in(
    request: Request,
    _shown: Annotated[object, Depends(_cookie)],
    _token: Annotated[object, Depends(_bearer)],
) -> Caller:
    """Return who asks; strangers are refused. The two others are there for the API's description."""
    caller = caller_of(request)
    if caller is None:
        raise StrangerError
    return caller


Me = Annotated[Caller, Depends(signed_in)]


def visitor(request: Request) -> Caller:
    """Return who looks at a page; strangers are told how to sign in."""
    caller = caller_of(request)
    if caller is None:
        raise StrangerError
    return caller


Here = Annotated[Caller, Depends(visitor)]
"""Who looks at a page: as ``Me``, and left out of the API's description."""
