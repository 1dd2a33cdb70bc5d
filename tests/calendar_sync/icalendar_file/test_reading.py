"""Reading: occurrences, times and zones, people and places, as calendar programs write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from calendar_sync.errors import NoCalendarError, TooLargeError
from calendar_sync.icalendar_file.document import CalendarFile
from calendar_sync.icalendar_file.limits import Limits
from calendar_sync.port import LeftOutCode, Reader, Window
from policies.event import AllDay, Answer, Event, EventKind, GuestKind, Status, Timed
from policies.place import HeldBy
from tests.builders import ANNA, BERLIN, JULE, MEHMET, TUESDAY_TEN
from tests.ics import calendar, entry

READER = Reader(addresses=frozenset({JULE}), zone=BERLIN)
WINDOW = Window(first=TUESDAY_TEN - timedelta(days=2), last=TUESDAY_TEN + timedelta(days=28))
START = "DTSTART;TZID=Europe/Berlin:20261124T100000"
END = "DTEND;TZID=Europe/Berlin:20261124T103000"
WEEKLY = "RRULE:FREQ=WEEKLY"


def read(*entries: str, window: Window = WINDOW, head: tuple[str, ...] = ()) -> tuple[Event, ...]:
    """Read entries as a file."""
    return CalendarFile.parse(calendar(*entries, head=head)).events(window, READER)


def one(*lines: str, **fields: object) -> Event:
    """Read the one event that an entry with these lines gives."""
    (event,) = read(entry(lines=lines, **fields))  # type: ignore[arg-type]
    return event


def starts(events: tuple[Event, ...]) -> list[str]:
    """List the starts in the owner's zone."""
    return [
        f"{event.span.start.astimezone(BERLIN):%m-%d %H:%M}"
        for event in events
        if isinstance(event.span, Timed)
    ]


def replaced(old: str, new: str) -> str:
    """Write the usual entry with one line changed."""
    return entry().replace(old, new)


def test_what_an_event_says() -> None:
    """Everything that a rule reads is read."""
    event = one("LOCATION:+49 40 66969 4001", "X-OWN:1")
    assert (event.title, event.id, event.organiser) == ("Abstimmung Stellenprofil", "one@test", JULE)
    assert event.span == Timed(start=TUESDAY_TEN, end=TUESDAY_TEN + timedelta(minutes=30))
    assert [guest.address for guest in event.guests] == [ANNA.address]
    assert event.guests[0].name == "Anna Weber"
    assert (event.i_organise, event.i_may_edit, event.answer) == (True, True, Answer.ACCEPTED)
    assert event.created == datetime(2026, 11, 1, 8, tzinfo=UTC)
    assert event.place.held_by is HeldBy.PHONE
    assert event.location == "+49 40 66969 4001"


@pytest.mark.parametrize(
    ("text", "start", "minutes"),
    [
        (entry(zone="UTC"), "11-24 10:00", 30),
        (entry(zone=""), "11-24 10:00", 30),
        (entry(zone="W. Europe Standard Time"), "11-24 10:00", 30),
        (entry(zone='"(UTC+01:00) Amsterdam, Berlin, Bern, Rome"'), "11-24 10:00", 30),
        (entry(zone="/freeassociation.sourceforge.net/Europe/Berlin"), "11-24 10:00", 30),
        (replaced(START, "DTSTART;TZID=America/New_York:20261124T100000").replace(
            END, "DTEND;TZID=America/New_York:20261124T103000"), "11-24 16:00", 30),
        (replaced(START, "DTSTART;TZID=Europe/London:20261124T090000"), "11-24 10:00", 30),
        (replaced(END, "DURATION:PT45M"), "11-24 10:00", 45),
        (replaced(END, "DURATION:P1DT2H"), "11-24 10:00", 26 * 60),
        (replaced(END + "\n", ""), "11-24 10:00", 0),
        (replaced(END, "DTEND;TZID=Europe/Berlin:20261124T090000"), "11-24 10:00", 0),
    ],
)  # fmt: skip
def test_times(text: str, start: str, minutes: int) -> None:
    """Zones by any name, floating times, durations, missing and backward ends."""
    (event,) = read(text)
    assert isinstance(event.span, Timed)
    assert starts((event,)) == [start]
    assert event.span.duration == timedelta(minutes=minutes)


def test_an_unknown_zone_is_said() -> None:
    """Times in a zone nobody knows count as the owner's, and it is said."""
    file = CalendarFile.parse(calendar(entry(zone="Mars/Olympus")))
    assert starts(file.events(WINDOW, READER)) == ["11-24 10:00"]
    assert [(each.code, each.detail) for each in file.left_out] == [
        (LeftOutCode.ZONE_UNKNOWN, "Mars/Olympus"),
    ]


