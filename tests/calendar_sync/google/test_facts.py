"""What has to be known of Google before anything is written there: one test for each of its ten facts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from calendar_sync.errors import (
    CursorDeadError,
    MailsUsedUpError,
    NotAllowedError,
    RevokedError,
    RoomFailedError,
    UnwritableError,
)
from calendar_sync.google import marks
from calendar_sync.google.dialect import google_id
from calendar_sync.push import Done, push
from policies.change import AddVideoLink
from policies.event import Marker, OursKind
from policies.place import HeldBy
from tests.builders import ANNA, JULE, MEHMET, MONDAY, TUESDAY_TEN
from tests.calendar_sync.contract.subject import (
    FIVE,
    HOUR,
    NUMBER,
    SECRET,
    WINDOW,
    Planned,
    edit_of,
    everything,
    face,
    fresh,
    hold,
    opener,
    room,
    send,
    since,
    span_of,
)
from tests.calendar_sync.google.subject import GoogleSubject
from tests.fakes.google.server import Fake

ROOM = "c_42@resource.calendar.google.com"


@pytest.fixture
def subject(google: Fake) -> Iterator[GoogleSubject]:
    """Begin with an empty calendar; a guest inside and the owner have Google, the one outside has not."""
    made = GoogleSubject(google, rows=2500)
    made.world.account(MEHMET.address)
    made.world.secrets.add(SECRET)
    yield made
    made.calendar.client.close()


def last_body(subject: GoogleSubject, method: str) -> dict[str, Any]:
    """Return the body of the last request of a method."""
    bodies = [seen.body for seen in subject.world.requests if seen.method == method]
    said: dict[str, Any] = json.loads(bodies[-1])
    return said


def test_1_only_the_end_moves(subject: GoogleSubject) -> None:
    """A meeting is lengthened by its end alone, so that nobody who accepted is asked again."""
    ref = subject.add(Planned(guests=(MEHMET,)))
    subject.world.respond(MEHMET.address, google_id(ref), "accepted")
    send(subject, ref, room(fresh(subject, ref)))
    body = last_body(subject, "PATCH")
    assert set(body) == {"end", "extendedProperties"}
    answers = {each["email"]: each["responseStatus"] for each in subject.row(ref)["attendees"]}
    assert answers[MEHMET.address] == "accepted"


def test_2_a_room_stays_invited(subject: GoogleSubject) -> None:
    """A booked room is in no body of ours and is still invited when a meeting was lengthened."""
    subject.world.room(ROOM)
    body = {"email": ROOM, "resource": True}
    ref = subject.add(Planned())
    subject.world.patch(JULE, google_id(ref), {"attendees": [*subject.row(ref)["attendees"], body]})
    subject.world.later(minutes=1)
    send(subject, ref, room(fresh(subject, ref)))
    assert "attendees" not in last_body(subject, "PATCH")
    assert ROOM in {each["email"] for each in subject.row(ref)["attendees"]}


@pytest.mark.parametrize("outcome", ["forbidden", "ignored"])
def test_3_what_others_organise(subject: GoogleSubject, outcome: Any) -> None:
    """An invitation of somebody else's is not to be edited; where Google does nothing, that is noticed."""
    subject.world.switches.foreign_edit = outcome
    made = subject.world.insert(
        MEHMET.address,
        {
            "summary": "Seine Runde",
            "start": {"dateTime": TUESDAY_TEN.isoformat(), "timeZone": "Europe/Berlin"},
            "end": {"dateTime": (TUESDAY_TEN + HOUR).isoformat(), "timeZone": "Europe/Berlin"},
            "attendees": [{"email": JULE}],
            "guestsCanModify": True,
        },
    )
    (event,) = everything(subject).events.values()
    fetched = subject.calendar.fetch(event.ref)
    draft = subject.calendar.draft(
        edit_of(fetched.event, room(fetched.event)), fetched, now=MONDAY, language="de"
    )
    subject.world.patch(MEHMET.address, made["id"], {"guestsCanModify": False})
    seen = subject.calendar.fetch(event.ref)
    assert (seen.event.i_organise, seen.event.i_may_edit) == (False, False)
    with pytest.raises(NotAllowedError):
        subject.calendar.draft(edit_of(seen.event, room(seen.event)), seen, now=MONDAY, language="de")
    with pytest.raises(NotAllowedError):
        subject.calendar.send(replace(draft, version=seen.event.version))


def test_4_the_card_is_in_no_shared_event(subject: GoogleSubject) -> None:
    """The card is in an entry without guests, and in no request for an event that has some."""
    ref = subject.add(Planned())
    send(subject, ref, opener(fresh(subject, ref)))
    send(subject, ref, room(fresh(subject, ref)))
    companion = subject.row(subject.calendar.ours(OursKind.COMPANION, ref))
    assert SECRET in companion["description"]
    assert "attendees" not in companion
    assert companion["visibility"] == "private"
    at_its_start = {"useDefault": False, "overrides": [{"method": "popup", "minutes": 0}]}
    assert last_body(subject, "POST")["reminders"] == at_its_start
    assert not subject.world.leaks


