"""Make room: how much, how, and when not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from types import MappingProxyType

import pytest

from policies.change import HoldTime, MoveEnd
from policies.context import Made, Overrides, RoomMode, Settings
from policies.event import Event, Guest, GuestKind, Marker
from policies.place import Place
from policies.rules.make_room import make_room
from policies.verdict import Abstain, Code, Propose, Verdict, Withhold
from tests.builders import ANNA, BERLIN, MONDAY, TUESDAY_TEN, context, event, person, timed

ROOM_10 = Guest(address="raum10@nordlicht-personal.example", kind=GuestKind.ROOM)


def minutes_of(verdict: Verdict) -> int:
    """Return the minutes of room that a verdict proposes, 0 for none."""
    if isinstance(verdict, Propose) and isinstance(verdict.change, MoveEnd | HoldTime):
        return verdict.change.minutes
    return 0


def made(event_: Event, minutes: int = 5, **fields: object) -> MappingProxyType[str, Made]:
    """Remember that room was made in an event of thirty minutes."""
    values = {"room": "lengthen", **fields}
    done = Made(
        edit_id="e1",
        event_id=event_.id,
        minutes=minutes,
        baseline=timedelta(minutes=30),
        **values,  # type: ignore[arg-type]
    )
    return MappingProxyType({event_.id: done})


@pytest.mark.parametrize(
    ("length", "given", "code"),
    [
        (15, 5, Code.LENGTHENED),
        (25, 5, Code.GIVES_BACK),
        (30, 5, Code.LENGTHENED),
        (45, 5, Code.LENGTHENED),
        (50, 10, Code.GIVES_BACK),
        (55, 5, Code.GIVES_BACK),
        (80, 10, Code.GIVES_BACK),
        (180, 5, Code.LENGTHENED),
    ],
)
def test_minutes_follow_the_length(length: int, given: int, code: Code) -> None:
    """What a shortening calendar cut off is given back; every other length gets five minutes."""
    verdict = make_room(event(minutes=length), context())
    assert (minutes_of(verdict), verdict.reason.code) == (given, code)


def test_only_the_end_moves() -> None:
    """The proposal is a target end, five minutes after the human's."""
    verdict = make_room(event(), context())
    assert isinstance(verdict, Propose)
    assert verdict.change == MoveEnd(end=TUESDAY_TEN + timedelta(minutes=35), minutes=5)


def test_first_meeting_gets_ten_minutes() -> None:
    """A first meeting with a person gets more room than a regular one."""
    verdict = make_room(event(), context(met=()))
    assert (minutes_of(verdict), verdict.reason.code) == (10, Code.FIRST_MEETING)


def test_a_series_is_no_first_meeting() -> None:
    """Whoever is met again and again is not met for the first time."""
    assert minutes_of(make_room(event(recurring=True), context(met=()))) == 5


@pytest.mark.parametrize(
    ("free", "given"),
    [(0, 0), (5, 0), (7, 0), (8, 3), (9, 4), (10, 5), (11, 5), (60, 5)],
)
def test_next_event_keeps_its_distance(free: int, given: int) -> None:
    """Five minutes stay free before the next event; fewer minutes are tried before none."""
    following = timed(TUESDAY_TEN + timedelta(minutes=30 + free))
    verdict = make_room(event(), context(busy=[timed(), following]))
    assert minutes_of(verdict) == given
    if not given:
        assert verdict.reason.code is Code.NEXT_EVENT_CLOSE


def test_overlapping_event_leaves_no_room() -> None:
    """An event that goes on past the end counts as busy from that end on."""
    parallel = timed(TUESDAY_TEN - timedelta(hours=1), 120)
    verdict = make_room(event(), context(busy=[timed(), parallel]))
    assert verdict.reason.code is Code.NEXT_EVENT_CLOSE


def withheld_cases() -> list[tuple[Event, dict[str, object], Code]]:
    """List an event, what is different about the moment, and the reason expected."""
    quick = event(place=Place(hurry="kurz"))
    short = person(overrides=Overrides(keep_short=True))
    quiet = person(overrides=Overrides(not_today_until=TUESDAY_TEN.date()))
    evening = event(TUESDAY_TEN.replace(hour=18, minute=30))
    sunday = event(datetime(2026, 11, 29, 10, 0, tzinfo=BERLIN))
    busy_after = {ANNA.address: (timed(TUESDAY_TEN + timedelta(minutes=30)),)}
    taken = {ROOM_10.address: (timed(TUESDAY_TEN + timedelta(minutes=32)),)}
    return [
        (quick, {}, Code.IN_A_HURRY),
        (event(), {"people": [short]}, Code.KEEP_SHORT),
        (event(), {"people": [quiet]}, Code.NOT_TODAY),
        (evening, {}, Code.WORKING_HOURS_END),
        (sunday, {}, Code.WORKING_HOURS_END),
        (event(), {"busy_guests": busy_after}, Code.GUEST_BUSY),
        (event(guests=(ANNA, ROOM_10)), {"busy_guests": taken}, Code.ROOM_TAKEN),
        (event(changed=MONDAY - timedelta(seconds=30)), {}, Code.SETTLING),
        (event(), {"room_today": {TUESDAY_TEN.date(): 28}}, Code.DAY_CAP),
        (event(), {"changed_back": frozenset({"evt-1"})}, Code.CHANGED_BACK),
        (
            event(occurrence="20261124T090000Z"),
            {"changed_back": frozenset({"evt-1"})},
            Code.SERIES_CHANGED_BACK,
        ),
    ]