def test_a_zone_of_the_file_itself() -> None:
    """A zone under a name of its own is read from its definition."""
    standard = "BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:-0500\nTZOFFSETTO:-0500\nEND:STANDARD"
    zone = f"BEGIN:VTIMEZONE\nTZID:Büro\n{standard}\nEND:VTIMEZONE"
    assert starts(read(zone, entry(zone="Büro"))) == ["11-24 16:00"]


def test_the_calendars_zone_is_for_floating_times() -> None:
    """X-WR-TIMEZONE says what a time without a zone means."""
    assert starts(read(entry(zone=""), head=("X-WR-TIMEZONE:America/New_York",))) == ["11-24 16:00"]


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("DTSTART;VALUE=DATE:20261124", "DTEND;VALUE=DATE:20261125", 24, 24),
        ("DTSTART;VALUE=DATE:20261124", "DTEND;VALUE=DATE:20261127", 24, 26),
        ("DTSTART;VALUE=DATE:20261124", "DURATION:P2D", 24, 25),
        ("DTSTART;VALUE=DATE:20261124", "X-NONE:1", 24, 24),
    ],
)
def test_all_day(start: str, end: str, first: int, last: int) -> None:
    """Days are days, and the last one is included."""
    (event,) = read(replaced(START, start).replace(END, end))
    assert event.span == AllDay(first=date(2026, 11, first), last=date(2026, 11, last))


def test_a_series_is_expanded_in_the_window() -> None:
    """A weekly series gives its occurrences, each under the id of its original start."""
    events = read(entry(lines=(WEEKLY,)))
    assert starts(events) == ["11-24 10:00", "12-01 10:00", "12-08 10:00", "12-15 10:00"]
    assert events[1].id == "one@test/20261201T090000Z"
    assert all(event.recurring for event in events)


def test_a_series_keeps_its_wall_clock() -> None:
    """Over the switch to summer time a weekly ten o'clock stays at ten."""
    window = Window(first=datetime(2027, 3, 22, tzinfo=UTC), last=datetime(2027, 4, 5, tzinfo=UTC))
    events = read(entry(lines=(WEEKLY,)), window=window)
    assert starts(events) == ["03-23 10:00", "03-30 10:00"]
    assert [event.ref.occurrence for event in events] == ["20270323T090000Z", "20270330T080000Z"]


def test_what_a_series_leaves_out_and_adds() -> None:
    """EXDATE, RDATE and a moved occurrence are honoured."""
    moved = entry(
        start=TUESDAY_TEN + timedelta(days=14, hours=4),
        minutes=60,
        title="Verlegt",
        lines=("RECURRENCE-ID;TZID=Europe/Berlin:20261208T100000",),
    )
    series = entry(
        lines=(
            "RRULE:FREQ=WEEKLY;COUNT=4",
            "EXDATE;TZID=Europe/Berlin:20261201T100000",
            "RDATE;TZID=Europe/Berlin:20261203T150000",
        ),
    )
    events = read(series, moved)
    assert starts(events) == ["11-24 10:00", "12-03 15:00", "12-08 14:00", "12-15 10:00"]
    assert events[2].title == "Verlegt"
    assert events[2].id == "one@test/20261208T090000Z"


def test_a_cancelled_occurrence() -> None:
    """One occurrence can be cancelled."""
    off = entry(lines=("RECURRENCE-ID;TZID=Europe/Berlin:20261124T100000", "STATUS:CANCELLED"))
    events = read(entry(lines=(WEEKLY,)), off)
    assert [event.status for event in events[:2]] == [Status.CANCELLED, Status.CONFIRMED]


def test_an_exception_without_its_series() -> None:
    """An invitation to one occurrence of somebody's series stands for itself."""
    (event,) = read(entry(lines=("RECURRENCE-ID;TZID=Europe/Berlin:20261124T100000",)))
    assert event.id == "one@test/20261124T090000Z"


def test_a_series_that_splits_cannot_be_edited() -> None:
    """With RANGE=THISANDFUTURE an occurrence could not be changed without guessing."""
    rest = entry(
        start=TUESDAY_TEN + timedelta(days=7, hours=1),
        lines=("RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261201T100000",),
    )
    events = read(entry(lines=(WEEKLY,)), rest)
    assert starts(events)[:2] == ["11-24 10:00", "12-01 11:00"]
    assert not any(event.i_may_edit for event in events)


