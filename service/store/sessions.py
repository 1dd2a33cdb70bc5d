"""Who is signed in: links that work once, and sessions that end by themselves.

Tokens and secrets are 256 random bits and stand here as hashes: whoever reads the database cannot sign in.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlmodel import Session, col

from service.store.owners import Owned
from service.store.tables import SessionRow, SignInRow

LINK_LASTS = timedelta(minutes=15)
IDLE = timedelta(hours=12)
LONGEST = timedelta(days=7)
_NOTED_EVERY = timedelta(minutes=1)


def new_link(session: Session, owned: Owned, *, now: datetime) -> str:
    """Return a token that signs this owner in, once and soon."""
    sweep(session, now=now)
    token = secrets.token_urlsafe(32)
    row = SignInRow(fingerprint=_fingerprint(token), owner_id=owned.id, ends=now + LINK_LASTS)
    session.add(row)
    return token


def redeem(session: Session, token: str, *, now: datetime) -> str | None:
    """Use a token up and return a session's secret; None for one that is used, too old or forged."""
    this = col(SignInRow.fingerprint) == _fingerprint(token)
    usable = this & col(SignInRow.used).is_(None) & (col(SignInRow.ends) > now)
    used = session.connection().execute(update(SignInRow).where(usable).values(used=now))
    if used.rowcount != 1:
        return None
    row = session.get(SignInRow, _fingerprint(token))
    return begin(session, row.owner_id, now=now) if row else None


def begin(session: Session, owner_id: str, *, now: datetime) -> str:
    """Begin a session and return its secret."""
    secret = secrets.token_urlsafe(32)
    session.add(
        SessionRow(fingerprint=_fingerprint(secret), owner_id=owner_id, seen=now, ends=now + LONGEST),
    )
    return secret


def owner_behind(session: Session, secret: str, *, now: datetime, seen: bool = True) -> str | None:
    """Return whose session it is; None where it has ended or never was.

    Only what a human asks for keeps it from going idle: a page that looks again by itself is not ``seen``.
    """
    row = session.get(SessionRow, _fingerprint(secret))
    if row is None or row.ends <= now or row.seen + IDLE <= now:
        return None
    if seen and now - row.seen > _NOTED_EVERY:
        row.seen = now
        session.add(row)
    return row.owner_id


def end(session: Session, secret: str) -> None:
    """End a session."""
    this = col(SessionRow.fingerprint) == _fingerprint(secret)
    session.connection().execute(delete(SessionRow).where(this))


def end_all(session: Session, owned: Owned) -> None:
    """End every session of an owner, and the links that were not used yet."""
    connection = session.connection()
    connection.execute(delete(SessionRow).where(col(SessionRow.owner_id) == owned.id))
    connection.execute(delete(SignInRow).where(col(SignInRow.owner_id) == owned.id))


def sweep(session: Session, *, now: datetime) -> None:
    """Forget what has ended."""
    connection = session.connection()
    connection.execute(delete(SignInRow).where(col(SignInRow.ends) <= now))
    over = (col(SessionRow.ends) <= now) | (col(SessionRow.seen) <= now - IDLE)
    connection.execute(delete(SessionRow).where(over))


def _fingerprint(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
