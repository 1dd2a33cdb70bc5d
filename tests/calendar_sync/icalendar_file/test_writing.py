"""Writing: the one event that is edited, in the form it has; every other byte stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from calendar_sync.edit import Edit, Written
from calendar_sync.errors import EventGoneError, NoCalendarError
from calendar_sync.icalendar_file.disk import write_atomically
from calendar_sync.icalendar_file.document import CalendarFile
from calendar_sync.port import Reader, Window
from policies.change import AddVideoLink, AttachOpener, Card, Change, HoldTime, MoveEnd
from policies.event import Event, Timed, later
from tests.builders import ANNA, BERLIN, JULE, ROOM_URL, TUESDAY_TEN
from tests.ics import calendar, entry

READER = Reader(addresses=frozenset({JULE}), zone=BERLIN)
WINDOW = Window(first=TUESDAY_TEN - timedelta(days=2), last=TUESDAY_TEN + timedelta(days=28))
STAMP = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
FIVE = timedelta(minutes=5)
CARD = Card(person="Anna Weber", language="de", share="Ich backe Brot; viel.", ask="Und Sie?", hurry="Kurz.")
WEEKLY = ("RRULE:FREQ=WEEKLY;COUNT=4",)


def events(data: bytes) -> dict[str, Event]:
    """Read the events of a file by id."""
    return {event.id: event for event in CalendarFile.parse(data).events(WINDOW, READER)}


def edit(event: Event, *changes: Change) -> Edit:
    """Plan changes of an event; without any, five minutes more."""
    span = event.span
    assert isinstance(span, Timed)
    wanted = changes or (MoveEnd(end=later(span.end, FIVE), minutes=5),)
    return Edit(
        id="e1", ref=event.ref, title="", changes=wanted, baseline=span.duration, length=span.duration
    )


def applied(data: bytes, event_id: str = "one@test", *changes: Change) -> tuple[bytes, Written]:
    """Carry out one edit and return the file and what was written."""
    file = CalendarFile.parse(data)
    written = file.apply(edit(events(data)[event_id], *changes), stamp=STAMP, reader=READER)
    return file.dump(), written


def entries_of(data: bytes) -> list[Any]:
    """Read a file's entries with the library alone."""
    return Calendar.from_ical(data).walk("VEVENT")


def lines(data: bytes) -> list[str]:
    """Split a file into content lines."""
    return data.decode().replace("\r\n ", "").splitlines()


def test_only_what_changed_is_written() -> None:
    """A longer meeting differs in its end, its bookkeeping and our marker, and in nothing else."""
    data = calendar(entry(lines=("X-OWN;X-P=1:stays", "SEQUENCE:3")), entry("two@test", minutes=60))
    after, _ = applied(data)
    gone, new = set(lines(data)) - set(lines(after)), set(lines(after)) - set(lines(data))
    assert gone == {"DTEND;TZID=Europe/Berlin:20261124T103000", "SEQUENCE:3"}
    assert {line for line in new if not line.startswith("X-PLAUSCH-MADE:")} == {
        "DTEND;TZID=Europe/Berlin:20261124T103500",
        "SEQUENCE:4",
        "DTSTAMP:20261123T070000Z",
        "LAST-MODIFIED:20261123T070000Z",
    }


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (entry(zone="UTC"), "DTEND:20261124T093500Z"),
        (entry(zone=""), "DTEND:20261124T103500"),
        (entry(zone="W. Europe Standard Time"), "DTEND;TZID=W. Europe Standard Time:20261124T103500"),
        (entry().replace("DTEND;TZID=Europe/Berlin:20261124T103000", "DURATION:PT30M"), "DURATION:PT35M"),
        (
            entry().replace("DTEND;TZID=Europe/Berlin:20261124T103000", "DTEND:20261124T093000Z"),
            "DTEND:20261124T093500Z",
        ),
        (
            entry().replace("DTEND;TZID=Europe", "DTEND;X-VOBJ=1;TZID=Europe"),
            "DTEND;X-VOBJ=1;TZID=Europe/Berlin:20261124T103500",
        ),
    ],
)
def test_the_end_keeps_its_form(text: str, line: str) -> None:
    """UTC stays UTC, floating stays floating, a duration stays a duration, parameters stay."""
    after, _ = applied(calendar(text))
    assert line in lines(after)


