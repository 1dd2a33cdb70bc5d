"""What every calendar promises about entries of ours that follow their meeting."""

from __future__ import annotations

from calendar_sync.edit import MoveOurs, RemoveOurs
from calendar_sync.plan import upkeep
from policies.card_text import render_card
from policies.event import EventRef, OursKind, later
from tests.builders import MONDAY, TUESDAY_TEN
from tests.calendar_sync.contract.entries import KINDS, wish
from tests.calendar_sync.contract.subject import (
    CARD,
    FIVE,
    HOUR,
    Planned,
    Subject,
    everything,
    fresh,
    send,
    since,
    span_of,
)


def keep_up(subject: Subject) -> int:
    """Do what upkeep asks for, and return how much it was."""
    wanted = list(upkeep(everything(subject).events, MONDAY))
    for each in wanted:
        subject.calendar.keep_up(each, now=MONDAY)
    return len(wanted)


class UpkeepContract:
    """With the meeting, or not at all."""

    @KINDS
    def test_an_entry_follows_its_meeting(self, subject: Subject, kind: OursKind) -> None:
        """An entry moves as its meeting did, keeps what it says, and then stays where it is."""
        ref = subject.add(Planned())
        send(subject, ref, wish(kind, fresh(subject, ref)))
        where = subject.calendar.ours(kind, ref)
        before, text, mails = fresh(subject, where), subject.text(where), subject.mails()
        assert keep_up(subject) == 0
        subject.move(ref, HOUR)
        moved = subject.mails()
        assert keep_up(subject) == 1
        after = fresh(subject, where)
        assert span_of(after).start == later(span_of(before).start, HOUR)
        assert span_of(after).duration == span_of(before).duration
        assert (after.title, subject.text(where), after.free) == (before.title, text, before.free)
        assert before.ours is not None
        assert after.ours is not None
        assert (after.ours.edit_id, after.ours.event_id) == (before.ours.edit_id, ref.id)
        assert keep_up(subject) == 0
        assert subject.mails() == moved
        assert mails is None or moved != mails

    @KINDS
    def test_an_entry_goes_with_its_meeting(self, subject: Subject, kind: OursKind) -> None:
        """An entry whose meeting is gone goes too."""
        ref = subject.add(Planned())
        other = subject.add(Planned(start=TUESDAY_TEN + HOUR))
        send(subject, ref, wish(kind, fresh(subject, ref)))
        subject.remove(ref)
        assert keep_up(subject) == 1
        assert list(everything(subject).events) == [other.id]
        assert keep_up(subject) == 0

    def test_what_is_not_there_is_no_error(self, subject: Subject) -> None:
        """An entry that a human took out is neither missed nor put back."""
        ref = subject.add(Planned())
        before = everything(subject)
        where = subject.calendar.ours(OursKind.HOLD, ref)
        start, end = TUESDAY_TEN, later(TUESDAY_TEN, FIVE)
        subject.calendar.keep_up(MoveOurs(ref=where, start=start, end=end, anchor=start), now=MONDAY)
        subject.calendar.keep_up(RemoveOurs(ref=where, edit_id="e1"), now=MONDAY)
        assert not since(subject, before)

    def test_a_humans_event_is_never_taken_for_ours(self, subject: Subject) -> None:
        """Upkeep of an event that is not ours changes nothing."""
        ref = subject.add(Planned())
        before = everything(subject)
        start, end = later(TUESDAY_TEN, HOUR), later(TUESDAY_TEN, HOUR + FIVE)
        subject.calendar.keep_up(MoveOurs(ref=ref, start=start, end=end, anchor=start), now=MONDAY)
        subject.calendar.keep_up(RemoveOurs(ref=ref, edit_id="e1"), now=MONDAY)
        assert not since(subject, before)

    def test_a_moved_companion_is_undone(self, subject: Subject) -> None:
        """What followed its meeting is still ours to take out."""
        ref = subject.add(Planned())
        sent = send(subject, ref, wish(OursKind.COMPANION, fresh(subject, ref)))
        subject.move(ref, HOUR)
        keep_up(subject)
        assert _text(subject, ref) == render_card(CARD)
        assert subject.calendar.take_back(sent.written, now=MONDAY).kept == ()
        assert list(everything(subject).events) == [ref.id]


def _text(subject: Subject, ref: EventRef) -> str:
    return subject.text(subject.calendar.ours(OursKind.COMPANION, ref))
