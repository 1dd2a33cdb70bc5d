"""Who may do what: bearer tokens, the scopes of each method as Google describes them, and roles."""

from __future__ import annotations

import json
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

from tests.fakes.google.errors import low_role, no_scope, not_found, unauthenticated
from tests.fakes.google.state import Book, Grant, Json

if TYPE_CHECKING:
    from tests.fakes.google.world import World

_ROOT = "https://www.googleapis.com/auth/"
WRITERS = ("owner", "writer", "writerWithoutPrivateAccess")


@cache
def _scopes() -> dict[str, frozenset[str]]:
    """Return the scopes of each method, out of the description that Google's own client brings."""
    raw = pkgutil.get_data("googleapiclient", "discovery_cache/documents/calendar.v3.json")
    return dict(_methods(json.loads(raw or b"{}")))


def _methods(node: Json) -> list[tuple[str, frozenset[str]]]:
    found = [(each["id"], frozenset(each.get("scopes", []))) for each in node.get("methods", {}).values()]
    for resource in node.get("resources", {}).values():
        found += _methods(resource)
    return found


def granted(world: World, authorization: str) -> Grant:
    """Return the grant of a bearer token that is known, alive and not revoked."""
    kind, _, token = authorization.partition(" ")
    grant = world.grants_by_access.get(token) if kind == "Bearer" else None
    if grant is None or grant.revoked or world.now >= grant.expires or grant.access_token != token:
        raise unauthenticated()
    return grant


def check_scope(grant: Grant, operation: str) -> frozenset[str]:
    """Return the granted scopes with which that method may be called, or refuse."""
    fits = frozenset(map(full, grant.scopes)) & _scopes()[f"calendar.{operation}"]
    if not fits:
        raise no_scope()
    return fits


def full(scope: str) -> str:
    """Return a scope by its whole name; `calendar.events` is short for its address."""
    return _ROOT + scope if scope.startswith("calendar") else scope


def usable(world: World, book: Book, grant: Grant, fits: frozenset[str]) -> frozenset[str]:
    """Return the scopes that count on this calendar: those for owned ones only on these; or refuse."""
    if world.role_of(book, grant.email) == "owner":
        return fits
    left = frozenset(scope for scope in fits if ".owned" not in scope)
    if not left:
        raise no_scope()
    return left


def readable(world: World, grant: Grant, calendar_id: str) -> Book:
    """Return a calendar that the caller may read; one that is not known to them does not exist."""
    book = world.books.get(grant.email if calendar_id == "primary" else calendar_id)
    if book is None or not world.role_of(book, grant.email):
        raise not_found()
    return book


def writable(world: World, grant: Grant, calendar_id: str) -> Book:
    """Return a calendar that the caller may write to."""
    book = readable(world, grant, calendar_id)
    if world.role_of(book, grant.email) not in WRITERS:
        raise low_role()
    return book
