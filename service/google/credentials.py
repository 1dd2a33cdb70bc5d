"""Credentials that are kept: fresh tokens stand in the store before anything is done with them.

google-auth's credentials refresh themselves; an answer may bring another refresh token, and the old one
is worth nothing from then on. So one refresh of a connection goes on at a time, and it begins with what
the store holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Lock

from google.auth.exceptions import RefreshError
from google.auth.transport import Request
from google.oauth2.credentials import Credentials

from calendar_sync.errors import RevokedError
from service.settings import GoogleSettings
from service.store import connections
from service.store.connections import Connection, ConnectionUnknownError, Tokens
from service.store.owners import Owned
from service.store.store import Store

_SET_UP = frozenset({"invalid_client", "unauthorized_client", "deleted_client", "disabled_client"})
"""What is wrong with the installation and not with the account: no account has to be connected again."""
_LOCKS: defaultdict[str, Lock] = defaultdict(Lock)


class KeptCredentials(Credentials):
    """The right to one account."""

    def __init__(
        self,
        store: Store,
        owned: Owned,
        connection: Connection,
        settings: GoogleSettings,
        now: Callable[[], datetime],
    ) -> None:
        """Take the connection as it stands."""
        super().__init__(  # type: ignore[no-untyped-call]  # google-auth leaves it untyped
            connection.tokens.access,
            refresh_token=connection.tokens.refresh,
            token_uri=settings.token,
            client_id=settings.client_id,
            client_secret=settings.client_secret,
            expiry=_naive(connection.tokens.expires),
        )
        self._store, self._owned, self._id, self._now = store, owned, connection.id, now

    def refresh(self, request: Request) -> None:
        """Get a fresh access token, and keep it; where the right is gone, that is kept."""
        with _LOCKS[self._id]:
            if self._took_what_another_got():
                return
            try:
                super().refresh(request)  # type: ignore[no-untyped-call]
            except RefreshError as error:
                if _code(error) in _SET_UP:
                    message = "Google does not know this client."
                    raise RefreshError(message, retryable=True) from error  # type: ignore[no-untyped-call]
                if not error.retryable and not self._is_noted_as_gone():
                    message = "The account was connected again meanwhile."
                    raise RefreshError(message, retryable=True) from error  # type: ignore[no-untyped-call]
                raise
            expires = self.expiry.replace(tzinfo=UTC) if self.expiry else None
            tokens = Tokens(access=self.token or "", refresh=self._refresh_token, expires=expires)
            with self._store.session() as session:
                connections.renew(session, self._owned, self._id, tokens, now=self._now())

    def _took_what_another_got(self) -> bool:
        """Begin with what the store holds; whether it is fresher than what is held here."""
        try:
            with self._store.session() as session:
                kept = connections.get(session, self._owned, self._id).tokens
        except ConnectionUnknownError as error:
            message = "The connection is gone."
            raise RefreshError(message) from error  # type: ignore[no-untyped-call]
        self._refresh_token = kept.refresh
        if kept.access == self.token:
            return False
        self.token, self.expiry = kept.access, _naive(kept.expires)
        return bool(self.expiry is None or not self.expired)

    def _is_noted_as_gone(self) -> bool:
        """Keep that the right is gone; False where another one was given since this one was read."""
        with self._store.session() as session:
            return connections.note_gone(
                session, self._owned, self._id, self._refresh_token, "revoked", now=self._now()
            )


def credentials_of(
    store: Store, owned: Owned, connection: str, settings: GoogleSettings, now: Callable[[], datetime]
) -> KeptCredentials:
    """Return the right to an account; raises RevokedError where it is gone."""
    try:
        with store.session() as session:
            kept = connections.get(session, owned, connection)
    except ConnectionUnknownError as error:
        message = "The connection of this calendar is gone."
        raise RevokedError(message) from error
    if kept.error or not kept.tokens.refresh:
        message = "The right to this calendar is gone."
        raise RevokedError(message)
    return KeptCredentials(store, owned, kept, settings, now)


def _naive(moment: datetime | None) -> datetime | None:
    """Return a moment as google-auth writes it: in UTC, without saying so."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment else None


def _code(error: RefreshError) -> str:
    """Return Google's code: it comes in the JSON that google-auth hands on as the second argument."""
    said = error.args[1] if len(error.args) > 1 else None
    return str(said.get("error", "")) if isinstance(said, dict) else ""
