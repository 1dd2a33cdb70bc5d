"""What every calendar promises about edits that guests may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, timedelta

import pytest

from calendar_sync.errors import ConflictError, EventGoneError
from policies.event import EventRef, Marker
from policies.place import HeldBy
from tests.builders import ANNA, MEHMET, MONDAY, ROOM_URL, TUESDAY_TEN
from tests.calendar_sync.contract.subject import (
    FIVE,
    HOUR,
    NUMBER,
    Planned,
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

_HALF_AN_HOUR = timedelta(minutes=30)


class WritingContract:
    """Conditional, counted, and recognisable afterwards."""

    def test_a_draft_sends_nothing(self, subject: Subject) -> None:
        """A draft leaves the calendar and all inboxes as they are."""
        ref = subject.add(Planned(location=NUMBER))
        before, mails = everything(subject), subject.mails()
        fetched = subject.calendar.fetch(ref)
        edit = edit_of(fetched.event, room(fetched.event), face(fetched.event))
        draft = subject.calendar.draft(edit, fetched, now=MONDAY, language="de")
        assert (draft.version, draft.written.edit_id, draft.written.ref) == (
            fetched.event.version,
            edit.id,
            ref,
        )
        assert all(image.after != image.before for image in draft.written.images)
        assert not since(subject, before)
        assert subject.mails() == mails

    @pytest.mark.parametrize(
        "human",
        [
            pytest.param(lambda subject, ref: subject.shorten(ref, FIVE), id="shorten"),
            pytest.param(lambda subject, ref: subject.move(ref, HOUR), id="move"),
            pytest.param(lambda subject, ref: subject.retitle(ref, "Anders"), id="retitle"),
            pytest.param(lambda subject, ref: subject.relocate(ref, "Café"), id="relocate"),
        ],
    )
    def test_the_human_wins(self, subject: Subject, human: Callable[[Subject, EventRef], None]) -> None:
        """What a human changes between the look and the write makes it fail, and stays as it is."""
        ref = subject.add(Planned())
        fetched = subject.calendar.fetch(ref)
        draft = subject.calendar.draft(
            edit_of(fetched.event, room(fetched.event)), fetched, now=MONDAY, language="de"
        )
        human(subject, ref)
        before, mails = everything(subject), subject.mails()
        with pytest.raises(ConflictError):
            subject.calendar.send(draft)
        assert not since(subject, before)
        assert fresh(subject, ref).marker is None
        assert subject.mails() == mails

    def test_what_is_gone_stays_gone(self, subject: Subject) -> None:
        """An event that was removed between the look and the write does not come back."""
        ref = subject.add(Planned())
        fetched = subject.calendar.fetch(ref)
        draft = subject.calendar.draft(
            edit_of(fetched.event, room(fetched.event)), fetched, now=MONDAY, language="de"
        )
        subject.remove(ref)
        with pytest.raises((EventGoneError, ConflictError)):
            subject.calendar.send(draft)
        assert ref.id not in everything(subject).events

    def test_an_edit_is_never_made_twice(self, subject: Subject) -> None:
        """A draft that is sent again conflicts with what it wrote itself, and nobody is mailed again."""
        ref = subject.add(Planned())
        fetched = subject.calendar.fetch(ref)
        draft = subject.calendar.draft(
            edit_of(fetched.event, room(fetched.event)), fetched, now=MONDAY, language="de"
        )
        subject.calendar.send(draft)
        before, mails = everything(subject), subject.mails()
        with pytest.raises(ConflictError):
            subject.calendar.send(draft)
        assert not since(subject, before)
        assert subject.mails() == mails

    def test_an_edit_is_known_again(self, subject: Subject) -> None:
        """The marker on the event tells the edit, the event, the minutes and what the human meant."""
        ref = subject.add(Planned())
        sent = send(subject, ref, room(fresh(subject, ref)))
        for event in (fresh(subject, ref), everything(subject).events[ref.id]):
            assert event.marker == Marker(
                edit_id=sent.edit.id, event_id=ref.id, minutes=5, baseline=_HALF_AN_HOUR, room="lengthen"
            )
            assert span_of(event).duration == timedelta(minutes=35)

    def test_one_edit_is_one_version(self, subject: Subject) -> None:
        """One send is one step: it returns the version that the event then has, and no other is news."""
        ref = subject.add(Planned())
        subject.add(Planned(start=TUESDAY_TEN + HOUR))
        before = everything(subject)
        sent = send(subject, ref, room(fresh(subject, ref)))
        (event,) = since(subject, before).changed
        assert (event.id, event.version) == (ref.id, sent.version)
        assert fresh(subject, ref).version == sent.version != before.events[ref.id].version

    def test_two_wishes_are_one_update(self, subject: Subject) -> None:
        """Room and a face are one edit and one write, and a guest gets one mail at most."""
        ref = subject.add(Planned(location=NUMBER, guests=(ANNA, MEHMET)))
        before = subject.mails() or ()
        event = fresh(subject, ref)
        sent = send(subject, ref, room(event), face(event))
        event = fresh(subject, ref)
        assert event.version == sent.version
        assert span_of(event).duration == timedelta(minutes=35)
        assert event.place.held_by is HeldBy.VIDEO
        assert event.marker is not None
        assert (event.marker.minutes, event.marker.video) == (5, True)
        new = Counter(subject.mails()) - Counter(before)
        assert set(new.values()) <= {1}

    def test_the_number_stays(self, subject: Subject) -> None:
        """The place as it was is a part of the new one, which also names the video room."""
        ref = subject.add(Planned(location=f"Telefon; Anna, mobil: {NUMBER}"))
        before = fresh(subject, ref)
        send(subject, ref, face(before))
        after = fresh(subject, ref)
        assert before.location in after.location
        assert ROOM_URL in after.location
        assert after.span == before.span

    def test_only_what_was_meant_changes(self, subject: Subject) -> None:
        """Start, title, place, guests and text of a lengthened event are as they were."""
        planned = Planned(location="Lange Reihe 12, 20099 Hamburg", description="Bitte Lebenslauf; Anlage, A")
        ref = subject.add(planned)
        before, text = fresh(subject, ref), subject.text(ref)
        send(subject, ref, room(before))
        after = fresh(subject, ref)
        assert span_of(after).start == span_of(before).start
        assert (after.title, after.location, after.place) == (before.title, before.location, before.place)
        assert (after.guests, after.organiser) == (before.guests, before.organiser)
        assert subject.text(ref) == text == planned.description

    @pytest.mark.parametrize("zone", ["America/New_York", "Asia/Kolkata", "UTC"])
    def test_a_zone_is_kept(self, subject: Subject, zone: str) -> None:
        """An event of another zone ends at the right moment and stays in its zone."""
        ref = subject.add(Planned(zone=zone))
        before = span_of(fresh(subject, ref))
        send(subject, ref, room(fresh(subject, ref)))
        after = span_of(fresh(subject, ref))
        assert after.end.astimezone(UTC) == (TUESDAY_TEN + timedelta(minutes=35)).astimezone(UTC)
        assert (after.start.tzinfo, after.end.utcoffset()) == (before.start.tzinfo, before.end.utcoffset())

    def test_only_this_occurrence(self, subject: Subject) -> None:
        """An edit of one occurrence leaves the others of its series as they are."""
        series = subject.add(Planned(weeks=4)).series
        before = everything(subject)
        second, third = sorted(before.events.values(), key=lambda each: span_of(each).start)[1:3]
        for event in (second, third):
            send(subject, event.ref, room(event))
        after = everything(subject)
        assert after.events.keys() == before.events.keys()
        changed = {event.id for event in since(subject, before).changed}
        assert changed == {second.id, third.id}
        assert span_of(after.events[second.id]).duration == timedelta(minutes=35)
        assert {event.ref.series for event in after.events.values()} == {series}

    def test_a_second_edit_tells_of_the_first(self, subject: Subject) -> None:
        """The marker of a later edit tells what an earlier one had made, over the same baseline."""
        ref = subject.add(Planned(location=NUMBER))
        send(subject, ref, room(fresh(subject, ref)))
        second = send(subject, ref, face(fresh(subject, ref)))
        assert fresh(subject, ref).marker == Marker(
            edit_id=second.edit.id,
            event_id=ref.id,
            minutes=5,
            baseline=_HALF_AN_HOUR,
            room="lengthen",
            video=True,
        )

    def test_a_copy_is_seen_to_be_one(self, subject: Subject) -> None:
        """A copy carries the marker of its original, which names another event."""
        ref = subject.add(Planned())
        send(subject, ref, room(fresh(subject, ref)))
        copy = subject.copy(ref)
        marker = fresh(subject, copy).marker
        assert marker == fresh(subject, ref).marker
        assert marker is not None
        assert marker.event_id == ref.id != copy.id

    def test_a_human_keeps_the_marker(self, subject: Subject) -> None:
        """What a human changes afterwards leaves the marker, so that it is never done again."""
        ref = subject.add(Planned())
        sent = send(subject, ref, room(fresh(subject, ref)))
        subject.shorten(ref, FIVE)
        subject.move(ref, HOUR)
        event = fresh(subject, ref)
        assert event.marker is not None
        assert event.marker.edit_id == sent.edit.id
        assert span_of(event).duration == _HALF_AN_HOUR
