"""The round of consent, as Google has it: an address to go to, and a code that comes back.

Two requests, made here by hand (developers.google.com/identity/protocols/oauth2/web-server and
.../openid-connect; PKCE with S256, RFC 7636). The libraries for it take fewer granted rights than asked
for as an error, and refuse a stand-in on this machine, unless variables of the environment allow both to
the whole process. What was granted is read from the answer; where Google answers is checked when the
settings are read: https, or http on this machine.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import requests
from google.auth.exceptions import GoogleAuthError, TransportError
from google.auth.transport.requests import Request
from google.oauth2 import id_token
from requests.exceptions import RequestException

from calendar_sync.errors import RevokedError, UnavailableError
from service import clock
from service.google.certs import CachedCerts
from service.google.scopes import ASKED, granted
from service.settings import GoogleSettings
from service.store.connections import GOOGLE, Account, Tokens

ISSUERS = frozenset({"accounts.google.com", "https://accounts.google.com"})
_SET_UP = frozenset({"invalid_client", "unauthorized_client", "redirect_uri_mismatch", "deleted_client"})
_PASSING = frozenset({"temporarily_unavailable", "server_error", "internal_failure"})
_TIMEOUT = 20  # seconds
_NO_ANSWER = "Google did not answer."
_SKEW = 10  # seconds by which clocks may differ
_OK, _SERVERS = 200, 500


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
        self._session = requests.Session()
        self._certs = CachedCerts(Request(session=self._session))

    def depart(self, state: str, redirect: str, verifier: str, *, consent: bool, hint: str = "") -> str:
        """Return the address of the consent page; ``consent`` asks anew, and so brings a refresh token."""
        asked = {
            "response_type": "code",
            "client_id": self.settings.client_id,
            "redirect_uri": redirect,
            "scope": " ".join(ASKED),
            "state": state,
            "nonce": _nonce(verifier),
            "code_challenge": _hashed(verifier),
            "code_challenge_method": "S256",
            "access_type": "offline",
        }
        if consent:
            asked["prompt"] = "consent"
        if hint:
            asked["login_hint"] = hint
        return f"{self.settings.auth}?{urlencode(asked)}"

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
        asked = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect,
            "client_id": self.settings.client_id,
            "client_secret": self.settings.client_secret,
            "code_verifier": verifier,
        }
        try:
            answer = requests.post(self.settings.token, data=asked, timeout=_TIMEOUT, allow_redirects=False)
            said = answer.json()
        except (RequestException, ValueError) as error:
            raise UnavailableError(_NO_ANSWER) from error
        if not isinstance(said, dict) or answer.status_code >= _SERVERS:
            raise UnavailableError(_NO_ANSWER)
        if answer.status_code != _OK or not isinstance(said.get("access_token"), str):
            raise _refusal(said.get("error"))
        return said

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
    return str(said.get("scope", " ".join(ASKED)))


def _vouched(claims: Mapping[str, Any]) -> str:
    """Return the mail domain, where Google itself runs it for this person.

    Of other addresses Google only knows that they were this person's once: developers.google.com/identity,
    "Using a Google ID token to verify": Gmail, or verified together with a hosted domain.
    """
    if not claims.get("email_verified"):
        return ""
    domain = str(claims.get("email", "")).lower().rpartition("@")[2]
    return domain if domain == "gmail.com" or str(claims.get("hd", "")).lower() == domain else ""
