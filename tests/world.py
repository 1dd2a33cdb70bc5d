"""A small world for whole runs: a folder with a store and a calendar file, and a human who edits it."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from calendar_sync.edit import TakenBack
from policies.context import Note, NoteKind, Person, Story
from service.run import Question, Run, apply, look
from service.store import people, preferences, stories
from service.store.ledger import Entry
from service.store.owners import local_owner
from service.store.store import Store, open_store
from service.undo import Selection, take_back
from tests.builders import ANNA, JULE, MONDAY, TOM

SECRET = "Zitronenbaum"  # a word that stands in every note and story, and nowhere else
_BLOCK = re.compile(r"BEGIN:VEVENT.*?END:VEVENT\r?\n?", re.DOTALL)


@dataclass(slots=True)
class World:
    """``file`` is the calendar, ``store`` what Plausch remembers."""

    folder: Path
    store: Store

    @property
    def file(self) -> Path:
        """The calendar that is read and changed in place."""
        return self.folder / "calendar.ics"

    @property
    def text(self) -> str:
        """The calendar as text."""
        return self.file.read_bytes().decode()

    def look(self, now: datetime = MONDAY) -> Run:
        """Decide."""
        return look(Question(path=self.file, addresses=frozenset({JULE}), now=now), self.store)

    def apply(self, now: datetime = MONDAY) -> Run:
        """Decide and carry out."""
        run = self.look(now)
        apply(run, self.store, target=self.file, now=now, language="de")
        return run

    def undo(
        self, selection: Selection | None = None, now: datetime = MONDAY
    ) -> list[tuple[Entry, TakenBack]]:
        """Take edits back."""
        with self.store.session() as session:
            owned = local_owner(session, self.store.keyring, now=now)
        return take_back(self.file, self.store, owned, selection or Selection(), now=now, target=self.file)

    def lose_memory(self) -> None:
        """Lose the whole database and its keys."""
        self.store.close()
        self.store = open_store(Path(tempfile.mkdtemp(dir=self.folder)))

    def fill(self, choices: Mapping[str, str], now: datetime = MONDAY) -> None:
        """Keep settings, Anna and Tom with notes, and stories."""
        with self.store.session() as session:
            owned = local_owner(session, self.store.keyring, now=now)
            for name, value in choices.items():
                preferences.choose(session, owned, name, value)
            for guest in (ANNA, TOM):
                person = Person(id="", name=guest.name, addresses=(guest.address,))
                people.add_person(session, owned, person, now=now)
                for kind in (NoteKind.THREAD, NoteKind.FACT):
                    note = Note(id="", kind=kind, text=f"der {SECRET} {kind}", since=now.date())
                    people.add_note(session, owned, guest.address, note, now=now)
            for number in range(3):
                story = Story(id="", text=f"{SECRET} {number} trägt Früchte.")
                stories.add_story(session, owned, story, now=now)


@contextmanager
def world(data: bytes, choices: Mapping[str, str] | None = None) -> Iterator[World]:
    """Open a world around a calendar file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        opened = World(folder, open_store(folder / "data"))
        try:
            opened.file.write_bytes(data)
            opened.fill(choices or {})
            yield opened
        finally:
            opened.store.close()


def blocks(text: str) -> list[str]:
    """Cut a calendar's text into its events."""
    return _BLOCK.findall(text)


def with_end_moved(block: str, by: timedelta) -> str:
    """Move an event's end as a human would: DTEND only, in whatever form it has."""
    return re.sub(
        r"(?m)^(DTEND[^:\r\n]*:)(\d{8}T\d{6})", lambda found: found[1] + _moved(found[2], by), block
    )


def with_all_moved(block: str, by: timedelta) -> str:
    """Drag an event elsewhere: start and end by the same time."""
    pattern = r"(?m)^(DT(?:START|END)[^:\r\n]*:)(\d{8}T\d{6})"
    return re.sub(pattern, lambda found: found[1] + _moved(found[2], by), block)


def _moved(value: str, by: timedelta) -> str:
    moment = datetime.strptime(value, "%Y%m%dT%H%M%S") + by  # noqa: DTZ007  # wall clock in, wall clock out
    return moment.strftime("%Y%m%dT%H%M%S")
