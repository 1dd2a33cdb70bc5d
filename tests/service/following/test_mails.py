"""A provider that sends no more mails: guests are told nothing for hours, and what is private goes on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from calendar_sync.errors import MailsUsedUpError
from calendar_sync.faults import Fault, Operation
from calendar_sync.plan import Level
from policies.event import OursKind
from service import leaving, steer
from service.calendars_in_words import quiet_in_words
from service.steer import Chosen
from service.store import calendars
from service.store.calendars import CalendarUnknownError
from service.words import words
from tests.builders import BERLIN, event
from tests.service.following.village import WORK, Village, village


def used_up(here: Village) -> None:
    """Put a meeting in, and let the write that its guests would be told of be refused."""
    here.work.put(event())
    here.level(Level.AUTOMATIC)
    here.work.faults.arm(Operation.WRITE, Fault.MAILS_USED_UP)
    here.sync()


def lengthened(here: Village) -> bool:
    """Whether the meeting has its room."""
    return here.work.events["evt-1"].marker is not None


def test_guests_are_not_pressed() -> None:
    """After a refusal nothing that guests see is tried again for hours; then it is made, once."""
    with village() as here:
        used_up(here)
        writes = here.work.writes
        for _ in range(3):
            here.later(minutes=30)
            with here.store.session() as session:
                calendars.trigger(session, here.owned(session).id)
            here.sync()
        assert here.work.writes == writes
        assert not lengthened(here)
        here.later(hours=6)
        here.sync()
        assert lengthened(here)
        assert here.states() == {"done": len(here.ledger())}


def test_what_is_private_goes_on() -> None:
    """The card is put beside the meeting although no mail can be sent."""
    with village() as here:
        used_up(here)
        kinds = [each.ours.kind for each in here.work.events.values() if each.ours]
        assert kinds == [OursKind.COMPANION]
        assert here.row().error == ""


def test_the_owner_is_told() -> None:
    """It is said until when nothing is sent, and what goes on meanwhile; afterwards nothing is."""
    with village() as here:
        used_up(here)
        said = quiet_in_words(here.row(), BERLIN, here.now, words("en"))
        assert "no more mails" in said
        assert "14:00" in said
        later = here.now + timedelta(hours=7)
        assert not quiet_in_words(here.row(), BERLIN, later, words("en"))


def test_an_undo_waits() -> None:
    """What guests would be told of is taken back when mails are sent again, and is not forgotten."""
    with village() as here:
        here.work.put(event())
        here.level(Level.AUTOMATIC)
        here.sync()
        assert lengthened(here)
        with here.store.session() as session:
            steer.undo(session, here.owned(session), Chosen(), now=here.now)
        here.work.faults.arm(Operation.WRITE, Fault.MAILS_USED_UP)
        here.sync()
        assert lengthened(here)
        here.later(hours=7)
        here.sync()
        assert not lengthened(here)


def test_leaving_waits_too() -> None:
    """A calendar is not forgotten before the mails about its meetings can be sent."""
    with village() as here:
        here.work.put(event())
        here.level(Level.AUTOMATIC)
        here.sync()
        with here.store.session() as session:
            leaving.leave(session, here.owned(session), WORK, now=here.now)
            calendars.be_quiet(session, here.owned(session), "memory", here.now + timedelta(hours=2))
        here.sync()
        assert here.row().error == "mails_used_up"
        assert lengthened(here)
        here.later(hours=3)
        here.sync()
        assert not lengthened(here)
        with pytest.raises(CalendarUnknownError):
            here.row()


def test_it_passes() -> None:
    """The end of the mails is an error that waiting helps."""
    assert not MailsUsedUpError("").permanent
