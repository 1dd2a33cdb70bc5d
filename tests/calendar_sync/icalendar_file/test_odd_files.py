"""Files written oddly, as they come out of broken programs: read as meant, written back as they were."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from calendar_sync.edit import Edit
from calendar_sync.errors import UnwritableError
from calendar_sync.icalendar_file.document import CalendarFile
from calendar_sync.port import Reader, Window
from policies.change import AddVideoLink, AttachOpener, Card, Change, MoveEnd
from policies.event import Event, Timed, later
from tests.builders import BERLIN, JULE, TUESDAY_TEN
from tests.ics import calendar, entry

READER = Reader(addresses=frozenset({JULE}), zone=BERLIN)
WINDOW = Window(first=TUESDAY_TEN - timedelta(days=2), last=TUESDAY_TEN + timedelta(days=28))
STAMP = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
FIVE = timedelta(minutes=5)
CARD = Card(person="Anna Weber", language="de", share="Zehn € „gespart“.", ask="Und Sie?", hurry="Kurz.")
END = "DTEND;TZID=Europe/Berlin:20261124T103000"
START = "DTSTART;TZID=Europe/Berlin:20261124T100000"
PLAIN = calendar(entry(title="Gespräch", lines=("LOCATION:Raum 5",)))


def read(data: bytes) -> dict[str, Event]:
    """Read the events of a file by id."""
    return {event.id: event for event in CalendarFile.parse(data).events(WINDOW, READER)}


def there_and_back(data: bytes, event_id: str = "one@test") -> tuple[Event, bytes]:
    """Make an event longer, with a link and a card, and take it back; return it as edited."""
    event = read(data)[event_id]
    span = event.span
    assert isinstance(span, Timed)
    changes: tuple[Change, ...] = (
        MoveEnd(end=later(span.end, FIVE), minutes=5),
        AddVideoLink(url="https://meet.jit.si/X", location=f"Video · {event.location}"),
        AttachOpener(start=later(span.start, -FIVE), end=span.start, card=CARD),
    )
    edit = Edit(
        id="e1", ref=event.ref, title="", changes=changes, baseline=span.duration, length=span.duration
    )
    file = CalendarFile.parse(data)
    written = file.apply(edit, stamp=STAMP, reader=READER)
    edited = file.dump()
    back = CalendarFile.parse(edited)
    assert back.take_back(written, reader=READER).kept == ()
    assert back.dump() == data
    after = read(edited)[event_id]
    assert isinstance(after.span, Timed)
    assert after.span.end == later(span.end, FIVE)
    assert after.location == f"Video · {event.location}"
    assert after.marker is not None
    assert after.title == event.title
    return after, edited


ODD = {
    "folded names": PLAIN.replace(b"DTEND;", b"DT\r\n END;").replace(b"UID:", b"U\r\n\tID:"),
    "folded after a blank line": PLAIN.replace(b"SUMMARY:Ge", b"SUMMARY:Ge\r\n\r\n "),
    "line ends of text modes": PLAIN.replace(b"\r\n", b"\r\r\n"),
    "line ends of old Macs": PLAIN.replace(b"\r\n", b"\r"),
    "line ends of all kinds": PLAIN.replace(b"\r\n", b"\n", 30).replace(b"SUMMARY", b"\r\nSUMMARY"),
    "blank lines": PLAIN.replace(b"\r\n", b"\r\n\r\n"),
    "UTF-16, least byte first": b"\xff\xfe" + PLAIN.decode().encode("utf-16-le"),
    "UTF-16, greatest byte first": b"\xfe\xff" + PLAIN.decode().encode("utf-16-be"),
    "UTF-16 without a mark": PLAIN.decode().encode("utf-16-le"),
    "Windows-1252": PLAIN.decode().replace("Raum 5", "Raum 5 €").encode("cp1252"),
    "a mark before UTF-8": b"\xef\xbb\xbf" + PLAIN,
    "no line end at the end": PLAIN[: PLAIN.index(b"END:VEVENT") + 10],
    "a number that is no digit": PLAIN.replace(b"SUMMARY", "SEQUENCE:²\r\nSUMMARY".encode()),
    "an end that is none": PLAIN.replace(END.encode(), b"DTEND;VALUE=TEXT:bald"),
    "an end in UTC and in a zone": PLAIN.replace(END.encode(), b"DTEND;TZID=Europe/Berlin:20261124T093000Z"),
    "an end beside a start with a zone": PLAIN.replace(END.encode(), b"DTEND:20261124T103000"),
    "an alarm with an id and times": PLAIN.replace(
        b"UID:one@test",
        b"BEGIN:VALARM\r\nUID:x\r\nDTSTART:20200101T000000Z\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\nUID:one@test",
    ),
    "a text that looks like a property": PLAIN.replace(
        b"SUMMARY", b"DESCRIPTION:am Montag\r\n DTEND:20300101T000000Z\r\n UID:other\r\nSUMMARY"
    ),
    "a text that looks like an entry": PLAIN.replace(
        b"SUMMARY", b"DESCRIPTION:weitergeleitet\r\n BEGIN:VEVENT\r\n END:VEVENT\r\nSUMMARY"
    ),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_files_go_there_and_back(name: str) -> None:
    """Read as meant, edited in the form they have, and byte for byte the same after an undo."""
    event, edited = there_and_back(ODD[name])
    assert event.title == "Gespräch"
    assert isinstance(event.span, Timed)
    assert event.span.start == TUESDAY_TEN
    encoding = "utf-16-le" if name.startswith("UTF-16,") and "least" in name else ""
    assert not encoding or "Gesprächseinstieg" in edited.decode(encoding)


def test_a_mark_hides_no_calendar() -> None:
    """What a calendar says of itself counts behind a byte order mark too."""
    data = b"\xef\xbb\xbf" + calendar(entry(zone=""), head=("X-WR-TIMEZONE:America/New_York",))
    (event,) = read(data).values()
    assert isinstance(event.span, Timed)
    assert event.span.start.astimezone(UTC).hour == 15


def test_an_exception_of_a_series_with_two_zones() -> None:
    """Where the end is in another zone than the start, the exception's end is in that zone too."""
    text = entry(lines=("RRULE:FREQ=DAILY;COUNT=3",)).replace(END, "DTEND;TZID=Europe/London:20261124T093000")
    _, edited = there_and_back(calendar(text), "one@test/20261125T090000Z")
    assert b"DTEND;TZID=Europe/London:20261125T093500" in edited


