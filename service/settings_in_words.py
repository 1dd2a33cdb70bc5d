"""Settings in words: what each means, its default, and what the owner chose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from policies.context import Settings
from policies.place import VideoRoom
from service.words import N_, Words

MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        "room": N_("lengthen the invitation, hold a private block behind it, or off"),
        "minutes": N_("extra minutes for a meeting"),
        "first-meeting-minutes": N_("extra minutes where people meet for the first time"),
        "event-cap": N_("at most so many extra minutes for one meeting"),
        "day-cap": N_("at most so many extra minutes a day"),
        "keep-free": N_("so many minutes stay free before your next appointment"),
        "freeze": N_("no change that guests see in the last hours before the start"),
        "group-limit": N_("larger groups are left alone"),
        "working-hours": N_("no room beyond your working day"),
        "tell-guests": N_("whether guests may be told of a longer meeting; off: only private blocks"),
        "video": N_("whether calls by phone are offered a video link"),
        "video-day-cap": N_("at most so many new video links a day"),
        "video-room": N_("the address of your own room, such as https://meet.jit.si/YourName"),
        "prefers-phone": N_("stay on the phone"),
        "opener": N_("whether a card is prepared before a meeting"),
        "opener-lead": N_("so many minutes before the meeting the card appears"),
        "language": N_("language of cards and of what is written into the calendar"),
        "address": N_("du or sie on German cards"),
        "keep-short": N_("no extra minutes, and straight to the point"),
        "never-touch": N_("hands off"),
        "not-today-until": N_("no small talk until this day, without a reason"),
        "own-domains": N_("who belongs to your organisation; else your address tells"),
        "never-addresses": N_("people whose meetings are never touched"),
        "never-domains": N_("organisations whose meetings are never touched"),
        "region": N_("where phone numbers without a country code are at home"),
        "zone": N_("your time zone"),
        "level": N_("watch, ask before each change, or automatic; for calendars that are followed"),
        "paused-until": N_("nothing is changed by itself before this day"),
        "run-cap": N_("at most so many changes that guests see at once; above it you are asked"),
        "figures": N_("whether weekly figures are shown, to you alone"),
    }
)
_STANDARD: Mapping[str, str] = MappingProxyType(
    {"region": "DE", "zone": "Europe/Berlin", "level": "watch", "run-cap": "20", "figures": "on"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One setting. ``default`` is empty where there is none; ``chosen`` is None where it holds."""

    name: str
    meaning: str
    default: str
    chosen: str | None

    @property
    def value(self) -> str:
        """What holds."""
        return self.chosen or self.default


def all_choices(written: Mapping[str, str], said: Words) -> Iterator[Choice]:
    """Yield every setting, in the order in which they are shown."""
    defaults = {each.name.replace("_", "-"): getattr(Settings(), each.name) for each in fields(Settings)}
    for name, meaning in MEANINGS.items():
        default = _STANDARD.get(name) or _shown(defaults.get(name))
        yield Choice(name=name, meaning=said.text(meaning), default=default, chosen=written.get(name))


def _shown(value: Any) -> str:  # noqa: ANN401  # whatever a setting holds
    if value is None:
        return ""
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, timedelta):
        return f"{value.total_seconds() / 3600:g}"
    if isinstance(value, VideoRoom):
        return value.url
    return "mon-fri 08:00-19:00" if hasattr(value, "items") else str(value)