def test_5_an_edit_is_a_patch_on_one_version(subject: GoogleSubject) -> None:
    """An edit is one PATCH, conditional on the version that was looked at; a PUT is never sent."""
    ref = subject.add(Planned())
    event = fresh(subject, ref)
    send(subject, ref, room(event))
    (patch,) = [seen for seen in subject.world.requests if seen.method == "PATCH"]
    assert {key.lower(): value for key, value in patch.headers.items()}["if-match"] == event.version
    assert not [seen for seen in subject.world.requests if seen.method == "PUT"]


@pytest.mark.parametrize(
    ("guests", "mailed"),
    [((ANNA,), [ANNA.address]), ((MEHMET,), []), ((ANNA, MEHMET), [ANNA.address])],
)
def test_6_who_is_outside_is_mailed(subject: GoogleSubject, guests: Any, mailed: list[str]) -> None:
    """Guests outside the organiser's domain are mailed once for a change and once for an undo, others not."""
    ref = subject.add(Planned(guests=guests))
    before = len(subject.world.mails)
    sent = send(subject, ref, room(fresh(subject, ref)))
    assert [mail.to for mail in subject.world.mails[before:]] == mailed
    subject.calendar.take_back(sent.written, now=MONDAY)
    assert [mail.to for mail in subject.world.mails[before:]] == mailed * 2


def test_6_mails_that_are_used_up(subject: GoogleSubject) -> None:
    """Where Google sends no more mails, that is told with hours to wait, and nothing was changed."""
    ref = subject.add(Planned())
    before = everything(subject)
    subject.world.faults.arm("patch", "quota_exceeded", hours=3)
    with pytest.raises(MailsUsedUpError) as raised:
        send(subject, ref, room(fresh(subject, ref)))
    assert raised.value.retry_after is not None
    assert raised.value.retry_after >= timedelta(hours=1)
    assert not since(subject, before)


def test_7_a_dead_token_is_a_dead_cursor(subject: GoogleSubject) -> None:
    """A sync token that died raises CursorDeadError, and the answer after it is a full one."""
    subject.add(Planned())
    before = everything(subject)
    subject.expire()
    with pytest.raises(CursorDeadError):
        subject.calendar.read(WINDOW, before.cursor)
    assert everything(subject).full


def test_7_our_own_writes_call_too(subject: GoogleSubject) -> None:
    """A channel is opened, keeps what Google promised, and is closed as often as wanted."""
    channel = subject.calendar.listen(channel="c1", token="t1", url="https://plausch.example/hook")
    assert (channel.id, channel.token, bool(channel.resource)) == ("c1", "t1", True)
    assert channel.ends > subject.world.now
    subject.calendar.hang_up(channel)
    subject.calendar.hang_up(channel)


def test_8_lost_access_shows_on_use(subject: GoogleSubject) -> None:
    """A calendar that may not be read any more raises RevokedError on the next reading."""
    subject.add(Planned())
    subject.world.revoke(JULE)
    with pytest.raises(RevokedError):
        everything(subject)


def test_8_a_role_that_only_reads(subject: GoogleSubject) -> None:
    """On a calendar that may only be read, nothing may be edited."""
    ref = subject.add(Planned())
    subject.world.role(JULE, JULE, "reader")
    assert not everything(subject).events[ref.id].i_may_edit


def test_9_a_room_of_others_is_in_the_place(subject: GoogleSubject) -> None:
    """The owner's own room is written into the place, and never into conference data."""
    ref = subject.add(Planned(location=NUMBER))
    send(subject, ref, face(fresh(subject, ref)))
    assert set(last_body(subject, "PATCH")) == {"location", "extendedProperties"}


def test_9_googles_own_room(subject: GoogleSubject) -> None:
    """Google's own room is asked for once and by the edit's id, is read, and is taken away again."""
    ref = subject.add(Planned(location=NUMBER))
    before = fresh(subject, ref)
    sent = send(subject, ref, AddVideoLink(url="", location=NUMBER))
    request = last_body(subject, "PATCH")["conferenceData"]["createRequest"]
    assert request["requestId"] == sent.edit.id
    after = fresh(subject, ref)
    assert after.place.video_link is not None
    assert after.version == sent.version
    assert after.location == NUMBER
    assert subject.calendar.take_back(sent.written, now=MONDAY).kept == ()
    assert fresh(subject, ref).place == before.place
    assert fresh(subject, ref).marker is None


def test_9_a_room_that_takes_its_time(subject: GoogleSubject) -> None:
    """A room that is still being made is looked at once more, and the edit is done."""
    subject.world.switches.conference = "pending"
    ref = subject.add(Planned(location=NUMBER))
    sent = send(subject, ref, AddVideoLink(url="", location=NUMBER))
    assert subject.world.requests[-1].method == "GET"
    assert fresh(subject, ref).version == sent.version


