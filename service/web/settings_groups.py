"""The settings in their groups: what each is called on the page, and how it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from service.settings_in_words import MEANINGS
from service.words import N_


class Kind(StrEnum):
    """How a setting is asked for."""

    NUMBER = "number"
    SWITCH = "switch"
    ONE_OF = "one_of"
    TEXT = "text"
    LIST = "list"
    DAY = "day"
    HOURS = "hours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One setting as a form asks for it; ``options`` are values with their words."""

    name: str
    label: str
    kind: Kind = Kind.NUMBER
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Settings that are saved together and share an example."""

    key: str
    title: str
    asked: tuple[Asked, ...]


_LANGUAGES = (("de", "Deutsch"), ("en", "English"))
GROUPS = (
    Group(
        key="automation",
        title=N_("How much goes by itself"),
        asked=(
            Asked(
                name="level",
                label=N_("Plausch may"),
                kind=Kind.ONE_OF,
                options=(
                    ("watch", N_("watch: nothing is changed")),
                    ("ask", N_("ask before each change")),
                    ("automatic", N_("change what fits these settings")),
                ),
            ),
            Asked(name="paused-until", label=N_("Pause until"), kind=Kind.DAY),
            Asked(name="run-cap", label=N_("Changes at once without asking")),
        ),
    ),
    Group(
        key="room",
        title=N_("Room for a chat"),
        asked=(
            Asked(
                name="room",
                label=N_("How room is made"),
                kind=Kind.ONE_OF,
                options=(
                    ("lengthen", N_("lengthen the invitation")),
                    ("hold", N_("private minutes behind it")),
                    ("off", N_("off")),
                ),
            ),
            Asked(name="minutes", label=N_("Extra minutes")),
            Asked(name="first-meeting-minutes", label=N_("At a first meeting")),
            Asked(name="event-cap", label=N_("Most for one meeting")),
            Asked(name="day-cap", label=N_("Most in a day")),
            Asked(name="keep-free", label=N_("Minutes free before your next appointment")),
            Asked(name="freeze", label=N_("Hours before the start without changes")),
            Asked(name="group-limit", label=N_("Largest group")),
            Asked(name="tell-guests", label=N_("Guests may be told"), kind=Kind.SWITCH),
            Asked(name="working-hours", label=N_("Working hours"), kind=Kind.HOURS),
        ),
    ),
    Group(
        key="video",
        title=N_("Seeing each other"),
        asked=(
            Asked(name="video", label=N_("Offer video for calls by phone"), kind=Kind.SWITCH),
            Asked(name="video-room", label=N_("Your own video room"), kind=Kind.TEXT),
            Asked(name="video-day-cap", label=N_("Most new links in a day")),
            Asked(name="prefers-phone", label=N_("Stay on the phone with everybody"), kind=Kind.SWITCH),
        ),
    ),
    Group(
        key="opener",
        title=N_("The card before a meeting"),
        asked=(
            Asked(name="opener", label=N_("Prepare a card"), kind=Kind.SWITCH),
            Asked(name="opener-lead", label=N_("Minutes before the meeting")),
            Asked(name="language", label=N_("Language"), kind=Kind.ONE_OF, options=_LANGUAGES),
            Asked(
                name="address",
                label=N_("In German"),
                kind=Kind.ONE_OF,
                options=(("sie", "Sie"), ("du", "du")),
            ),
        ),
    ),
    Group(
        key="hands-off",
        title=N_("Hands off"),
        asked=(
            Asked(name="never-addresses", label=N_("Never these people"), kind=Kind.LIST),
            Asked(name="never-domains", label=N_("Never these organisations"), kind=Kind.LIST),
            Asked(name="own-domains", label=N_("Your own organisation"), kind=Kind.LIST),
            Asked(name="keep-short", label=N_("Keep every meeting short"), kind=Kind.SWITCH),
            Asked(name="not-today-until", label=N_("No small talk until"), kind=Kind.DAY),
            Asked(name="never-touch", label=N_("Touch no meeting at all"), kind=Kind.SWITCH),
        ),
    ),
    Group(
        key="place",
        title=N_("Where you are"),
        asked=(
            Asked(name="zone", label=N_("Time zone"), kind=Kind.TEXT),
            Asked(name="region", label=N_("Country of your phone numbers"), kind=Kind.TEXT),
        ),
    ),
    Group(
        key="figures",
        title=N_("Your figures"),
        asked=(Asked(name="figures", label=N_("Show weekly figures"), kind=Kind.SWITCH),),
    ),
)
BY_KEY: Mapping[str, Group] = MappingProxyType({each.key: each for each in GROUPS})

assert {each.name for group in GROUPS for each in group.asked} == set(MEANINGS)  # noqa: S101  # none is forgotten
