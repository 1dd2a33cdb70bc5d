"""When an event keeps its owner busy."""

from __future__ import annotations

from datetime import timedelta

import pytest

from policies.event import Marker, Timed, busy_span
from tests.builders import TUESDAY_TEN, event

HALF_AN_HOUR = timedelta(minutes=30)


def lengthened(baseline: timedelta, minutes: int, room: str = "lengthen") -> Marker:
    """Mark a meeting as one of ours."""
    return Marker(edit_id="e", event_id="evt-1", minutes=minutes, baseline=baseline, room=room)


@pytest.mark.parametrize(
    ("lasts", "marker", "busy"),
    [
        pytest.param(35, None, 35, id="never touched"),
        pytest.param(35, lengthened(HALF_AN_HOUR, 5), 30, id="our room is no commitment"),
        pytest.param(40, lengthened(HALF_AN_HOUR, 5), 40, id="lengthened by a human since"),
        pytest.param(30, lengthened(HALF_AN_HOUR, 5), 30, id="shortened again by a human"),
        pytest.param(35, lengthened(HALF_AN_HOUR, 5, room=""), 35, id="only a video link is ours"),
    ],
)
def test_our_room_does_not_stand_in_our_way(lasts: int, marker: Marker | None, busy: int) -> None:
    """A lengthened meeting is busy for as long as the human meant it to be."""
    meeting = event(TUESDAY_TEN, lasts, marker=marker)
    assert busy_span(meeting) == Timed(start=TUESDAY_TEN, end=TUESDAY_TEN + timedelta(minutes=busy))
