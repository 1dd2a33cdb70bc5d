"""A file that is followed: bytes, locks, links, and other programs that write it too."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from calendar_sync.errors import (
    CalendarError,
    EventGoneError,
    NoCalendarError,
    NotAllowedError,
    TooLargeError,
    UnavailableError,
)
from calendar_sync.icalendar_file.adapter import FileCalendar
from calendar_sync.icalendar_file.limits import Limits
from calendar_sync.port import Reader, Window
from policies.event import Ours, OursKind, Status
from tests.builders import ANNA, MONDAY, TUESDAY_TEN
from tests.calendar_sync.contract.subject import (
    HOUR,
    WINDOW,
    Planned,
    everything,
    fresh,
    hold,
    opener,
    room,
    send,
    since,
    span_of,
)
from tests.calendar_sync.icalendar_file.subject import READER, FileSubject, drafted
from tests.ics import calendar, entry


@pytest.fixture
def subject(tmp_path: Path) -> FileSubject:
    """Begin with an empty calendar in a folder of its own."""
    folder = tmp_path / "folder"
    folder.mkdir()
    return FileSubject(folder / "calendar.ics")


def test_the_same_bytes_are_no_news(subject: FileSubject) -> None:
    """With the same bytes and the same window the answer is no news, with the same cursor, for anybody."""
    subject.add(Planned())
    first = subject.calendar.read(WINDOW)
    os.utime(subject.path)
    for reader in (subject.calendar, FileCalendar(subject.path, READER)):
        again = reader.read(WINDOW, first.cursor)
        assert (again.events, again.full, again.cursor) == ((), False, first.cursor)


@pytest.mark.parametrize(
    ("window", "reader"),
    [
        pytest.param(Window(first=WINDOW.first, last=WINDOW.last + HOUR), READER, id="window"),
        pytest.param(WINDOW, replace(READER, addresses=frozenset({ANNA.address})), id="owner"),
    ],
)
def test_another_question_is_answered_in_full(subject: FileSubject, window: Window, reader: Reader) -> None:
    """A cursor of another window or owner is answered with everything."""
    subject.add(Planned())
    first = subject.calendar.read(WINDOW)
    again = FileCalendar(subject.path, reader).read(window, first.cursor)
    assert (len(again.events), again.full) == (1, True)
    assert again.cursor != first.cursor


def test_what_was_understood_is_kept(subject: FileSubject) -> None:
    """The file is understood once for the same bytes, and again for others; after our write it is known."""
    ref = subject.add(Planned())
    kept = subject.calendar.fetch(ref).source
    os.utime(subject.path)
    assert subject.calendar.fetch(ref).source is kept
    send(subject, ref, room(fresh(subject, ref)))
    ours = subject.calendar.fetch(ref).source
    assert ours is not kept
    assert subject.calendar.fetch(ref).source is ours
    subject.retitle(ref, "Anders")
    assert subject.calendar.fetch(ref).source is not ours


@pytest.mark.parametrize("cut", [0, 9, 200, -3, -17, -60])
def test_half_a_file_is_not_believed(subject: FileSubject, cut: int) -> None:
    """A file that another program is just writing passes as unavailable, and is read once it is whole."""
    subject.add(Planned())
    cursor = subject.calendar.read(WINDOW).cursor
    whole = subject.path.read_bytes()
    subject.path.write_bytes(whole[:cut])
    for asked in (None, cursor):
        with pytest.raises(UnavailableError, match="another program may be writing it"):
            subject.calendar.read(WINDOW, asked)
    subject.path.write_bytes(whole)
    assert len(subject.calendar.read(WINDOW).events) == 1


def _folder(subject: FileSubject) -> None:
    subject.path.unlink()
    subject.path.mkdir()


def _large(subject: FileSubject) -> None:
    subject.calendar.limits = Limits(file_bytes=100)


BROKEN: list[tuple[Callable[[FileSubject], object], type[CalendarError], str]] = [
    (
        lambda subject: subject.path.unlink(),
        UnavailableError,
        r"^unreadable \(file=calendar.ics, reason=No such file",
    ),
    (
        lambda subject: subject.path.write_bytes(b"<html>No calendar here</html>"),
        NoCalendarError,
        "^not_a_calendar",
    ),
    (_folder, NoCalendarError, "^no_file"),
    (_large, TooLargeError, "^large_file"),
]


@pytest.mark.parametrize(("spoil", "error", "said"), BROKEN)
def test_what_cannot_be_read(
    subject: FileSubject, spoil: Callable[[FileSubject], object], error: type[CalendarError], said: str
) -> None:
    """What passes and what does not are told apart, for each question and each write."""
    draft = drafted(subject)
    cursor = subject.calendar.read(WINDOW).cursor
    spoil(subject)
    for asked in (
        lambda: subject.calendar.read(WINDOW),
        lambda: subject.calendar.read(WINDOW, cursor),
        lambda: subject.calendar.fetch(draft.written.ref),
        lambda: subject.calendar.send(draft),
        lambda: subject.calendar.take_back(draft.written, now=MONDAY),
    ):
        with pytest.raises(error, match=said):
            asked()


def test_undo_is_byte_for_byte(subject: FileSubject) -> None:
    """With all edits taken back, in whatever order, the file is the one that it was."""
    ref = subject.add(Planned(weeks=3))
    before = subject.path.read_bytes()
    event = fresh(subject, ref)
    sent = [send(subject, ref, wish) for wish in (room(event), hold(event), opener(event))]
    assert subject.path.read_bytes() != before
    for each in sent:
        subject.calendar.take_back(each.written, now=MONDAY)
    assert subject.path.read_bytes() == before


def test_an_old_entry_has_no_anchor(subject: FileSubject) -> None:
    """An entry of an older version is read without an anchor, and left where it is."""
    ref = subject.add(Planned())
    send(subject, ref, hold(fresh(subject, ref)))
    where = subject.calendar.ours(OursKind.HOLD, ref)
    text = subject.text_of_file.replace("\r\n ", "")
    assert "&at=20261124T093000Z" in text
    subject.save(text.replace("&at=20261124T093000Z", ""))
    ours = fresh(subject, where).ours
    assert ours is not None
    assert ours == Ours(kind=OursKind.HOLD, edit_id=ours.edit_id, event_id=ref.id)


def test_a_changed_series_is_another_version_of_its_exceptions(subject: FileSubject) -> None:
    """An occurrence with an entry of its own is another version when its series changes."""
    ref = subject.add(Planned(weeks=3))
    send(subject, ref, room(fresh(subject, ref)))
    before = everything(subject)
    block = next(block for block in subject.blocks if "RRULE" in block)
    subject.save(subject.text_of_file.replace(block, block.replace("COUNT=3", "COUNT=4")))
    assert {event.id for event in since(subject, before).changed} >= set(before.events)


def test_a_cancelled_event_is_fetched_as_such(subject: FileSubject) -> None:
    """An event that is cancelled and still in the file is read as cancelled."""
    subject.save(calendar(entry(lines=("STATUS:CANCELLED",))).decode())
    (event,) = everything(subject).events.values()
    assert fresh(subject, event.ref).status is Status.CANCELLED


def test_a_moved_occurrence_is_found(subject: FileSubject) -> None:
    """An occurrence that was moved far away is fetched by its original start."""
    far = TUESDAY_TEN + timedelta(days=20)
    moved = entry(start=far, lines=("RECURRENCE-ID;TZID=Europe/Berlin:20261201T100000",))
    subject.save(calendar(entry(lines=("RRULE:FREQ=WEEKLY;COUNT=3",)), moved).decode())
    event = next(each for each in everything(subject).events.values() if span_of(each).start == far)
    assert event.ref.occurrence == "20261201T090000Z"
    assert fresh(subject, event.ref) == event
    with pytest.raises(EventGoneError):
        fresh(subject, replace(event.ref, occurrence="20261202T090000Z"))


def test_what_somebody_else_organises(subject: FileSubject) -> None:
    """An event of another organiser is not written, whoever drafted it."""
    draft = drafted(subject)
    stranger = FileCalendar(subject.path, replace(READER, addresses=frozenset({ANNA.address})))
    before = subject.path.read_bytes()
    with pytest.raises(NotAllowedError):
        stranger.send(draft)
    assert subject.path.read_bytes() == before


def test_what_is_not_ours_any_more_is_not_taken_back(subject: FileSubject) -> None:
    """An event that has another organiser since is not written by an undo either."""
    ref = subject.add(Planned())
    sent = send(subject, ref, room(fresh(subject, ref)))
    subject.calendar.reader = replace(READER, addresses=frozenset({ANNA.address}))
    before = subject.path.read_bytes()
    with pytest.raises(NotAllowedError):
        subject.calendar.take_back(sent.written, now=MONDAY)
    assert subject.path.read_bytes() == before


def test_what_another_program_keeps_beside_is_no_rewriting(subject: FileSubject) -> None:
    """An entry that another program saved with its own remarks is still ours to take out."""
    ref = subject.add(Planned())
    sent = send(subject, ref, opener(fresh(subject, ref)))
    text = subject.text_of_file.replace(
        "SUMMARY:Gesprächseinstieg", "X-MOZ-GENERATION:2\r\nSUMMARY;LANGUAGE=de:Gesprächseinstieg"
    )
    subject.save(text.replace("ACTION:DISPLAY", "ACKNOWLEDGED:20261124T085000Z\r\nACTION:DISPLAY"))
    assert subject.calendar.take_back(sent.written, now=MONDAY).kept == ()
    assert "X-PLAUSCH" not in subject.text_of_file
