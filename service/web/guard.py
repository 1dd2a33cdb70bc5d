"""What every request has to pass: a local name, the same origin, a small body; and what every answer has.

A page elsewhere can make a browser send requests here. So the Host has to be a name of this machine (else
another's domain could be pointed at it), and whatever changes something has to come from our own pages, or
from a program that shows its token.
"""

from __future__ import annotations

import traceback
from http import HTTPStatus
from pathlib import Path
from time import perf_counter
from typing import Any

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.web.refusals import RefusedError, refusal
from service.words import N_

MOST_BYTES = 64 * 2**10
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})
_LOG = structlog.get_logger("plausch.web")
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",  # with "no-referrer" browsers send our own forms with "Origin: null"
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Guard:
    """Stands before the application."""

    def __init__(self, app: ASGIApp) -> None:
        """Take what is guarded."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass, or answer it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(send)
        begun = perf_counter()
        try:
            await self._guarded(scope, receive, answer)
        except Exception as bug:  # noqa: BLE001  # the other one place: a bug must not show what it read
            _LOG.error("request failed", method=scope["method"], route=_route(scope), **_where(bug))
            if not answer.status:
                await refusal(Request(scope), _MISTAKE)(scope, receive, answer)
        spent = round((perf_counter() - begun) * 1000)
        _LOG.info("request", method=_method(scope), route=_route(scope), status=answer.status, ms=spent)

    async def _guarded(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        if problem := _refused(request):
            await refusal(request, problem)(scope, receive, send)
            return
        body = await _body(receive)
        if body is None:
            await refusal(request, _TOO_LARGE)(scope, receive, send)
            return
        await self._app(scope, _replayed(body, receive), send)


class _Answer:
    """Passes an answer on with the headers that every answer has; ``status`` is 0 until it began."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = int(message["status"])
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
        await self._send(message)


def _refused(request: Request) -> RefusedError | None:
    headers = request.headers
    host = headers.get("host", "")
    if _name(host) not in _NAMES:
        return _WRONG_HOST
    if request.method not in _SAFE and _is_foreign(headers, f"{request.url.scheme}://{host}"):
        return _FOREIGN
    return None


def _is_foreign(headers: Headers, here: str) -> bool:
    """Whether a request comes from a page elsewhere, or does not show that it comes from one of ours."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site not in {"same-origin", "none"}:
        return True
    if origin is not None:
        return origin != here
    return site is None and "authorization" not in headers


def _name(host: str) -> str:
    """Return a Host header without its port."""
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdecimal() else host).lower()


async def _body(receive: Receive) -> bytes | None:
    """Read a body to its end; None for one that is too large."""
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            break
        part = message.get("body", b"")
        size += len(part)
        if size > MOST_BYTES:
            return None
        parts.append(part)
        more = message.get("more_body", False)
    return b"".join(parts)


def _replayed(body: bytes, receive: Receive) -> Receive:
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


def _route(scope: Scope) -> str:
    """Return the pattern that an address fits, never the address: it may name somebody."""
    return str(getattr(scope.get("route"), "path", "-"))


def _method(scope: Scope) -> str:
    method = str(scope["method"])
    return method if method in {"GET", "POST", "PUT", "PATCH", "DELETE"} else "other"


def _where(bug: Exception) -> dict[str, Any]:
    frames = traceback.extract_tb(bug.__traceback__)
    steps = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames]
    return {"error": type(bug).__name__, "at_lines": " > ".join(steps[-6:])}


_WRONG_HOST = RefusedError(
    HTTPStatus.MISDIRECTED_REQUEST, "wrong_host", N_("Plausch answers under 127.0.0.1 and localhost only.")
)
_FOREIGN = RefusedError(
    HTTPStatus.FORBIDDEN,
    "foreign_origin",
    N_("This came from a page elsewhere, so nothing was done. Programs show their token: Authorization."),
)
_TOO_LARGE = RefusedError(
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", N_("That is more than is read at once.")
)
_MISTAKE = RefusedError(
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "internal",
    N_("Plausch made a mistake of its own. What was under way was not kept. Please try again."),
)
