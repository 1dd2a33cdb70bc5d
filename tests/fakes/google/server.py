"""The fake on a socket of 127.0.0.1: uvicorn in a thread, the API by hand, OAuth by Starlette."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from tests.fakes.google import api, oauth
from tests.fakes.google.errors import Refusal
from tests.fakes.google.world import World


@dataclass(slots=True)
class Fake:
    """A served world; `api` is what `client_options.api_endpoint` wants."""

    world: World
    url: str

    @property
    def api(self) -> str:
        """Return the root of the calendar API."""
        return f"{self.url}/calendar/v3/"

    @property
    def auth_uri(self) -> str:
        """Return the address of the consent page."""
        return f"{self.url}/o/oauth2/v2/auth"

    @property
    def token_uri(self) -> str:
        """Return the token endpoint."""
        return f"{self.url}/token"

    @property
    def revoke_uri(self) -> str:
        """Return the revocation endpoint."""
        return f"{self.url}/revoke"

    @property
    def certs_uri(self) -> str:
        """Return the address of the keys that sign ID tokens."""
        return f"{self.url}/oauth2/v1/certs"

    @property
    def client_id(self) -> str:
        """Return the id of the registered OAuth client."""
        return self.world.oauth.client_id

    @property
    def client_secret(self) -> str:
        """Return the secret of the registered OAuth client."""
        return self.world.oauth.client_secret


class _App:
    """Answers the API itself, for speed, and leaves the rest to the OAuth routes."""

    def __init__(self, fake: Fake) -> None:
        self._fake = fake
        self._oauth = Starlette(routes=oauth.routes())
        self._oauth.state.fake = fake

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        if scope["path"].startswith(api.ROOT):
            await self._calendar(scope, receive, send)
            return
        fault = self._fake.world.faults.take("token") if scope["path"] == "/token" else None
        refusal = fault.refusal() if fault else None
        if fault and fault.name in {"lost_request", "lost_answer"}:
            await _cut(send)
        elif isinstance(refusal, Refusal):
            await _send(send, api.refused(refusal))
        else:
            await self._oauth(scope, receive, send)

    async def _calendar(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {name.decode().lower(): value.decode("latin-1") for name, value in scope["headers"]}
        raw = (await _body(receive)).decode()
        asked = api.call(
            scope["method"], scope["raw_path"].decode(), scope["query_string"].decode(), headers, raw
        )
        answer = api.handle(self._fake.world, asked)
        if answer.slow:
            await asyncio.sleep(answer.slow)
        if answer.before is not None:
            await asyncio.wrap_future(answer.before)
        await (_cut(send) if answer.cut else _send(send, answer))


async def _body(receive: Receive) -> bytes:
    parts = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)


async def _send(send: Send, answer: api.Answer) -> None:
    headers = [(name.encode(), value.encode()) for name, value in answer.headers.items()]
    if answer.status not in {204, 304}:
        headers.append((b"content-length", str(len(answer.body)).encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})


async def _cut(send: Any) -> None:
    """Close the connection without an answer: `send` is a method of uvicorn's own request."""
    send.__self__.transport.abort()
    while not send.__self__.disconnected:  # noqa: ASYNC110  # uvicorn has no event for it
        await asyncio.sleep(0)


@contextmanager
def google_fake(world: World | None = None, port: int = 0) -> Iterator[Fake]:
    """Serve a world until the block ends."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", port))
    fake = Fake(world or World(), f"http://127.0.0.1:{listening.getsockname()[1]}")
    config = uvicorn.Config(_App(fake), log_config=None, lifespan="off", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listening],), name="google-fake", daemon=True)
    listening.listen(128)
    thread.start()
    try:
        yield fake
    finally:
        server.should_exit = True
        thread.join(30)
        fake.world.close()
        listening.close()
