"""Channels: opened at the end of a sync, renewed before they end, closed with the calendar."""

from __future__ import annotations

from datetime import timedelta

import pytest

from calendar_sync.errors import CalendarError, NotAllowedError, OutcomeUnknownError, UnavailableError
from service import leaving
from service.store import calendars
from tests.service.google.ringing import NAME, listening_to


def test_a_channel_is_opened_once() -> None:
    """The first sync opens one, under the public address and with a secret; later syncs ask for nothing."""
    with listening_to() as here:
        for _ in range(3):
            here.sync()
        ((channel, url),) = here.calendar.opened
        assert here.calendar.asked == 1
        assert url == f"{here.url}/hooks/google"
        assert len(channel.token) >= 43
        (row,) = here.channels()
        assert (row.id, row.resource, row.ends) == (channel.id, channel.resource, channel.ends)
        assert channel.token not in row.fingerprint


def test_a_channel_is_renewed_a_day_before_its_end() -> None:
    """A new one is opened first, then the old one closed; ids and tokens are new."""
    with listening_to(timedelta(days=7)) as here:
        here.sync()
        here.later(days=5, hours=23)
        here.sync()
        assert here.calendar.asked == 1
        here.later(hours=2)
        here.sync()
        (old, _), (new, _) = here.calendar.opened
        assert here.calendar.closed == [old.id]
        assert old.token != new.token
        assert [row.id for row in here.channels()] == [new.id]


def test_channels_that_live_for_hours() -> None:
    """A short one is renewed when a seventh of its life is left, and not at every sync."""
    with listening_to(timedelta(hours=14)) as here:
        for _ in range(70):
            here.sync()
            here.later(minutes=10)
        assert here.calendar.asked == 1
        here.later(minutes=30)
        here.sync()
        assert here.calendar.asked == 2


def test_channels_that_live_for_minutes() -> None:
    """However short they live, no more than one an hour is asked for."""
    with listening_to(timedelta(minutes=20)) as here:
        for _ in range(24):
            here.sync()
            here.later(minutes=10)
        assert here.calendar.asked == 4


def test_what_happened_before_the_first_channel() -> None:
    """Between the reading and the first channel nobody is told: the calendar is read once more, once."""
    with listening_to() as here:
        here.sync()
        assert here.row().poll_at == here.clock[0]
        here.sync()
        assert here.row().poll_at > here.clock[0]
        here.later(days=6, hours=2)
        here.sync()
        assert here.calendar.asked == 2
        assert here.row().poll_at > here.clock[0]


def test_what_happened_while_no_channel_lived() -> None:
    """After a gap between two channels too."""
    with listening_to() as here:
        here.sync()
        here.later(days=8)
        here.sync()
        assert here.row().poll_at == here.clock[0]


@pytest.mark.parametrize(
    ("error", "hours"),
    [(UnavailableError("away"), 1), (OutcomeUnknownError("cut"), 1), (NotAllowedError("none"), 24)],
)
def test_where_none_can_be_opened(error: CalendarError, hours: int) -> None:
    """The sync is whole all the same, and the provider is not asked again at every sync."""
    with listening_to() as here:
        here.calendar.refuses = error
        here.sync()
        assert (here.row().error, here.row().synced) == ("", here.row().wanted)
        here.later(minutes=50)
        here.sync()
        assert here.calendar.asked == 1
        here.calendar.refuses = None
        here.later(hours=hours)
        here.sync()
        assert here.calendar.asked == 2
        assert [bool(row.resource) for row in here.channels()] == [True]


def test_leaving_closes_the_channel() -> None:
    """With the calendar its channel goes, at the provider and here."""
    with listening_to() as here:
        here.sync()
        with here.app.store.session() as session:
            leaving.leave(session, here.owned(), NAME, now=here.clock[0])
        here.sync()
        assert here.calendar.closed == [here.calendar.opened[0][0].id]
        assert here.channels() == []


def test_forgetting_a_calendar_forgets_its_channels() -> None:
    """Also where nothing is asked of the provider any more."""
    with listening_to() as here:
        here.sync()
        with here.app.store.session() as session:
            calendars.forget(session, here.owned(), NAME)
        assert here.channels() == []


def test_without_messages_the_calendar_is_looked_at_all_the_same() -> None:
    """Polling goes on: within a quarter hour of a sync the next one is due."""
    with listening_to() as here:
        here.sync()
        here.sync()
        assert here.row().poll_at - here.clock[0] <= timedelta(minutes=12, seconds=30)
