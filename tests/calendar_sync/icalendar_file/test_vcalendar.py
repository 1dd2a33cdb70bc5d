"""vCalendar 1.0: its rules and its quoted texts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from calendar_sync.icalendar_file.document import CalendarFile
from calendar_sync.icalendar_file.vcalendar import in_new_words, new_rule
from calendar_sync.port import Reader, Window
from tests.builders import BERLIN, JULE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("D1 #4", "FREQ=DAILY;INTERVAL=1;COUNT=4"),
        ("D2", "FREQ=DAILY;INTERVAL=2;COUNT=2"),
        ("D1 20261128T110000", "FREQ=DAILY;INTERVAL=1;UNTIL=20261128T110000"),
        ("W2 MO TU #0", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU"),
        ("MP1 1+ TU 1- FR #0", "FREQ=MONTHLY;INTERVAL=1;BYDAY=1TU,-1FR"),
        ("MD1 10 2- #3", "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=10,-2;COUNT=3"),
        ("YM1 6 #5", "FREQ=YEARLY;INTERVAL=1;BYMONTH=6;COUNT=5"),
        ("FREQ=WEEKLY;BYDAY=MO", "FREQ=WEEKLY;BYDAY=MO"),
        ("D1 M5 #2 jeden", "D1 M5 #2 jeden"),
    ],
)
def test_rules(old: str, new: str) -> None:
    """A rule of 1.0 becomes one of 2.0; others stay."""
    assert new_rule(old) == new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("X;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Gespr=C3=A4ch\n", "X:Gespräch\n"),
        ("X;CHARSET=ISO-8859-1;A=1;ENCODING=quoted-printable:Gespr=E4ch, ja\n", "X;A=1:Gespräch\\, ja\n"),
        ("X;QUOTED-PRINTABLE:a=0D=0A=\nb\nY:c\n", "X:a\\nb\nY:c\n"),
        ("X;ENCODING=QUOTED-PRINTABLE;CHARSET=KLINGON:=E4\n", "X:ä\n"),
        ("X:Gespr=C3=A4ch\n", "X:Gespr=C3=A4ch\n"),
        ("EXDATE:20261125T110000;20261126T110000\n", "EXDATE:20261125T110000,20261126T110000\n"),
        ("EXDATE;VALUE=DATE:20261125\n", "EXDATE;VALUE=DATE:20261125\n"),
    ],
)
def test_quoted_texts(old: str, new: str) -> None:
    """Quoted-printable is decoded over its breaks, dates are listed by commas; all else stays."""
    assert in_new_words(old) == new


def test_an_old_file() -> None:
    """An export of an old telephone is read: its texts, its number, its three Tuesdays."""
    data = (
        b"BEGIN:VCALENDAR\r\nVERSION:1.0\r\nBEGIN:VEVENT\r\nUID:v\r\n"
        b"SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Gespr=C3=A4ch\r\n"
        b"DESCRIPTION;ENCODING=QUOTED-PRINTABLE:Ich rufe an:=0D=0A=\r\n040 66969 4001\r\n"
        b"DTSTART:20261124T090000Z\r\nDTEND:20261124T093000Z\r\nRRULE:W1 TU #3\r\n"
        b"END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    window = Window(first=datetime(2026, 11, 20, tzinfo=UTC), last=datetime(2027, 1, 1, tzinfo=UTC))
    reader = Reader(addresses=frozenset({JULE}), zone=BERLIN)
    file = CalendarFile.parse(data)
    events = file.events(window, reader)
    assert [event.ref.occurrence[:8] for event in events] == ["20261124", "20261201", "20261208"]
    assert {event.title for event in events} == {"Gespräch"}
    assert events[0].place.numbers == ("+4940669694001",)
    assert file.left_out == ()
