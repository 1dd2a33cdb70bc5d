"""The file keeps what every calendar promises."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.calendar_sync.contract.entries import EntriesContract
from tests.calendar_sync.contract.reading import ReadingContract
from tests.calendar_sync.contract.subject import Subject
from tests.calendar_sync.contract.undoing import UndoContract
from tests.calendar_sync.contract.upkeep import UpkeepContract
from tests.calendar_sync.contract.writing import WritingContract
from tests.calendar_sync.icalendar_file.subject import FileSubject


@pytest.fixture
def subject(tmp_path: Path) -> Subject:
    """Begin with an empty calendar."""
    return FileSubject(tmp_path / "calendar.ics")


class TestReading(ReadingContract):
    """Reading."""


class TestWriting(WritingContract):
    """Writing."""


class TestEntries(EntriesContract):
    """Entries of ours."""


class TestUndo(UndoContract):
    """Taking back."""


class TestUpkeep(UpkeepContract):
    """Following the meeting."""
