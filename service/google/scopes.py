"""What is asked of Google, why, and what is switched off where it was not granted.

``docs/permissions.md`` says the same to administrators; a test holds both equal. Which methods a scope
covers: Google's discovery document of the Calendar API, v3.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from service.words import N_, Words

_ROOT = "https://www.googleapis.com/auth/"
OPENID, EMAIL = "openid", f"{_ROOT}userinfo.email"
EVENTS = f"{_ROOT}calendar.events.owned"
FREE_BUSY = f"{_ROOT}calendar.events.freebusy"
SETTINGS = f"{_ROOT}calendar.settings.readonly"
CALENDARS = f"{_ROOT}calendar.calendars.readonly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """One right. ``name`` is Google's, ``title`` what people call it.

    ``reason`` is why it is asked for, ``without`` what is switched off without it.
    """

    name: str
    title: str
    reason: str
    without: str


SCOPES: Mapping[str, Scope] = MappingProxyType(
    {
        OPENID: Scope(
            name="openid",
            title=N_("Know which account it is"),
            reason=N_("To know the account by the id that Google never changes."),
            without=N_("You cannot sign in with this account."),
        ),
        EMAIL: Scope(
            name="email",
            title=N_("See your e-mail address"),
            reason=N_("To know which guest of a meeting is you, and which are colleagues."),
            without=N_("You cannot sign in with this account."),
        ),
        EVENTS: Scope(
            name="calendar.events.owned",
            title=N_("See and change events in calendars that you own"),
            reason=N_("To read the meetings of your own calendar and to add room, a video link or a note."),
            without=N_("Your meetings are not read and nothing is added: this calendar is not followed."),
        ),
        FREE_BUSY: Scope(
            name="calendar.events.freebusy",
            title=N_("See when somebody is busy"),
            reason=N_("To see whether guests and rooms are free before a meeting is made longer."),
            without=N_("Whether guests and rooms are free is not looked at."),
        ),
        SETTINGS: Scope(
            name="calendar.settings.readonly",
            title=N_("See the settings of your calendar"),
            reason=N_("To know your time zone."),
            without=N_("Your time zone is not taken over: Europe/Berlin holds until you choose one."),
        ),
        CALENDARS: Scope(
            name="calendar.calendars.readonly",
            title=N_("See what your calendar offers"),
            reason=N_("To know your working hours and whether a Meet room can be made."),
            without=N_("Your working hours are not taken over, and no Meet room is made."),
        ),
    }
)
ASKED = tuple(SCOPES)
_ALIASES = MappingProxyType({"email": EMAIL})


def granted(text: str) -> frozenset[str]:
    """Read what the token endpoint says was granted; Google writes ``email`` in its long form."""
    return frozenset(_ALIASES.get(each, each) for each in text.split())


def missing(scopes: frozenset[str]) -> tuple[Scope, ...]:
    """Return what was asked for and not granted."""
    return tuple(scope for url, scope in SCOPES.items() if url not in scopes)


def switched_off(scopes: frozenset[str], said: Words) -> list[str]:
    """Say what is switched off because something was not granted."""
    return list(dict.fromkeys(said.text(each.without) for each in missing(scopes)))
