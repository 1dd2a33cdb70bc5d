"""How connections stand, in words: what is missing, what that switches off, what leaving takes back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from sqlmodel import Session, col, func, select

from service.google.scopes import EVENTS
from service.store import steps
from service.store.connections import Connection
from service.store.owners import Owned
from service.store.tables import ConnectionState, EditRow
from service.words import N_, Words

STATES: Mapping[ConnectionState, str] = MappingProxyType(
    {
        ConnectionState.ACTIVE: N_("connected"),
        ConnectionState.RECONNECT: N_("to be connected again"),
        ConnectionState.LEAVING: N_("being left: what is still to come is taken back"),
    }
)
ERRORS: Mapping[str, str] = MappingProxyType(
    {
        "revoked": N_(
            "Google does not let Plausch in any more. Nothing was changed, and nothing is lost: connect the "
            "account again."
        ),
    }
)
_NOT_FOLLOWED = N_("connected, and not followed")


def state_in_words(connection: Connection, said: Words) -> str:
    """Say where a connection stands."""
    if connection.state is ConnectionState.ACTIVE and EVENTS not in connection.scopes:
        return said.text(_NOT_FOLLOWED)
    return said.text(STATES[connection.state])


def error_in_words(connection: Connection, said: Words) -> str:
    """Say what is wrong with a connection; empty where nothing is."""
    return said.text(ERRORS[connection.error]) if connection.error in ERRORS else ""


def taken_back_in_words(
    session: Session, owned: Owned, calendars: list[str], said: Words, *, now: datetime
) -> str:
    """Say what leaving these calendars takes back, and how many guests that tells."""
    made = col(EditRow.state).in_([state.value for state in steps.MADE])
    to_come = (col(EditRow.owner_id) == owned.id) & made & (col(EditRow.starts) > now)
    query = select(func.count(), func.coalesce(func.sum(EditRow.guests_told), 0)).where(
        to_come, col(EditRow.calendar).in_(calendars)
    )
    number, guests = session.exec(query).one()
    if not number:
        return said.text("Nothing is to be taken back.")
    changes = said.plural(
        "{n} change of a meeting to come is taken back.",
        "{n} changes of meetings to come are taken back.",
        number,
    )
    if not guests:
        return changes
    told = said.plural("{n} guest is told.", "{n} guests are told.", guests)
    return f"{changes} {told}"
