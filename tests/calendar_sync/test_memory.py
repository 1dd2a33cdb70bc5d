"""The calendar in memory: every fault acted out, and what humans do beside the contract."""

from __future__ import annotations

from datetime import timedelta

import pytest

from calendar_sync.errors import (
    CalendarError,
    ConflictError,
    CursorDeadError,
    NotAllowedError,
    OutcomeUnknownError,
    RateLimitedError,
    RevokedError,
    UnavailableError,
)
from calendar_sync.faults import FETCH_FAULTS, READ_FAULTS, WRITE_FAULTS, Fault, Operation
from calendar_sync.memory import Mail, MemoryCalendar
from calendar_sync.port import Capabilities
from policies.change import AddVideoLink
from policies.event import Event, Status, Timed
from policies.place import HeldBy
from tests.builders import ANNA, MONDAY, TUESDAY_TEN, event
from tests.calendar_sync.contract.subject import HOUR, NUMBER, WINDOW, hold, room
from tests.calendar_sync.planning import edits, one_meeting

ERRORS: dict[Fault, type[CalendarError]] = {
    Fault.UNAVAILABLE: UnavailableError,
    Fault.RATE_LIMITED: RateLimitedError,
    Fault.CURSOR_DEAD: CursorDeadError,
    Fault.LOST_REQUEST: OutcomeUnknownError,
    Fault.LOST_ANSWER: OutcomeUnknownError,
    Fault.CONFLICT: ConflictError,
    Fault.REVOKED: RevokedError,
}
ASKED = [
    *((Operation.READ, fault) for fault in READ_FAULTS),
    *((Operation.FETCH, fault) for fault in FETCH_FAULTS),
    *((Operation.WRITE, fault) for fault in WRITE_FAULTS),
]


def ask(calendar: MemoryCalendar, operation: Operation, meeting: Event) -> object:
    """Ask a calendar something."""
    if operation is Operation.READ:
        return calendar.read(WINDOW).events
    if operation is Operation.FETCH:
        return calendar.fetch(meeting.ref).event
    fetched = calendar.fetch(meeting.ref)
    (edit,) = edits(fetched.event, room(fetched.event))
    return calendar.send(calendar.draft(edit, fetched, now=MONDAY, language="de"))


@pytest.mark.parametrize(("operation", "fault"), [each for each in ASKED if each[1] in ERRORS])
def test_a_fault_is_raised_once(operation: Operation, fault: Fault) -> None:
    """An armed fault is raised at the next operation of its kind, and never again."""
    calendar, meeting = one_meeting()
    calendar.faults.arm(operation, fault)
    with pytest.raises(ERRORS[fault]):
        ask(calendar, operation, meeting)
    assert bool(calendar.events[meeting.id].marker) == (fault is Fault.LOST_ANSWER)
    assert ask(calendar, operation, meeting)


@pytest.mark.parametrize("operation", Operation)
def test_a_fault_waits_for_its_operation(operation: Operation) -> None:
    """A fault of one operation does not touch the others, and can be cleared."""
    calendar, meeting = one_meeting()
    for other in set(Operation) - {operation}:
        if operation is not Operation.WRITE or other is not Operation.FETCH:
            calendar.faults.arm(other, Fault.UNAVAILABLE)
    ask(calendar, operation, meeting)
    calendar.faults.clear()
    for each in Operation:
        ask(calendar, each, meeting)


@pytest.mark.parametrize("operation", Operation)
def test_a_right_taken_away_stays_away(operation: Operation) -> None:
    """With the right gone nothing is answered any more, until it is given again."""
    calendar, meeting = one_meeting()
    calendar.faults.arm(Operation.READ, Fault.REVOKED)
    with pytest.raises(RevokedError):
        calendar.read(WINDOW)
    with pytest.raises(RevokedError):
        ask(calendar, operation, meeting)
    calendar.faults.clear()
    assert ask(calendar, operation, meeting)