def test_an_entry_without_an_id() -> None:
    """It is read, under a name made from what stays, and never edited."""
    text = entry().replace("UID:one@test\n", "")
    (event,) = read(text)
    assert event.id.startswith("no-uid-")
    assert not event.i_may_edit
    assert read(text.replace("LOCATION", "X"))[0].id == event.id


def test_the_newer_of_two() -> None:
    """Standing in the file twice, the entry with the higher SEQUENCE counts, and it is said."""
    file = CalendarFile.parse(calendar(entry(title="Neu", lines=("SEQUENCE:2",)), entry(title="Alt")))
    assert [event.title for event in file.events(WINDOW, READER)] == ["Neu"]
    assert [each.code for each in file.left_out] == [LeftOutCode.DUPLICATE]


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("TRANSP:TRANSPARENT", "free", True),
        ("X-MICROSOFT-CDO-BUSYSTATUS:FREE", "free", True),
        ("STATUS:CANCELLED", "status", Status.CANCELLED),
        ("STATUS:TENTATIVE", "status", Status.TENTATIVE),
        ("CLASS:PRIVATE", "private", True),
        ("CLASS:CONFIDENTIAL", "private", True),
        ("CATEGORIES:Birthday", "kind", EventKind.BIRTHDAY),
        ("DESCRIPTION:Absagen: https://calendly.com/cancellations/abc", "made_by", "calendly"),
        ("DESCRIPTION:Reschedule: https://app.cal.com/booking/abc", "made_by", "cal.com"),
    ],
)
def test_facts(line: str, field: str, value: object) -> None:
    """Facts that decide whether anybody may touch it."""
    assert getattr(one(line), field) == value


def test_a_whole_file_that_cancels() -> None:
    """METHOD:CANCEL cancels what it lists."""
    (event,) = read(entry(), head=("METHOD:CANCEL",))
    assert event.status is Status.CANCELLED


def test_who_is_invited() -> None:
    """Rooms, groups and answers are told apart; the owner is no guest; the organiser is one."""
    event = one(
        "ATTENDEE;CUTYPE=ROOM;CN=Raum 10:mailto:raum10@hansen.example",
        "ATTENDEE;CUTYPE=GROUP:MAILTO:Team@Vogt.example",
        "ATTENDEE:Claire Petit <claire@petit.example>",
        "ATTENDEE;PARTSTAT=DECLINED:mailto:tom.krueger@vogt-maschinenbau.example",
        guests=(MEHMET,),
        organiser=ANNA.address,
    )
    assert {guest.address: (guest.kind, guest.answer) for guest in event.guests} == {
        MEHMET.address: (GuestKind.PERSON, Answer.NONE),
        "raum10@hansen.example": (GuestKind.ROOM, Answer.NONE),
        "team@vogt.example": (GuestKind.GROUP, Answer.NONE),
        "claire@petit.example": (GuestKind.PERSON, Answer.NONE),
        "tom.krueger@vogt-maschinenbau.example": (GuestKind.PERSON, Answer.DECLINED),
        ANNA.address: (GuestKind.PERSON, Answer.NONE),
    }
    assert (event.i_organise, event.i_may_edit) == (False, False)


def test_my_own_answer() -> None:
    """What the owner answered to an invitation is read."""
    text = entry(organiser=ANNA.address).replace("PARTSTAT=ACCEPTED", "PARTSTAT=DECLINED")
    (event,) = read(text)
    assert event.answer is Answer.DECLINED


def test_folded_lines() -> None:
    """Lines folded anywhere, even inside a character's bytes, are whole again."""
    data = calendar(entry(lines=("LOCATION:Kaffeehaus Überseequartier\\, Hamburg",)))
    spot = data.index("Ü".encode()) + 1
    folded = data[:spot] + b"\r\n " + data[spot:]
    file = CalendarFile.parse(folded.replace(b"SUMMARY:Abst", b"SUMMARY:Ab\r\n\tst"))
    (event,) = file.events(WINDOW, READER)
    assert event.title == "Abstimmung Stellenprofil"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252"])
def test_encodings(encoding: str) -> None:
    """Old encodings are read as meant and written back as they were."""
    data = calendar(entry(title="Gespräch über Löhne")).decode().encode(encoding)
    file = CalendarFile.parse(data)
    assert [event.title for event in file.events(WINDOW, READER)] == ["Gespräch über Löhne"]
    assert file.dump() == data


