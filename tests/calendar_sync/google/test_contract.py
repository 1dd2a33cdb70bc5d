"""Google Calendar keeps what every calendar promises."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.calendar_sync.contract.entries import EntriesContract
from tests.calendar_sync.contract.reading import ReadingContract
from tests.calendar_sync.contract.subject import Subject
from tests.calendar_sync.contract.undoing import UndoContract
from tests.calendar_sync.contract.upkeep import UpkeepContract
from tests.calendar_sync.contract.writing import WritingContract
from tests.calendar_sync.google.subject import GoogleSubject
from tests.fakes.google.server import Fake


@pytest.fixture
def subject(google: Fake) -> Iterator[Subject]:
    """Begin with an empty calendar."""
    made = GoogleSubject(google)
    yield made
    made.calendar.client.close()


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
