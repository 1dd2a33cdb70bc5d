"""Requests taken apart and answered: routes, bearer, quotas, faults, and Google's envelope of errors."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote

from tests.fakes.google import access, events, partial, resources
from tests.fakes.google.errors import Refusal, not_found
from tests.fakes.google.faults import WRITES, Fault
from tests.fakes.google.quotas import UNITS
from tests.fakes.google.state import Grant, Json, Seen

if TYPE_CHECKING:
    from tests.fakes.google.world import World

ROOT = "/calendar/v3/"


@dataclass(slots=True, kw_only=True)
class Call:
    """One request, taken apart; `before_answer` is waited for before the answer goes out."""

    method: str
    path: str
    parts: list[str]
    query: dict[str, list[str]]
    headers: Mapping[str, str]
    raw: str
    operation: str = ""
    scope_of: str = ""
    grant: Grant | None = None
    scopes: frozenset[str] = frozenset()
    before_answer: Future[None] | None = None

    @property
    def body(self) -> Json:
        """Return the JSON of the request."""
        try:
            found: Json = json.loads(self.raw or "{}")
        except ValueError:
            message = "Parse Error"
            raise Refusal(400, "parseError", message) from None
        return found

    @property
    def who(self) -> Grant:
        """Return the grant of the checked bearer token."""
        assert self.grant is not None
        return self.grant

    def one(self, name: str, default: str = "") -> str:
        """Return a query parameter."""
        return self.query.get(name, [default])[0]


@dataclass(slots=True, kw_only=True)
class Answer:
    """What goes back; `cut` closes the connection instead."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False
    slow: float = 0
    before: Future[None] | None = None


Handler = Callable[["World", Call], Json | None]


def call(method: str, raw_path: str, raw_query: str, headers: Mapping[str, str], raw: str) -> Call:
    """Take a request apart; a long GET comes as a POST with its query in the body."""
    if headers.get("x-http-method-override"):
        method, raw_query, raw = headers["x-http-method-override"], raw, ""
    parts = [unquote(each) for each in raw_path.removeprefix(ROOT).split("/")]
    query = parse_qs(raw_query, keep_blank_values=True)
    return Call(method=method, path=raw_path, parts=parts, query=query, headers=headers, raw=raw)


def handle(world: World, asked: Call) -> Answer:
    """Answer one request, and keep that it was made."""
    with world.lock:
        world.settle()
        handler = _route(asked)
        seen = Seen(
            method=asked.method,
            path=asked.path,
            operation=asked.operation,
            query={name: value[0] for name, value in asked.query.items()},
            headers=dict(asked.headers),
            body=asked.raw,
            units=UNITS.get(asked.operation, 1),
        )
        world.requests.append(seen)
        try:
            answer = _answered(world, asked, handler, seen)
        except Refusal as refusal:
            answer = refused(refusal)
        seen.status = 0 if answer.cut else answer.status
        return answer


def refused(refusal: Refusal) -> Answer:
    """Return a refusal as an answer."""
    return _json(refusal.body(), refusal.status)


def _json(body: Json, status: int = 200) -> Answer:
    headers = {"content-type": "application/json; charset=UTF-8"}
    return Answer(status=status, body=json.dumps(body, ensure_ascii=False).encode(), headers=headers)


def _answered(world: World, asked: Call, handler: Handler, seen: Seen) -> Answer:
    asked.grant = access.granted(world, asked.headers.get("authorization", ""))
    seen.account = asked.grant.email
    asked.scopes = access.check_scope(asked.grant, asked.scope_of)
    world.quotas.spend(seen.account, seen.units, world.now)
    fault = world.faults.take(asked.operation)
    if fault and fault.name == "lost_request":
        return Answer(cut=True)
    if fault and fault.name == "cursor_dead" and "syncToken" not in asked.query:
        world.faults.put_back()
    elif fault and (refusal := fault.refusal()):
        _stop_mails(world, fault, seen.account)
        raise refusal
    events.check_secrets(world, asked)
    body = handler(world, asked)
    return _after(fault, _plain(asked, body))


def _stop_mails(world: World, fault: Fault, email: str) -> None:
    if fault.name == "quota_exceeded":
        world.quotas.stop_mails(email, world.now + timedelta(hours=fault.options.get("hours", 6)))


def _plain(asked: Call, body: Json | None) -> Answer:
    if body is None:
        return Answer(status=204, before=asked.before_answer)
    etag = body.get("etag", "")
    if asked.method == "GET" and etag and asked.headers.get("if-none-match") == etag:
        return Answer(status=304, headers={"etag": etag})
    answer = _json(partial.trimmed(body, partial.tree(asked.one("fields"))))
    answer.before = asked.before_answer
    if etag:
        answer.headers["etag"] = etag
    return answer


def _after(fault: Fault | None, answer: Answer) -> Answer:
    if fault is None:
        return answer
    if fault.name == "error_after":
        return refused(Refusal(500, "backendError", "Internal Error"))
    answer.cut = fault.name == "lost_answer"
    if fault.name == "slow":
        answer.slow = float(fault.options.get("seconds", 1))
    return answer


def _route(asked: Call) -> Handler:
    for method, shape, operation, scope_of, handler in _ROUTES:
        if method == asked.method and _fits(shape, asked.parts):
            asked.operation, asked.scope_of = operation, scope_of
            return handler
    asked.operation, asked.scope_of = "unknown", "colors.get"
    return _nothing


def _fits(shape: str, parts: list[str]) -> bool:
    wanted = shape.split("/")
    return len(wanted) == len(parts) and all(
        want in {"*", part} for want, part in zip(wanted, parts, strict=True)
    )  # fmt: skip


def _nothing(_world: World, _asked: Call) -> Json:
    raise not_found()


_ROUTES: list[tuple[str, str, str, str, Handler]] = [
    ("GET", "calendars/*/events", "list", "events.list", events.listing),
    ("GET", "calendars/*/events/*", "get", "events.get", events.get),
    ("PATCH", "calendars/*/events/*", "patch", "events.patch", events.patch),
    ("PUT", "calendars/*/events/*", "update", "events.update", events.update),
    ("DELETE", "calendars/*/events/*", "delete", "events.delete", events.delete),
    ("POST", "calendars/*/events", "insert", "events.insert", events.insert),
    ("GET", "calendars/*/events/*/instances", "list", "events.instances", events.instances),
    ("POST", "calendars/*/events/watch", "watch", "events.watch", resources.watch_events),
    ("POST", "freeBusy", "freebusy", "freebusy.query", resources.free_busy),
    ("GET", "calendars/*", "calendar", "calendars.get", resources.calendar),
    ("GET", "users/me/calendarList", "calendars", "calendarList.list", resources.calendar_list),
    ("POST", "users/me/calendarList/watch", "watch", "calendarList.watch", resources.watch_list),
    ("GET", "users/me/calendarList/*", "calendars", "calendarList.get", resources.listed),
    ("GET", "users/me/settings", "settings", "settings.list", resources.settings),
    ("POST", "users/me/settings/watch", "watch", "settings.watch", resources.watch_settings),
    ("GET", "users/me/settings/*", "settings", "settings.get", resources.setting),
    ("POST", "channels/stop", "stop", "channels.stop", resources.stop),
]
assert {"insert", "patch", "update", "delete"} == WRITES
