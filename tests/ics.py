"""Calendar files for tests: entries written as iCalendar text, and a whole file around them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from policies.event import Guest
from tests.builders import ANNA, BERLIN, JULE, TUESDAY_TEN

BERLIN_ZONE = """\
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
END:VTIMEZONE"""


def calendar(*entries: str, end: str = "\r\n", head: Iterable[str] = ()) -> bytes:
    """Put entries into a calendar file with the given line end."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Test//DE",
        *head,
        BERLIN_ZONE,
        *entries,
        "END:VCALENDAR",
    ]
    return ("\n".join(lines) + "\n").replace("\n", end).encode()


def entry(
    uid: str = "one@test",
    start: datetime = TUESDAY_TEN,
    minutes: int = 30,
    *,
    title: str = "Abstimmung Stellenprofil",
    guests: Iterable[Guest] = (ANNA,),
    organiser: str = JULE,
    zone: str = "Europe/Berlin",
    lines: Iterable[str] = (),
) -> str:
    """Write an entry: thirty minutes with Anna on Tuesday at ten, organised by the owner.

    ``zone`` is a TZID, "UTC" or empty for floating times. ``lines`` are added as they are.
    """
    invited = list(guests)
    finish = (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(BERLIN)
    people = [f"ORGANIZER:mailto:{organiser}", f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{JULE}"] if invited else []
    return "\n".join(
        [
            "BEGIN:VEVENT",
            f"UID:{uid}",
            "DTSTAMP:20261101T080000Z",
            "CREATED:20261101T080000Z",
            "LAST-MODIFIED:20261101T080000Z",
            _time("DTSTART", start, zone),
            _time("DTEND", finish, zone),
            f"SUMMARY:{title}",
            *people,
            *(f'ATTENDEE;CN="{guest.name}":mailto:{guest.address}' for guest in invited),
            *lines,
            "END:VEVENT",
        ],
    )


def _time(name: str, moment: datetime, zone: str) -> str:
    if zone == "UTC":
        return f"{name}:{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    local = moment.astimezone(BERLIN)
    return f"{name};TZID={zone}:{local:%Y%m%dT%H%M%S}" if zone else f"{name}:{local:%Y%m%dT%H%M%S}"
