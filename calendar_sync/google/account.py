"""What is found out of an account when it is connected; whatever a scope is missing for stays unknown."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from types import MappingProxyType

from calendar_sync.errors import NotAllowedError, RevokedError
from calendar_sync.google.address import SCOPES
from calendar_sync.google.answers import Row, part, parts, text
from calendar_sync.google.client import GoogleClient
from calendar_sync.google.refusals import Asked

_CALENDARS = frozenset(
    {f"{SCOPES}{name}" for name in ("calendar", "calendar.readonly", "calendar.calendars.readonly")}
)
_SETTINGS = frozenset(
    {f"{SCOPES}{name}" for name in ("calendar", "calendar.readonly", "calendar.settings.readonly")}
)
_DAYS = MappingProxyType(
    {
        name: number
        for number, name in enumerate(
            ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
        )
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingTime:
    """Hours on one day of the week (Monday is 0), in minutes from midnight, the end not included."""

    weekday: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountFacts:
    """What Google tells of an account's primary calendar.

    ``zone`` is an IANA name, empty where unknown; ``role`` ours on the calendar (``owner`` ...);
    ``conference_types`` is None where it could not be asked.
    """

    calendar_id: str = "primary"
    zone: str = ""
    role: str = ""
    working_hours: tuple[WorkingTime, ...] = ()
    conference_types: tuple[str, ...] | None = None


def read_account(client: GoogleClient, scopes: Collection[str]) -> AccountFacts:
    """Ask for what the scopes allow: at most three requests. Raises CalendarError where the first fails."""
    fields = "timeZone,accessRole,summary"
    listed = client.ask(client.events.list(calendarId="primary", maxResults=1, fields=fields), Asked.LIST)
    calendar: Row = {}
    zone = ""
    if not _CALENDARS.isdisjoint(scopes):
        calendar = _asked(client, client.service.calendars().get(calendarId="primary"))
    if not _SETTINGS.isdisjoint(scopes):
        zone = text(_asked(client, client.service.settings().get(setting="timezone")), "value")
    allowed = part(calendar, "conferenceProperties").get("allowedConferenceSolutionTypes")
    types = tuple(each for each in allowed if isinstance(each, str)) if isinstance(allowed, list) else None
    return AccountFacts(
        calendar_id=text(calendar, "id") or "primary",
        zone=zone or text(calendar, "timeZone") or text(listed, "timeZone"),
        role=text(listed, "accessRole"),
        working_hours=working_hours(part(calendar, "workingHours")),
        conference_types=types,
    )


def working_hours(said: Row) -> tuple[WorkingTime, ...]:
    """Read the working hours of a calendar (reference "Calendars", 2026: Workspace accounts only)."""
    if said.get("workingHoursEnabled") is False:
        return ()
    found = (_working_time(each) for each in parts(said, "availableTimes"))
    return tuple(each for each in found if each)


def _working_time(said: Row) -> WorkingTime | None:
    start, end = said.get("periodStart"), said.get("periodEnd")
    weekday = _DAYS.get(text(said, "dayOfWeek").lower())
    if weekday is None or not isinstance(start, int) or not isinstance(end, int) or start >= end:
        return None
    return WorkingTime(weekday=weekday, start=start, end=end)


def _asked(client: GoogleClient, request: object) -> Row:
    try:
        return client.ask(request, Asked.OTHER)
    except (NotAllowedError, RevokedError):
        return {}
