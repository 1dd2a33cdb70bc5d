"""What every calendar promises to its readers."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest

from calendar_sync.errors import CalendarError, CursorDeadError, EventGoneError
from calendar_sync.port import Page
from policies.event import AllDay
from tests.builders import ANNA, JULE, MEHMET, TUESDAY_TEN
from tests.calendar_sync.contract.subject import (
    FIVE,
    HOUR,
    NUMBER,
    WINDOW,
    Planned,
    Subject,
    everything,
    fresh,
    since,
    span_of,
)


class ReadingContract:
    """News, cursors, pages and fresh looks."""

    def test_the_first_answer_is_full(self, subject: Subject) -> None:
        """The first answer is a full one, and ends with a cursor."""
        ref = subject.add(Planned())
        answer = everything(subject)
        assert (answer.full, list(answer.events), answer.gone) == (True, [ref.id], frozenset())
        assert answer.cursor

    def test_an_event_is_read_as_it_was_made(self, subject: Subject) -> None:
        """An event comes with its times, title, place, organiser and guests."""
        ref = subject.add(Planned(guests=(ANNA, MEHMET), location=NUMBER, minutes=45))
        event = everything(subject).events[ref.id]
        assert (event.ref, event.title, event.location) == (ref, Planned().title, NUMBER)
        assert span_of(event).start == TUESDAY_TEN
        assert span_of(event).duration == timedelta(minutes=45)
        assert {guest.address for guest in event.guests} == {ANNA.address, MEHMET.address}
        assert (event.organiser, event.i_organise, event.i_may_edit) == (JULE, True, True)
        assert (event.marker, event.ours, event.recurring) == (None, None, False)

    def test_nothing_is_news_twice(self, subject: Subject) -> None:
        """With the cursor of an answer, nothing of it is news."""
        subject.add(Planned())
        before = everything(subject)
        assert not since(subject, before)

    def test_a_new_event_is_news(self, subject: Subject) -> None:
        """An event that a human adds is news."""
        subject.add(Planned())
        before = everything(subject)
        ref = subject.add(Planned(start=TUESDAY_TEN + HOUR))
        found = since(subject, before)
        assert [event.id for event in found.changed] == [ref.id]

    def test_a_changed_event_is_news(self, subject: Subject) -> None:
        """An event that a human changes is news with another version, and the others are not."""
        ref = subject.add(Planned())
        subject.add(Planned(start=TUESDAY_TEN + HOUR))
        before = everything(subject)
        subject.move(ref, HOUR)
        (event,) = since(subject, before).changed
        assert (event.id, span_of(event).start) == (ref.id, TUESDAY_TEN + HOUR)
        assert event.version != before.events[ref.id].version

    def test_a_removed_event_is_gone(self, subject: Subject) -> None:
        """An event that a human removes is named as gone, or missing in a full answer."""
        ref = subject.add(Planned())
        subject.add(Planned(start=TUESDAY_TEN + HOUR))
        before = everything(subject)
        subject.remove(ref)
        found = since(subject, before)
        assert not found.changed
        assert found.gone == {ref.id}
        assert ref.id not in everything(subject).events

    def test_what_leaves_the_window_is_gone(self, subject: Subject) -> None:
        """An event that is dragged out of the window is gone, and one outside is not listed."""
        ref = subject.add(Planned())
        subject.add(Planned(start=TUESDAY_TEN + HOUR))
        subject.add(Planned(start=WINDOW.last + HOUR))
        before = everything(subject)
        assert len(before.events) == 2
        subject.move(ref, timedelta(days=60))
        assert since(subject, before).gone == {ref.id}

    def test_pages_list_everything_once(self, subject: Subject) -> None:
        """All pages together list every event once, and only the last one has a cursor."""
        refs = [subject.add(Planned(start=TUESDAY_TEN + number * HOUR)) for number in range(5)]
        pages = _pages(subject)
        listed = [event.id for page in pages for event in page.events]
        assert sorted(listed) == sorted(ref.id for ref in refs)
        assert [bool(page.cursor) for page in pages] == [not page.more for page in pages]
        assert all(page.full for page in pages)

    def test_what_changes_between_pages_is_not_lost(self, subject: Subject) -> None:
        """What a human changes while pages are read is in one of them, or the next news."""
        refs = [subject.add(Planned(start=TUESDAY_TEN + number * HOUR)) for number in range(5)]
        page = subject.calendar.read(WINDOW)
        subject.retitle(refs[0], "Neuer Titel")
        seen = {event.id: event.title for event in page.events}
        while page.more:
            page = subject.calendar.read(WINDOW, None, page.more)
            seen |= {event.id: event.title for event in page.events}
        page = subject.calendar.read(WINDOW, page.cursor)
        seen |= {event.id: event.title for event in page.events}
        assert seen[refs[0].id] == "Neuer Titel"

    def test_a_dead_cursor(self, subject: Subject) -> None:
        """A dead cursor raises CursorDeadError or is answered in full; a pull reads on either way."""
        ref = subject.add(Planned())
        before = everything(subject)
        subject.expire()
        try:
            page = subject.calendar.read(WINDOW, before.cursor)
        except CursorDeadError:
            assert everything(subject).full
        else:
            assert page.full or not page.events
        assert not since(subject, before)
        assert ref.id in everything(subject).events

    def test_a_fetch_is_fresh(self, subject: Subject) -> None:
        """A fetched event is as it is now, with the version that reading gives it."""
        ref = subject.add(Planned())
        assert fresh(subject, ref) == everything(subject).events[ref.id]
        subject.shorten(ref, FIVE)
        event = fresh(subject, ref)
        assert span_of(event).duration == timedelta(minutes=25)
        assert event == everything(subject).events[ref.id]

    def test_a_fetch_of_what_is_gone(self, subject: Subject) -> None:
        """A fetch of an event that is gone raises EventGoneError."""
        ref = subject.add(Planned())
        subject.remove(ref)
        with pytest.raises(EventGoneError):
            subject.calendar.fetch(ref)

    def test_whole_days(self, subject: Subject) -> None:
        """Whole days are read as days, both ends included."""
        ref = subject.add(Planned(days=2))
        day = TUESDAY_TEN.date()
        assert fresh(subject, ref).span == AllDay(first=day, last=day + timedelta(days=1))
        assert everything(subject).events[ref.id].span == AllDay(first=day, last=day + timedelta(days=1))

    @pytest.mark.parametrize("zone", ["America/New_York", "Asia/Kolkata", "UTC"])
    def test_other_zones(self, subject: Subject, zone: str) -> None:
        """A time in another zone is the same instant."""
        ref = subject.add(Planned(zone=zone))
        assert span_of(fresh(subject, ref)).start.astimezone(UTC) == TUESDAY_TEN.astimezone(UTC)

    def test_a_series_is_read_by_occurrence(self, subject: Subject) -> None:
        """Each occurrence of a series is an event of its own, found again by its reference."""
        ref = subject.add(Planned(weeks=3))
        events = everything(subject).events
        assert {event.ref.series for event in events.values()} == {ref.series}
        starts = sorted(span_of(event).start for event in events.values())
        assert starts == [TUESDAY_TEN + timedelta(weeks=number) for number in range(3)]
        assert all(event.recurring for event in events.values())
        assert [fresh(subject, event.ref) for event in events.values()] == list(events.values())

    def test_unreadable_is_not_empty(self, subject: Subject) -> None:
        """A calendar that cannot be read raises an error of ours, and never gives an empty answer."""
        ref = subject.add(Planned())
        before = everything(subject)
        subject.spoil()
        for asked in (
            lambda: subject.calendar.read(WINDOW),
            lambda: subject.calendar.read(WINDOW, before.cursor),
            lambda: subject.calendar.fetch(ref),
        ):
            with pytest.raises(CalendarError) as raised:
                asked()
            assert not isinstance(raised.value, EventGoneError)


def _pages(subject: Subject) -> list[Page]:
    pages = [subject.calendar.read(WINDOW)]
    while pages[-1].more:
        pages.append(subject.calendar.read(WINDOW, None, pages[-1].more))
    return pages