@pytest.mark.parametrize(("meeting", "around", "code"), withheld_cases())
def test_backs_off(meeting: Event, around: dict[str, object], code: Code) -> None:
    """Every sign of hurry, no time or a human's no withholds the minutes, with its own reason."""
    verdict = make_room(meeting, context(**around))  # type: ignore[arg-type]
    assert isinstance(verdict, Withhold)
    assert verdict.reason.code is code


@pytest.mark.parametrize(
    ("meeting", "settings", "why"),
    [
        (event(i_organise=False, i_may_edit=False), Settings(), Code.NOT_MINE),
        (event(MONDAY + timedelta(hours=3)), Settings(), Code.FREEZE),
        (event(), Settings(tell_guests=False), Code.SWITCHED_OFF),
        (event(), Settings(room=RoomMode.HOLD), None),
    ],
)
def test_holds_where_the_invitation_must_stay(
    meeting: Event,
    settings: Settings,
    why: Code | None,
) -> None:
    """Where guests may not be told, a private block behind the event keeps the minutes."""
    verdict = make_room(meeting, context(settings=settings))
    assert isinstance(verdict, Propose)
    assert isinstance(verdict.change, HoldTime)
    assert verdict.reason.facts.get("why") == (why.value if why else None)


def test_new_event_may_be_lengthened_inside_the_freeze() -> None:
    """Nobody has planned around an event that was created within the last hour."""
    new = event(MONDAY + timedelta(hours=1), created=MONDAY - timedelta(minutes=30))
    verdict = make_room(new, context())
    assert isinstance(verdict, Propose)
    assert isinstance(verdict.change, MoveEnd)


def test_never_twice() -> None:
    """An event that has its room already, by ledger or by marker, gets none again."""
    longer = event(minutes=35)
    marked = replace(
        longer,
        marker=Marker(
            edit_id="e1",
            event_id=longer.id,
            minutes=5,
            baseline=timedelta(minutes=30),
            room="lengthen",
        ),
    )
    for verdict in (make_room(longer, context(made=made(longer))), make_room(marked, context())):
        assert isinstance(verdict, Abstain)
        assert verdict.reason.code is Code.ALREADY_MADE


def test_shortened_again_stays_short() -> None:
    """A meeting that its owner shortened again is left alone."""
    shortened = event(minutes=30)
    verdict = make_room(shortened, context(made=made(shortened)))
    assert verdict.reason.code is Code.CHANGED_BACK


def test_dragged_elsewhere_keeps_its_length() -> None:
    """A meeting that was moved with its longer duration is long enough already."""
    moved = event(TUESDAY_TEN + timedelta(days=1), minutes=35)
    assert make_room(moved, context(made=made(moved))).reason.code is Code.ALREADY_MADE


def test_a_copy_counts_as_made() -> None:
    """A marker written for another event shows a copy: its room is made already."""
    copy = event(
        minutes=35,
        series="evt-copy",
        marker=Marker(
            edit_id="e1",
            event_id="evt-1",
            minutes=5,
            baseline=timedelta(minutes=30),
            room="lengthen",
        ),
    )
    assert make_room(copy, context()).reason.code is Code.COPY_OF_MADE


def test_a_deleted_hold_does_not_come_back() -> None:
    """A hold that its owner deleted is not made again."""
    held = made(event(), room="hold")
    assert make_room(event(), context(made=held)).reason.code is Code.CHANGED_BACK
    kept = context(made=held, holds=frozenset({"evt-1"}))
    assert make_room(event(), kept).reason.code is Code.ALREADY_MADE


def test_caps_bound_every_wish() -> None:
    """No setting makes more minutes than the cap of an event allows."""
    greedy = Settings(minutes=45, first_meeting_minutes=90)
    assert minutes_of(make_room(event(), context(settings=greedy))) == 10


def test_summer_time_switch_counts_real_minutes() -> None:
    """Room made on the night of the switch is as long as on any other."""
    night = datetime(2026, 10, 25, 2, 40, tzinfo=BERLIN, fold=0)
    late = event(night, minutes=15)
    hours = MappingProxyType(dict.fromkeys(range(7), (time(0, 0), time(23, 59))))
    moment = night - timedelta(days=2)
    late = replace(late, changed=None, created=None)
    verdict = make_room(late, context(now=moment, settings=Settings(working_hours=hours)))
    assert isinstance(verdict, Propose)
    assert isinstance(verdict.change, MoveEnd)
    assert verdict.change.minutes == 5
