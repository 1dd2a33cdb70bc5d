"""Google's mistakes and oddities, each mended in one function, each tested both ways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from calendar_sync.google.answers import Row, address, flag, part, parts, text
from policies.event import elapsed
from policies.place import plain

_SPLIT = re.compile(r"(?:_R\d{8}(?:T\d{6}Z?)?)+$", re.ASCII)
_GROUPS = "@googlegroups.com"
UTC_NAME = ZoneInfo("UTC")


def names_of(google_id: str) -> Iterator[str]:
    """Name every way in which an event of this id may be known.

    A deleted occurrence comes as its id alone, which is that of its series, an underscore and its
    first start (`Calendar API, Events`, "status"); ids of series hold underscores too. So nothing is
    guessed: each place where the two could meet is named, and only one of them is known.
    """
    yield google_id
    place = google_id.find("_", 1)
    while place > 0:
        series, occurrence = google_id[:place], google_id[place + 1 :]
        if occurrence:
            yield f"{series}/{occurrence}"
        place = google_id.find("_", place + 1)


def within_series(google_id: str, series: str) -> str:
    """Return what an occurrence's id adds to that of its series, empty where it is none of its ids.

    After "this and following" an occurrence may be named after the series before, or after the one since.
    """
    return google_id.removeprefix(f"{series}_") if google_id.startswith(f"{series}_") else ""


def before_split(series: str) -> str:
    """Return the id that a series had before somebody changed "this and following" of its events.

    Google then names the rest ``abc_R20250307T150000``; a human sees one series all the while.
    """
    return _SPLIT.sub("", series) or series


def is_ghost(row: Row) -> bool:
    """Whether a row is what is left of an event: without a start, or cancelled, or without an id."""
    start = part(row, "start")
    dated = bool(text(start, "dateTime") or text(start, "date"))
    return text(row, "status") == "cancelled" or not dated or not text(row, "id")


def is_self(person: Row, addresses: frozenset[str]) -> bool:
    """Whether a person is the owner: on secondary calendars Google forgets to say ``self``."""
    return flag(person, "self") or address(person) in addresses


def is_group(person: Row) -> bool:
    """Whether a guest stands for many. Google says so of none; only addresses of Google Groups tell."""
    return address(person).endswith(_GROUPS)


def room_is_coming(row: Row) -> bool:
    """Whether somebody asked for a video room that is still being made: it comes as a request alone."""
    asked = part(part(part(row, "conferenceData"), "createRequest"), "status")
    return text(asked, "statusCode") == "pending"


def without_offset(moment: datetime, zone: tzinfo) -> datetime:
    """Read a time without an offset in the zone beside it: some programs write such."""
    return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment


@lru_cache(maxsize=512)
def named_zone(name: str) -> tzinfo | None:
    """Return a zone; None for names that are none of IANA's ("GMT+01:00"), where the offset has to do."""
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        return None


def end_before_start(start: datetime, end: datetime) -> datetime:
    """Return an end that is never before the start: imported events have such."""
    return end if elapsed(start, end).total_seconds() > 0 else start


def conference_links(row: Row) -> str:
    """Return the links of the conference: of old events only ``hangoutLink`` tells it."""
    entries = parts(part(row, "conferenceData"), "entryPoints")
    links = [text(each, "uri") for each in entries if text(each, "entryPointType") == "video"]
    return " ".join(link for link in links if link) or text(row, "hangoutLink")


def same_text(one: str, other: str) -> bool:
    """Whether two texts say the same: Google trims, writes other line ends, and makes HTML of some."""
    return _said(one) == _said(other)


def _said(words: str) -> str:
    return plain(words).replace("\r\n", "\n").strip()