def test_9_a_room_that_google_cannot_make(subject: GoogleSubject) -> None:
    """Where Google cannot make a room, the edit is refused and the event is as it was."""
    subject.world.switches.conference = "failure"
    ref = subject.add(Planned(location=NUMBER))
    event = fresh(subject, ref)
    with pytest.raises(NotAllowedError):
        send(subject, ref, AddVideoLink(url="", location=NUMBER))
    after = fresh(subject, ref)
    assert (after.span, after.marker, after.place) == (event.span, None, event.place)
    assert "conferenceData" not in subject.row(ref)


def test_9_a_room_that_fails_beside_more_time(subject: GoogleSubject) -> None:
    """Where only the room fails, the time that guests were told of stands, and it is said."""
    subject.world.switches.conference = "failure"
    ref = subject.add(Planned(location=NUMBER))
    event = fresh(subject, ref)
    edit = edit_of(event, room(event), AddVideoLink(url="", location=f"{NUMBER} (Video)"))
    outcome = push(
        subject.calendar, edit, wanted=lambda _: edit, note=lambda _: True, now=MONDAY, language="de"
    )
    assert isinstance(outcome, Done)
    after = fresh(subject, ref)
    assert (outcome.roomless, outcome.version) == (True, after.version)
    assert (after.location, after.place) == (event.location, event.place)
    assert span_of(after).end == span_of(event).end + FIVE
    assert "conferenceData" not in subject.row(ref)
    assert after.marker is not None
    assert outcome.written is not None
    assert subject.calendar.take_back(outcome.written, now=MONDAY).kept == ()
    assert fresh(subject, ref).span == event.span


def test_9_a_failed_room_is_one_mail(subject: GoogleSubject) -> None:
    """What a failed room leaves is cleared away without telling guests a second time."""
    subject.world.switches.conference = "failure"
    ref = subject.add(Planned(location=NUMBER))
    event = fresh(subject, ref)
    mails = len(subject.mails())
    with pytest.raises(RoomFailedError):
        send(subject, ref, room(event), AddVideoLink(url="", location=NUMBER))
    assert len(subject.mails()) == mails + 1


def test_9_somebodys_room_is_not_doubled(subject: GoogleSubject) -> None:
    """Where a human just asked for a room, none of ours is asked for."""
    subject.world.switches.conference = "pending"
    ref = subject.add(Planned(location=NUMBER))
    asked = {"requestId": "theirs", "conferenceSolutionKey": {"type": "hangoutsMeet"}}
    subject.world.patch(JULE, google_id(ref), {"conferenceData": {"createRequest": asked}})
    event = fresh(subject, ref)
    assert event.place.held_by is HeldBy.VIDEO
    with pytest.raises(NotAllowedError):
        send(subject, ref, AddVideoLink(url="", location=NUMBER))


def test_10_properties_keep_within_their_bounds() -> None:
    """Names and values of our properties are never so long that Google would cut them."""
    assert all(len(key) <= 44 for key in (marks.MADE, marks.OURS, marks.AWAY))
    said = Marker(edit_id="e" * 36, event_id="a" * 300, minutes=5, baseline=timedelta(minutes=30))
    assert len(marks.marker_text(said)) < 1024
    with pytest.raises(UnwritableError):
        marks.marker_text(Marker(edit_id="e", event_id="a" * 1024, minutes=5, baseline=FIVE))


def test_10_one_property_and_nobody_elses(subject: GoogleSubject) -> None:
    """An edit writes one private property, leaves those of other programs, and takes only its own back."""
    ref = subject.add(Planned())
    theirs = {"private": {"crm": "42"}, "shared": {"ticket": "7"}}
    subject.world.patch(JULE, google_id(ref), {"extendedProperties": theirs})
    sent = send(subject, ref, room(fresh(subject, ref)))
    kept = subject.row(ref)["extendedProperties"]
    assert kept["private"].keys() == {"crm", marks.MADE}
    subject.calendar.take_back(sent.written, now=MONDAY)
    assert subject.row(ref)["extendedProperties"] == theirs


def test_a_hold_is_busy_and_silent(subject: GoogleSubject) -> None:
    """A hold is busy, private, reminds of nothing and mails nobody."""
    ref = subject.add(Planned())
    mails = subject.mails()
    event = fresh(subject, ref)
    send(subject, ref, hold(event))
    kept = subject.row(subject.calendar.ours(OursKind.HOLD, ref))
    assert kept.get("transparency", "opaque") == "opaque"
    assert last_body(subject, "POST")["reminders"] == {"useDefault": False, "overrides": []}
    assert subject.mails() == mails
    assert span_of(event) == span_of(fresh(subject, ref))
