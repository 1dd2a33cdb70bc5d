"""Disconnecting: calendars are left cleanly, then the right is given back, and the connection deleted.

Nobody is kept connected because Google does not answer: what is held here is deleted in any case, and
the page says where the right can be taken away by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlencode

import structlog
from google.auth.exceptions import GoogleAuthError
from google.auth.transport.requests import Request
from requests import Session as WebSession
from sqlmodel import Session

from service import leaving
from service.settings import GoogleSettings
from service.store import calendars, connections
from service.store.connections import GOOGLE, Connection, Tokens
from service.store.owners import Owned
from service.store.store import Store
from service.store.tables import ConnectionState

_LOG = structlog.get_logger("plausch.google")
_TIMEOUT = 10  # seconds
_OK = 200


def disconnect(session: Session, owned: Owned, connection: str, *, now: datetime) -> list[str]:
    """Ask for it; return the calendars whose next sync takes back what is still to come."""
    mine = _left_with(session, owned, connection, now=now)
    for each in mine:
        leaving.leave(session, owned, each, now=now)
    return mine


def forget(session: Session, owned: Owned, connection: str, *, now: datetime) -> None:
    """Take nothing back: for an account that lets nobody in any more."""
    for each in _left_with(session, owned, connection, now=now):
        calendars.forget(session, owned, each)


def _left_with(session: Session, owned: Owned, connection: str, *, now: datetime) -> list[str]:
    """Let a connection be left; return the calendars that go with it."""
    connections.get(session, owned, connection)
    connections.set_state(session, owned, connection, ConnectionState.LEAVING, now=now)
    return calendars_of(session, owned, connection)


def calendars_of(session: Session, owned: Owned, connection: str) -> list[str]:
    """Return the followed calendars of a connection."""
    rows = calendars.all_followed(session, owned)
    return [row.key.calendar for row in rows if row.address.get("connection") == connection]


def giving_back(store: Store, settings: GoogleSettings | None) -> Callable[[Owned], None]:
    """Return what ends an owner's connections that are being left, once none of their calendars is there."""

    def give_back(owned: Owned) -> None:
        with store.session() as session:
            over = [each for each in connections.all_of(session, owned) if _is_over(session, owned, each)]
        for each in over:
            if each.provider == GOOGLE and settings is not None:
                revoke(settings, each.tokens)
            with store.session() as session:
                connections.delete_one(session, owned, each.id)

    return give_back


def _is_over(session: Session, owned: Owned, connection: Connection) -> bool:
    leaving_it = connection.state is ConnectionState.LEAVING
    return leaving_it and not calendars_of(session, owned, connection.id)


def revoke(settings: GoogleSettings, tokens: Tokens) -> None:
    """Give a right back: revoking the refresh token ends every token of the grant."""
    token = tokens.refresh or tokens.access
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    body = urlencode({"token": token}).encode()
    try:
        with WebSession() as web:
            ask = Request(session=web)
            answer = ask(settings.revoke, method="POST", body=body, headers=headers, timeout=_TIMEOUT)
    except GoogleAuthError as error:
        _LOG.warning("right not given back", error=type(error).__name__)
        return
    if answer.status != _OK:
        _LOG.info("right was gone", status=answer.status)
