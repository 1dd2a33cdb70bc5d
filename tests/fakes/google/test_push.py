"""The checklist of a faithful fake, point 21: channels and their messages over real HTTP."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.builders import JULE, MEHMET
from tests.fakes.google.client import Client, at, jule
from tests.fakes.google.server import Fake

WATCH = "calendars/primary/events/watch"


@dataclass
class Hook:
    """Somebody who listens: where, what came, and what to answer next."""

    address: str = ""
    got: list[dict[str, str]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)


@pytest.fixture
def hook() -> Iterator[Hook]:
    """Listen on a socket."""
    here = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            here.got.append({name.lower(): value for name, value in self.headers.items()})
            self.send_response(here.answers.pop(0) if here.answers else 204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    here.address = f"http://127.0.0.1:{server.server_port}/hook"
    yield here
    server.shutdown()
    server.server_close()
    thread.join()


def _watch(me: Client, hook: Hook, name: str = "c1") -> dict[str, str]:
    body = {"id": name, "type": "web_hook", "address": hook.address, "token": "t"}
    got = me.ask("POST", WATCH, body)
    assert got.status == 200, got
    return {name: str(value) for name, value in got.body.items()}


def test_21_messages(google: Fake, hook: Hook) -> None:
    """First `sync`, number 1, then `exists` for our own writes too, with no body and rising numbers."""
    me = jule(google)
    google.world.switches.early_sync = True
    channel = _watch(me, hook)
    assert [each["x-goog-resource-state"] for each in hook.got] == ["sync"]
    me.add(at())
    me.add(at("12:00"))
    google.world.channels.drain()
    numbers = [int(each["x-goog-message-number"]) for each in hook.got]
    assert numbers == sorted(set(numbers))
    assert numbers[0] == 1
    last = hook.got[-1]
    assert (last["content-length"], last["x-goog-channel-token"]) == ("0", "t")
    assert (last["x-goog-resource-id"], last["x-goog-resource-state"]) == (channel["resourceId"], "exists")
    assert last["x-goog-channel-expiration"] == "Mon, 30 Nov 2026 07:00:00 GMT"
    assert channel["expiration"] == "1796022000000"


def test_21_stop_and_expiry(google: Fake, hook: Hook) -> None:
    """Only who opened a channel stops it, by both ids; the clock ends it; some calendars have none."""
    me = jule(google)
    channel = _watch(me, hook)
    ids = {"id": "c1", "resourceId": channel["resourceId"]}
    assert Client(google, MEHMET.address).ask("POST", "channels/stop", ids).status == 404
    assert me.ask("POST", "channels/stop", ids | {"resourceId": "x"}).status == 404
    assert me.ask("POST", "channels/stop", ids).status == 204
    _watch(me, hook, "c2")
    google.world.later(days=8)
    google.world.insert(JULE, at(day="2026-12-10"))
    google.world.channels.drain()
    assert {each["x-goog-resource-state"] for each in hook.got} == {"sync"}
    google.world.books[JULE].watchable = False
    body = {"id": "c3", "type": "web_hook", "address": hook.address}
    assert Client(google).ask("POST", WATCH, body).reason == "pushNotSupportedForRequestedResource"


def test_21_retries_and_switches(google: Fake, hook: Hook) -> None:
    """503 is tried again by the clock, 404 is not; messages may be dropped, late, twice or out of order."""
    me = jule(google)
    _watch(me, hook)
    google.world.channels.drain()
    hook.answers[:] = [503, 404]
    google.world.insert(JULE, at())
    google.world.channels.drain()
    google.world.later(seconds=2)
    google.world.channels.drain()
    google.world.later(hours=1)
    google.world.channels.drain()
    assert [each.status for each in google.world.channels.sent] == [204, 503, 404]
    for mode, more in (("drop", 0), ("duplicate", 2), ("delay", 0)):
        google.world.switches.push = mode  # type: ignore[assignment]
        before = len(hook.got)
        google.world.insert(JULE, at())
        google.world.channels.drain()
        assert len(hook.got) == before + more
    google.world.later(minutes=11)
    google.world.channels.drain()
    google.world.switches.push = "reorder"
    for _ in range(2):
        google.world.insert(JULE, at())
    google.world.channels.drain()
    late, early = (int(each["x-goog-message-number"]) for each in hook.got[-2:])
    assert late > early
