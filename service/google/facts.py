"""What an account tells of itself when it is connected: time zone, working hours, which rooms can be made.

calendars.get and settings.get of the Calendar API v3 (its discovery document, revision 20261030):
``workingHours`` is there for primary calendars of Workspace accounts only. What is not told, or not
allowed, is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

import structlog
from google.auth.credentials import Credentials
from google.auth.exceptions import GoogleAuthError
from google.auth.transport.requests import AuthorizedSession
from requests.exceptions import RequestException

from service.google.scopes import CALENDARS, SETTINGS

_LOG = structlog.get_logger("plausch.google")
LAST_ASKED = "asked"
"""Says in a calendar's address when its account was asked last, and whether all was told."""
_NOT_ASKED: Mapping[str, Any] = MappingProxyType({})
_OK, _TIMEOUT, _DAY = 200, 20, 24 * 60
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Empty is unknown. ``working_hours`` is written as the setting of this name is.

    ``told`` says that every question was answered: then what is empty is so.
    """

    calendar_id: str = ""
    zone: str = ""
    working_hours: str = ""
    conference_types: tuple[str, ...] = ()
    told: bool = True


def facts_of(credentials: Credentials, api: str, scopes: frozenset[str]) -> Facts:
    """Ask an account, as far as it lets us; what cannot be asked now stays unknown."""
    with AuthorizedSession(credentials) as session:  # type: ignore[no-untyped-call]
        calendar = _asked(session, f"{api}calendars/primary") if CALENDARS in scopes else _NOT_ASKED
        zone = _asked(session, f"{api}users/me/settings/timezone") if SETTINGS in scopes else _NOT_ASKED
    told = calendar is not None and zone is not None
    calendar, zone = calendar or {}, zone or {}
    conferences = calendar.get("conferenceProperties") or {}
    return Facts(
        calendar_id=str(calendar.get("id", "")),
        zone=str(zone.get("value") or calendar.get("timeZone") or ""),
        working_hours=hours_written(calendar.get("workingHours") or {}),
        conference_types=tuple(map(str, conferences.get("allowedConferenceSolutionTypes") or ())),
        told=told,
    )


def with_facts(address: Mapping[str, Any], facts: Facts, now: datetime) -> dict[str, Any]:
    """Return a calendar's address with what was told, and when; what was not told stays as it was."""
    known = {**address, LAST_ASKED: {"at": now.isoformat(), "told": facts.told}}
    if facts.told or facts.conference_types:
        known["conference_types"] = list(facts.conference_types)
    if facts.calendar_id:
        known["calendar_id"] = facts.calendar_id
    return known


def hours_written(said: Mapping[str, Any]) -> str:
    """Write working hours as the setting has them; a day in parts lasts from its first to its last.

    A period without a start begins at midnight: zero may be left out of an answer.
    """
    if not said.get("workingHoursEnabled"):
        return ""
    days: dict[int, tuple[int, int]] = {}
    for each in said.get("availableTimes") or ():
        day, begin, end = (
            str(each.get("dayOfWeek", "")).lower(),
            each.get("periodStart", 0),
            each.get("periodEnd"),
        )
        if day in _DAYS and isinstance(begin, int) and isinstance(end, int) and 0 <= begin < end <= _DAY:
            first, last = days.get(_DAYS.index(day), (begin, end))
            days[_DAYS.index(day)] = (min(first, begin), max(last, end))
    return ", ".join(
        f"{_DAYS[day][:3]} {_time(begin)}-{_time(end)}" for day, (begin, end) in sorted(days.items())
    )


def _time(minutes: int) -> str:
    minutes = min(minutes, _DAY - 1)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _asked(session: AuthorizedSession, url: str) -> Mapping[str, Any] | None:
    """Ask one question; None where it was not answered."""
    try:
        answer = session.get(url, timeout=_TIMEOUT)
        said = answer.json() if answer.status_code == _OK else None
    except (RequestException, GoogleAuthError, ValueError) as error:
        _LOG.warning("account not read", error=type(error).__name__)
        return None
    return said if isinstance(said, dict) else None
