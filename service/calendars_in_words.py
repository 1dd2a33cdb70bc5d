"""How followed calendars stand, in words: what they are called, what went wrong, what they ask."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from pathlib import Path
from types import MappingProxyType

from calendar_sync.plan import Alarm
from service.store.calendars import Followed
from service.store.tables import CalendarState
from service.words import N_, Words

STATES: Mapping[CalendarState, str] = MappingProxyType(
    {
        CalendarState.ACTIVE: N_("followed"),
        CalendarState.RECONNECT: N_("to be connected again"),
        CalendarState.LEAVING: N_("being left: what is still to come is taken back"),
    }
)
ALARMS: Mapping[str, str] = MappingProxyType(
    {
        Alarm.MASS_CHANGE.value: N_(
            "There is more to change at once than may be done without asking. Nothing that guests see was "
            "changed. Answer the changes one by one, or let all of them go on."
        ),
        Alarm.EMPTY_CALENDAR.value: N_(
            "The calendar was full and now comes back empty. Nothing was changed. If it is empty indeed, "
            "let it go on."
        ),
    }
)
ERRORS: Mapping[str, str] = MappingProxyType(
    {
        "unavailable": N_("The calendar did not answer. Nothing was changed."),
        "rate_limited": N_("The calendar asked for a pause. Nothing was changed."),
        "mails_used_up": N_("The calendar sends no more mails to guests for some hours. Nothing was lost."),
        "outcome_unknown": N_("The calendar did not say whether a change was made; it is looked up first."),
        "conflict": N_("Somebody else was changing the same meeting. It is looked at again."),
        "cursor_dead": N_("The calendar has to be read anew from the beginning."),
        "empty_calendar": N_("The calendar was full and now comes back empty. Nothing was changed."),
        "not_allowed": N_("The calendar does not let an entry be changed."),
        "revoked": N_("The calendar does not let Plausch in any more. Connect it again."),
        "event_gone": N_("A meeting is not there any more."),
        "calendar_file": N_("The calendar file cannot be used. Nothing was changed."),
        "no_calendar": N_("The calendar file is missing, cannot be read, or holds no calendar."),
        "too_large": N_("The calendar file is too large. Split it by year."),
        "internal": N_("Plausch made a mistake of its own here. What it was doing is tried again later."),
    }
)


def error_in_words(code: str, said: Words) -> str:
    """Say what went wrong at the last sync; empty where nothing did."""
    if not code:
        return ""
    return said.text(ERRORS.get(code, ERRORS["unavailable"]))


def alarm_in_words(code: str, said: Words) -> str:
    """Say what a calendar asks; empty where it asks nothing."""
    return said.text(ALARMS[code]) if code in ALARMS else ""


def quiet_in_words(row: Followed, zone: tzinfo, now: datetime, said: Words) -> str:
    """Say until when guests are not mailed; empty where they are."""
    if row.quiet_until is None or row.quiet_until <= now:
        return ""
    until = row.quiet_until.astimezone(zone)
    return said.text(
        "The calendar sends no more mails to guests for now. What they would be told of waits until {day}, "
        "{time}; private entries go on.",
        day=said.date(until),
        time=said.time(until),
    )


def state_in_words(row: Followed, said: Words) -> str:
    """Say where a calendar stands."""
    return said.text(STATES[row.state])


def name_of(row: Followed) -> str:
    """Return what people call a calendar: a file by its name, an account's by its address."""
    path = str(row.address.get("path", ""))
    return Path(path).name if path else str(row.address.get("email") or row.key.calendar)
