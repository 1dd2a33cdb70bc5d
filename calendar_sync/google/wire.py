"""The transport below Google's client: a write goes out once, on a connection of its own.

httplib2 sends a request again by itself where a connection breaks (``Http._conn_request``), which for
a write could be once too often. Here a write begins with a new connection, so that what fails before
is certain not to have been sent, and what fails after is certain to be unknown.
"""

from __future__ import annotations

import http.client
from typing import TYPE_CHECKING, Any

import httplib2

_CONNECTING = (OSError, http.client.HTTPException)
_SAFE = frozenset({"GET", "HEAD"})


class NotSentError(httplib2.HttpLib2Error):
    """There was no connection: nothing was sent."""


class LostError(httplib2.HttpLib2Error):
    """Something was sent, and no answer came."""


if TYPE_CHECKING:
    _Base = http.client.HTTPConnection
else:
    _Base = object


class _Once(_Base):
    """Adds to a connection that what is not safe to repeat is sent once."""

    _risky = False

    def connect(self) -> None:
        try:
            super().connect()
        except _CONNECTING as error:
            raise NotSentError(str(error)) from error

    def request(self, method: str, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # as in http.client
        self._risky = method not in _SAFE
        if not self._risky:
            super().request(method, *args, **kwargs)
            return
        self.close()
        self.connect()
        try:
            super().request(method, *args, **kwargs)
        except _CONNECTING as error:
            self.close()
            raise LostError(str(error)) from error

    def getresponse(self) -> http.client.HTTPResponse:
        try:
            return super().getresponse()
        except _CONNECTING as error:
            if not self._risky:
                raise
            self.close()
            raise LostError(str(error)) from error


class _Plain(_Once, httplib2.HTTPConnectionWithTimeout):
    pass


class _Secure(_Once, httplib2.HTTPSConnectionWithTimeout):
    pass


class Http(httplib2.Http):
    """httplib2 with such connections."""

    def request(  # as in httplib2
        self,
        uri: str,
        method: str = "GET",
        body: Any = None,  # noqa: ANN401
        headers: Any = None,  # noqa: ANN401
        redirections: int = httplib2.DEFAULT_MAX_REDIRECTS,
        connection_type: Any = None,  # noqa: ANN401
    ) -> tuple[httplib2.Response, bytes]:
        """Ask, on a connection of ours."""
        kind = connection_type or (_Secure if uri.startswith("https:") else _Plain)
        answer: tuple[httplib2.Response, bytes] = super().request(
            uri, method, body, headers, redirections, kind
        )
        return answer
