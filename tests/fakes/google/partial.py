"""The `fields` parameter: `items(id,start/dateTime),nextPageToken` and what it leaves of an answer."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from tests.fakes.google.errors import invalid

Tree = dict[str, Any]
_TOKEN = re.compile(r"[A-Za-z0-9_*-]+|[(),/]")


@lru_cache(maxsize=100)
def tree(text: str) -> Tree:
    """Read the parameter; an empty tree below a name means all of it."""
    tokens = _TOKEN.findall(text)
    found, rest = _level(tokens)
    if rest or "".join(tokens) != text.replace(" ", ""):
        message = f"Invalid field selection {text}"
        raise invalid(message, "fields")
    return found


def _level(tokens: list[str]) -> tuple[Tree, list[str]]:
    found: Tree = {}
    while tokens and tokens[0] != ")":
        tokens = _path(found, tokens)
        if tokens and tokens[0] == ",":
            tokens = tokens[1:]
    return found, tokens


def _path(found: Tree, tokens: list[str]) -> list[str]:
    below = found.setdefault(tokens[0], {})
    tokens = tokens[1:]
    if tokens and tokens[0] == "/":
        return _path(below, tokens[1:])
    if tokens and tokens[0] == "(":
        inner, tokens = _level(tokens[1:])
        below.update(inner)
        return tokens[1:]
    return tokens


def trimmed(value: Any, wanted: Tree) -> Any:
    """Return what the tree leaves of an answer."""
    if not wanted or "*" in wanted:
        return value
    if isinstance(value, list):
        return [trimmed(each, wanted) for each in value]
    if not isinstance(value, dict):
        return value
    return {name: trimmed(value[name], below) for name, below in wanted.items() if name in value}