def test_an_answer_that_is_empty() -> None:
    """A full answer can come back empty; news do not."""
    calendar, meeting = one_meeting()
    before = calendar.read(WINDOW)
    calendar.faults.arm(Operation.READ, Fault.EMPTY)
    assert (calendar.read(WINDOW).events, calendar.read(WINDOW).events) == ((), before.events)
    calendar.change(meeting.id, title="Neu")
    calendar.faults.arm(Operation.READ, Fault.EMPTY)
    assert len(calendar.read(WINDOW, before.cursor).events) == 1


def test_a_row_that_comes_twice() -> None:
    """A row can come twice, the old version first."""
    calendar, meeting = one_meeting()
    calendar.change(meeting.id, title="Neu")
    calendar.faults.arm(Operation.READ, Fault.DUPLICATE)
    assert [each.title for each in calendar.read(WINDOW).events] == [meeting.title, "Neu"]


@pytest.mark.parametrize("page_size", [1, 2, 9])
def test_an_old_version_comes_right(page_size: int) -> None:
    """What was handed out as an old version comes again with the next news."""
    calendar = MemoryCalendar(name="work", page_size=page_size)
    meetings = [calendar.put(event(series=f"e{number}")) for number in range(2)]
    for each in meetings:
        calendar.change(each.id, title="Neu")
    calendar.faults.arm(Operation.READ, Fault.STALE)
    page = calendar.read(WINDOW)
    assert page.events[0].title == meetings[0].title
    while page.more:
        page = calendar.read(WINDOW, None, page.more)
    again = calendar.read(WINDOW, page.cursor)
    assert again.events[0].title == "Neu"


def test_an_old_version_cannot_be_written_over() -> None:
    """A fetch can hand out an old version; what is drafted from it conflicts."""
    calendar, meeting = one_meeting()
    calendar.change(meeting.id, title="Neu")
    calendar.faults.arm(Operation.FETCH, Fault.STALE)
    with pytest.raises(ConflictError):
        ask(calendar, Operation.WRITE, meeting)
    assert calendar.events[meeting.id].title == "Neu"


@pytest.mark.parametrize("entries", [True, False])
def test_an_undo_whose_answer_is_lost(entries: bool) -> None:  # noqa: FBT001  # a column
    """An undo whose answer is lost was made, and asked for again it says so."""
    calendar, meeting = one_meeting()
    fetched = calendar.fetch(meeting.ref)
    (edit,) = edits(meeting, hold(meeting) if entries else room(meeting))
    draft = calendar.draft(edit, None if entries else fetched, now=MONDAY, language="de")
    calendar.send(draft)
    calendar.faults.arm(Operation.WRITE, Fault.LOST_ANSWER)
    with pytest.raises(OutcomeUnknownError):
        calendar.take_back(draft.written, now=MONDAY)
    count = calendar.signature()
    taken = calendar.take_back(draft.written, now=MONDAY)
    assert (bool(taken.restored), taken.kept, calendar.signature()) == (True, (), count)


def test_a_cancelled_event_is_listed_as_such() -> None:
    """A cancelled event is still there, and is read and fetched as cancelled; a removed one is gone."""
    calendar, meeting = one_meeting()
    cursor = calendar.read(WINDOW).cursor
    calendar.change(meeting.id, status=Status.CANCELLED)
    page = calendar.read(WINDOW, cursor)
    assert ([each.status for each in page.events], page.gone) == ([Status.CANCELLED], ())
    assert calendar.fetch(meeting.ref).event.status is Status.CANCELLED


def test_what_may_not_be_changed() -> None:
    """An event that its owner may not edit is refused, and stays."""
    calendar, meeting = one_meeting()
    calendar.change(meeting.id, i_may_edit=False)
    with pytest.raises(NotAllowedError):
        ask(calendar, Operation.WRITE, meeting)
    assert calendar.events[meeting.id].span == meeting.span


