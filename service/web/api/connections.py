"""Accounts with providers: how they stand, and leave. Connecting needs a browser: see /connections."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from sqlmodel import Session

from service.connections_in_words import error_in_words, state_in_words
from service.google import disconnect
from service.google.scopes import missing, switched_off
from service.store import calendars, connections
from service.store.connections import Connection
from service.web.api.fields import ConnectionId, Out, Wait
from service.web.caller import Caller, Me

router = APIRouter(prefix="/connections", tags=["connections"])


class ConnectionOut(Out):
    """How an account stands. ``missing`` are rights that were not granted; ``switched_off`` says what for.

    ``ends_by`` is when one that is being left is given up, should its provider not answer till then.
    """

    id: str
    provider: str
    email: str
    state: str
    state_text: str
    error: str
    error_text: str
    missing: list[str]
    switched_off: list[str]
    calendars: list[str]
    last_sync: datetime | None
    next_poll: datetime | None
    ends_by: datetime | None


class DisconnectedOut(Out):
    """``left`` says whether it is done already."""

    id: str
    left: bool


@router.get("")
def all_of_them(me: Me) -> list[ConnectionOut]:
    """List the accounts."""
    with me.session() as session:
        return [shown(session, each, me) for each in connections.all_of(session, me.owned)]


@router.get("/{connection}")
def show(me: Me, connection: ConnectionId) -> ConnectionOut:
    """Show one account."""
    with me.session() as session:
        return shown(session, connections.get(session, me.owned, connection), me)


@router.delete("/{connection}", status_code=202)
def leave(
    me: Me,
    connection: ConnectionId,
    wait: Wait = 0,
    forget: Annotated[bool, Query(description="Take nothing back: for an account that is gone.")] = False,  # noqa: FBT002  # a query
) -> DisconnectedOut:
    """Take back what is still to come, give the right back, then forget everything about the account."""
    begin_to_leave(me, connection, forget=forget)

    def is_left(session: Session) -> bool:
        return connection not in {each.id for each in connections.all_of(session, me.owned)}

    return DisconnectedOut(id=connection, left=me.waited(is_left, wait))


def begin_to_leave(me: Caller, connection: str, *, forget: bool) -> None:
    """Ask for it; where no calendar has to be left first, it is done at once."""
    with me.session() as session:
        if forget:
            disconnect.forget(session, me.owned, connection, now=me.now)
        mine = [] if forget else disconnect.disconnect(session, me.owned, connection, now=me.now)
    me.wake(*mine)
    if not mine:
        me.app.desk.left(me.owned)


def shown(session: Session, connection: Connection, me: Caller) -> ConnectionOut:
    """Return a connection as it is shown."""
    mine = disconnect.calendars_of(session, me.owned, connection.id)
    rows = [calendars.followed(session, me.owned, each) for each in mine]
    return ConnectionOut(
        id=connection.id,
        provider=connection.provider,
        email=connection.email,
        state=connection.state.value,
        state_text=state_in_words(connection, me.said),
        error=connection.error,
        error_text=error_in_words(connection, me.said),
        missing=[each.name for each in missing(connection.scopes)],
        switched_off=switched_off(connection.scopes, me.said),
        calendars=mine,
        last_sync=max((row.synced_at for row in rows if row.synced_at), default=None),
        next_poll=min((row.poll_at for row in rows), default=None),
        ends_by=max((row.left_from + me.app.desk.patience for row in rows if row.left_from), default=None),
    )
