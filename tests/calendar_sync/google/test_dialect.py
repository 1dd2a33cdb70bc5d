"""Google's JSON as an event: what is read, what may be edited, what is left out."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from calendar_sync.google.dialect import Dialect, google_id, ref_of
from policies.event import AllDay, Answer, Event, EventKind, EventRef, GuestKind, Status, Timed
from policies.place import HeldBy
from tests.builders import ANNA, BERLIN, JULE, TUESDAY_TEN
from tests.calendar_sync.google.subject import reader

ME = {"email": JULE, "self": True}
HER = {"email": ANNA.address, "displayName": ANNA.name, "responseStatus": "needsAction"}
BASE: dict[str, Any] = {
    "id": "abc",
    "etag": '"1"',
    "status": "confirmed",
    "summary": "Abstimmung",
    "start": {"dateTime": "2026-11-24T10:00:00+01:00", "timeZone": "Europe/Berlin"},
    "end": {"dateTime": "2026-11-24T10:30:00+01:00", "timeZone": "Europe/Berlin"},
    "organizer": ME,
    "attendees": [ME | {"responseStatus": "accepted"}, HER],
}


def read(**fields: Any) -> Event:
    """Read an event that has these fields."""
    return Dialect(reader=reader(), zone=BERLIN).event(BASE | fields)


@pytest.mark.parametrize(
    ("fields", "attribute", "value"),
    [
        ({}, "i_organise", True),
        ({}, "i_may_edit", True),
        ({"organizer": {"email": ANNA.address}}, "i_organise", False),
        ({"organizer": {"email": ANNA.address}}, "i_may_edit", False),
        ({"organizer": {"email": ANNA.address}, "guestsCanModify": True}, "i_may_edit", True),
        ({"organizer": {"email": JULE}}, "i_may_edit", True),
        ({"organizer": {}}, "i_may_edit", False),
        ({"locked": True}, "i_may_edit", False),
        ({"privateCopy": True}, "i_may_edit", False),
        ({"endTimeUnspecified": True}, "i_may_edit", False),
        ({"eventType": "somethingNew"}, "i_may_edit", False),
        ({"attendeesOmitted": True}, "guests_hidden", True),
        ({"guestsCanSeeOtherGuests": False}, "guests_hidden", False),
        (
            {"guestsCanSeeOtherGuests": False, "organizer": {"email": ANNA.address}},
            "guests_hidden",
            True,
        ),
        ({"transparency": "transparent"}, "free", True),
        ({"visibility": "private"}, "private", True),
        ({"visibility": "confidential"}, "private", True),
        ({"visibility": "default"}, "private", False),
        ({"status": "tentative"}, "status", Status.TENTATIVE),
        ({"status": "cancelled"}, "status", Status.CANCELLED),
        ({"recurringEventId": "a"}, "recurring", True),
        ({"attendees": [ME | {"responseStatus": "declined"}, HER]}, "answer", Answer.DECLINED),
        ({"attendees": [ME | {"responseStatus": "needsAction"}]}, "answer", Answer.ACCEPTED),
        ({"attendees": None}, "answer", Answer.ACCEPTED),
        ({"eventType": "focusTime"}, "kind", EventKind.FOCUS_TIME),
        ({"eventType": "outOfOffice"}, "kind", EventKind.OUT_OF_OFFICE),
        ({"eventType": "workingLocation"}, "kind", EventKind.WORKING_LOCATION),
        ({"eventType": "birthday"}, "kind", EventKind.BIRTHDAY),
        ({"eventType": "fromGmail"}, "kind", EventKind.FROM_MAIL),
        ({"iCalUID": "xyz@Cal.com"}, "made_by", "cal.com"),
        ({"description": "Powered by Calendly"}, "made_by", "calendly"),
        ({"extendedProperties": {"private": {"plausch": "calendly.com/events"}}}, "made_by", ""),
        ({"summary": None, "location": 7, "attendees": "x", "organizer": []}, "title", ""),
    ],
)
def test_a_field(fields: dict[str, Any], attribute: str, value: object) -> None:
    """Each field of Google's says what it means, and what is missing or odd is as usual."""
    assert getattr(read(**fields), attribute) == value


def test_guests() -> None:
    """Guests are all but the owner, rooms as rooms, and an organiser who is somebody else."""
    room = {"email": "c_1@resource.calendar.google.com", "resource": True, "responseStatus": "accepted"}
    event = read(organizer={"email": "tom@vogt.example"}, attendees=[ME, HER, room, {"displayName": "?"}])
    assert [(guest.address, guest.kind) for guest in event.guests] == [
        (ANNA.address, GuestKind.PERSON),
        ("c_1@resource.calendar.google.com", GuestKind.ROOM),
        ("tom@vogt.example", GuestKind.PERSON),
    ]
    assert event.guests[0].name == ANNA.name


def test_a_group_is_no_person() -> None:
    """An address of Google Groups stands for nobody knows how many."""
    group = {"email": "vertrieb@googlegroups.com"}
    (guest,) = read(attendees=[ME, group]).guests
    assert guest.kind is GuestKind.GROUP


