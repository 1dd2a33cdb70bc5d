"""Signing in and connecting, in one step: whoever comes back from Google is found by the account's id."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from service.google.facts import Facts, with_facts
from service.google.oauth import Arrival
from service.google.scopes import EVENTS
from service.store import calendars, connections, preferences
from service.store.calendars import CalendarUnknownError
from service.store.choices import ChoiceError
from service.store.connections import GOOGLE, Tokens
from service.store.owners import Owned, new_owner
from service.store.sealing import Keyring
from service.store.tables import ConnectionState


class NotInvitedError(Exception):
    """A stranger who may not come by themselves."""


class TakenError(Exception):
    """The account is connected by another owner."""


class AnotherAccountError(Exception):
    """An account that was to be connected again was meant, and this is another one.

    ``known`` says whether that one is connected here too.
    """

    def __init__(self, *, known: bool) -> None:
        """Say which."""
        super().__init__("This is another account than the one that was meant.")
        self.known = known


class NoRefreshTokenError(Exception):
    """Nothing is held that would last: Google has to ask for consent anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Who it is now, the connection, and its calendar, None where it cannot be followed."""

    owned: Owned
    connection: str
    calendar: str | None


def see_who_is_meant(session: Session, keyring: Keyring, arrival: Arrival, again: str) -> None:
    """Raise AnotherAccountError where a connection was to be connected again, and this is not its account."""
    if again:
        known = connections.find(session, keyring, arrival.account)
        if known is None or known.id != again:
            raise AnotherAccountError(known=known is not None)


def join(
    session: Session,
    keyring: Keyring,
    arrival: Arrival,
    *,
    signed_in: Owned | None,
    sign_up: frozenset[str],
    now: datetime,
) -> Joined:
    """Connect an account with the owner whose it is; raises the errors of this module, with nothing kept."""
    known = connections.find(session, keyring, arrival.account)
    if known is not None and signed_in is not None and known.owner_id != signed_in.id:
        raise TakenError
    if known is not None:
        owned = Owned(known.owner_id, keyring)
    elif signed_in is not None:
        owned = signed_in
    elif not sign_up & {"*", arrival.domain}:
        raise NotInvitedError
    else:
        owned = None
    held = known.tokens.refresh if known is not None and known.state is ConnectionState.ACTIVE else ""
    refresh = arrival.tokens.refresh or held
    if not refresh:
        raise NoRefreshTokenError
    owned = owned or new_owner(session, keyring, now=now)
    tokens = Tokens(access=arrival.tokens.access, refresh=refresh, expires=arrival.tokens.expires)
    connection = connections.keep(session, owned, arrival.account, tokens, arrival.scopes, now=now)
    readable = EVENTS in arrival.scopes and arrival.account.email
    calendar = _followed(session, owned, connection, arrival, now) if readable else None
    return Joined(owned=owned, connection=connection, calendar=calendar)


def take_over(session: Session, joined: Joined, facts: Facts, *, now: datetime) -> None:
    """Keep what the account told: settings where none was chosen, and what its calendar can do."""
    choose_told(session, joined.owned, facts)
    if joined.calendar is None:
        return
    address = calendars.followed(session, joined.owned, joined.calendar).address
    known = with_facts(address, facts, now)
    calendars.connect(session, joined.owned, joined.calendar, GOOGLE, known, now=now)


def choose_told(session: Session, owned: Owned, facts: Facts) -> None:
    """Take over settings that an account tells, where none was chosen."""
    written = preferences.written_choices(session, owned)
    for name, text in (("zone", facts.zone), ("working-hours", facts.working_hours)):
        if text and name not in written:
            _choose(session, owned, name, text)


def calendar_of(connection: str) -> str:
    """Return what the calendar of a connection is called here."""
    return f"{GOOGLE}-{connection[:12]}"


def _followed(session: Session, owned: Owned, connection: str, arrival: Arrival, now: datetime) -> str:
    calendar, email = calendar_of(connection), arrival.account.email
    address = {
        "calendar_id": email,
        "email": email,
        "addresses": [email],
        "scopes": sorted(arrival.scopes),
        "conference_types": [],
        "connection": connection,
    }
    try:
        before = calendars.followed(session, owned, calendar).address
        address["conference_types"] = before.get("conference_types", [])
        address["calendar_id"] = before.get("calendar_id", email)
    except CalendarUnknownError:
        pass
    calendars.connect(session, owned, calendar, GOOGLE, address, now=now)
    return calendar


def _choose(session: Session, owned: Owned, name: str, text: str) -> None:
    try:
        preferences.choose(session, owned, name, text)
    except ChoiceError:
        return
