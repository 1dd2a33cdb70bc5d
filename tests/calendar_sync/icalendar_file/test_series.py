"""Series: held against the library's own expansion, and what is taken out of them or put in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from icalendar import Calendar

from calendar_sync.icalendar_file.document import CalendarFile
from calendar_sync.port import Reader, Window
from policies.event import AllDay, Event, Timed
from tests.builders import BERLIN, JULE, TUESDAY_TEN
from tests.ics import calendar, entry

READER = Reader(addresses=frozenset({JULE}), zone=BERLIN)
WINDOW = Window(first=TUESDAY_TEN - timedelta(days=2), last=TUESDAY_TEN + timedelta(days=28))
START = "DTSTART;TZID=Europe/Berlin:20261124T100000"
END = "DTEND;TZID=Europe/Berlin:20261124T103000"


def read(*entries: str, window: Window = WINDOW) -> tuple[Event, ...]:
    """Read entries as a file."""
    return CalendarFile.parse(calendar(*entries)).events(window, READER)


def starts(*entries: str) -> list[str]:
    """List the starts of what is read, in Berlin; days as days."""
    spans = [event.span for event in read(*entries)]
    return [
        f"{span.start.astimezone(BERLIN):%m-%d %H:%M}" if isinstance(span, Timed) else f"{span.first:%m-%d}"
        for span in spans
    ]


def at(zone: str, wall: str, rule: str) -> str:
    """Write a series of half hours that begins at a wall clock time in a zone."""
    begin = datetime.fromisoformat(wall)
    return (
        entry(lines=(rule,))
        .replace(START, f"DTSTART;TZID={zone}:{begin:%Y%m%dT%H%M%S}")
        .replace(END, f"DTEND;TZID={zone}:{begin + timedelta(minutes=30):%Y%m%dT%H%M%S}")
    )


@pytest.mark.parametrize("zone", [
    "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca",
    "America/Sao_Paulo", "Asia/Kolkata", "Pacific/Chatham", "Europe/London", "Asia/Gaza",
])  # fmt: skip
@pytest.mark.parametrize("rule", [
    "FREQ=WEEKLY", "FREQ=DAILY",
    "FREQ=MONTHLY;BYDAY=-1SU", "FREQ=WEEKLY;BYDAY=SA,SU", "FREQ=DAILY;BYHOUR=1,4",
])  # fmt: skip
@pytest.mark.parametrize("wall", ["2026-03-08T02:30", "2026-10-18T02:30", "2026-01-04T23:45"])
def test_occurrences_are_those_of_the_library(zone: str, rule: str, wall: str) -> None:
    """In any zone, over any switch of summer time, a rule gives what the library gives by itself.

    But for the length of what starts in a switch: half an hour is half an hour.
    """
    data = calendar(at(zone, wall, f"RRULE:{rule}"))
    begin = datetime.fromisoformat(wall).replace(tzinfo=UTC)
    window = Window(first=begin - timedelta(days=1), last=begin + timedelta(days=45))
    alone = recurring_ical_events.of(Calendar.from_ical(data)).between(window.first, window.last)
    begins = sorted(each.start.astimezone(UTC) for each in alone)
    found = [event.span for event in CalendarFile.parse(data).events(window, READER)]
    assert [span.start.astimezone(UTC) for span in found if isinstance(span, Timed)] == begins
    assert {span.duration for span in found if isinstance(span, Timed)} == {timedelta(minutes=30)}


DAYS = (START, "DTSTART;VALUE=DATE:20261124", END, "DTEND;VALUE=DATE:20261125")


def all_day(text: str) -> str:
    """Make an entry one of whole days."""
    return text.replace(DAYS[0], DAYS[1]).replace(DAYS[2], DAYS[3])


@pytest.mark.parametrize(("entries", "expected"), [
    # One hour apart in a zone one hour from UTC: only the one that is meant.
    ((entry(lines=("RRULE:FREQ=HOURLY;COUNT=3", "EXDATE;TZID=Europe/Berlin:20261124T100000")),),
     ["11-24 11:00", "11-24 12:00"]),
    ((entry(lines=("RRULE:FREQ=HOURLY;COUNT=3",)),
      entry(start=TUESDAY_TEN + timedelta(days=1), lines=("RECURRENCE-ID:20261124T090000Z",))),
     ["11-24 11:00", "11-24 12:00", "11-25 10:00"]),
    # A time that names no zone is in the zone of the start.
    ((at("America/New_York", "2026-11-24T04:00", "RRULE:FREQ=DAILY;COUNT=2\nEXDATE:20261124T040000"),),
     ["11-25 10:00"]),
    # A day takes out what starts on it; a midnight takes out a day.
    ((entry(lines=("RRULE:FREQ=DAILY;COUNT=3", "EXDATE;VALUE=DATE:20261125")),),
     ["11-24 10:00", "11-26 10:00"]),
    ((all_day(entry(lines=("RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20261125T000000"))),), ["11-24", "11-26"]),
    ((all_day(entry(lines=("RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20261124T230000Z"))),), ["11-24", "11-26"]),
    # In UTC whatever zone stands beside it.
    ((entry(lines=("RRULE:FREQ=DAILY;COUNT=2", "EXDATE;TZID=Europe/Berlin:20261124T090000Z")),),
     ["11-25 10:00"]),
    # Moved far away, it is not where it was.
    ((entry(lines=("RRULE:FREQ=DAILY;COUNT=2",)),
      entry(start=TUESDAY_TEN + timedelta(days=300), lines=("RECURRENCE-ID:20261124T090000Z",))),
     ["11-25 10:00"]),
    # The same wall clock in two zones is two occurrences.
    ((entry(lines=("RRULE:FREQ=HOURLY;COUNT=2",)),
      entry(start=TUESDAY_TEN + timedelta(days=1),
            lines=("RECURRENCE-ID;TZID=Europe/Berlin:20261124T100000",)),
      entry(start=TUESDAY_TEN + timedelta(days=2),
            lines=("RECURRENCE-ID;TZID=Europe/London:20261124T100000",))),
     ["11-25 10:00", "11-26 10:00"]),
    # Taken out and moved at once: taken out.
    ((entry(lines=("RRULE:FREQ=DAILY;COUNT=2", "EXDATE:20261124T090000Z")),
      entry(title="Verlegt", lines=("RECURRENCE-ID:20261124T090000Z",))),
     ["11-25 10:00"]),
])  # fmt: skip
def test_what_is_taken_out_and_put_in(entries: tuple[str, ...], expected: list[str]) -> None:
    """Matched by the instant, and by the day where a day is named."""
    assert starts(*entries) == expected


def test_a_series_of_days_keeps_its_days() -> None:
    """All-day occurrences stay days over a switch of summer time, in any zone of the reader."""
    window = Window(first=datetime(2026, 10, 23, tzinfo=UTC), last=datetime(2026, 10, 28, tzinfo=UTC))
    text = (
        all_day(entry(lines=("RRULE:FREQ=DAILY",)))
        .replace("20261124", "20261020")
        .replace("20261125", "20261021")
    )
    for zone in ("Europe/Berlin", "America/New_York", "Pacific/Apia"):
        reader = Reader(addresses=frozenset({JULE}), zone=ZoneInfo(zone))
        spans = [event.span for event in CalendarFile.parse(calendar(text)).events(window, reader)]
        days = [span.first.day for span in spans if isinstance(span, AllDay)]
        assert set(range(23, 28)) <= set(days)
        assert all(isinstance(span, AllDay) and span.first == span.last for span in spans)