def test_what_may_not_be_changed_any_more() -> None:
    """An event that may not be edited any more is not taken back either."""
    calendar, meeting = one_meeting()
    (edit,) = edits(meeting, room(meeting))
    draft = calendar.draft(edit, calendar.fetch(meeting.ref), now=MONDAY, language="de")
    calendar.send(draft)
    calendar.change(meeting.id, i_may_edit=False)
    with pytest.raises(NotAllowedError):
        calendar.take_back(draft.written, now=MONDAY)
    assert calendar.events[meeting.id].marker is not None


def test_guests_are_told_by_whom() -> None:
    """A mail says whether a human or an edit of ours caused it."""
    calendar, meeting = one_meeting()
    ask(calendar, Operation.WRITE, meeting)
    marker = calendar.events[meeting.id].marker
    assert marker is not None
    assert calendar.inboxes[ANNA.address] == [
        Mail(event_id=meeting.id),
        Mail(event_id=meeting.id, edit_id=marker.edit_id),
    ]


@pytest.mark.parametrize("stays", [True, False])
def test_a_room_of_the_providers_own(stays: bool) -> None:  # noqa: FBT001  # a column
    """The provider's own room makes a video meeting; where it stays, an undo says that it was kept."""
    calendar, meeting = one_meeting()
    calendar.capabilities = Capabilities(own_video_room=True, video_link_stays=stays)
    (edit,) = edits(meeting, AddVideoLink(url="", location=f"Telefon: {NUMBER}", reversible=not stays))
    draft = calendar.draft(edit, calendar.fetch(meeting.ref), now=MONDAY, language="de")
    calendar.send(draft)
    assert calendar.events[meeting.id].place.held_by is HeldBy.VIDEO
    taken = calendar.take_back(draft.written, now=MONDAY)
    assert taken.kept == (("conference",) if stays else ())
    assert calendar.events[meeting.id].place.held_by is (HeldBy.VIDEO if stays else HeldBy.PHONE)
    assert calendar.events[meeting.id].location == NUMBER


def test_busy_times_of_others() -> None:
    """Busy times within the span are told; an address that cannot be seen is missing."""
    calendar, _ = one_meeting()
    span = Timed(start=TUESDAY_TEN, end=TUESDAY_TEN + HOUR)
    before = Timed(start=TUESDAY_TEN - HOUR, end=TUESDAY_TEN)
    calendar.busy_times[ANNA.address] = (before, span)
    assert calendar.busy([ANNA.address, "nobody@a.example"], span) == {ANNA.address: (span,)}


def test_requests_are_counted_and_take_their_time() -> None:
    """Each request is counted, writes apart, and waits as a network would."""
    calendar, meeting = one_meeting()
    waited: list[int] = []
    calendar.latency = lambda: waited.append(1)
    ask(calendar, Operation.READ, meeting)
    ask(calendar, Operation.WRITE, meeting)
    assert (calendar.requests, calendar.writes, len(waited)) == (3, 1, 3)


def test_cursors_die_by_hand() -> None:
    """Cursors can be made to die; those handed out afterwards live."""
    calendar, _ = one_meeting()
    cursor = calendar.read(WINDOW).cursor
    calendar.expire_cursors()
    with pytest.raises(CursorDeadError):
        calendar.read(WINDOW, cursor)
    assert calendar.read(WINDOW, calendar.read(WINDOW).cursor).events == ()


def test_a_copy_elsewhere() -> None:
    """A copy has an id of its own and can stand at another time, with its text."""
    calendar = MemoryCalendar(name="work")
    meeting = calendar.put(event(), description="Agenda")
    copy = calendar.copy(meeting.id, "copy", timedelta(days=1))
    assert isinstance(copy.span, Timed)
    assert (copy.id, copy.span.start) == ("copy", TUESDAY_TEN + timedelta(days=1))
    assert calendar.description("copy") == "Agenda"