@pytest.mark.parametrize(
    ("lines", "service"),
    [
        (("X-GOOGLE-CONFERENCE:https://meet.google.com/kqz-mwpt-rvd",), "meet"),
        (("CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://video.hansen.example/7",), "other"),
        (("LOCATION:https://zoom.us/j/81234567890",), "zoom"),
        (("DESCRIPTION:Beitreten: https://whereby.com/nordlicht-jule",), "whereby"),
        (('X-ALT-DESC;FMTTYPE=text/html:<a href="https://zoom.us/j/81234567890">x</a>',), "zoom"),
        (("X-MICROSOFT-SKYPETEAMSMEETINGURL:https://teams.microsoft.com/meet/2345678901234?p=a",), "teams"),
        (("URL:https://meet.jit.si/NordlichtJule",), "jitsi"),
    ],
)
def test_where_a_link_may_stand(lines: tuple[str, ...], service: str) -> None:
    """Every place in which programs put the link of a meeting is looked at."""
    link = one(*lines).place.video_link
    assert link is not None
    assert link.service == service


def test_declared_conferences() -> None:
    """Of several CONFERENCE lines (RFC 7986) the video is the link, and each number is a number."""
    place = one(
        "CONFERENCE;VALUE=URI;FEATURE=PHONE,MODERATOR;LABEL=Moderator:tel:+1-412-555-0123,,,654321",
        "CONFERENCE;VALUE=URI;FEATURE=PHONE;LABEL=Guests:tel:+1-888-555-0456,,,555123",
        "CONFERENCE;VALUE=URI;FEATURE=CHAT;LABEL=Chat:xmpp:chat-123@conference.example.com",
        "CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL=Guests:https://chat.example.com/audio?id=123456",
    ).place
    assert place.video_link is not None
    assert place.video_link.url == "https://chat.example.com/audio?id=123456"
    assert (place.held_by, place.numbers) == (HeldBy.VIDEO, ("+14125550123", "+18885550456"))


def test_the_window_is_kept() -> None:
    """Only what touches the window is read; what only ends in it counts, what begins after does not."""
    before = entry("a", TUESDAY_TEN - timedelta(days=9))
    over = entry("b", TUESDAY_TEN - timedelta(days=3), 26 * 60)
    after = entry("c", TUESDAY_TEN + timedelta(days=28))
    assert [event.id for event in read(before, over, after)] == ["b"]


def test_an_old_series_is_still_found() -> None:
    """A series that began years ago is read where it still runs, and not where it ended."""
    start = datetime(2019, 11, 26, 10, tzinfo=BERLIN)
    assert len(read(entry(start=start, lines=(WEEKLY,)))) == 4
    assert read(entry(start=start, lines=("RRULE:FREQ=WEEKLY;UNTIL=20201124T090000Z",))) == ()


def test_whose_calendar_it_is() -> None:
    """The address in most events, or the calendar's own name, tells; a tie tells nothing."""
    many = [entry(f"{n}@test", guests=(guest,)) for n, guest in enumerate((ANNA, MEHMET, ANNA))]
    assert CalendarFile.parse(calendar(*many)).likely_owner() == JULE
    named = calendar(*many, head=(f"X-WR-CALNAME:{ANNA.address}",))
    assert CalendarFile.parse(named).likely_owner() == ANNA.address
    assert CalendarFile.parse(calendar(entry(guests=()))).likely_owner() is None


def test_what_is_no_calendar() -> None:
    """The error names the file."""
    with pytest.raises(NoCalendarError, match=r"not_a_calendar .*week\.ics"):
        CalendarFile.parse(b"hello", name="week.ics")


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (Limits(file_bytes=100), "large_file"),
        (Limits(line=40), "long_line .*line=3"),
        (Limits(events=1), "many_events .*limit=1"),
        (Limits(depth=1), "deep .*limit=1"),
    ],
)
def test_bounds(limits: Limits, said: str) -> None:
    """Each bound has its own reason, and says what it is."""
    data = calendar(entry("a"), entry("b")).replace(b"-//Test//DE", b"-" * 60)
    with pytest.raises(TooLargeError, match=said):
        CalendarFile.parse(data, limits=limits)


def test_a_broken_entry_does_not_hide_the_others() -> None:
    """What cannot be read is left out by its line, all else is read."""
    broken = "BEGIN:VEVENT\nUID:x\nDTSTART:morgen\nEND:VEVENT"
    file = CalendarFile.parse(calendar(broken, entry()))
    assert [event.id for event in file.events(WINDOW, READER)] == ["one@test"]
    assert [(each.code, each.line) for each in file.left_out] == [(LeftOutCode.NO_START, 21)]


def test_utc_is_one_zone() -> None:
    """However UTC is named, equal times look equal."""
    (event,) = read(entry(zone="UTC"))
    assert isinstance(event.span, Timed)
    assert event.span.start.tzinfo == ZoneInfo("UTC")
