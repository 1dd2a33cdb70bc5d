"""What every calendar promises about taking back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from calendar_sync.edit import TakenBack
from calendar_sync.errors import EventGoneError
from policies.event import Event, EventRef, OursKind
from policies.place import HeldBy
from tests.builders import MONDAY, TUESDAY_TEN
from tests.calendar_sync.contract.entries import KINDS, wish
from tests.calendar_sync.contract.subject import (
    FIVE,
    HOUR,
    NUMBER,
    Planned,
    Sent,
    Subject,
    edit_of,
    everything,
    face,
    fresh,
    room,
    send,
    since,
    span_of,
)


def undo(subject: Subject, sent: Sent) -> TakenBack:
    """Take an edit back."""
    taken = subject.calendar.take_back(sent.written, now=MONDAY + HOUR)
    assert taken.edit_id == sent.edit.id
    return taken


def content(event: Event) -> Event:
    """Return an event without what every change changes."""
    return replace(event, version="", changed=None)


class UndoContract:
    """Only what still holds what was written, and the truth about the rest."""

    def test_all_is_as_before(self, subject: Subject) -> None:
        """Taken back, an event is as it was, the marker is gone, and all is told as put back."""
        ref = subject.add(Planned(location=NUMBER))
        before = fresh(subject, ref)
        sent = send(subject, ref, room(before), face(before))
        taken = undo(subject, sent)
        assert (bool(taken.restored), taken.kept) == (True, ())
        assert content(fresh(subject, ref)) == content(before)

    def test_nobody_else_is_touched(self, subject: Subject) -> None:
        """An undo is one change of one event, and a guest gets one mail for it at most."""
        ref = subject.add(Planned(location=NUMBER))
        subject.add(Planned(start=TUESDAY_TEN + HOUR))
        sent = send(subject, ref, room(fresh(subject, ref)))
        before, mails = everything(subject), subject.mails()
        undo(subject, sent)
        assert [event.id for event in since(subject, before).changed] == [ref.id]
        if mails is not None:
            assert len(subject.mails() or ()) <= len(mails) + 1

    def test_again_is_the_same(self, subject: Subject) -> None:
        """Asked again, an undo changes nothing and says the same."""
        ref = subject.add(Planned(location=NUMBER))
        event = fresh(subject, ref)
        sent = send(subject, ref, room(event), face(event))
        taken = undo(subject, sent)
        before = everything(subject)
        assert undo(subject, sent) == taken
        assert not since(subject, before)

    def test_what_a_human_changed_stays(self, subject: Subject) -> None:
        """A field that a human changed since is kept and told; the others are put back; the marker stays."""
        ref = subject.add(Planned(location=NUMBER))
        event = fresh(subject, ref)
        sent = send(subject, ref, room(event), face(event))
        subject.shorten(ref, 2 * FIVE)
        taken = undo(subject, sent)
        after = fresh(subject, ref)
        assert (bool(taken.restored), len(taken.kept)) == (True, 1)
        assert (after.location, span_of(after).duration) == (NUMBER, timedelta(minutes=25))
        assert after.marker is not None

    def test_a_place_that_a_human_rewrote_stays(self, subject: Subject) -> None:
        """A place that a human wrote since is theirs; the end is put back."""
        ref = subject.add(Planned(location=NUMBER))
        event = fresh(subject, ref)
        sent = send(subject, ref, room(event), face(event))
        subject.relocate(ref, "Café Paris")
        taken = undo(subject, sent)
        after = fresh(subject, ref)
        assert (after.location, span_of(after).duration) == ("Café Paris", timedelta(minutes=30))
        assert len(taken.kept) == 1

    def test_other_changes_do_not_matter(self, subject: Subject) -> None:
        """What a human changed elsewhere on the event is neither in the way nor lost."""
        ref = subject.add(Planned())
        sent = send(subject, ref, room(fresh(subject, ref)))
        subject.retitle(ref, "Neuer Titel")
        assert undo(subject, sent).kept == ()
        after = fresh(subject, ref)
        assert (after.title, after.marker) == ("Neuer Titel", None)
        assert span_of(after).duration == timedelta(minutes=30)

    def test_a_human_was_first(self, subject: Subject) -> None:
        """What a human has put back already counts as put back."""
        ref = subject.add(Planned())
        sent = send(subject, ref, room(fresh(subject, ref)))
        subject.shorten(ref, FIVE)
        taken = undo(subject, sent)
        assert (bool(taken.restored), taken.kept) == (True, ())
        assert fresh(subject, ref).marker is None

    def test_what_is_gone(self, subject: Subject) -> None:
        """An event that is gone cannot be put back, and does not come back."""
        ref = subject.add(Planned())
        sent = send(subject, ref, room(fresh(subject, ref)))
        subject.remove(ref)
        with pytest.raises(EventGoneError):
            undo(subject, sent)
        assert ref.id not in everything(subject).events

    def test_what_has_begun_stays(self, subject: Subject) -> None:
        """A meeting that has begun is left as it is, and that is told."""
        ref = subject.add(Planned())
        sent = send(subject, ref, room(fresh(subject, ref)))
        before, mails = everything(subject), subject.mails()
        taken = subject.calendar.take_back(sent.written, now=TUESDAY_TEN)
        assert (taken.restored, taken.kept) == ((), ("event",))
        assert not since(subject, before)
        assert subject.mails() == mails

    def test_the_second_of_two(self, subject: Subject) -> None:
        """With the second of two edits taken back, the first one and its marker stand again."""
        ref = subject.add(Planned(location=NUMBER))
        send(subject, ref, room(fresh(subject, ref)))
        between = fresh(subject, ref)
        second = send(subject, ref, face(between))
        assert undo(subject, second).kept == ()
        assert content(fresh(subject, ref)) == content(between)

    def test_the_first_of_two(self, subject: Subject) -> None:
        """With the first of two edits taken back, the second one still stands and is known again."""
        ref = subject.add(Planned(location=NUMBER))
        first = send(subject, ref, room(fresh(subject, ref)))
        second = send(subject, ref, face(fresh(subject, ref)))
        undo(subject, first)
        after = fresh(subject, ref)
        assert span_of(after).duration == timedelta(minutes=30)
        assert after.place.held_by is HeldBy.VIDEO
        assert after.marker is not None
        assert after.marker.edit_id == second.edit.id

    def test_an_occurrence(self, subject: Subject) -> None:
        """One occurrence is taken back alone, as often as it is asked for; its series is as it was."""
        subject.add(Planned(weeks=3))
        before = everything(subject).events
        first, second, third = sorted(before.values(), key=lambda each: span_of(each).start)
        sent = send(subject, second.ref, room(second))
        send(subject, third.ref, room(third))
        for _ in range(2):
            assert undo(subject, sent).kept == ()
            after = everything(subject).events
            assert content(after[first.id]) == content(first)
            assert content(after[second.id]) == content(second)
            assert span_of(after[third.id]).duration == timedelta(minutes=35)

    @KINDS
    def test_an_entry_is_taken_out(self, subject: Subject, kind: OursKind) -> None:
        """An entry of ours is taken out again, also where it was moved, as often as it is asked for."""
        ref = subject.add(Planned())
        sent = send(subject, ref, wish(kind, fresh(subject, ref)))
        subject.move(subject.calendar.ours(kind, ref), HOUR)
        for _ in range(2):
            taken = undo(subject, sent)
            assert (taken.restored, taken.kept) == ((kind.value,), ())
            assert list(everything(subject).events) == [ref.id]

    @KINDS
    def test_an_entry_that_a_human_rewrote_stays(self, subject: Subject, kind: OursKind) -> None:
        """An entry that a human made their own stays and is told as kept."""
        ref = subject.add(Planned())
        sent = send(subject, ref, wish(kind, fresh(subject, ref)))
        where = subject.calendar.ours(kind, ref)
        subject.retitle(where, "Mittag mit Mehmet")
        taken = undo(subject, sent)
        assert (taken.restored, taken.kept) == ((), (kind.value,))
        assert fresh(subject, where).title == "Mittag mit Mehmet"

    @KINDS
    def test_an_entry_of_a_later_edit_stays(self, subject: Subject, kind: OursKind) -> None:
        """An entry that a later edit put where an earlier one had stood is not the earlier one's to take."""
        ref = subject.add(Planned())
        sent = send(subject, ref, wish(kind, fresh(subject, ref)))
        undo(subject, sent)
        _again(subject, ref, kind)
        assert undo(subject, sent).kept == ()
        assert fresh(subject, subject.calendar.ours(kind, ref)).ours is not None

    @KINDS
    def test_an_entry_outlives_no_meeting(self, subject: Subject, kind: OursKind) -> None:
        """An entry is taken out also where its meeting is gone."""
        ref = subject.add(Planned())
        other = subject.add(Planned(start=TUESDAY_TEN + HOUR))
        sent = send(subject, ref, wish(kind, fresh(subject, ref)))
        subject.remove(ref)
        assert undo(subject, sent).kept == ()
        assert list(everything(subject).events) == [other.id]


def _again(subject: Subject, ref: EventRef, kind: OursKind) -> None:
    """Make the same entry by an edit of another id."""
    event = fresh(subject, ref)
    edit = replace(edit_of(event, wish(kind, event)), id="another")
    draft = subject.calendar.draft(edit, None, now=MONDAY, language="de")
    subject.calendar.send(draft)