@pytest.mark.parametrize(("status", "held_by"), [("pending", HeldBy.VIDEO), ("failure", HeldBy.PHONE)])
def test_a_room_that_is_being_made(status: str, held_by: HeldBy) -> None:
    """A room that somebody asked for is a room before it is there; one that failed is none."""
    asked = {"createRequest": {"requestId": "theirs", "status": {"statusCode": status}}}
    event = read(location="+49 89 1234567", conferenceData=asked)
    assert (event.place.held_by, event.place.video_link) == (held_by, None)
    assert read(location="+49 89 1234567").place.held_by is HeldBy.PHONE


def test_a_place_is_read_once_from_all_texts() -> None:
    """A conference is a video link; its dial-in numbers are not how people meet; a number in the place is."""
    meet = {"entryPointType": "video", "uri": "https://meet.google.com/abc-defg-hij"}
    phone = {"entryPointType": "phone", "uri": "tel:+49-89-1234567"}
    event = read(conferenceData={"entryPoints": [meet, phone]})
    assert event.place.video_link is not None
    assert event.place.numbers == ()
    assert read(conferenceData={"entryPoints": [phone]}).place.held_by is not HeldBy.PHONE
    assert read(location="+49 89 1234567").place.held_by is HeldBy.PHONE
    assert read(description="Bitte anrufen: +49 89 1234567").place.numbers == ("+49891234567",)


@pytest.mark.parametrize(
    ("fields", "span"),
    [
        (
            {"start": {"date": "2026-11-24"}, "end": {"date": "2026-11-26"}},
            AllDay(first=date(2026, 11, 24), last=date(2026, 11, 25)),
        ),
        (
            {"start": {"date": "2026-11-24"}, "end": {}},
            AllDay(first=date(2026, 11, 24), last=date(2026, 11, 24)),
        ),
        (
            {"end": {"dateTime": "2026-11-24T09:00:00+01:00"}},
            Timed(start=TUESDAY_TEN, end=TUESDAY_TEN),
        ),
        ({"end": None}, Timed(start=TUESDAY_TEN, end=TUESDAY_TEN)),
        (
            {"start": {"dateTime": "2026-11-24T10:00:00"}, "end": {"dateTime": "2026-11-24T10:05:00"}},
            Timed(start=TUESDAY_TEN, end=TUESDAY_TEN + timedelta(minutes=5)),
        ),
    ],
)
def test_spans(fields: dict[str, Any], span: object) -> None:
    """Days have both ends, an end is never before its start, and a time without a zone is the calendar's."""
    assert read(**fields).span == span


def test_a_zone_of_its_own() -> None:
    """A time is in the zone that its event names, whatever offset it is written with."""
    said = {"dateTime": "2026-11-24T10:00:00+01:00", "timeZone": "America/New_York"}
    span = read(start=said, end=said | {"dateTime": "2026-11-24T11:00:00+01:00"}).span
    assert isinstance(span, Timed)
    assert span.start == datetime(2026, 11, 24, 4, tzinfo=ZoneInfo("America/New_York"))
    assert span.start.tzinfo == ZoneInfo("America/New_York")


def test_the_hour_that_comes_twice() -> None:
    """An event over the end of summer time has its real length."""
    event = read(
        start={"dateTime": "2026-10-25T02:50:00+02:00", "timeZone": "Europe/Berlin"},
        end={"dateTime": "2026-10-25T02:20:00+01:00", "timeZone": "Europe/Berlin"},
    )
    assert isinstance(event.span, Timed)
    assert event.span.duration == timedelta(minutes=30)


@pytest.mark.parametrize(
    "start", [{"dateTime": "morgen"}, {"dateTime": "0001-01-01T00:00:00+14:00"}, {"date": "2026-13-01"}, {}]
)
def test_a_start_that_is_none(start: dict[str, str]) -> None:
    """An event without a usable start raises ValueError and nothing else."""
    with pytest.raises(ValueError, match=r"time|format|month|string|range"):
        read(start=start)


@pytest.mark.parametrize(
    ("row", "ref"),
    [
        ({"id": "abc"}, ("abc", "")),
        ({"id": "_60q30c1g_x"}, ("_60q30c1g_x", "")),
        ({"id": "abc_20261124T090000Z", "recurringEventId": "abc"}, ("abc", "20261124T090000Z")),
        ({"id": "a_R1_20261124", "recurringEventId": "a_R1"}, ("a_R1", "20261124")),
        (
            {"id": "a_R20261124T090000_20261201T090000Z", "recurringEventId": "a_R20261124T090000"},
            ("a", "R20261124T090000_20261201T090000Z"),
        ),
        (
            {"id": "a_20261201T090000Z", "recurringEventId": "a_R20261124T090000"},
            ("a", "20261201T090000Z"),
        ),
        ({"id": "a_R20261124", "recurringEventId": ""}, ("a", "R20261124")),
        ({"id": "_R20261124T090000", "recurringEventId": ""}, ("_R20261124T090000", "")),
        ({"id": "a_20261124", "recurringEventId": "a_R1"}, ("a_20261124", "")),
    ],
)
def test_references(row: dict[str, str], ref: tuple[str, str]) -> None:
    """A reference leads back to Google's id, whatever the id looks like."""
    found = ref_of(row, "work")
    assert found == EventRef(calendar="work", series=ref[0], occurrence=ref[1])
    assert google_id(found) == row["id"]
