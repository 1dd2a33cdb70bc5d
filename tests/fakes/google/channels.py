"""Push: channels, and their messages by real HTTP from a thread; by the fake clock where they wait."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tests.fakes.google.errors import Refusal, invalid, not_found, required
from tests.fakes.google.state import Grant, Json

if TYPE_CHECKING:
    from tests.fakes.google.world import World

_WEEK = timedelta(days=7)
_RETRIED = (500, 502, 503, 504)
_MOST_TRIES = 6


@dataclass(slots=True, kw_only=True)
class Channel:
    """A channel as it was opened; `number` is that of its last message."""

    id: str
    resource_id: str
    uri: str
    resource: str
    address: str
    token: str
    email: str
    client_id: str
    expires: datetime
    number: int = 0
    stopped: bool = False


@dataclass(slots=True, kw_only=True)
class Message:
    """A message that was sent; `status` is the answer's, 0 where none came."""

    channel: str
    number: int
    state: str
    status: int = 0


@dataclass(slots=True)
class Channels:
    """All channels of a world."""

    world: World
    open: dict[str, Channel] = field(default_factory=dict)
    sent: list[Message] = field(default_factory=list)
    held_back: list[Callable[[], None]] = field(default_factory=list)
    _pool: ThreadPoolExecutor | None = None
    _running: list[Future[None]] = field(default_factory=list)

    def watch(self, resource: str, uri: str, grant: Grant, body: Json) -> tuple[Json, Future[None]]:
        """Open a channel; the future is that of its first message."""
        self._check(body)
        asked = self.world.now + timedelta(seconds=int(body.get("params", {}).get("ttl", 604800)))
        if body.get("expiration"):
            asked = min(asked, datetime.fromtimestamp(int(body["expiration"]) / 1000, UTC))
        channel = Channel(
            id=body["id"],
            resource_id=f"r{abs(hash((resource, grant.email))):x}",
            uri=uri,
            resource=resource,
            address=body["address"],
            token=body.get("token", ""),
            email=grant.email,
            client_id=grant.client_id,
            expires=min(asked, self.world.now + _WEEK),
        )
        self.open[channel.id] = channel
        first = self._post(channel, "sync")
        out = {"kind": "api#channel", "id": channel.id, "resourceId": channel.resource_id, "resourceUri": uri}
        out |= {"expiration": str(int(channel.expires.timestamp() * 1000))}
        return out | ({"token": channel.token} if channel.token else {}), first

    def _check(self, body: Json) -> None:
        if not body.get("id") or not body.get("address"):
            message = "Missing channel id or address."
            raise required(message)
        if len(body["id"]) > 64 or len(body.get("token", "")) > 256:
            raise invalid(location="id")
        if body.get("type") not in {"web_hook", "webhook"}:
            message = "Unknown channel type."
            raise invalid(message, "type")
        if body["id"] in self.open:
            raise Refusal(400, "channelIdNotUnique", f"Channel id {body['id']} not unique")
        local = body["address"].startswith("http://127.0.0.1")
        if not local and not body["address"].startswith("https://"):
            message = "WebHook callback must be HTTPS: " + body["address"]
            raise Refusal(400, "push.webhookUrlNotHttps", message)

    def stop(self, grant: Grant, body: Json) -> None:
        """Close a channel: only for the person and the client that opened it, by both of its ids."""
        channel = self.open.get(body.get("id", ""))
        if channel is None or channel.stopped or channel.resource_id != body.get("resourceId"):
            raise not_found()
        if (channel.email, channel.client_id) != (grant.email, grant.client_id):
            raise not_found()
        channel.stopped = True

    def changed(self, resource: str) -> None:
        """Tell every live channel of a resource that something changed, as the switches let it."""
        for channel in self.open.values():
            if channel.resource == resource and not channel.stopped and self.world.now < channel.expires:
                self._tell(channel)

    def _tell(self, channel: Channel) -> None:
        mode, world = self.world.switches.push, self.world
        if mode == "delay":
            world.soon(world.switches.push_delay, lambda: self._deliver(channel))
        elif mode == "reorder":
            channel.number += 2
            late = channel.number
            self.held_back.append(lambda: self._deliver(channel, late))
            if len(self.held_back) > 1:
                for each in reversed(self.held_back):
                    each()
                self.held_back.clear()
        elif mode != "drop":
            for _ in range(2 if mode == "duplicate" else 1):
                self._deliver(channel)

    def _deliver(self, channel: Channel, number: int = 0) -> None:
        self._post(channel, "exists", number)

    def _post(self, channel: Channel, state: str, number: int = 0, tries: int = 0) -> Future[None]:
        if not number:
            channel.number += 1 if state == "sync" else 1 + channel.number % 3  # rising, with gaps
        message = Message(channel=channel.id, number=number or channel.number, state=state)
        if self._pool is None:
            self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="google-push")
        running = self._pool.submit(self._send, channel, message, tries)
        self._running = [each for each in self._running if not each.done()] + [running]
        return running

    def _send(self, channel: Channel, message: Message, tries: int) -> None:
        message.status = _answer(channel, message)
        self.sent.append(message)
        if message.status in _RETRIED and tries < _MOST_TRIES:
            with self.world.lock:
                later = timedelta(seconds=2**tries)
                again = (channel, message.state, message.number, tries + 1)
                self.world.soon(later, lambda: self._again(*again))

    def _again(self, channel: Channel, state: str, number: int, tries: int) -> None:
        self._post(channel, state, number, tries)

    def drain(self, seconds: float = 60) -> None:
        """Wait until all messages under way were answered."""
        wait(list(self._running), timeout=seconds)

    def close(self) -> None:
        """End the thread."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)


def _answer(channel: Channel, message: Message) -> int:
    headers = {
        "Content-Length": "0",
        "User-Agent": "APIs-Google; (+https://developers.google.com/webmasters/APIs-Google.html)",
        "X-Goog-Channel-ID": channel.id,
        "X-Goog-Message-Number": str(message.number),
        "X-Goog-Resource-ID": channel.resource_id,
        "X-Goog-Resource-State": message.state,
        "X-Goog-Resource-URI": channel.uri,
        "X-Goog-Channel-Expiration": channel.expires.strftime("%a, %d %b %Y %H:%M:%S GMT"),
    }
    if channel.token:
        headers["X-Goog-Channel-Token"] = channel.token
    request = urllib.request.Request(channel.address, data=b"", headers=headers, method="POST")  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310  # checked when it was opened
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    except OSError:
        return 0
