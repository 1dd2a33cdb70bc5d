"""Which entries of ours follow their meeting, and which go: pure, as tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from calendar_sync.edit import MoveOurs, RemoveOurs, Upkeep
from calendar_sync.plan import (
    upkeep,
)
from policies.event import AllDay, Answer, Event, Ours, OursKind, Status, Timed, later
from tests.builders import MONDAY, TUESDAY_TEN, event
from tests.calendar_sync.contract.subject import FIVE, HOUR

MEETING = event()


def entry(kind: OursKind = OursKind.HOLD, **fields: Any) -> Event:
    """Put an entry of ours in: a hold behind the meeting, or a companion ahead of it."""
    start = later(TUESDAY_TEN, 6 * FIVE if kind is OursKind.HOLD else -2 * FIVE)
    anchor = later(TUESDAY_TEN, 6 * FIVE) if kind is OursKind.HOLD else TUESDAY_TEN
    ours = Ours(kind=kind, edit_id="e1", event_id=MEETING.id, anchor=anchor)
    return event(start, 5, guests=(), series="ours", **({"ours": ours} | fields))


def wanted(*events: Event, now: timedelta = timedelta()) -> list[Upkeep]:
    """Say what upkeep wants."""
    return list(upkeep({each.id: each for each in events}, MONDAY + now))


MOVED = event(TUESDAY_TEN + HOUR)
LONGER = event(minutes=35)
KINDS = pytest.mark.parametrize("kind", OursKind)


@KINDS
def test_an_entry_stays_with_a_meeting_that_stays(kind: OursKind) -> None:
    """Nothing is wanted where the meeting is where it was, also where a human moved the entry."""
    assert wanted(MEETING, entry(kind)) == []
    assert (
        wanted(MEETING, entry(kind, span=Timed(start=TUESDAY_TEN + HOUR, end=TUESDAY_TEN + HOUR + FIVE)))
        == []
    )


@KINDS
def test_an_entry_follows(kind: OursKind) -> None:
    """An entry moves by as much as its anchor did, from where it stands."""
    (move,) = wanted(MOVED, entry(kind))
    before = entry(kind)
    assert isinstance(before.span, Timed)
    assert before.ours is not None
    assert before.ours.anchor is not None
    assert move == MoveOurs(
        ref=before.ref,
        start=before.span.start + HOUR,
        end=before.span.end + HOUR,
        anchor=before.ours.anchor + HOUR,
    )


def test_each_hangs_on_its_own_moment() -> None:
    """A hold hangs on the meeting's end, a companion on its start."""
    assert wanted(LONGER, entry(OursKind.COMPANION)) == []
    (move,) = wanted(LONGER, entry(OursKind.HOLD))
    assert isinstance(move, MoveOurs)
    assert move.anchor == later(TUESDAY_TEN, 7 * FIVE)


@KINDS
@pytest.mark.parametrize(
    "meeting",
    [
        pytest.param((), id="gone"),
        pytest.param((event(status=Status.CANCELLED),), id="cancelled"),
        pytest.param((event(answer=Answer.DECLINED),), id="declined"),
        pytest.param((event(span=AllDay(first=date(2026, 11, 24), last=date(2026, 11, 24))),), id="all day"),
    ],
)
def test_an_entry_goes(kind: OursKind, meeting: tuple[Event, ...]) -> None:
    """An entry goes where its meeting does not take place for its owner, or at no time of the day."""
    assert wanted(*meeting, entry(kind)) == [RemoveOurs(ref=entry(kind).ref, edit_id="e1")]


@KINDS
def test_an_entry_goes_with_a_meeting_that_went_into_the_past(kind: OursKind) -> None:
    """An entry to come whose meeting was moved into the past has nothing to keep, and goes."""
    past = event(TUESDAY_TEN - 26 * HOUR)
    assert wanted(past, entry(kind), now=HOUR) == [RemoveOurs(ref=entry(kind).ref, edit_id="e1")]


@pytest.mark.parametrize(
    ("meeting", "ours", "now"),
    [
        pytest.param(MOVED, entry(), timedelta(days=3), id="past"),
        pytest.param(event(series="other"), entry(), timedelta(days=3), id="past, and its meeting gone"),
        pytest.param(MOVED, entry(status=Status.CANCELLED), timedelta(), id="cancelled itself"),
        pytest.param(
            MOVED,
            entry(
                ours=replace(entry().ours or Ours(kind=OursKind.HOLD, edit_id="", event_id=""), anchor=None)
            ),
            timedelta(),
            id="of old, without anchor",
        ),
        pytest.param(MOVED, event(series="human"), timedelta(), id="not ours"),
    ],
)
def test_an_entry_is_let_be(meeting: Event, ours: Event, now: timedelta) -> None:
    """What is over, cancelled, without an anchor or not ours stays as it is."""
    assert wanted(meeting, ours, now=now) == []


def test_an_entry_has_nothing_to_keep_any_more() -> None:
    """Where the meeting has moved into the past, an entry that is still to come goes."""
    meeting = event(TUESDAY_TEN - HOUR)
    assert wanted(meeting, entry(), now=timedelta(days=1, hours=2)) == [
        RemoveOurs(ref=entry().ref, edit_id="e1")
    ]
