"""Following a calendar: what is read, decided and carried out, at each level, and taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from calendar_sync.faults import Fault, Operation
from calendar_sync.plan import Level
from policies.event import Status, Timed
from service import leaving, steer
from service.steer import Chosen
from service.store import calendars
from tests.builders import ANNA, MONDAY, TUESDAY_TEN, event, timed
from tests.service.following.village import WORK, Village, village


def put(here: Village, *, series: str = "evt-1", **fields: Any) -> None:
    """Put a client meeting into the calendar."""
    here.work.put(event(series=series, **fields))


def minutes(here: Village, event_id: str = "evt-1") -> float:
    """Return how long a meeting is."""
    span = here.work.events[event_id].span
    assert isinstance(span, Timed)
    return span.duration.total_seconds() / 60


def test_watching_changes_nothing() -> None:
    """A calendar that was just connected is only looked at."""
    with village() as here:
        put(here)
        here.sync()
        assert here.work.writes == 0
        assert here.states() == {}


def test_asking_waits_for_the_owner() -> None:
    """Edits wait; what is approved is made, what is skipped is not, and not asked again."""
    with village() as here:
        put(here)
        here.level(Level.ASK)
        here.sync()
        assert here.work.writes == 0
        waiting = here.waiting()
        assert len(waiting) == 2
        shared = next(each.id for each in here.ledger() if each.guests_told)
        with here.store.session() as session:
            owned = here.owned(session)
            steer.approve(session, owned, WORK, shared)
            steer.skip(session, owned, WORK, next(each for each in waiting if each != shared))
        here.sync()
        assert minutes(here) > 30
        assert here.states() == {"done": 1, "refused": 1}
        here.later(hours=1)
        put(here, series="evt-2", start=TUESDAY_TEN + timedelta(hours=4))
        here.later(minutes=3)
        here.sync()
        assert here.states() == {"done": 1, "refused": 1, "awaiting_approval": 2}


def test_automatic_makes_one_guest_visible_write() -> None:
    """A meeting gets its room in one write, its companion in another, and then nothing more."""
    with village() as here:
        put(here)
        here.level(Level.AUTOMATIC)
        here.sync()
        assert minutes(here) > 30
        assert here.states() == {"done": 2}
        assert [mail.edit_id != "" for mail in here.work.inboxes[ANNA.address]] == [False, True]
        writes = here.work.writes
        for _ in range(3):
            here.later(minutes=15)
            here.sync()
        assert here.work.writes == writes


def test_an_idle_sync_is_one_request() -> None:
    """Nothing new: one read and nothing else."""
    with village() as here:
        put(here)
        here.level(Level.AUTOMATIC)
        here.sync()
        here.later(minutes=10)
        here.sync()
        requests = here.work.requests
        here.later(minutes=10)
        here.sync()
        assert here.work.requests == requests + 1


def test_undo_puts_back_and_is_not_fought_over() -> None:
    """What the owner takes back is as it was, and is not made again."""
    with village() as here:
        put(here)
        here.level(Level.AUTOMATIC)
        here.sync()
        with here.store.session() as session:
            assert len(steer.undo(session, here.owned(session), Chosen(), now=here.now)) == 2
        here.sync()
        assert minutes(here) == 30
        assert list(here.work.events) == ["evt-1"]
        assert here.work.events["evt-1"].marker is None
        for _ in range(3):
            here.later(hours=1)
            here.sync()
        assert minutes(here) == 30
        assert here.states() == {"undone": 2}


def test_the_human_wins() -> None:
    """Shortened again, a meeting is left alone for good; its companion stays."""
    with village() as here:
        put(here)
        here.level(Level.AUTOMATIC)
        here.sync()
        here.work.change("evt-1", span=timed(), now=here.now)
        for _ in range(4):
            here.later(hours=1)
            here.sync()
        assert minutes(here) == 30


def test_entries_of_ours_follow_their_meeting() -> None:
    """Moved, the companion moves along; cancelled, it goes; the meeting back, it comes back."""
    with village() as here:
        put(here)
        here.level(Level.AUTOMATIC)
        here.sync()
        companion = next(each for each in here.work.events.values() if each.ours)
        longer = here.work.events["evt-1"].span
        assert isinstance(longer, Timed)
        moved = Timed(start=longer.start + timedelta(hours=2), end=longer.end + timedelta(hours=2))
        here.work.change("evt-1", span=moved, now=here.now)
        here.sync()
        followed = here.work.events[companion.id].span
        assert isinstance(followed, Timed)
        assert followed.end == moved.start
        gone = here.work.events["evt-1"]
        here.work.remove("evt-1")
        here.sync()
        assert not here.work.events
        here.work.put(gone, now=here.now)
        here.later(minutes=5)
        here.sync()
        here.sync()
        assert companion.id in here.work.events


def test_an_empty_answer_stops_and_asks() -> None:
    """A full calendar that comes back empty is not believed until the owner says so."""
    with village() as here:
        put(here)
        here.level(Level.AUTOMATIC)
        here.sync()
        here.work.expire_cursors()
        here.work.faults.arm(Operation.READ, Fault.CURSOR_DEAD)
        here.work.faults.arm(Operation.READ, Fault.EMPTY)
        here.sync()
        assert here.row().alarm == "empty_calendar"
        here.later(minutes=30)
        requests = here.work.requests
        here.sync()
        assert here.work.requests == requests
        with here.store.session() as session:
            calendars.answer_alarm(session, here.owned(session), WORK)
        here.sync()
        assert here.row().alarm == ""
        assert here.states() == {"done": 2}


def test_a_mass_change_stops_and_asks() -> None:
    """More changes at once than the cap: those that guests see wait for the owner."""
    with village() as here:
        here.level(Level.AUTOMATIC)
        here.sync()
        here.choose("run-cap", "3")
        for number in range(5):
            put(
                here,
                series=f"evt-{number}",
                start=TUESDAY_TEN + timedelta(days=number % 3, hours=number % 2 * 3),
            )
        here.sync()
        assert here.row().alarm == "mass_change"
        assert all(not entry.guests_told for entry in here.ledger() if entry.state.value == "done")
        assert len(here.waiting()) == 5


def test_leaving_takes_back_and_deletes() -> None:
    """What is still to come is as it was, entries of ours are gone, and so is everything known."""
    with village() as here:
        put(here)
        here.level(Level.AUTOMATIC)
        here.sync()
        with here.store.session() as session:
            leaving.leave(session, here.owned(session), WORK, now=here.now)
        here.sync()
        assert minutes(here) == 30
        assert list(here.work.events) == ["evt-1"]
        with here.store.session() as session:
            assert calendars.all_followed(session, here.owned(session)) == ()
        assert here.ledger() == ()


def test_cancelled_events_are_gone() -> None:
    """A deleted meeting is forgotten and nothing is written for it."""
    with village() as here:
        put(here)
        here.sync()
        here.work.remove("evt-1")
        here.level(Level.AUTOMATIC)
        here.sync()
        assert here.work.writes == 0
        assert all(each.status is not Status.CANCELLED for each in here.work.events.values())


def test_a_lost_answer_is_read_back() -> None:
    """A write without an answer is looked for, not sent again."""
    with village() as here:
        put(here)
        here.level(Level.AUTOMATIC)
        here.work.faults.arm(Operation.WRITE, Fault.LOST_ANSWER)
        here.sync()
        assert here.states() == {"done": 2}
        assert len(here.work.inboxes[ANNA.address]) == 2


def test_a_lost_request_is_sent_again() -> None:
    """A write that never arrived is made at the next sync, once."""
    with village() as here:
        put(here)
        here.level(Level.AUTOMATIC)
        here.work.faults.arm(Operation.WRITE, Fault.LOST_REQUEST)
        here.sync()
        assert here.row().failures == 1
        here.later(minutes=5)
        here.sync()
        assert here.states() == {"done": 2}
        assert len(here.work.inboxes[ANNA.address]) == 2
        assert here.now > MONDAY
