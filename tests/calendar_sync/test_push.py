"""One edit carried out: every fault of a calendar, and every crash in between."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from calendar_sync.edit import Edit, Written
from calendar_sync.errors import (
    ConflictError,
    OutcomeUnknownError,
    PassingError,
    RateLimitedError,
    RevokedError,
    UnavailableError,
)
from calendar_sync.faults import Fault, Operation
from calendar_sync.memory import MemoryCalendar
from calendar_sync.push import Done, Later, Outcome, Refusal, Refused, Unknown, push, read_back
from policies.change import MoveEnd
from policies.event import Event, OursKind, later
from tests.builders import ANNA, MONDAY, TUESDAY_TEN
from tests.calendar_sync.contract.subject import FIVE, face, hold, opener, room, span_of
from tests.calendar_sync.planning import edits, one_meeting

LOST = OutcomeUnknownError("No answer came.")


@dataclass(slots=True)
class Desk:
    """A calendar, an edit of its one meeting, and what was noted before it was sent."""

    calendar: MemoryCalendar
    meeting: Event
    edit: Edit
    noted: list[Written] = field(default_factory=list)
    still_wanted: bool = True
    minutes_wanted: int = 5
    stopped: bool = False

    def push(self) -> Outcome:
        """Carry the edit out."""
        return push(
            self.calendar,
            self.edit,
            wanted=self._wanted,
            note=self._note,
            now=MONDAY,
            language="de",
            sent=bool(self.noted),
        )

    def _note(self, written: Written) -> bool:
        self.noted.append(written)
        return not self.stopped

    def _wanted(self, event: Event) -> Edit | None:
        """Decide again: what was planned, of the event as it is."""
        if not self.still_wanted or event.span != self.meeting.span:
            return None
        wish = MoveEnd(end=later(span_of(event).end, timedelta(minutes=self.minutes_wanted)), minutes=5)
        (edit,) = edits(event, wish)
        return edit

    def read_back(self) -> Outcome:
        """Look whether the edit stands."""
        return read_back(self.calendar, self.edit.id, self.edit.ref, self.edit.adds, LOST)

    @property
    def stands(self) -> bool:
        """Whether the edit is in the calendar."""
        ref = self.calendar.ours(self.edit.adds, self.edit.ref) if self.edit.adds else self.edit.ref
        there = self.calendar.events.get(ref.id)
        return there is not None and bool(there.marker or there.ours)

    @property
    def mails(self) -> int:
        """How many mails of ours Anna got."""
        return len([mail for mail in self.calendar.inboxes[ANNA.address] if mail.edit_id])


@pytest.fixture
def shared() -> Desk:
    """Plan five minutes more."""
    calendar, meeting = one_meeting()
    (edit,) = edits(meeting, room(meeting))
    return Desk(calendar, meeting, edit)


@pytest.fixture
def entry() -> Desk:
    """Plan a hold."""
    calendar, meeting = one_meeting()
    (edit,) = edits(meeting, hold(meeting))
    return Desk(calendar, meeting, edit)


@pytest.fixture(params=["shared", "entry"])
def desk(request: pytest.FixtureRequest) -> Desk:
    """Plan either."""
    found: Desk = request.getfixturevalue(request.param)
    return found


def test_an_edit_is_noted_then_written(desk: Desk) -> None:
    """What will be written is noted first, and the outcome names it and the new version."""
    outcome = desk.push()
    assert isinstance(outcome, Done)
    assert desk.noted == [outcome.written]
    assert desk.stands
    ref = desk.calendar.ours(desk.edit.adds, desk.edit.ref) if desk.edit.adds else desk.edit.ref
    assert outcome.version == desk.calendar.events[ref.id].version


@pytest.mark.parametrize(
    ("fault", "error"),
    [(Fault.UNAVAILABLE, UnavailableError), (Fault.RATE_LIMITED, RateLimitedError)],
)
def test_a_fault_before_the_write(desk: Desk, fault: Fault, error: type[PassingError]) -> None:
    """Where a calendar does not answer, the edit is for later, and then it is made once."""
    desk.calendar.faults.arm(Operation.WRITE, fault)
    outcome = desk.push()
    assert isinstance(outcome, Later)
    assert isinstance(outcome.error, error)
    assert not desk.stands
    assert isinstance(desk.push(), Done)
    assert desk.stands
    assert desk.mails == (not desk.edit.adds)


@pytest.mark.parametrize("fault", [Fault.UNAVAILABLE, Fault.RATE_LIMITED])
def test_a_fault_before_the_look(shared: Desk, fault: Fault) -> None:
    """Where the event cannot be looked at, nothing is noted or written."""
    shared.calendar.faults.arm(Operation.FETCH, fault)
    assert isinstance(shared.push(), Later)
    assert (shared.noted, shared.stands, shared.calendar.writes) == ([], False, 0)


def test_how_long_to_wait_is_told(shared: Desk) -> None:
    """The wait that the calendar asked for comes with the outcome."""
    shared.calendar.faults.arm(Operation.WRITE, Fault.RATE_LIMITED)
    outcome = shared.push()
    assert isinstance(outcome, Later)
    assert isinstance(outcome.error, RateLimitedError)
    assert outcome.error.retry_after == timedelta(seconds=30)


def test_a_lost_answer(desk: Desk) -> None:
    """Where a write arrived and its answer did not, it is found by reading back and not sent again."""
    desk.calendar.faults.arm(Operation.WRITE, Fault.LOST_ANSWER)
    outcome = desk.push()
    assert isinstance(outcome, Done)
    assert (outcome.written, len(desk.noted)) == (None, 1)
    assert (desk.calendar.writes, desk.mails) == (1, not desk.edit.adds)


def test_a_lost_request(desk: Desk) -> None:
    """Where a write did not arrive, reading back says so, and it can be made later."""
    desk.calendar.faults.arm(Operation.WRITE, Fault.LOST_REQUEST)
    outcome = desk.push()
    assert isinstance(outcome, Later)
    assert isinstance(outcome.error, OutcomeUnknownError)
    assert (desk.stands, desk.calendar.writes) == (False, 1)
    assert isinstance(desk.push(), Done)
    assert desk.mails == (not desk.edit.adds)


def test_no_answer_at_all(entry: Desk) -> None:
    """Where reading back fails too, the outcome is unknown, until it is read back."""
    entry.calendar.faults.arm(Operation.WRITE, Fault.LOST_ANSWER)
    entry.calendar.faults.arm(Operation.FETCH, Fault.UNAVAILABLE)
    outcome = entry.push()
    assert isinstance(outcome, Unknown)
    assert isinstance(outcome.error, UnavailableError)
    assert isinstance(entry.read_back(), Done)
    assert entry.calendar.writes == 1


def test_one_conflict_is_looked_at_again(shared: Desk) -> None:
    """After a conflict the event is read and decided again, and the edit is made once."""
    shared.calendar.faults.arm(Operation.WRITE, Fault.CONFLICT)
    assert isinstance(shared.push(), Done)
    assert (shared.calendar.writes, shared.mails, len(shared.noted)) == (2, 1, 2)


def test_conflicts_without_end(shared: Desk) -> None:
    """After three conflicts the edit is for later: nobody is fought with."""
    for _ in range(9):
        shared.calendar.faults.arm(Operation.WRITE, Fault.CONFLICT)
    outcome = shared.push()
    assert isinstance(outcome, Later)
    assert isinstance(outcome.error, ConflictError)
    assert (shared.calendar.writes, shared.stands) == (3, False)


def test_a_stale_look(shared: Desk) -> None:
    """An old version that a calendar hands out makes the write conflict, and the next look is fresh."""
    shared.calendar.change(shared.edit.ref.id, title="Neuer Titel")
    shared.calendar.faults.arm(Operation.FETCH, Fault.STALE)
    assert isinstance(shared.push(), Done)
    event = shared.calendar.events[shared.edit.ref.id]
    assert (event.title, shared.mails) == ("Neuer Titel", 1)


def test_a_human_in_between(shared: Desk) -> None:
    """What a human moved meanwhile is decided again, and not touched where it is not wanted any more."""
    shared.calendar.change(
        shared.edit.ref.id, span=span_of(shared.meeting).__class__(start=TUESDAY_TEN, end=TUESDAY_TEN + FIVE)
    )
    assert shared.push() == Refused(why=Refusal.NOT_WANTED)
    assert (shared.calendar.writes, shared.noted) == (0, [])


def test_what_is_not_wanted_any_more(shared: Desk) -> None:
    """An edit that a second look does not want is refused before anything is noted."""
    shared.still_wanted = False
    assert shared.push() == Refused(why=Refusal.NOT_WANTED)
    assert shared.noted == []


def test_what_the_owner_stops(desk: Desk) -> None:
    """Where the owner says no in the last moment, nothing is sent."""
    desk.stopped = True
    assert desk.push() == Refused(why=Refusal.STOPPED)
    assert (desk.stands, desk.calendar.writes) == (False, 0)


def test_what_is_wanted_otherwise(shared: Desk) -> None:
    """Where a second look wants another edit, this one is refused: the other has to be planned itself."""
    shared.minutes_wanted = 3
    assert shared.push() == Refused(why=Refusal.NOT_WANTED)
    assert (shared.noted, shared.stands) == ([], False)


def test_what_is_gone(shared: Desk) -> None:
    """An edit of an event that is gone is refused."""
    shared.calendar.remove(shared.edit.ref.id)
    assert shared.push() == Refused(why=Refusal.EVENT_GONE)
    assert shared.read_back() == Refused(why=Refusal.EVENT_GONE)


def test_what_may_not_be_changed(shared: Desk) -> None:
    """An edit that the calendar does not allow is refused."""
    shared.calendar.change(shared.edit.ref.id, i_may_edit=False)
    assert shared.push() == Refused(why=Refusal.NOT_ALLOWED)
    assert not shared.stands


def test_a_right_taken_away(desk: Desk) -> None:
    """Where the right to the calendar is gone, that is no outcome of one edit."""
    desk.calendar.faults.arm(Operation.WRITE, Fault.REVOKED)
    with pytest.raises(RevokedError):
        desk.push()
    assert not desk.stands


def test_a_crash_before_the_write(desk: Desk) -> None:
    """A crash after the note and before the write is seen by reading back: it can be made."""
    assert isinstance(desk.read_back(), Later)
    assert isinstance(desk.push(), Done)


def test_a_crash_after_the_write(desk: Desk) -> None:
    """A crash after the write is seen by reading back, and by pushing again: it is not made twice."""
    desk.push()
    writes = desk.calendar.writes
    assert isinstance(desk.read_back(), Done)
    assert isinstance(desk.push(), Done)
    assert desk.mails == (not desk.edit.adds)
    assert desk.calendar.writes == writes + bool(desk.edit.adds)
    assert len(desk.calendar.events) == 1 + bool(desk.edit.adds)


def test_another_edit_is_not_taken_for_this_one(shared: Desk) -> None:
    """Reading back looks for this very edit: the marker of another one does not count."""
    (other,) = edits(shared.meeting, face(shared.meeting))
    fetched = shared.calendar.fetch(shared.edit.ref)
    shared.calendar.send(shared.calendar.draft(other, fetched, now=MONDAY, language="de"))
    assert isinstance(shared.read_back(), Later)


def test_another_kind_is_not_taken_for_this_one(entry: Desk) -> None:
    """Reading back a hold does not find a companion."""
    (other,) = edits(entry.meeting, opener(entry.meeting))
    entry.calendar.send(entry.calendar.draft(other, None, now=MONDAY, language="de"))
    assert isinstance(entry.read_back(), Later)
    assert entry.calendar.ours(OursKind.HOLD, entry.edit.ref).id not in entry.calendar.events


def test_a_marker_of_an_earlier_life(shared: Desk) -> None:
    """An edit never sent that a fetch shows as made is not believed: listing or fetch lags behind."""
    assert isinstance(shared.push(), Done)
    shared.noted.clear()
    assert shared.push() == Refused(why=Refusal.MADE_BEFORE)
