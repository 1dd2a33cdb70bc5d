"""What goes over the wire to Google: how often, once or not at all, and what silence means."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

import pytest
from google.oauth2.credentials import Credentials

from calendar_sync.edit import RemoveOurs
from calendar_sync.errors import (
    ConflictError,
    NotAllowedError,
    OutcomeUnknownError,
    RateLimitedError,
    RevokedError,
    UnavailableError,
)
from calendar_sync.google.account import WorkingTime, read_account
from calendar_sync.google.adapter import GoogleCalendar
from calendar_sync.google.address import SCOPES, GoogleAddress
from calendar_sync.google.client import GoogleClient
from calendar_sync.google.dialect import Dialect, google_id
from calendar_sync.google.pace import BackOff, Pace
from calendar_sync.google.refusals import Asked
from calendar_sync.port import FreeBusy, Pushes
from policies.event import OursKind, Timed
from tests.builders import BERLIN, JULE, MEHMET, MONDAY, TUESDAY_TEN
from tests.calendar_sync.contract.subject import (
    FIVE,
    HOUR,
    WINDOW,
    Planned,
    edit_of,
    everything,
    fresh,
    hold,
    opener,
    room,
    send,
    since,
    span_of,
)
from tests.calendar_sync.google.subject import ADDRESS, ALL, GoogleSubject, body_of, client_of, reader
from tests.fakes.google.server import Fake


@pytest.fixture
def subject(google: Fake) -> Iterator[GoogleSubject]:
    """Begin with an empty calendar."""
    made = GoogleSubject(google, rows=2500)
    yield made
    made.calendar.client.close()


def asked(subject: GoogleSubject) -> list[str]:
    """Return the methods of all requests since the last count, and forget them."""
    methods = [seen.method for seen in subject.world.requests]
    subject.world.reset_counts()
    return methods


def test_an_idle_sync_is_one_request(subject: GoogleSubject) -> None:
    """Where nothing happened, Google is asked once."""
    subject.add(Planned())
    before = everything(subject)
    asked(subject)
    assert not since(subject, before)
    assert asked(subject) == ["GET"]


def test_an_edit_is_two_requests_and_a_companion_one(subject: GoogleSubject) -> None:
    """An event is looked at and written, an entry of ours is written alone."""
    ref = subject.add(Planned())
    event = fresh(subject, ref)
    asked(subject)
    send(subject, ref, room(event))
    assert asked(subject) == ["GET", "PATCH"]
    draft = subject.calendar.draft(edit_of(event, opener(event)), None, now=MONDAY, language="de")
    subject.calendar.send(draft)
    assert asked(subject) == ["POST"]


@pytest.mark.parametrize("fault", ["lost_answer", "lost_request", "error_after", "unavailable"])
def test_a_write_is_sent_once(subject: GoogleSubject, fault: str) -> None:
    """A write without a clear answer is of unknown outcome and is not sent again."""
    ref = subject.add(Planned())
    fetched = subject.calendar.fetch(ref)
    edit = edit_of(fetched.event, room(fetched.event))
    draft = subject.calendar.draft(edit, fetched, now=MONDAY, language="de")
    subject.world.faults.arm("patch", fault)
    asked(subject)
    with pytest.raises(OutcomeUnknownError):
        subject.calendar.send(draft)
    assert asked(subject) == ["PATCH"]
    applied = fresh(subject, ref).marker is not None
    assert applied is (fault in {"lost_answer", "error_after"})


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("conflict", ConflictError),
        ("rate_limited", RateLimitedError),
        ("user_rate_limited", RateLimitedError),
        ("too_many", RateLimitedError),
    ],
)
def test_a_refused_write_changes_nothing(subject: GoogleSubject, fault: str, error: type[Exception]) -> None:
    """A write that Google refuses raises what the refusal means, and nothing was done."""
    ref = subject.add(Planned())
    before = everything(subject)
    subject.world.faults.arm("patch", fault)
    with pytest.raises(error):
        send(subject, ref, room(fresh(subject, ref)))
    assert not since(subject, before)


def test_an_insert_without_an_answer(subject: GoogleSubject) -> None:
    """An entry whose answer was lost is found when it is sent again, and there is one of it."""
    ref = subject.add(Planned())
    event = fresh(subject, ref)
    draft = subject.calendar.draft(edit_of(event, hold(event)), None, now=MONDAY, language="de")
    subject.world.faults.arm("insert", "lost_answer")
    with pytest.raises(OutcomeUnknownError):
        subject.calendar.send(draft)
    assert subject.calendar.send(draft)
    assert len(everything(subject).events) == 2


def test_what_a_human_deleted_stays_deleted(subject: GoogleSubject) -> None:
    """An entry of ours that a human deleted does not come back when it is sent again."""
    ref = subject.add(Planned())
    event = fresh(subject, ref)
    draft = subject.calendar.draft(edit_of(event, hold(event)), None, now=MONDAY, language="de")
    subject.calendar.send(draft)
    subject.remove(subject.calendar.ours(OursKind.HOLD, ref))
    subject.calendar.send(draft)
    assert list(everything(subject).events) == [ref.id]


def test_what_we_took_out_comes_back(subject: GoogleSubject) -> None:
    """An entry that we took out ourselves and that is wanted again stands where it is wanted now."""
    ref = subject.add(Planned())
    send(subject, ref, hold(fresh(subject, ref)))
    where = subject.calendar.ours(OursKind.HOLD, ref)
    subject.calendar.keep_up(RemoveOurs(ref=where, edit_id="e1"), now=MONDAY)
    assert list(everything(subject).events) == [ref.id]
    subject.move(ref, HOUR)
    event = fresh(subject, ref)
    send(subject, ref, hold(event))
    back = fresh(subject, where)
    assert span_of(back).start == span_of(event).end
    subject.remove(where)
    send(subject, ref, hold(fresh(subject, ref)))
    assert where.id not in everything(subject).events


def test_short_and_empty_pages(subject: GoogleSubject) -> None:
    """Pages may be short or empty in the middle; all together they are everything."""
    subject.world.switches.short_pages = True
    refs = {subject.add(Planned(start=TUESDAY_TEN + number * HOUR)).id for number in range(5)}
    assert set(everything(subject).events) == refs


@pytest.mark.parametrize("filters", [True, False])
def test_a_window_holds_for_news(subject: GoogleSubject, filters: bool) -> None:  # noqa: FBT001  # a table
    """What lies outside the window is no news, whether or not Google keeps to the window."""
    subject.world.switches.window_filters_deltas = filters
    subject.add(Planned())
    before = everything(subject)
    subject.add(Planned(start=TUESDAY_TEN + timedelta(days=300)))
    assert not since(subject, before).changed


@pytest.mark.parametrize("bare", [True, False])
def test_a_series_that_is_deleted(subject: GoogleSubject, bare: bool) -> None:  # noqa: FBT001  # a table
    """All occurrences of a deleted series are gone, however little Google says of them."""
    subject.world.switches.bare_tombstones = bare
    ref = subject.add(Planned(weeks=3))
    before = everything(subject)
    subject.world.delete(JULE, ref.series)
    assert since(subject, before).gone == before.events.keys()


def test_one_occurrence_that_is_deleted(subject: GoogleSubject) -> None:
    """A deleted occurrence is gone, the others stay."""
    ref = subject.add(Planned(weeks=3))
    before = everything(subject)
    subject.remove(ref)
    assert since(subject, before).gone == {ref.id}
    assert len(everything(subject).events) == 2


def test_ghosts(subject: GoogleSubject) -> None:
    """Cancelled rows of long ago with nothing in them are no events and no error."""
    ref = subject.add(Planned())
    subject.world.ghost(JULE, "ghost1")
    assert list(everything(subject).events) == [ref.id]


def test_busy_times(subject: GoogleSubject) -> None:
    """Busy times of those who can be seen are told, for the asked span alone; others are missing."""
    subject.world.account(MEHMET.address)
    subject.add(Planned(guests=(MEHMET,)))
    span = Timed(start=TUESDAY_TEN, end=TUESDAY_TEN + FIVE)
    asked(subject)
    nobody = [f"n{number}@nowhere.example" for number in range(60)]
    seen = subject.calendar.busy([MEHMET.address, *nobody], span)
    assert set(seen) == {MEHMET.address}
    assert [(each.start, each.end) for each in seen[MEHMET.address]] == [(span.start, span.end)]
    assert asked(subject) == ["POST", "POST"]


def test_busy_times_without_the_scope(subject: GoogleSubject) -> None:
    """Without the scope nobody is asked for, and the calendar says so."""
    address = GoogleAddress(calendar_id=JULE, scopes=frozenset({f"{SCOPES}calendar.events"}))
    calendar = GoogleCalendar(subject.calendar.client, address, reader())
    span = Timed(start=TUESDAY_TEN, end=TUESDAY_TEN + FIVE)
    assert not calendar.capabilities.free_busy
    assert calendar.busy([MEHMET.address], span) == {}
    assert asked(subject) == []


def test_what_an_account_tells(google: Fake) -> None:
    """Zone, role, working hours and kinds of conferences are told, as far as the scopes go."""
    google.world.account(JULE, zone="Europe/Vienna")
    client = client_of(google)
    facts = read_account(client, ADDRESS.scopes)
    client.close()
    assert (facts.calendar_id, facts.zone, facts.role) == (JULE, "Europe/Vienna", "owner")
    assert facts.conference_types is not None
    assert "hangoutsMeet" in facts.conference_types
    assert WorkingTime(weekday=0, start=9 * 60, end=17 * 60) in facts.working_hours
    little = client_of(google, scopes=("calendar.events",))
    facts = read_account(little, ADDRESS.scopes)
    little.close()
    assert (facts.calendar_id, facts.zone, facts.conference_types) == ("primary", "Europe/Vienna", None)


def test_a_pace_that_is_used_up(google: Fake) -> None:
    """Units are counted before anything is sent, a PATCH as three; after a refusal everybody waits."""
    now = 0.0
    back_off = BackOff(clock=lambda: now, chance=lambda: 0.0)
    google.world.account(JULE)
    client = client_of(google, pace=Pace(back_off=back_off, units=5))
    calendar = GoogleCalendar(client, ADDRESS, reader())
    subject = GoogleSubject(google)
    ref = subject.add(Planned())
    fetched = calendar.fetch(ref)
    draft = calendar.draft(edit_of(fetched.event, room(fetched.event)), fetched, now=MONDAY, language="de")
    calendar.send(draft)
    calendar.fetch(ref)
    asked(subject)
    with pytest.raises(RateLimitedError):
        calendar.fetch(ref)
    assert asked(subject) == []
    now = 60.0
    google.world.faults.arm("get", "too_many")
    for _ in range(2):
        with pytest.raises(RateLimitedError):
            calendar.fetch(ref)
    assert asked(subject) == ["GET"]
    client.close()
    subject.calendar.client.close()


def test_a_calendar_beside_the_main_one(google: Fake) -> None:
    """What stands in a second calendar of the owner's is the owner's, though the calendar organises it."""
    second = "nordlicht42@group.calendar.google.com"
    google.world.account(JULE)
    google.world.calendar(second, owner=JULE)
    made = google.world.insert(second, body_of(Planned()))
    client = client_of(google)
    calendar = GoogleCalendar(client, GoogleAddress(calendar_id=second), reader())
    (event,) = calendar.read(WINDOW).events
    assert google.world.event(second, made["id"])["organizer"]["email"] == second
    assert (event.i_organise, event.i_may_edit) == (True, True)
    assert second not in {guest.address for guest in event.guests}
    untold = {"email": second}  # Google forgets to say ``self`` at times
    row = google.world.event(second, made["id"]) | {"organizer": untold}
    read = Dialect(reader=calendar.reader, zone=BERLIN).event(row)
    assert (read.i_organise, read.i_may_edit, read.guests) == (True, True, event.guests)
    client.close()


@pytest.mark.parametrize(
    ("role", "mine"), [("owner", True), ("writer", False), ("writerWithoutPrivateAccess", False)]
)
def test_somebody_elses_calendar_is_not_edited(google: Fake, role: str, mine: bool) -> None:  # noqa: FBT001  # a column
    """Only in calendars that the owner owns anything is changed, whatever else Google would allow."""
    google.world.account(JULE)
    google.world.account(MEHMET.address)
    google.world.role(MEHMET.address, JULE, role)
    google.world.insert(MEHMET.address, body_of(Planned()))
    client = client_of(google)
    calendar = GoogleCalendar(client, GoogleAddress(calendar_id=MEHMET.address), reader())
    (event,) = calendar.read(WINDOW).events
    assert event.i_may_edit is mine
    client.close()


@pytest.mark.parametrize(("fault", "spared"), [("user_rate_limited", True), ("too_many", False)])
def test_who_waits_after_a_refusal(google: Fake, fault: str, spared: bool) -> None:  # noqa: FBT001  # a column
    """After a refusal of one user's requests others go on; after one of the project's everybody waits."""
    back_off = BackOff(clock=lambda: 0.0, chance=lambda: 0.0)
    clients = []
    for email in (JULE, MEHMET.address):
        google.world.account(email)
        clients.append(client_of(google, email, pace=Pace(back_off=back_off)))
    google.world.faults.arm("list", fault)
    jule, mehmet = (
        GoogleCalendar(client, GoogleAddress(calendar_id="primary"), reader()) for client in clients
    )
    with pytest.raises(RateLimitedError):
        jule.read(WINDOW)
    google.world.reset_counts()
    for each in (jule, mehmet):
        with suppress(RateLimitedError):
            each.read(WINDOW)
    assert [seen.account for seen in google.world.requests] == ([MEHMET.address] if spared else [])
    for client in clients:
        client.close()


@pytest.mark.parametrize("conflicts", [1, 2, 3])
def test_an_undo_that_is_overtaken(subject: GoogleSubject, conflicts: int) -> None:
    """An undo that meets a newer version looks again, twice at most, as edits do."""
    ref = subject.add(Planned())
    event = fresh(subject, ref)
    sent = send(subject, ref, room(event))
    subject.world.faults.arm("patch", "conflict", times=conflicts)
    if conflicts > 2:
        with pytest.raises(ConflictError):
            subject.calendar.take_back(sent.written, now=MONDAY)
        return
    asked(subject)
    assert subject.calendar.take_back(sent.written, now=MONDAY).kept == ()
    assert asked(subject) == ["GET", "PATCH"] * (conflicts + 1)
    assert fresh(subject, ref).span == event.span


def test_an_entry_of_ours_that_is_overtaken(subject: GoogleSubject) -> None:
    """Taking an entry of ours out looks again too, be it an undo or because its meeting went."""
    ref = subject.add(Planned())
    for change in (hold, opener):
        sent = send(subject, ref, change(fresh(subject, ref)))
        where = subject.calendar.ours(sent.edit.adds or OursKind.HOLD, ref)
        subject.world.faults.arm("patch", "conflict", times=2)
        if change is hold:
            assert subject.calendar.take_back(sent.written, now=MONDAY).kept == ()
        else:
            subject.calendar.keep_up(RemoveOurs(ref=where, edit_id=sent.edit.id), now=MONDAY)
        assert subject.row(where)["status"] == "cancelled"


def test_nobody_there() -> None:
    """Where there is no connection, a write was not sent and can be tried again."""
    token = Credentials(token="t")  # type: ignore[no-untyped-call]
    client = GoogleClient(token, endpoint="http://127.0.0.1:9/calendar/v3/", timeout=timedelta(seconds=2))
    calendar = GoogleCalendar(client, ADDRESS, reader())
    with pytest.raises(UnavailableError):
        calendar.read(WINDOW)
    with pytest.raises(UnavailableError):
        client.ask(client.events.delete(calendarId=JULE, eventId="a"), Asked.WRITE)


def test_a_token_that_is_over(google: Fake) -> None:
    """A token that was revoked and cannot be renewed means that access is gone."""
    google.world.account(JULE)
    client = client_of(google)
    google.world.revoke(JULE)
    with pytest.raises(RevokedError):
        GoogleCalendar(client, ADDRESS, reader()).read(WINDOW)
    client.close()


def test_a_calendar_that_does_not_call(subject: GoogleSubject) -> None:
    """The calendar has busy times and channels, as the port knows them."""
    assert isinstance(subject.calendar, FreeBusy)
    assert isinstance(subject.calendar, Pushes)
    address = GoogleAddress(calendar_id="de.german#holiday@group.v.calendar.google.com")
    calendar = GoogleCalendar(subject.calendar.client, address, reader())
    with pytest.raises((NotAllowedError, RevokedError)):
        calendar.listen(channel="c", token="t", url="https://plausch.example/")


def test_an_end_that_cannot_be_put_back(subject: GoogleSubject) -> None:
    """Where a human moved the start behind the old end, the new end stays and is told as kept."""
    ref = subject.add(Planned(minutes=5))
    sent = send(subject, ref, room(fresh(subject, ref)))
    start = {"dateTime": (TUESDAY_TEN + FIVE).isoformat(), "timeZone": "Europe/Berlin"}
    subject.world.patch(JULE, google_id(ref), {"start": start})
    assert subject.calendar.take_back(sent.written, now=MONDAY).kept == ("end",)


def test_an_address_is_read() -> None:
    """An address is read from what was kept of it; what is missing is empty."""
    said = {
        "calendar_id": "primary",
        "email": "Jule@X.example",
        "addresses": ["A@x.example"],
        "scopes": sorted(ADDRESS.scopes),
        "conference_types": ["hangoutsMeet"],
        "connection": 7,
    }
    address = GoogleAddress.from_json(said)
    assert (address.email, address.addresses, address.connection) == (
        "jule@x.example",
        frozenset({"a@x.example"}),
        "7",
    )
    assert (address.makes_rooms, address.sees_busy) == (True, True)
    bare = GoogleAddress.from_json({"calendar_id": "x"})
    assert (bare.makes_rooms, bare.sees_busy) == (False, False)
    assert len(ALL) == len(ADDRESS.scopes)


def test_busy_times_without_the_right_are_unknown(google: Fake) -> None:
    """Where the right to busy times is not what it was, nobody counts as free, and the calendar is kept."""
    client = client_of(google, JULE, scopes=(f"{SCOPES}calendar.events.owned",))
    google.world.accounts.setdefault(JULE, google.world.account(JULE))
    calendar = GoogleCalendar(client=client, address=ADDRESS, reader=reader())
    span = Timed(start=TUESDAY_TEN, end=TUESDAY_TEN + HOUR)
    assert calendar.address.sees_busy
    assert calendar.busy([MEHMET.address], span) == {}
    client.close()


def test_no_time_is_not_asked_for(subject: GoogleSubject) -> None:
    """An empty span is no question to Google."""
    subject.world.reset_counts()
    assert subject.calendar.busy([MEHMET.address], Timed(start=TUESDAY_TEN, end=TUESDAY_TEN)) == {}
    assert not subject.world.requests
