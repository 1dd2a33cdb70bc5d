"""Connections: an owner's accounts with providers, their tokens sealed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from uuid import uuid4

from sqlalchemy import update
from sqlmodel import Session, col, delete, select

from service.store.owners import Owned
from service.store.sealing import Keyring
from service.store.tables import ConnectionRow, ConnectionState

GOOGLE = "google"


class ConnectionUnknownError(LookupError):
    """The owner has no such connection."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """The right to an account. ``expires`` is when the access token ends, in UTC."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    expires: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account with a provider: its own unchanging id there, and its address."""

    provider: str
    subject: str = field(repr=False)
    email: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """A connection as it stands. ``error`` is a code, empty where nothing is wrong."""

    id: str
    owner_id: str
    provider: str
    email: str = field(repr=False)
    tokens: Tokens = field(repr=False)
    scopes: frozenset[str]
    state: ConnectionState
    error: str
    created: datetime
    changed: datetime


def find(session: Session, keyring: Keyring, account: Account) -> Connection | None:
    """Return the connection of an account, whoever's it is."""
    query = select(ConnectionRow).where(
        ConnectionRow.provider == account.provider, ConnectionRow.subject == _subject(keyring, account)
    )
    row = session.exec(query).first()
    return _connection(keyring, row) if row else None


def keep(
    session: Session, owned: Owned, account: Account, tokens: Tokens, scopes: frozenset[str], *, now: datetime
) -> str:
    """Connect an account, or connect it again, which revives it; return the connection's id."""
    known = find(session, owned.keyring, account)
    key = known.id if known else uuid4().hex
    row = session.get(ConnectionRow, key) or ConnectionRow(
        id=key,
        owner_id=owned.id,
        provider=account.provider,
        subject=_subject(owned.keyring, account),
        sealed=b"",
        scopes="",
        created=now,
        changed=now,
    )
    row.sealed = _sealed(owned, key, account.email, tokens)
    row.scopes = " ".join(sorted(scopes))
    row.state, row.error, row.changed = ConnectionState.ACTIVE.value, "", now
    session.add(row)
    return key


def get(session: Session, owned: Owned, connection: str) -> Connection:
    """Return one of the owner's connections; raises ConnectionUnknownError."""
    row = _row(session, owned, connection)
    if row is None:
        message = f"There is no connection {connection}."
        raise ConnectionUnknownError(message)
    return _connection(owned.keyring, row)


def all_of(session: Session, owned: Owned) -> tuple[Connection, ...]:
    """Return the owner's connections, the first connected first."""
    query = select(ConnectionRow).where(ConnectionRow.owner_id == owned.id)
    rows = session.exec(query.order_by(col(ConnectionRow.created), col(ConnectionRow.id)))
    return tuple(_connection(owned.keyring, row) for row in rows)


def renew(session: Session, owned: Owned, connection: str, tokens: Tokens, *, now: datetime) -> None:
    """Keep fresh tokens, before anything is done with them."""
    row = _row(session, owned, connection)
    if row is not None:
        email = _connection(owned.keyring, row).email
        row.sealed, row.changed = _sealed(owned, connection, email, tokens), now
        session.add(row)


def set_state(
    session: Session, owned: Owned, connection: str, state: ConnectionState, error: str = "", *, now: datetime
) -> None:
    """Let a connection be in another state; one that is being left stays so."""
    row = _row(session, owned, connection)
    if row is not None and row.state != ConnectionState.LEAVING:
        row.state, row.error, row.changed = state.value, error, now
        session.add(row)


def note_gone(
    session: Session, owned: Owned, connection: str, refresh: str, error: str, *, now: datetime
) -> bool:
    """Keep that a right is gone; whether it is still the one that is held: else nothing is kept.

    The account may be connected again at any moment, by another process too: so the row is written only
    as long as it holds the very tokens that were compared.
    """
    row = _row(session, owned, connection)
    if row is None or _connection(owned.keyring, row).tokens.refresh != refresh:
        return False
    if row.state == ConnectionState.LEAVING:
        return True
    held = (col(ConnectionRow.sealed) == row.sealed) & (col(ConnectionRow.state) == row.state)
    gone = (
        update(ConnectionRow)
        .where(held & (col(ConnectionRow.id) == connection))
        .values(state=ConnectionState.RECONNECT.value, error=error, changed=now)
    )
    return session.connection().execute(gone).rowcount == 1


def delete_one(session: Session, owned: Owned, connection: str) -> None:
    """Forget a connection with its tokens."""
    mine = (col(ConnectionRow.owner_id) == owned.id) & (col(ConnectionRow.id) == connection)
    session.exec(delete(ConnectionRow).where(mine))


def _row(session: Session, owned: Owned, connection: str) -> ConnectionRow | None:
    row = session.get(ConnectionRow, connection)
    return row if row is not None and row.owner_id == owned.id else None


def _subject(keyring: Keyring, account: Account) -> str:
    return keyring.fingerprint(account.subject, account.provider)


def _sealed(owned: Owned, connection: str, email: str, tokens: Tokens) -> bytes:
    said = {**asdict(tokens), "expires": tokens.expires.isoformat() if tokens.expires else None}
    return owned.seal(json.dumps({**said, "email": email}), f"connection:{connection}")


def _connection(keyring: Keyring, row: ConnectionRow) -> Connection:
    said = json.loads(Owned(row.owner_id, keyring).open(row.sealed, f"connection:{row.id}"))
    expires = datetime.fromisoformat(said["expires"]) if said["expires"] else None
    return Connection(
        id=row.id,
        owner_id=row.owner_id,
        provider=row.provider,
        email=said["email"],
        tokens=Tokens(access=said["access"], refresh=said["refresh"], expires=expires),
        scopes=frozenset(row.scopes.split()),
        state=ConnectionState(row.state),
        error=row.error,
        created=row.created,
        changed=row.changed,
    )