@pytest.mark.parametrize("line", ["RECURRENCE-ID:20260230T100000", "RECURRENCE-ID:morgen"])
def test_an_exception_for_nobody_knows_which(line: str) -> None:
    """It is read where it stands, and never edited."""
    (event,) = read(calendar(entry(lines=(line,)))).values()
    assert not event.i_may_edit


def test_a_start_that_only_a_quirk_can_read() -> None:
    """It is read, and never edited."""
    late = START.replace("TZID=Europe/Berlin:", 'TZID="Europe/Berlin:') + '"'
    (event,) = read(calendar(entry().replace(START, late))).values()
    assert isinstance(event.span, Timed)
    assert event.span.start == TUESDAY_TEN
    assert not event.i_may_edit


def test_what_cannot_be_written_safely_is_refused() -> None:
    """An entry that, edited, would not say what was meant stays as it is, and it is said."""
    data = calendar(entry(lines=("RRULE:FREQ=DAILY;COUNT=2",)).replace(START, f"{START}\nDTSTART:20261124"))
    broken = calendar(entry().replace(END, "BEGIN:X-OPEN\n" + END))
    for file in (CalendarFile.parse(data), CalendarFile.parse(broken)):
        before = file.dump()
        for event in file.events(WINDOW, READER):
            if isinstance(event.span, Timed):
                edit = Edit(
                    id="e1",
                    ref=event.ref,
                    title="",
                    changes=(MoveEnd(end=later(event.span.end, FIVE), minutes=5),),
                    baseline=event.span.duration,
                    length=event.span.duration,
                )
                with pytest.raises(UnwritableError, match=r"^odd_event \(id="):
                    file.apply(edit, stamp=STAMP, reader=READER)
        assert file.dump() == before