def test_an_occurrence_becomes_an_exception() -> None:
    """One occurrence gets its own entry: RECURRENCE-ID, no rules, SEQUENCE and DTSTAMP, all else copied."""
    alarm = "BEGIN:VALARM\nTRIGGER:-PT10M\nACTION:DISPLAY\nDESCRIPTION:x\nEND:VALARM"
    exdate = "EXDATE;TZID=Europe/Berlin:20261215T100000"
    data = calendar(entry(lines=(*WEEKLY, exdate, "X-OWN:stays", "SEQUENCE:1", alarm)))
    after, _ = applied(data, "one@test/20261201T090000Z")
    master, exception = entries_of(after)
    assert exception["RECURRENCE-ID"].dt == TUESDAY_TEN + timedelta(days=7)
    assert exception["DTSTART"].dt == TUESDAY_TEN + timedelta(days=7)
    assert exception["DTEND"].dt == TUESDAY_TEN + timedelta(days=7, minutes=35)
    assert not {"RRULE", "EXDATE"} & set(exception)
    assert (exception["SEQUENCE"], exception["DTSTAMP"].dt) == (2, STAMP)
    assert exception["X-OWN"] == "stays"
    assert exception["ATTENDEE"] == master["ATTENDEE"]
    assert [each.name for each in exception.subcomponents] == ["VALARM"]
    assert after.startswith(data[: data.index(b"END:VEVENT")])
    found = events(after)
    assert [event.span.duration for event in found.values() if isinstance(event.span, Timed)] == [
        timedelta(minutes=30),
        timedelta(minutes=35),
        timedelta(minutes=30),
    ]


def test_an_exception_that_is_there_is_edited_itself() -> None:
    """A moved occurrence gets no second entry."""
    moved = entry(
        start=TUESDAY_TEN + timedelta(days=7, hours=3),
        lines=("RECURRENCE-ID;TZID=Europe/Berlin:20261201T100000",),
    )
    after, _ = applied(calendar(entry(lines=WEEKLY), moved), "one@test/20261201T090000Z")
    assert len(entries_of(after)) == 2
    assert "DTEND;TZID=Europe/Berlin:20261201T133500" in lines(after)


def test_an_exception_over_a_switch_of_summer_time() -> None:
    """The exception of an occurrence in summer names its wall clock, not winter's."""
    data = calendar(entry(start=datetime(2026, 10, 20, 10, tzinfo=BERLIN), lines=WEEKLY))
    window = Window(first=datetime(2026, 10, 19, tzinfo=UTC), last=datetime(2026, 11, 9, tzinfo=UTC))
    file = CalendarFile.parse(data)
    second = file.events(window, READER)[1]
    file.apply(edit(second), stamp=STAMP, reader=READER)
    assert "RECURRENCE-ID;TZID=Europe/Berlin:20261027T100000" in lines(file.dump())


def test_a_video_link_and_its_fallback() -> None:
    """The link stands in the location before the number, and as a conference (RFC 7986)."""
    data = calendar(entry(lines=("LOCATION:+49 40 66969 4001",)))
    change = AddVideoLink(url=ROOM_URL, location=f"Video: {ROOM_URL} · Telefon: +49 40 66969 4001")
    after, _ = applied(data, "one@test", change)
    event = entries_of(after)[0]
    assert event["LOCATION"] == change.location
    assert str(event["CONFERENCE"]) == ROOM_URL
    place = events(after)["one@test"].place
    assert place.video_link is not None
    assert place.video_link.url == ROOM_URL
    assert place.numbers == ("+4940669694001",)


def test_a_hold_is_private_and_busy() -> None:
    """The block behind a meeting has no guests and says nothing about the meeting."""
    start = TUESDAY_TEN + timedelta(minutes=30)
    after, _ = applied(calendar(entry()), "one@test", HoldTime(start=start, end=start + FIVE, minutes=5))
    hold = entries_of(after)[1]
    assert (hold["DTSTART"].dt, hold["DTEND"].dt) == (start, start + FIVE)
    assert (hold["CLASS"], hold["TRANSP"], hold["SUMMARY"]) == ("PRIVATE", "OPAQUE", "Puffer")
    assert "ATTENDEE" not in hold


def test_a_companion_carries_the_card() -> None:
    """The note is private, free, without guests, and reminds at its start."""
    change = AttachOpener(start=TUESDAY_TEN - FIVE, end=TUESDAY_TEN, card=CARD)
    after, _ = applied(calendar(entry()), "one@test", change)
    companion = entries_of(after)[1]
    assert "Ich backe Brot; viel." in companion["DESCRIPTION"]
    assert (companion["CLASS"], companion["TRANSP"]) == ("PRIVATE", "TRANSPARENT")
    assert "ATTENDEE" not in companion
    assert companion.subcomponents[0]["TRIGGER"].dt == timedelta()
    assert after.index(b"UID:one@test") < after.index(b"X-PLAUSCH-OURS")
    assert data_of(after, "one@test") == data_of(calendar(entry()), "one@test")


def data_of(data: bytes, uid: str) -> list[str]:
    """Return the lines of one entry."""
    block = next(part for part in data.decode().split("BEGIN:VEVENT") if f"UID:{uid}" in part)
    return block.partition("END:VEVENT")[0].splitlines()


