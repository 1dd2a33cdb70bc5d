"""Busy times of guests and rooms: asked for where it matters, minded where they can be seen."""

from __future__ import annotations

from datetime import timedelta

from calendar_sync.plan import Level
from policies.event import Guest, GuestKind, Timed
from tests.builders import ANNA, TUESDAY_TEN, event
from tests.service.following.village import Village, village

HALF_PAST = TUESDAY_TEN + timedelta(minutes=30)
ROOM = Guest(address="raum.alster@nordlicht-personal.example", name="Raum Alster", kind=GuestKind.ROOM)


def end_of_meeting(here: Village) -> timedelta:
    """Return how much later than half past ten the meeting ends."""
    span = here.work.events["evt-1"].span
    assert isinstance(span, Timed)
    return span.end - HALF_PAST


def test_a_busy_guest_is_not_kept_waiting() -> None:
    """Whoever is invited and has something else right after the meeting keeps its end."""
    with village() as here:
        here.work.busy_times[ANNA.address] = (Timed(start=HALF_PAST, end=HALF_PAST + timedelta(hours=1)),)
        here.work.put(event())
        here.level(Level.AUTOMATIC)
        here.sync()
        assert end_of_meeting(here) == timedelta()


def test_what_fits_before_is_given() -> None:
    """Four free minutes of a guest's are four minutes of room."""
    with village() as here:
        soon = HALF_PAST + timedelta(minutes=4)
        here.work.busy_times[ANNA.address] = (Timed(start=soon, end=soon + timedelta(hours=1)),)
        here.work.put(event())
        here.level(Level.AUTOMATIC)
        here.sync()
        assert end_of_meeting(here) == timedelta(minutes=4)


def test_a_taken_room_stays_taken() -> None:
    """A booked room that somebody else has right after it sets the end."""
    with village() as here:
        here.work.busy_times[ROOM.address] = (Timed(start=HALF_PAST, end=HALF_PAST + timedelta(hours=1)),)
        here.work.put(event(guests=(ANNA, ROOM)))
        here.level(Level.AUTOMATIC)
        here.sync()
        assert end_of_meeting(here) == timedelta()


def test_who_cannot_be_seen_is_no_reason_against() -> None:
    """Unknown busy times do not stop the room."""
    with village() as here:
        here.work.put(event())
        here.level(Level.AUTOMATIC)
        here.sync()
        assert end_of_meeting(here) > timedelta()
