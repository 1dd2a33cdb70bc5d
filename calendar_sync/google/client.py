"""Google's own client, built once, and its failures as errors of ours.

``googleapiclient`` 2.x: the description of the API comes with the package (``static_discovery``), so
building asks nobody. httplib2 is not thread-safe: one client belongs to one thread at a time.
"""

from __future__ import annotations

import http.client
import json
from datetime import timedelta
from typing import Any

import httplib2
from google.auth.credentials import Credentials
from google.auth.exceptions import GoogleAuthError, RefreshError, TransportError
from google_auth_httplib2 import AuthorizedHttp
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError

from calendar_sync.errors import (
    CalendarError,
    OutcomeUnknownError,
    RateLimitedError,
    RevokedError,
    UnavailableError,
)
from calendar_sync.google.answers import Row, parts, text
from calendar_sync.google.pace import Pace
from calendar_sync.google.refusals import Asked, Refusal, error_for
from calendar_sync.google.wire import Http, NotSentError

_TIMEOUT = timedelta(seconds=30)
_PATCH_UNITS = 3


class GoogleClient:
    """Asks Google for one user. ``endpoint`` is the root of the API where it is another than Google's."""

    def __init__(
        self,
        credentials: Credentials,
        *,
        endpoint: str = "",
        pace: Pace | None = None,
        timeout: timedelta = _TIMEOUT,
    ) -> None:
        """Build the service; nothing is asked yet."""
        self._http = Http(timeout=timeout.total_seconds())
        self.service: Any = build(
            "calendar",
            "v3",
            http=AuthorizedHttp(credentials, http=self._http),
            static_discovery=True,
            cache_discovery=False,
            client_options={"api_endpoint": endpoint} if endpoint else None,
        )
        self.events: Any = self.service.events()
        self._pace = pace

    def ask(self, request: Any, asked: Asked, *, version: str = "") -> Row:  # noqa: ANN401  # untyped client
        """Send one request, once, conditional on a version where one is given. Raises CalendarError."""
        if version:
            request.headers["If-Match"] = version
        if self._pace:
            self._pace.take(_PATCH_UNITS if request.method == "PATCH" else 1)
        try:
            answer = request.execute(num_retries=0)
        except HttpError as error:
            raise self._refused(error, asked) from error
        except GoogleAuthError as error:
            raise _without_access(error) from error
        except (httplib2.HttpLib2Error, http.client.HTTPException, OSError, ValueError) as error:
            raise _lost(error, asked) from error
        if self._pace:
            self._pace.answered()
        return answer if isinstance(answer, dict) else {}

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _refused(self, error: HttpError, asked: Asked) -> CalendarError:
        refusal = _refusal(error)
        found = error_for(refusal, asked)
        if self._pace and isinstance(found, RateLimitedError):
            wait = self._pace.refused(everybody=not refusal.of_one_user)
            found.retry_after = max(wait, found.retry_after or timedelta())
        return found


def _refusal(error: HttpError) -> Refusal:
    wait = str(error.resp.get("retry-after", ""))
    said = _said(error)
    return Refusal(
        status=int(error.resp.status),
        reason=text(said, "reason"),
        where=text(said, "location"),
        wait=timedelta(seconds=int(wait)) if wait.isdecimal() and len(wait) < 6 else None,  # noqa: PLR2004
    )


def _said(error: HttpError) -> Row:
    """Return the first of the errors in an answer: some come in ``errors``, some in ``details``."""
    try:
        body = json.loads(error.content)["error"]
    except (ValueError, KeyError, TypeError):
        return {}
    if not isinstance(body, dict):
        return {}
    found = [*parts(body, "errors"), *parts(body, "details")]
    return next((each for each in found if text(each, "reason")), {})


def _without_access(error: GoogleAuthError) -> CalendarError:
    """Say why there is no access token; nothing was sent."""
    passing = isinstance(error, TransportError) or (isinstance(error, RefreshError) and error.retryable)
    if passing:
        return UnavailableError("Google gives no access at the moment.")
    return RevokedError("Google gives no access any more.")


def _lost(error: Exception, asked: Asked) -> CalendarError:
    if asked is not Asked.WRITE or isinstance(error, NotSentError):
        return UnavailableError(f"Google does not answer ({type(error).__name__}).")
    return OutcomeUnknownError(f"Google did not say what became of it ({type(error).__name__}).")
