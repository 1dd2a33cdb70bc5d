"""The round of consent, as Google has it: an address to go to, and a code that comes back.

google-auth-oauthlib's ``Flow`` makes both requests (PKCE with S256, RFC 7636; Google describes them at
developers.google.com/identity/protocols/oauth2/web-server). Two things that it would allow to the whole
process, by variables of the environment, are settled here. Fewer granted rights than asked for come as a
``Warning`` that carries the answer: what was granted is read from it. And a variable is set only where a
stand-in without TLS on this machine is configured.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from google.auth.exceptions import GoogleAuthError, TransportError
from google.auth.transport.requests import Request
from google.oauth2 import id_token
from google_auth_oauthlib.flow import Flow
from oauthlib.oauth2 import OAuth2Error
from requests import Response, Session
from requests.exceptions import RequestException

from calendar_sync.errors import RevokedError, UnavailableError
from service import clock
from service.google.certs import CachedCerts
from service.google.scopes import ASKED, granted
from service.settings import LOOPBACK, GoogleSettings
from service.store.connections import GOOGLE, Account, Tokens

ISSUERS = frozenset({"accounts.google.com", "https://accounts.google.com"})
_SET_UP = frozenset({"invalid_client", "unauthorized_client", "redirect_uri_mismatch", "deleted_client"})
_PASSING = frozenset({"temporarily_unavailable", "server_error", "internal_failure", "missing_token"})
_TIMEOUT = 20  # seconds
_NO_ANSWER = "Google did not answer."
_SKEW = 10  # seconds by which clocks may differ
_SERVERS = 500


class ForgedError(Exception):
    """The token about the person is not Google's, not for us, or over."""


class SetUpError(Exception):
    """Google does not know this Plausch as it is set up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Who came back with which rights. ``domain`` is one that Google vouches for, empty where it does not."""

    account: Account
    tokens: Tokens
    scopes: frozenset[str]
    domain: str


class GoogleDoor:
    """Leads to Google's consent page and takes in what comes back."""

    def __init__(self, settings: GoogleSettings, now: Callable[[], datetime] = clock.now) -> None:
        """Take where Google answers; its signing keys are remembered from then on.

        ``now`` is the machine's clock: google-auth reads that one when it asks whether a token is over.
        """
        self.settings = settings
        self._now = now
        self._session = Session()
        self._certs = CachedCerts(Request(session=self._session))
        if urlsplit(settings.token).scheme == "http" and urlsplit(settings.token).hostname in LOOPBACK:
            os.environ.setdefault("OAUTHLIB_INSECURE_TRANSPORT", "1")

    def depart(self, state: str, redirect: str, verifier: str, *, consent: bool, hint: str = "") -> str:
        """Return the address of the consent page; ``consent`` asks anew, and so brings a refresh token."""
        extra = {"prompt": "consent"} if consent else {}
        if hint:
            extra["login_hint"] = hint
        flow = self._flow(redirect, verifier)
        url, _ = flow.authorization_url(state=state, nonce=_nonce(verifier), **extra)
        return str(url)

    def arrive(self, code: str, redirect: str, verifier: str) -> Arrival:
        """Exchange a code.

        Raises RevokedError where Google does not take it, UnavailableError where it does not answer, and the
        errors of this module.
        """
        said = self._exchanged(code, redirect, verifier)
        claims = self._verified(said.get("id_token"), _nonce(verifier))
        lasts = said.get("expires_in")
        expires = self._now() + timedelta(seconds=lasts) if isinstance(lasts, int) else None
        return Arrival(
            account=Account(provider=GOOGLE, subject=claims["sub"], email=claims.get("email", "").lower()),
            tokens=Tokens(
                access=said["access_token"], refresh=str(said.get("refresh_token") or ""), expires=expires
            ),
            scopes=granted(_scope(said)),
            domain=_vouched(claims),
        )

    def close(self) -> None:
        """Close what was kept open."""
        self._session.close()

    def _exchanged(self, code: str, redirect: str, verifier: str) -> Mapping[str, Any]:
        flow = self._flow(redirect, verifier)
        flow.oauth2session.max_redirects = 0
        flow.oauth2session.register_compliance_hook("access_token_response", _answered)
        try:
            with flow.oauth2session:
                said: Mapping[str, Any] = flow.fetch_token(code=code, timeout=_TIMEOUT)
        except OAuth2Error as error:
            raise _refusal(error.error) from error
        except Warning as fewer:
            said = getattr(fewer, "token", {})
        except (RequestException, ValueError) as error:
            raise UnavailableError(_NO_ANSWER) from error
        if not isinstance(said.get("access_token"), str):
            raise UnavailableError(_NO_ANSWER)
        return said

    def _flow(self, redirect: str, verifier: str) -> Flow:
        web = {
            "client_id": self.settings.client_id,
            "client_secret": self.settings.client_secret,
            "auth_uri": self.settings.auth,
            "token_uri": self.settings.token,
        }
        return Flow.from_client_config(
            {"web": web}, list(ASKED), redirect_uri=redirect, code_verifier=verifier
        )

    def _verified(self, token: object, nonce: str) -> Mapping[str, Any]:
        """Read the token about the person: signature, audience and expiry by the library, the rest here."""
        try:
            claims: Mapping[str, Any] = id_token.verify_token(
                token if isinstance(token, str) else "",
                self._certs,
                audience=self.settings.client_id,
                certs_url=self.settings.certs,
                clock_skew_in_seconds=_SKEW,
            )
        except TransportError as error:
            message = "Google's keys could not be fetched."
            raise UnavailableError(message) from error
        except (GoogleAuthError, ValueError) as error:
            message = "The token about the person is not valid."
            raise ForgedError(message) from error
        if claims.get("iss") not in ISSUERS or not claims.get("sub"):
            message = "The token about the person is another issuer's."
            raise ForgedError(message)
        if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
            message = "The token about the person was made for another round."
            raise ForgedError(message)
        return claims


def _answered(response: Response) -> Response:
    """Let a server's failure be one, whatever it says: oauthlib reads the body alone."""
    if response.status_code >= _SERVERS:
        response.raise_for_status()
    return response


def _refusal(code: object) -> Exception:
    """Return what the token endpoint's answer means."""
    if not isinstance(code, str) or code in _PASSING:
        return UnavailableError(_NO_ANSWER)
    if code in _SET_UP:
        return SetUpError("Google does not know this client.")
    return RevokedError("Google did not take the code.")


def _nonce(verifier: str) -> str:
    """Return what binds the token about the person to this round: it follows from the round's secret."""
    return _hashed(f"nonce:{verifier}")


def _hashed(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


def _scope(said: Mapping[str, Any]) -> str:
    """Return what was granted: where nothing is said of it, what was asked for (RFC 6749, 5.1)."""
    scope = said.get("scope", ASKED)
    return scope if isinstance(scope, str) else " ".join(scope)


def _vouched(claims: Mapping[str, Any]) -> str:
    """Return the mail domain, where Google itself runs it for this person.

    Of other addresses Google only knows that they were this person's once: developers.google.com/identity,
    "Using a Google ID token to verify": Gmail, or verified together with a hosted domain.
    """
    if not claims.get("email_verified"):
        return ""
    domain = str(claims.get("email", "")).lower().rpartition("@")[2]
    return domain if domain == "gmail.com" or str(claims.get("hd", "")).lower() == domain else ""
