"""What every calendar promises about the entries that Plausch itself puts in."""

from __future__ import annotations

import pytest

from policies.card_text import render_card
from policies.change import Change
from policies.event import Event, Ours, OursKind, later
from tests.builders import MONDAY, TUESDAY_TEN
from tests.calendar_sync.contract.subject import (
    CARD,
    FIVE,
    HOUR,
    NUMBER,
    SECRET,
    Planned,
    Subject,
    edit_of,
    everything,
    face,
    fresh,
    hold,
    opener,
    room,
    send,
    since,
    span_of,
)

KINDS = pytest.mark.parametrize("kind", [OursKind.HOLD, OursKind.COMPANION])


def wish(kind: OursKind, event: Event) -> Change:
    """Wish for an entry."""
    return hold(event) if kind is OursKind.HOLD else opener(event)


class EntriesContract:
    """Private, without guests, and never two of them."""

    @KINDS
    def test_an_entry_is_found_where_we_chose(self, subject: Subject, kind: OursKind) -> None:
        """An entry stands at an id that is known before, and says what it is and whose."""
        ref = subject.add(Planned())
        sent = send(subject, ref, wish(kind, fresh(subject, ref)))
        where = subject.calendar.ours(kind, ref)
        event = fresh(subject, where)
        anchor = TUESDAY_TEN if kind is OursKind.COMPANION else later(TUESDAY_TEN, 6 * FIVE)
        assert event.ours == Ours(kind=kind, edit_id=sent.edit.id, event_id=ref.id, anchor=anchor)
        assert event == everything(subject).events[where.id]
        assert event.version == sent.version
        assert event.marker is None

    @KINDS
    def test_an_entry_is_the_owners_alone(self, subject: Subject, kind: OursKind) -> None:
        """An entry has no guests, is private, and nobody is mailed; the meeting is not touched."""
        ref = subject.add(Planned())
        before, mails = everything(subject), subject.mails()
        send(subject, ref, wish(kind, fresh(subject, ref)))
        where = subject.calendar.ours(kind, ref)
        event = fresh(subject, where)
        assert (event.guests, event.private) == ((), True)
        assert subject.mails() == mails
        assert [each.id for each in since(subject, before).changed] == [where.id]

    def test_a_hold_keeps_the_time(self, subject: Subject) -> None:
        """A hold is busy, exactly as long as wished, in the owner's language and without a text."""
        ref = subject.add(Planned())
        wished = hold(fresh(subject, ref))
        send(subject, ref, wished, language="en")
        event = fresh(subject, subject.calendar.ours(OursKind.HOLD, ref))
        assert (span_of(event).start, span_of(event).end) == (wished.start, wished.end)
        assert (event.free, event.title) == (False, "Buffer")

    def test_a_companion_carries_the_card(self, subject: Subject) -> None:
        """A companion shows its owner as free and holds the text of the card, character by character."""
        ref = subject.add(Planned())
        wished = opener(fresh(subject, ref))
        send(subject, ref, wished)
        where = subject.calendar.ours(OursKind.COMPANION, ref)
        event = fresh(subject, where)
        assert (span_of(event).start, span_of(event).end) == (wished.start, wished.end)
        assert event.free
        assert subject.text(where) == render_card(CARD)

    @KINDS
    def test_there_is_never_a_second_one(self, subject: Subject, kind: OursKind) -> None:
        """An entry that is sent again is left as it is, also where a human moved it."""
        ref = subject.add(Planned())
        event = fresh(subject, ref)
        draft = subject.calendar.draft(edit_of(event, wish(kind, event)), None, now=MONDAY, language="de")
        subject.calendar.send(draft)
        where = subject.calendar.ours(kind, ref)
        subject.move(where, HOUR)
        before = everything(subject)
        assert subject.calendar.send(draft) == before.events[where.id].version
        assert not since(subject, before)

    def test_the_card_is_never_where_guests_look(self, subject: Subject) -> None:
        """With every wish carried out, undone or copied, the card is in nothing that guests can see."""
        ref = subject.add(Planned(location=NUMBER, description="Agenda"))
        event = fresh(subject, ref)
        companion = send(subject, ref, opener(event))
        send(subject, ref, hold(event))
        shared = send(subject, ref, room(event), face(event))
        subject.copy(ref)
        assert SECRET in subject.text(subject.calendar.ours(OursKind.COMPANION, ref))
        assert NUMBER in subject.seen_by_guests()
        assert SECRET not in subject.seen_by_guests()
        for sent in (shared, companion):
            subject.calendar.take_back(sent.written, now=MONDAY)
            assert SECRET not in subject.seen_by_guests()

    def test_each_occurrence_has_its_own(self, subject: Subject) -> None:
        """Entries of two occurrences of a series are two."""
        subject.add(Planned(weeks=2))
        events = tuple(everything(subject).events.values())
        for event in events:
            send(subject, event.ref, opener(event))
        found = [each.ours for each in everything(subject).events.values() if each.ours]
        assert {each.event_id for each in found} == {event.id for event in events}
        assert len(found) == 2
