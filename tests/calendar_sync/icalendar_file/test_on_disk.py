"""The file on the disk: locks, links, and other programs and processes that write it too."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from calendar_sync.errors import (
    ConflictError,
    TooLargeError,
    UnavailableError,
)
from calendar_sync.icalendar_file import disk
from calendar_sync.icalendar_file.adapter import FileCalendar
from calendar_sync.icalendar_file.disk import signature_of
from calendar_sync.icalendar_file.limits import Limits
from tests.builders import MONDAY, TUESDAY_TEN
from tests.calendar_sync.contract.subject import (
    HOUR,
    WINDOW,
    Planned,
    edit_of,
    everything,
    fresh,
    hold,
    room,
    send,
    span_of,
)
from tests.calendar_sync.icalendar_file.subject import READER, FileSubject, drafted, left_in
from tests.ics import calendar, entry


@pytest.fixture
def subject(tmp_path: Path) -> FileSubject:
    """Begin with an empty calendar in a folder of its own."""
    folder = tmp_path / "folder"
    folder.mkdir()
    return FileSubject(folder / "calendar.ics")


def test_a_missing_folder(tmp_path: Path) -> None:
    """A file on a disk that is not there passes."""
    subject = FileSubject(tmp_path / "calendar.ics")
    draft = drafted(subject)
    subject.calendar.path = tmp_path / "unplugged" / "calendar.ics"
    with pytest.raises(UnavailableError, match="cannot be opened"):
        subject.calendar.send(draft)


def test_a_link_stays_a_link(subject: FileSubject, tmp_path: Path) -> None:
    """Written through a link, the file that it points to is changed, with its rights, and the link stays."""
    ref = subject.add(Planned())
    subject.path.chmod(0o640)
    link = tmp_path / "link.ics"
    link.symlink_to(subject.path)
    subject.calendar.path = link
    send(subject, ref, room(fresh(subject, ref)))
    assert link.is_symlink()
    assert b"X-PLAUSCH-MADE" in subject.path.read_bytes()
    assert subject.path.stat().st_mode & 0o777 == 0o640
    assert left_in(subject) == ["calendar.ics"]


def test_what_is_not_changed_is_not_written(subject: FileSubject) -> None:
    """An undo, an upkeep or an entry that is there already leaves the file alone, time stamps too."""
    ref = subject.add(Planned())
    sent = send(subject, ref, hold(fresh(subject, ref)))
    before = signature_of(subject.path)
    send(subject, ref, hold(fresh(subject, ref)))
    assert signature_of(subject.path) == before
    subject.calendar.take_back(sent.written, now=MONDAY)
    taken = signature_of(subject.path)
    subject.calendar.take_back(sent.written, now=MONDAY)
    assert signature_of(subject.path) == taken != before


def test_what_was_only_drafted_is_not_written(subject: FileSubject) -> None:
    """A draft that was never sent is in no later write."""
    unsent = drafted(subject)
    other = subject.add(Planned(start=TUESDAY_TEN + HOUR))
    subject.calendar.fetch(other)
    again = subject.calendar.fetch(unsent.written.ref)
    edit = edit_of(again.event, room(again.event))
    subject.calendar.draft(edit, again, now=MONDAY, language="de")
    send(subject, other, room(fresh(subject, other)))
    assert fresh(subject, unsent.written.ref).marker is None
    assert fresh(subject, other).marker is not None


def test_what_failed_is_not_written_later(subject: FileSubject) -> None:
    """A write that fails half-way is in no later write."""
    failed, other = drafted(subject), drafted(subject, Planned(start=TUESDAY_TEN + HOUR))
    subject.calendar.limits = Limits(file_bytes=subject.path.stat().st_size)
    with pytest.raises(TooLargeError):
        subject.calendar.send(failed)
    subject.calendar.limits = Limits()
    subject.calendar.send(other)
    assert fresh(subject, failed.written.ref).marker is None
    assert fresh(subject, other.written.ref).marker is not None


def test_the_signature_is_of_the_file(subject: FileSubject) -> None:
    """The signature differs after each change, and is empty where there is no file."""
    seen = {subject.calendar.signature()}
    seen.add((subject.add(Planned()), subject.calendar.signature())[1])
    subject.path.unlink()
    assert (len(seen), subject.calendar.signature()) == (2, "")


def test_a_write_of_another_program_is_not_overwritten(subject: FileSubject) -> None:
    """A file that was written between our look and our write stays as the other program wrote it."""
    subject.add(Planned())
    data, signature = disk.read_whole(subject.path, 10**6)
    subject.add(Planned(start=TUESDAY_TEN + HOUR))
    theirs = subject.path.read_bytes()
    with pytest.raises(ConflictError, match="written by another program"):
        disk.write_whole(subject.path, data + b"\r\n", signature)
    assert (subject.path.read_bytes(), left_in(subject)) == (theirs, ["calendar.ics"])


_PUSH = """
import sys
from pathlib import Path
from tests.calendar_sync.icalendar_file.test_on_disk import one_after_the_other
one_after_the_other(Path(sys.argv[1]), sys.argv[2])
"""


def one_after_the_other(path: Path, half: str) -> None:
    """Lengthen every second meeting of a file, looking again where the file was written meanwhile."""
    opened = FileCalendar(path, READER)
    events = sorted(opened.read(WINDOW).events, key=lambda event: span_of(event).start)
    for event in events[int(half) :: 2]:
        fetched = opened.fetch(event.ref)
        edit = edit_of(fetched.event, room(fetched.event))
        opened.send(opened.draft(edit, fetched, now=MONDAY, language="de"))


def test_two_processes_lose_nothing(subject: FileSubject) -> None:
    """Two processes that write at the same time wait for each other: all edits stand in the end."""
    for number in range(40):
        subject.add(Planned(start=TUESDAY_TEN + number * HOUR / 2))
    both = [
        subprocess.Popen(
            [sys.executable, "-c", _PUSH, str(subject.path), half], env={**os.environ, "PYTHONPATH": "."}
        )
        for half in "01"
    ]
    assert [each.wait(timeout=120) for each in both] == [0, 0]
    lengths = {span_of(event).duration for event in everything(subject).events.values()}
    assert lengths == {timedelta(minutes=35)}
    assert len(everything(subject).events) == 40
    assert left_in(subject) == ["calendar.ics"]


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder, as another process would."""
    handle = os.open(folder, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(handle)


def test_a_lock_that_is_never_let_go(subject: FileSubject) -> None:
    """Where another process holds the folder for seconds, the write is for later; reading goes on."""
    draft = drafted(subject)
    before = subject.path.read_bytes()
    subject.calendar.patience = timedelta(milliseconds=50)
    with held(subject.path.parent):
        assert len(subject.calendar.read(WINDOW).events) == 1
        with pytest.raises(UnavailableError, match="held by another process"):
            subject.calendar.send(draft)
    assert subject.path.read_bytes() == before
    assert subject.calendar.send(draft)


def test_a_large_file(subject: FileSubject) -> None:
    """Twenty edits of a calendar with thousands of events end, and touch nothing else."""
    entries = (entry(f"e{number}@test", TUESDAY_TEN + number * HOUR) for number in range(4_000))
    subject.save(calendar(*entries).decode())
    before = subject.calendar.read(WINDOW).events[:20]
    lines = subject.text_of_file.count("\r\n")
    for event in before:
        send(subject, event.ref, room(event))
    longer = [event for event in subject.calendar.read(WINDOW).events if event.marker]
    assert {event.id for event in longer} == {event.id for event in before}
    added = subject.text_of_file.replace("\r\n ", "").count("\r\n") - lines
    assert added == 20 * len(("SEQUENCE", "X-PLAUSCH-MADE"))
