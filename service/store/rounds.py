"""Rounds of consent: what is remembered while somebody is at a provider's page, and only that long."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, select

from service.store.sealing import Keyring
from service.store.tables import RoundRow

LASTS = timedelta(minutes=10)
MOST_OF_AN_OWNER, MOST_OF_STRANGERS = 10, 2_000
"""So many rounds stay open at once; with one more, the one that began first is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A round, as it goes out and comes back. ``owner_id`` is None where a stranger began it.

    ``again`` is the connection that is to be connected again, empty where any account is meant.
    """

    owner_id: str | None
    verifier: str = field(repr=False)
    redirect: str
    consent: bool
    again: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What goes out with a round: ``state`` to the provider, ``browser`` into a cookie."""

    state: str
    browser: str


def begin(session: Session, keyring: Keyring, wanted: Round, *, now: datetime) -> Begun:
    """Remember a round; both secrets stand here as hashes alone."""
    session.exec(delete(RoundRow).where(col(RoundRow.ends) <= now))
    begun = Begun(state=secrets.token_urlsafe(32), browser=secrets.token_urlsafe(32))
    key = _hashed(begun.state)
    row = RoundRow(
        fingerprint=key,
        browser=_hashed(begun.browser),
        owner_id=wanted.owner_id,
        sealed=keyring.seal(wanted.verifier, f"round:{key}"),
        redirect=wanted.redirect,
        consent=wanted.consent,
        again=wanted.again,
        ends=now + LASTS,
    )
    session.add(row)
    session.flush()
    _keep_few(session, wanted.owner_id)
    return begun


def redeem(session: Session, keyring: Keyring, *, state: str, browser: str, now: datetime) -> Round | None:
    """Use a round up; None where it is none, too old, or not this browser's (whose round then stays)."""
    row = session.get(RoundRow, _hashed(state))
    if row is None or not hmac.compare_digest(row.browser, _hashed(browser)):
        return None
    used = session.connection().execute(delete(RoundRow).where(col(RoundRow.fingerprint) == row.fingerprint))
    if used.rowcount != 1 or row.ends <= now:
        return None
    verifier = keyring.open(row.sealed, f"round:{row.fingerprint}")
    return Round(
        owner_id=row.owner_id,
        verifier=verifier,
        redirect=row.redirect,
        consent=row.consent,
        again=row.again,
    )


def _keep_few(session: Session, owner_id: str | None) -> None:
    most = MOST_OF_STRANGERS if owner_id is None else MOST_OF_AN_OWNER
    mine = col(RoundRow.owner_id).is_(None) if owner_id is None else col(RoundRow.owner_id) == owner_id
    order = (col(RoundRow.ends).desc(), col(RoundRow.fingerprint))
    over = session.exec(select(RoundRow.fingerprint).where(mine).order_by(*order).offset(most)).all()
    if over:
        session.exec(delete(RoundRow).where(col(RoundRow.fingerprint).in_(over)))


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
