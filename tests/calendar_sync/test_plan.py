"""From decisions and the ledger to edits: pure, as tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from calendar_sync.edit import EditState
from calendar_sync.plan import (
    SKIPPED,
    Alarm,
    Bounds,
    Known,
    Level,
    Plan,
    edit_id,
    edits_of,
    plan,
    plan_edits,
)
from policies.decision import Decision
from policies.event import Event, Marker, OursKind, Timed
from tests.builders import TUESDAY_TEN, event
from tests.calendar_sync.contract.subject import FIVE, HOUR, NUMBER, face, hold, opener, room
from tests.calendar_sync.planning import decision, edits

AUTOMATIC = Bounds(level=Level.AUTOMATIC)
MEETING = event(location=NUMBER)
(ROOM,) = edits(MEETING, room(MEETING))
(FACE,) = edits(MEETING, face(MEETING))
(OPENER,) = edits(MEETING, opener(MEETING))
BOTH = decision(MEETING, room(MEETING), opener(MEETING))


def known(state: EditState, of: str = ROOM.id, *, told: bool = True, reason: str = "") -> Known:
    """Remember an edit of the meeting."""
    return Known(id=of, event_id=MEETING.id, state=state, told=told, reason=reason)


def states(planned: Plan) -> dict[str, EditState]:
    """Return what becomes of each edit."""
    return {edit.id: state for edit, state in planned.edits}


def test_what_guests_see_is_one_edit() -> None:
    """Everything that guests see of an event is one edit; each entry of ours is one of its own."""
    wanted = decision(MEETING, room(MEETING), face(MEETING), opener(MEETING))
    shared, entry = edits_of(wanted)
    assert shared.changes == (room(MEETING), face(MEETING))
    assert (shared.shared, shared.adds) == (True, None)
    assert (entry.shared, entry.adds, entry.changes) == (False, OursKind.COMPANION, (opener(MEETING),))
    assert tuple(plan_edits([wanted])) == (shared, entry)


def test_an_edit_tells_what_went_before() -> None:
    """The baseline is what the human meant, and what earlier edits made is carried along."""
    marker = Marker(
        edit_id="e0",
        event_id=MEETING.id,
        minutes=5,
        baseline=timedelta(minutes=30),
        room="lengthen",
        video=True,
    )
    (edit,) = edits(
        replace(MEETING, span=Timed(start=TUESDAY_TEN, end=TUESDAY_TEN + 7 * FIVE), marker=marker),
        face(MEETING),
    )
    assert (edit.baseline, edit.length) == (timedelta(minutes=30), timedelta(minutes=35))
    assert (edit.earlier_minutes, edit.earlier_room, edit.earlier_video) == (5, "lengthen", True)


def test_without_room_the_human_set_the_length() -> None:
    """Where an earlier edit made no room, the baseline is the length that the event has now."""
    marker = Marker(edit_id="e0", event_id=MEETING.id, minutes=0, baseline=timedelta(minutes=20), video=True)
    (edit,) = edits(replace(MEETING, marker=marker), room(MEETING))
    assert edit.baseline == timedelta(minutes=30)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        pytest.param(MEETING, True, id="again"),
        pytest.param(replace(MEETING, title="Anders", version="v9"), True, id="other words"),
        pytest.param(event(location=NUMBER, series="evt-2"), False, id="other event"),
        pytest.param(event(TUESDAY_TEN + HOUR, location=NUMBER), False, id="other time"),
    ],
)
def test_the_same_wish_has_the_same_id(other: Event, same: bool) -> None:  # noqa: FBT001  # a column
    """A retry of the same wish has the same id, and another wish another one."""
    assert (edit_id(other, [room(other)]) == ROOM.id) == same


def test_every_kind_of_wish_has_an_id_of_its_own() -> None:
    """Room, hold, face and opener are told apart, and their order does not matter."""
    wishes = (room(MEETING), hold(MEETING), face(MEETING), opener(MEETING))
    assert len({edit_id(MEETING, [wish]) for wish in wishes}) == len(wishes)
    assert edit_id(MEETING, wishes) == edit_id(MEETING, wishes[::-1])


def test_an_opener_is_made_once_whatever_it_says() -> None:
    """A companion has one id, so that another card or a moved meeting makes no second one."""
    moved = event(TUESDAY_TEN + HOUR, location=NUMBER)
    assert edit_id(moved, [opener(moved)]) == OPENER.id


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (Level.WATCH, {}),
        (Level.ASK, {ROOM.id: EditState.AWAITING, OPENER.id: EditState.AWAITING}),
        (Level.AUTOMATIC, {ROOM.id: EditState.PLANNED, OPENER.id: EditState.PLANNED}),
    ],
)
def test_the_level_says_who_decides(level: Level, expected: dict[str, EditState]) -> None:
    """Watching makes nothing, asking waits for the owner, automatic goes ahead."""
    assert states(plan([BOTH], [], Bounds(level=level))) == expected


@pytest.mark.parametrize("state", EditState)
@pytest.mark.parametrize("level", [Level.ASK, Level.AUTOMATIC])
def test_what_the_ledger_knows_is_not_begun_anew(state: EditState, level: Level) -> None:
    """What is under way, done or undone is let be; what waits keeps waiting as it does."""
    by_level = EditState.AWAITING if level is Level.ASK else EditState.PLANNED
    expected = {
        EditState.PLANNED: EditState.PLANNED,
        EditState.AWAITING: EditState.AWAITING,
        EditState.REFUSED: by_level,
        EditState.SUPERSEDED: by_level,
    }.get(state)
    planned = plan([decision(MEETING, room(MEETING))], [known(state)], Bounds(level=level))
    assert states(planned) == ({ROOM.id: expected} if expected else {})
    assert planned.withdrawn == frozenset()


def test_what_the_owner_skipped_stays_skipped() -> None:
    """An edit that the owner said no to is not proposed again."""
    refused = known(EditState.REFUSED, reason=SKIPPED)
    assert plan([decision(MEETING, room(MEETING))], [refused], AUTOMATIC) == Plan()


@pytest.mark.parametrize("state", EditState)
@pytest.mark.parametrize("told", [True, False])
def test_told_guests_are_told_once(state: EditState, told: bool) -> None:  # noqa: FBT001  # a column
    """An event whose guests were told, or are being told, gets no second edit that they see."""
    before = known(state, told=told)
    wanted = decision(MEETING, face(MEETING), opener(MEETING))
    under_way = state in {EditState.DONE, EditState.WRITING, EditState.UNKNOWN}
    expected = {OPENER.id} if under_way and told else {FACE.id, OPENER.id}
    assert states(plan([wanted], [before], AUTOMATIC)).keys() == expected


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("state", EditState)
def test_what_nobody_wants_any_more_is_withdrawn(level: Level, state: EditState) -> None:
    """An open edit that no decision asks for is withdrawn, and only an open one."""
    is_open = state in {EditState.PLANNED, EditState.AWAITING}
    planned = plan([decision(MEETING)], [known(state)], Bounds(level=level))
    assert planned == Plan(withdrawn=frozenset({ROOM.id} if is_open else ()))


def test_switched_to_watching_all_open_edits_go() -> None:
    """With the level set back to watching, what is still wanted is withdrawn too."""
    planned = plan([BOTH], [known(EditState.PLANNED)], Bounds(level=Level.WATCH))
    assert planned == Plan(withdrawn=frozenset({ROOM.id}))


def _many(number: int) -> list[Decision]:
    found = [event(TUESDAY_TEN + HOUR * each, series=f"e{each}") for each in range(number)]
    return [decision(each, room(each), opener(each)) for each in found]


@pytest.mark.parametrize(
    ("number", "bounds", "alarm"),
    [
        (3, Bounds(level=Level.AUTOMATIC, shared_per_run=3), None),
        (4, Bounds(level=Level.AUTOMATIC, shared_per_run=3), Alarm.MASS_CHANGE),
        (4, Bounds(level=Level.AUTOMATIC, shared_per_run=None), None),
        (4, Bounds(level=Level.ASK, shared_per_run=3), None),
        (21, AUTOMATIC, Alarm.MASS_CHANGE),
    ],
)
def test_too_many_at_once_are_asked_about(number: int, bounds: Bounds, alarm: Alarm | None) -> None:
    """More new edits that guests see than may be made at once all wait; entries of ours do not."""
    planned = plan(_many(number), [], bounds)
    waits = bool(alarm) or bounds.level is Level.ASK
    shared = {state for edit, state in planned.edits if edit.shared}
    entries = {state for edit, state in planned.edits if not edit.shared}
    assert planned.alarm is alarm
    assert shared == {EditState.AWAITING if waits else EditState.PLANNED}
    assert entries == {EditState.AWAITING if bounds.level is Level.ASK else EditState.PLANNED}


def test_an_alarm_stands_until_it_is_answered() -> None:
    """While edits that were stopped still wait, no other that guests see goes ahead."""
    decisions = _many(2)
    first = next(edit for edit in plan_edits(decisions) if edit.shared)
    before = Known(id=first.id, event_id=first.ref.id, state=EditState.AWAITING, told=True)
    planned = plan(decisions, [before], AUTOMATIC)
    assert planned.alarm is Alarm.MASS_CHANGE
    assert {state for edit, state in planned.edits if edit.shared} == {EditState.AWAITING}


def test_what_was_planned_before_is_no_alarm() -> None:
    """Edits that the ledger knows already do not count as new, and go on."""
    decisions = _many(4)
    before = [
        Known(id=edit.id, event_id=edit.ref.id, state=EditState.PLANNED, told=True)
        for edit in plan_edits(decisions)
        if edit.shared
    ]
    planned = plan(decisions, before, Bounds(level=Level.AUTOMATIC, shared_per_run=3))
    assert planned.alarm is None
    assert set(states(planned).values()) == {EditState.PLANNED}
