"""What the machine, and reading for it, has found: one plain test for each mistake that was mended."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from calendar_sync.faults import Fault, Operation
from calendar_sync.plan import Level
from policies.context import Story
from policies.event import EventRef, Timed
from service import leaving, steer
from service.steer import Chosen
from service.store import calendars, people, stories
from tests.builders import ANNA, MONDAY, TUESDAY_TEN, event, timed
from tests.service.following.village import WORK, Village, village

HOME = "home"
ROOM = "https://meet.jit.si/NordlichtJule"


def put(
    here: Village, *, series: str = "evt-1", calendar: str = WORK, occurrence: str = "", **fields: Any
) -> None:
    """Put a client meeting into a calendar."""
    ref = EventRef(calendar=calendar, series=series, occurrence=occurrence)
    here.here[calendar].put(event(**{**fields, "ref": ref}))


def minutes(here: Village, event_id: str = "evt-1", calendar: str = WORK) -> float:
    """Return how long a meeting is."""
    span = here.here[calendar].events[event_id].span
    assert isinstance(span, Timed)
    return span.duration.total_seconds() / 60


def undo(here: Village, chosen: Chosen | None = None) -> tuple[str, ...]:
    """Ask for edits to be taken back."""
    with here.store.session() as session:
        return steer.undo(session, here.owned(session), chosen or Chosen(), now=here.now)


def shared_id(here: Village) -> str:
    """Return the id of the one edit that guests see."""
    (found,) = [entry.id for entry in here.ledger() if entry.room == "lengthen"]
    return found


def test_an_alarm_stands_until_it_is_answered() -> None:
    """Too many changes wait, however often the calendar is looked at; answered, they are made."""
    with village() as here:
        here.level(Level.AUTOMATIC)
        here.sync()
        here.choose("run-cap", "2")
        for number in range(4):
            put(here, series=f"evt-{number}", start=TUESDAY_TEN + timedelta(days=number % 2, hours=number))
        for _ in range(3):
            here.sync()
            assert here.row().alarm == "mass_change"
            here.choose("keep-free", "5")
        assert all(minutes(here, f"evt-{number}") == 30 for number in range(4))
        with here.store.session() as session:
            calendars.answer_alarm(session, here.owned(session), WORK)
        here.sync()
        assert here.row().alarm == ""
        assert all(minutes(here, f"evt-{number}") > 30 for number in range(4))


def test_going_automatic_does_not_answer_for_an_empty_calendar() -> None:
    """That a full calendar came back empty is asked about, whatever else the owner says."""
    with village() as here:
        put(here)
        here.sync()
        here.work.faults.arm(Operation.READ, Fault.CURSOR_DEAD)
        here.work.faults.arm(Operation.READ, Fault.EMPTY)
        here.sync()
        here.level(Level.AUTOMATIC)
        assert here.row().alarm == "empty_calendar"


def test_undo_reaches_what_is_on_its_way() -> None:
    """An edit whose outcome is not known yet is meant by "everything" as well."""
    with village() as here:
        put(here)
        here.level(Level.AUTOMATIC)
        here.work.faults.arm(Operation.WRITE, Fault.LOST_ANSWER)
        here.work.faults.arm(Operation.FETCH, Fault.STALE)
        for _ in range(2):
            here.work.faults.arm(Operation.FETCH, Fault.UNAVAILABLE)
        here.sync()
        assert "unknown" in here.states()
        assert undo(here)
        here.later(hours=1)
        here.sync()
        here.later(hours=1)
        here.sync()
        assert minutes(here) == 30


def test_undo_of_what_never_arrived_means_never() -> None:
    """Taken back while it was on its way, and it did not arrive: then it is not made at all."""
    with village() as here:
        put(here)
        here.level(Level.AUTOMATIC)
        here.work.faults.arm(Operation.WRITE, Fault.LOST_REQUEST)
        here.work.faults.arm(Operation.FETCH, Fault.STALE)
        for _ in range(2):
            here.work.faults.arm(Operation.FETCH, Fault.UNAVAILABLE)
        here.sync()
        undo(here)
        for _ in range(3):
            here.later(hours=1)
            here.sync()
        assert minutes(here) == 30


def test_a_running_meeting_is_not_taken_back() -> None:
    """What has begun is left as it is, an undo notwithstanding, and guests get no mail about it."""
    with village() as here:
        put(here)
        here.level(Level.AUTOMATIC)
        here.sync()
        longer = minutes(here)
        here.now = TUESDAY_TEN + timedelta(minutes=5)
        undo(here)
        here.sync()
        assert minutes(here) == longer
        assert len(here.work.inboxes[ANNA.address]) == 2
        assert not here.row().unsettled


def test_what_may_not_be_taken_back_holds_nothing_up() -> None:
    """Where the right to an event is gone, its undo is closed and the calendar is followed on."""
    with village() as here:
        put(here)
        here.level(Level.AUTOMATIC)
        here.sync()
        here.work.change("evt-1", i_may_edit=False)
        undo(here)
        here.sync()
        row = here.row()
        assert (row.unsettled, row.failures, row.wanted) == (False, 0, row.synced)


def test_from_automatic_back_to_asking() -> None:
    """What was planned by itself and is not made yet waits for the owner from then on."""
    with village() as here:
        put(here)
        here.level(Level.AUTOMATIC)
        here.work.faults.arm(Operation.WRITE, Fault.UNAVAILABLE)
        here.sync()
        assert "planned" in here.states()
        here.level(Level.ASK)
        here.later(hours=1)
        here.sync()
        assert minutes(here) == 30
        assert len(here.waiting()) == 2


def test_what_did_not_arrive_is_asked_about() -> None:
    """What was on its way when the owner chose to be asked, and did not arrive, waits as well."""
    with village() as here:
        put(here)
        here.level(Level.AUTOMATIC)
        here.work.faults.arm(Operation.WRITE, Fault.LOST_REQUEST)
        here.work.faults.arm(Operation.FETCH, Fault.STALE)
        here.work.faults.arm(Operation.FETCH, Fault.UNAVAILABLE)
        here.sync()
        assert "unknown" in here.states()
        here.level(Level.ASK)
        here.later(hours=1)
        here.sync()
        assert minutes(here) == 30
        assert len(here.waiting()) == 2


def test_asking_again_keeps_what_was_approved() -> None:
    """To choose the level that is chosen already takes no approval back."""
    with village() as here:
        put(here)
        here.level(Level.ASK)
        here.sync()
        with here.store.session() as session:
            owned = here.owned(session)
            for each in here.waiting():
                steer.approve(session, owned, WORK, each)
        here.level(Level.ASK)
        here.sync()
        assert minutes(here) > 30


def test_a_pause_ends_by_itself() -> None:
    """On the day on which a pause ends, what waited for it is done, though nothing else happens."""
    with village() as here:
        put(here, start=TUESDAY_TEN + timedelta(days=2))
        here.level(Level.AUTOMATIC)
        with here.store.session() as session:
            steer.pause(session, here.owned(session), (MONDAY + timedelta(days=1)).date())
        here.sync()
        assert minutes(here) == 30
        due = here.row().decide_at
        assert due is not None
        here.now = due
        here.sync()
        assert minutes(here) > 30


def test_what_was_put_off_comes_back_by_itself() -> None:
    """A planned edit that was put off is made when its time has come."""
    with village() as here:
        put(here, start=TUESDAY_TEN + timedelta(days=2))
        here.level(Level.AUTOMATIC)
        here.work.faults.arm(Operation.WRITE, Fault.UNAVAILABLE)
        here.sync()
        with here.store.session() as session:
            until = here.now + timedelta(hours=3)
            steer.snooze(session, here.owned(session), WORK, shared_id(here), until=until)
        here.later(hours=1)
        here.sync()
        assert minutes(here) == 30
        here.now = until + timedelta(seconds=1)
        here.sync()
        assert minutes(here) > 30


def test_the_caps_of_a_day_are_the_owners() -> None:
    """Two calendars together get no more room in a day than one would."""
    with village() as here:
        here.connect(HOME)
        here.choose("day-cap", "5")
        put(here)
        put(here, calendar=HOME, start=TUESDAY_TEN + timedelta(hours=3))
        here.level(Level.AUTOMATIC)
        here.sync()
        here.sync(HOME)
        assert minutes(here) == 35
        assert minutes(here, calendar=HOME) == 30


def test_holds_count_though_the_database_is_lost() -> None:
    """The calendar itself tells how much room its holds keep in a day."""
    with village() as here:
        here.choose_all({"day-cap": "5", "room": "hold", "opener": "off"})
        put(here)
        here.level(Level.AUTOMATIC)
        here.sync()
        here.lose_memory()
        here.connect()
        here.choose_all({"day-cap": "5", "room": "hold", "opener": "off"})
        put(here, series="evt-2", start=TUESDAY_TEN + timedelta(hours=3))
        here.level(Level.AUTOMATIC)
        here.sync()
        assert len([each for each in here.work.events.values() if each.ours]) == 1


def test_a_listing_that_lags_behind_is_no_human() -> None:
    """A meeting listed as it was before it got its room does not end the room of its series."""
    with village() as here:
        put(here, occurrence="1", recurring=True)
        here.level(Level.AUTOMATIC)
        here.sync()
        here.work.faults.arm(Operation.READ, Fault.STALE)
        here.sync()
        here.sync()
        put(here, occurrence="2", recurring=True, start=TUESDAY_TEN + timedelta(days=7))
        here.sync()
        assert minutes(here, "evt-1/2") > 30


def test_a_look_that_lags_behind_is_repeated() -> None:
    """Where a fresh look shows an older event than the listing, the edit is made a little later."""
    with village() as here:
        put(here, start=TUESDAY_TEN, minutes=200)
        here.work.change("evt-1", span=timed())
        here.level(Level.AUTOMATIC)
        here.work.faults.arm(Operation.FETCH, Fault.STALE)
        here.sync()
        assert minutes(here) == 30
        due = here.row().decide_at
        assert due is not None
        here.now = due
        here.sync()
        assert minutes(here) > 30


def test_what_stood_there_before_the_ledger() -> None:
    """After a lost database a listing that lags behind does not make the ledger say "not made" for good."""
    with village() as here:
        put(here)
        here.level(Level.AUTOMATIC)
        here.sync()
        here.lose_memory()
        here.connect()
        here.level(Level.AUTOMATIC)
        here.work.faults.arm(Operation.READ, Fault.STALE)
        here.sync()
        here.now += timedelta(hours=1)
        here.sync()
        assert minutes(here) > 30
        assert "superseded" not in here.states()


def test_asked_again_though_nobody_answers() -> None:
    """What was on its way when the owner went from automatic to ask waits, however often it is looked for."""
    with village() as here:
        put(here)
        here.level(Level.AUTOMATIC)
        here.work.faults.arm(Operation.WRITE, Fault.LOST_REQUEST)
        here.work.faults.arm(Operation.FETCH, Fault.STALE)
        here.work.faults.arm(Operation.FETCH, Fault.UNAVAILABLE)
        here.sync()
        assert "unknown" in here.states()
        here.level(Level.ASK)
        here.work.faults.arm(Operation.FETCH, Fault.UNAVAILABLE)
        here.sync()
        here.now += timedelta(hours=1)
        here.sync()
        assert minutes(here) == 30
        assert set(here.states()) == {"awaiting_approval"}


def test_a_no_is_heard_at_the_last_moment() -> None:
    """What the owner skips while a sync goes on is not sent by it, and stays skipped."""
    with village() as here:
        put(here)
        here.level(Level.ASK)
        here.sync()
        edit = shared_id(here)
        with here.store.session() as session:
            steer.approve(session, here.owned(session), WORK, edit)

        def say_no(step: str) -> None:
            if step == "before intent":
                with here.store.session() as session:
                    steer.skip(session, here.owned(session), WORK, edit)

        here.step = say_no
        here.sync()
        assert minutes(here) == 30
        assert here.states() == {"refused": 1, "awaiting_approval": 1}


def test_leaving_takes_back_what_is_on_its_way() -> None:
    """An edit whose outcome is not known yet does not stay behind."""
    with village() as here:
        put(here)
        here.level(Level.AUTOMATIC)
        here.work.faults.arm(Operation.WRITE, Fault.LOST_ANSWER)
        here.work.faults.arm(Operation.FETCH, Fault.STALE)
        here.work.faults.arm(Operation.FETCH, Fault.UNAVAILABLE)
        here.sync()
        assert "unknown" in here.states()
        with here.store.session() as session:
            leaving.leave(session, here.owned(session), WORK, now=here.now)
        here.sync()
        assert minutes(here) == 30


def test_leaving_where_nobody_is_let_in() -> None:
    """A calendar whose right is gone can be left all the same."""
    with village() as here:
        put(here)
        here.level(Level.AUTOMATIC)
        here.sync()
        here.work.faults.arm(Operation.READ, Fault.REVOKED)
        here.sync()
        with here.store.session() as session:
            leaving.leave(session, here.owned(session), WORK, now=here.now)
        here.work.faults.arm(Operation.WRITE, Fault.REVOKED)
        here.sync()
        with here.store.session() as session:
            assert calendars.all_followed(session, here.owned(session)) == ()


def test_a_story_counts_as_told_once_its_card_may_be_there() -> None:
    """A card whose outcome was never heard does not let its story be told again."""
    with village() as here:
        with here.store.session() as session:
            owned = here.owned(session)
            stories.add_story(session, owned, Story(id="", text="Brot gebacken."), now=here.now)
        put(here)
        here.choose("room", "off")
        here.level(Level.AUTOMATIC)
        here.work.faults.arm(Operation.WRITE, Fault.LOST_ANSWER)
        here.work.faults.arm(Operation.FETCH, Fault.UNAVAILABLE)
        here.sync()
        here.later(hours=1)
        here.sync()
        with here.store.session() as session:
            person = people.find_person(session, here.owned(session), ANNA.address)
        assert person is not None
        assert any(key.startswith("story:") for key in person.used)


def test_an_empty_answer_is_not_built_upon() -> None:
    """A calendar that wrongly seems empty from the first day on is read in full again at the next poll."""
    with village() as here:
        put(here)
        here.level(Level.AUTOMATIC)
        here.work.faults.arm(Operation.READ, Fault.EMPTY)
        here.sync()
        here.later(minutes=10)
        here.sync()
        assert minutes(here) > 30


def test_another_calendar_makes_way() -> None:
    """Where an event of one calendar moves away, a meeting in the other one gets the room it leaves."""
    with village() as here:
        here.connect(HOME)
        put(here)
        put(here, series="busy", calendar=HOME, start=TUESDAY_TEN + timedelta(minutes=30), guests=())
        here.sync(HOME)
        here.level(Level.AUTOMATIC)
        here.sync()
        assert minutes(here) == 30
        here.here[HOME].remove("busy")
        here.sync(HOME)
        row = here.row()
        assert row.wanted > row.synced
        here.sync()
        assert minutes(here) > 30


def test_two_meetings_at_the_same_time() -> None:
    """Of two meetings at once both get their room, whether they are decided on together or one by one."""
    with village() as here:
        here.level(Level.AUTOMATIC)
        put(here, series="first")
        here.sync()
        put(here, series="second")
        here.sync()
        for series in ("first", "second"):
            span = here.work.events[series].span
            assert isinstance(span, Timed)
            assert span.duration > timedelta(minutes=30)
