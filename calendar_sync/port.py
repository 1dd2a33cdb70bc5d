"""What every calendar speaks: the window that is looked at, and what was left out of a reading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days that are looked at, from ``first`` (inclusive) to ``last`` (exclusive), aware."""

    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads: the owner's addresses, and what is taken for granted where a file is silent.

    ``calendar`` names the calendar in references; ``zone`` is for times without one.
    """

    addresses: frozenset[str]
    zone: tzinfo
    region: str = "DE"
    calendar: str = "file"


class LeftOutCode(StrEnum):
    """Why something of a calendar was not read, or not as it stands."""

    UNREADABLE = "unreadable"
    NO_START = "no_start"
    NOT_CLOSED = "not_closed"
    DUPLICATE = "duplicate"
    TOO_DENSE = "too_dense"
    TOO_MANY_OCCURRENCES = "too_many_occurrences"
    RULE_UNREADABLE = "rule_unreadable"
    TOO_LONG = "too_long"
    ZONE_UNKNOWN = "zone_unknown"
    ZONE_UNREADABLE = "zone_unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """One thing that was left out: ``line`` counts from 1, ``detail`` holds no event's text."""

    code: LeftOutCode
    line: int
    detail: str = ""


Watch = Callable[[int, int], None]
"""Is told how much of how much is done, while something long is going on."""


def unwatched(_done: int, _all: int) -> None:
    """Watch nothing."""
