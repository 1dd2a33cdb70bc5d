"""Choices as they are written (``room=hold``) and as the rules read them, both ways, strictly."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, time, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any
from zoneinfo import available_timezones

from phonenumbers import SUPPORTED_REGIONS

from calendar_sync.plan import Level
from policies.context import Address, Overrides, RoomMode, Settings
from policies.links import find_video_link
from policies.place import VideoRoom
from service.problems import Problem
from service.words import N_

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOURS = re.compile(r"^([a-z]{3})(?:-([a-z]{3}))?\s+(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})$")
_LONGEST_URL = 500


class ChoiceError(Problem):
    """A choice that cannot be; the message names it and what can be."""


class WantedError(Problem):
    """What may be written instead."""


def _number(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isdecimal() or not least <= int(text) <= most:
            raise WantedError(N_("a whole number from {least} to {most}"), least=least, most=most)
        return int(text)

    return read


def _switch(text: str) -> bool:
    if text.lower() not in {"on", "off", "yes", "no"}:
        raise WantedError(N_("on or off"))
    return text.lower() in {"on", "yes"}


def _one_of(kind: type[StrEnum]) -> Callable[[str], StrEnum]:
    def read(text: str) -> StrEnum:
        if text not in {each.value for each in kind}:
            raise WantedError(N_("one of {values}"), values=", ".join(each.value for each in kind))
        return kind(text)

    return read


def _language(text: str) -> str:
    if text not in {"de", "en"}:
        raise WantedError(N_("de or en"))
    return text


def _hours(count: str) -> timedelta:
    return timedelta(hours=_number(0, 72)(count))


def _room_url(text: str) -> VideoRoom | None:
    if text in {"", "off"}:
        return None
    if not re.fullmatch(r"https://[^\s<>\"]+\.[^\s<>\"]+", text) or len(text) > _LONGEST_URL:
        raise WantedError(N_("the address of your own room, beginning with https://, or off"))
    link = find_video_link(text)
    return VideoRoom(service=link.service if link else "own", url=text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WantedError(N_("a day such as 2026-12-24")) from None


def _clock(hour: str, minute: str) -> time:
    try:
        return time(int(hour), int(minute))
    except ValueError:
        raise WantedError(N_("times from 00:00 to 23:59")) from None


def _region(text: str) -> str:
    if text.upper() not in SUPPORTED_REGIONS:
        raise WantedError(N_("a country as two letters, such as DE, AT or CH"))
    return text.upper()


def _zone(text: str) -> str:
    if text not in available_timezones():
        raise WantedError(N_("a time zone such as Europe/Berlin"))
    return text


def _working_hours(text: str) -> Mapping[int, tuple[time, time]]:
    hours: dict[int, tuple[time, time]] = {}
    for part in text.lower().split(","):
        found = _HOURS.match(part.strip())
        if not found or found[1] not in _DAYS or (found[2] or found[1]) not in _DAYS:
            raise WantedError(N_("days and times such as mon-thu 08:00-18:00, fri 08:00-15:00"))
        begin, end = _clock(found[3], found[4]), _clock(found[5], found[6])
        first, last = _DAYS.index(found[1]), _DAYS.index(found[2] or found[1])
        if end <= begin or last < first:
            raise WantedError(N_("days and times in their order, such as mon-fri 08:00-18:00"))
        hours.update(dict.fromkeys(range(first, last + 1), (begin, end)))
    return MappingProxyType(hours)


READERS: Mapping[str, Callable[[str], Any]] = MappingProxyType(
    {
        "room": _one_of(RoomMode),
        "minutes": _number(1, 10),
        "first-meeting-minutes": _number(1, 15),
        "event-cap": _number(1, 15),
        "day-cap": _number(0, 60),
        "keep-free": _number(0, 60),
        "freeze": _hours,
        "group-limit": _number(1, 50),
        "working-hours": _working_hours,
        "tell-guests": _switch,
        "video": _switch,
        "video-day-cap": _number(0, 20),
        "video-room": _room_url,
        "prefers-phone": _switch,
        "opener": _switch,
        "opener-lead": _number(1, 120),
        "language": _language,
        "address": _one_of(Address),
        "keep-short": _switch,
        "never-touch": _switch,
        "not-today-until": _day,
    },
)
"""Every choice by its written name; the owner's own domains and lists are kept beside them."""

FOR_PEOPLE = frozenset(each.name.replace("_", "-") for each in fields(Overrides))
TEXTS: Mapping[str, Callable[[str], Any]] = MappingProxyType(
    {
        "region": _region,
        "zone": _zone,
        "level": _one_of(Level),
        "paused-until": _day,
        "run-cap": _number(1, 200),
        "figures": _switch,
    }
)
"""Choices that the rules do not read: how the owner is to be understood, and how much goes by itself."""
LISTS = ("own-domains", "never-addresses", "never-domains")


def read_choice(name: str, text: str) -> Any:  # noqa: ANN401  # each choice has its own type
    """Read one choice; raises ChoiceError naming what may be written."""
    reader = READERS.get(name) or TEXTS.get(name)
    if reader is None:
        known = ", ".join(sorted((*READERS, *LISTS, *TEXTS)))
        raise ChoiceError(N_("There is no setting {name}. There are: {known}."), name=name, known=known)
    try:
        return reader(text.strip())
    except WantedError as wanted:
        message = N_("{name} cannot be “{value}”: write {wanted}.")
        raise ChoiceError(message, name=name, value=text, wanted=wanted) from None


def settings_from(written: Mapping[str, str], own_room: VideoRoom | None = None) -> Settings:
    """Build settings from written choices; what is not written keeps its default.

    ``own_room`` is what the calendar's provider can make itself: it serves where the owner chose none.
    """
    known = {name: text for name, text in written.items() if name in READERS}
    chosen = {name.replace("-", "_"): read_choice(name, text) for name, text in known.items()}
    return Settings(**{"video_room": own_room, **chosen})


def overrides_from(written: Mapping[str, str]) -> Overrides:
    """Build a person's choices from written ones."""
    chosen = {name.replace("-", "_"): read_choice(name, text) for name, text in written.items()}
    return Overrides(**chosen)


def overrides_to(overrides: Overrides) -> dict[str, str]:
    """Write a person's choices."""
    written: dict[str, str] = {}
    for each in fields(overrides):
        value = getattr(overrides, each.name)
        if value is not None:
            written[each.name.replace("_", "-")] = _written(value)
    return written


def _written(value: Any) -> str:  # noqa: ANN401  # each choice has its own type
    if isinstance(value, bool):
        return "on" if value else "off"
    return str(value)
