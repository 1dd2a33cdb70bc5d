"""What an account tells of itself, asked again: once a day, and sooner where it could not be asked.

An administrator may switch Meet off, or Google may not have answered in the moment of connecting: neither
is to last for as long as the connection does.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from google.auth.credentials import Credentials
from sqlmodel import Session

from service.google.connect import choose_told
from service.google.facts import LAST_ASKED, Facts, facts_of, with_facts
from service.store import calendars
from service.store.calendars import Followed
from service.store.owners import Owned
from service.store.store import Store

_A_DAY = timedelta(hours=23)
_SOON = timedelta(hours=1)


def is_due(address: Mapping[str, Any], now: datetime) -> bool:
    """Whether an account is to be asked again, by what its calendar's address says of the last time."""
    asked = address.get(LAST_ASKED) or {}
    wait = _A_DAY if asked.get("told") else _SOON
    return not asked or datetime.fromisoformat(asked["at"]) + wait <= now


def ask_again(
    store: Store, owned: Owned, row: Followed, credentials: Credentials, api: str, now: datetime
) -> dict[str, Any]:
    """Ask an account and return the address that its calendar has from now on; never raises for silence."""
    facts = facts_of(credentials, api, frozenset(row.address.get("scopes", ())))
    with store.session() as session:
        return _kept(session, owned, row, facts, now)


def _kept(session: Session, owned: Owned, row: Followed, facts: Facts, now: datetime) -> dict[str, Any]:
    calendar = row.key.calendar
    address = calendars.followed(session, owned, calendar).address
    choose_told(session, owned, facts)
    address = with_facts(address, facts, now)
    calendars.readdress(session, owned, calendar, address)
    return address