def test_again_is_the_same() -> None:
    """Carried out twice, an edit changes nothing more."""
    data = calendar(entry())
    planned = edit(
        events(data)["one@test"],
        MoveEnd(end=TUESDAY_TEN + timedelta(minutes=35), minutes=5),
        AttachOpener(start=TUESDAY_TEN - FIVE, end=TUESDAY_TEN, card=CARD),
    )
    file = CalendarFile.parse(data)
    file.apply(planned, stamp=STAMP, reader=READER)
    once = file.dump()
    again = CalendarFile.parse(once)
    again.apply(planned, stamp=STAMP + timedelta(hours=1), reader=READER)
    assert again.dump() == once


@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize("event_id", ["one@test", "series@test/20261201T090000Z"])
def test_undo_is_byte_for_byte(end: str, event_id: str) -> None:
    """Taken back, the file is the original one, whatever its line ends."""
    data = calendar(entry(), entry("series@test", lines=WEEKLY), end=end)
    span = events(data)[event_id].span
    assert isinstance(span, Timed)
    after, written = applied(
        data,
        event_id,
        MoveEnd(end=span.end + FIVE, minutes=5),
        AddVideoLink(url=ROOM_URL, location=f"Video: {ROOM_URL}"),
        AttachOpener(start=span.start - FIVE, end=span.start, card=CARD),
    )
    assert after != data
    file = CalendarFile.parse(after)
    taken = file.take_back(written, reader=READER)
    assert file.dump() == data
    assert taken.kept == ()


def test_undo_leaves_what_a_human_changed() -> None:
    """An end moved since stays, and is named; the link that still stands is taken away."""
    data = calendar(entry())
    after, written = applied(
        data,
        "one@test",
        MoveEnd(end=TUESDAY_TEN + timedelta(minutes=35), minutes=5),
        AddVideoLink(url=ROOM_URL, location=f"Video: {ROOM_URL}"),
    )
    file = CalendarFile.parse(after.replace(b"T103500", b"T110000"))
    taken = file.take_back(written, reader=READER)
    assert taken.kept == ("DTEND",)
    assert b"T110000" in file.dump()
    assert b"meet.jit.si" not in file.dump()


def test_undo_of_what_is_gone() -> None:
    """An event deleted since cannot be taken back, and nothing else is touched."""
    after, written = applied(calendar(entry()))
    file = CalendarFile.parse(calendar(entry("other@test")))
    taken = file.take_back(written, reader=READER)
    assert taken.kept == ("DTEND",)
    assert file.dump() == calendar(entry("other@test"))
    assert after != file.dump()


def test_an_edit_of_nothing() -> None:
    """An edit whose event is not in the file is refused with what to do."""
    planned = edit(events(calendar(entry()))["one@test"])
    file = CalendarFile.parse(calendar(entry("other@test")))
    with pytest.raises(EventGoneError, match=r"^event_gone \(id="):
        file.apply(planned, stamp=STAMP, reader=READER)


def test_text_is_escaped_and_folded() -> None:
    """Commas, semicolons and long lines are written as iCalendar asks."""
    location = "Video: " + ROOM_URL + " · Raum 1; links, Tür " + "ü" * 60
    after, _ = applied(calendar(entry()), "one@test", AddVideoLink(url="", location=location))
    assert all(len(line) <= 75 for line in after.split(b"\r\n") if b"PLAUSCH" not in line)
    assert entries_of(after)[0]["LOCATION"] == location


def test_other_zones_and_foreign_lines_survive() -> None:
    """Things that nobody understands are kept as they are: lines without colon, other components."""
    odd = "BEGIN:X-FOREIGN\nX-A:1\nEND:X-FOREIGN"
    data = calendar(
        odd, entry(lines=("ATTACH:https://a.example/x", "NOCOLON")), "BEGIN:VTODO\nUID:t\nEND:VTODO"
    )
    after, written = applied(data)
    for kept in (b"NOCOLON", b"BEGIN:X-FOREIGN\r\nX-A:1", b"BEGIN:VTODO\r\nUID:t"):
        assert kept in after
    file = CalendarFile.parse(after)
    file.take_back(written, reader=READER)
    assert file.dump() == data


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """Written beside and put in place; where that fails the old file stays and nothing lies about."""
    path = tmp_path / "week.ics"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_atomically(path, b"new")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o640)
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="folder"):
        write_atomically(tmp_path / "folder", b"new")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["folder", "week.ics"]


def test_a_missing_file(tmp_path: Path) -> None:
    """The sentence names the file and what to check."""
    with pytest.raises(NoCalendarError, match=r"^unreadable \(file=.*reason="):
        CalendarFile.open(tmp_path / "nothing.ics")


def test_the_guests_see_their_entry_only() -> None:
    """No line of a note stands in the entry that has guests."""
    change = AttachOpener(start=TUESDAY_TEN - FIVE, end=TUESDAY_TEN, card=CARD)
    after, _ = applied(calendar(entry()), "one@test", change)
    for block in after.decode().split("BEGIN:VEVENT")[1:]:
        assert not ("Brot" in block and ANNA.address in block)
