"""The round of consent, as Google has it: an address to go to, and a code that comes back.

google-auth-oauthlib's ``Flow`` makes the verifier and its challenge (PKCE, S256) and exchanges the
code. oauthlib takes fewer granted scopes than asked for as an error unless
``OAUTHLIB_RELAX_TOKEN_SCOPE`` is set: here what was granted is read from the answer.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any
from urllib.parse import urlsplit

from google.auth.exceptions import GoogleAuthError, TransportError
from google.auth.transport.requests import Request
from google.oauth2 import id_token
from google_auth_oauthlib.flow import Flow
from oauthlib.oauth2 import OAuth2Error
from requests import Session
from requests.exceptions import RequestException

from calendar_sync.errors import RevokedError, UnavailableError
from service.google.certs import CachedCerts
from service.google.scopes import ASKED, granted
from service.settings import LOOPBACK, GoogleSettings
from service.store.connections import GOOGLE, Account, Tokens

ISSUERS = frozenset({"accounts.google.com", "https://accounts.google.com"})
_SET_UP = frozenset({"invalid_client", "unauthorized_client", "redirect_uri_mismatch", "deleted_client"})
_PASSING = frozenset({"temporarily_unavailable", "server_error", "internal_failure"})
_TIMEOUT = 20  # seconds
_SKEW = 10  # seconds by which clocks may differ


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

    def __init__(self, settings: GoogleSettings) -> None:
        """Take where Google answers; its signing keys are remembered from then on."""
        self.settings = settings
        self._session = Session()
        self._certs = CachedCerts(Request(session=self._session))
        os.environ.setdefault("OAUTHLIB_RELAX_TOKEN_SCOPE", "1")
        if urlsplit(settings.token).hostname in LOOPBACK:
            os.environ.setdefault("OAUTHLIB_INSECURE_TRANSPORT", "1")

    def depart(self, state: str, redirect: str, verifier: str, *, consent: bool, hint: str = "") -> str:
        """Return the address of the consent page; ``consent`` asks anew, and so brings a refresh token."""
        extra = {"prompt": "consent"} if consent else {}
        if hint:
            extra["login_hint"] = hint
        url, _ = self._flow(redirect, verifier).authorization_url(state=state, **extra)
        return str(url)

    def arrive(self, code: str, redirect: str, verifier: str) -> Arrival:
        """Exchange a code.

        Raises RevokedError where Google does not take it, UnavailableError where it does not answer, and the
        errors of this module.
        """
        flow = self._flow(redirect, verifier)
        try:
            with flow.oauth2session:
                said = flow.fetch_token(code=code, timeout=_TIMEOUT)
        except OAuth2Error as error:
            raise _refusal(error) from error
        except (RequestException, ValueError) as error:
            message = "Google did not answer."
            raise UnavailableError(message) from error
        credentials = flow.credentials
        claims = self._verified(credentials.id_token)
        expires = credentials.expiry.replace(tzinfo=UTC) if credentials.expiry else None
        return Arrival(
            account=Account(provider=GOOGLE, subject=claims["sub"], email=claims.get("email", "").lower()),
            tokens=Tokens(access=credentials.token, refresh=credentials.refresh_token or "", expires=expires),
            scopes=granted(_joined(said.get("scope", ""))),
            domain=_vouched(claims),
        )

    def close(self) -> None:
        """Close what was kept open."""
        self._session.close()

    def _verified(self, token: str | None) -> Mapping[str, Any]:
        """Read the token about the person: signature, audience and expiry by the library, the issuer here."""
        try:
            claims: Mapping[str, Any] = id_token.verify_token(
                token or "",
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
        return claims

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


def _refusal(error: OAuth2Error) -> Exception:
    """Return what the token endpoint's answer means."""
    if not isinstance(error.error, str) or error.error in _PASSING:
        return UnavailableError("Google did not answer.")
    if error.error in _SET_UP:
        return SetUpError("Google does not know this client.")
    return RevokedError("Google did not take the code.")


def _joined(scope: str | list[str]) -> str:
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
