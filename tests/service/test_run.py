"""Whole runs on a file: crashes in between, a file that was changed meanwhile, whose it is."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from calendar_sync.edit import EditState
from calendar_sync.errors import ChangedMeanwhileError
from service.run import apply
from service.store import ledger, people
from service.store.ledger import Entry
from service.store.owners import local_owner
from service.undo import Selection
from tests.builders import ANNA, MONDAY
from tests.ics import calendar, entry
from tests.world import World, blocks, with_end_moved, world

WEEK = calendar(entry(), entry("weekly@test", lines=("RRULE:FREQ=WEEKLY;COUNT=3",)))


def edits(here: World) -> tuple[Entry, ...]:
    """Return the ledger."""
    with here.store.session() as session:
        return ledger.entries(session, local_owner(session, here.store.keyring, now=MONDAY))


def states(here: World) -> set[EditState]:
    """Return the states that edits are in."""
    return {each.state for each in edits(here)}


def test_a_crash_before_the_file_was_written() -> None:
    """The intents are in the ledger, the file is the old one; the next run makes it good, once."""
    with world(WEEK) as here:
        nowhere = here.folder / "nowhere" / "calendar.ics"
        with pytest.raises(OSError, match="nowhere"):
            apply(here.look(), here.store, target=nowhere, now=MONDAY, language="de")
        assert states(here) == {EditState.WRITING}
        assert here.file.read_bytes() == WEEK
        run = here.look()
        assert states(here) == {EditState.REFUSED}
        apply(run, here.store, target=here.file, now=MONDAY, language="de")
        assert states(here) == {EditState.DONE}
        assert not any(each.changes for each in here.look().decisions)
        here.undo()
        assert here.file.read_bytes() == WEEK


def test_a_crash_after_the_file_was_written() -> None:
    """The file holds the edits, the ledger does not know yet: the file tells, nothing is done twice."""
    with world(WEEK) as here:
        here.apply()
        after = here.file.read_bytes()
        with here.store.session() as session:
            owned = local_owner(session, here.store.keyring, now=MONDAY)
            for each in ledger.entries(session, owned):
                ledger.mark(session, owned, each, EditState.WRITING, now=MONDAY)
        assert not any(each.changes for each in here.look().decisions)
        assert states(here) == {EditState.DONE}
        here.apply()
        assert here.file.read_bytes() == after
        here.undo()
        assert here.file.read_bytes() == WEEK


def test_an_undo_straight_after_a_crash() -> None:
    """What was being written can be taken back without a look in between."""
    with world(WEEK) as here:
        here.apply()
        with here.store.session() as session:
            owned = local_owner(session, here.store.keyring, now=MONDAY)
            for each in ledger.entries(session, owned):
                ledger.mark(session, owned, each, EditState.WRITING, now=MONDAY)
        here.undo()
        assert here.file.read_bytes() == WEEK


def test_a_program_that_was_faster() -> None:
    """A file that changed between deciding and writing is not overwritten, nor is what was begun done."""
    with world(WEEK) as here:
        run = here.look()
        newer = WEEK.replace(b"Stellenprofil", b"Gehalt")
        here.file.write_bytes(newer)
        with pytest.raises(ChangedMeanwhileError, match=r"^written_meanwhile"):
            apply(run, here.store, target=here.file, now=MONDAY, language="de")
        assert here.file.read_bytes() == newer
        here.look()
        assert states(here) == {EditState.REFUSED}


def test_the_ledger_says_why_and_whom() -> None:
    """Each edit is kept with its title, its changes in words, its minutes and who was told."""
    with world(WEEK) as here:
        here.apply()
        first = next(each for each in edits(here) if each.minutes)
        assert first.title == "Abstimmung Stellenprofil"
        assert any("Minuten" in line for line in first.summary)
        assert (first.room, first.guests_told, first.reversible) == ("lengthen", 1, True)


def test_a_human_wins_over_a_series() -> None:
    """One occurrence shortened again keeps the rule off the whole series, for good."""
    with world(WEEK, {"minutes": "4"}) as here:
        here.apply()
        text = here.text
        block = next(each for each in blocks(text) if "weekly@test" in each and "RECURRENCE-ID" in each)
        here.file.write_bytes(text.replace(block, with_end_moved(block, -timedelta(minutes=2))).encode())
        here.look()
        here.lose_memory()
        reasons = {
            each.event.id: each.verdicts[0].reason.code.value
            for each in here.look(MONDAY + timedelta(days=1)).decisions
            if each.event.ref.series == "weekly@test"
        }
        assert set(reasons.values()) <= {"changed_back", "series_changed_back", "already_made", "past"}
        assert "changed_back" in reasons.values()


def test_undo_by_day() -> None:
    """One day's edits are taken back, the others stay."""
    with world(WEEK) as here:
        here.apply()
        here.undo(Selection(day=MONDAY.date() + timedelta(days=1)))
        assert {each.day for each in edits(here) if each.state is EditState.DONE} == {
            MONDAY.date() + timedelta(days=8),
            MONDAY.date() + timedelta(days=15),
        }


def test_what_was_asked_is_remembered() -> None:
    """After an apply, the person's questions are kept, so that none comes twice."""
    with world(WEEK) as here:
        here.apply()
        with here.store.session() as session:
            owned = local_owner(session, here.store.keyring, now=MONDAY)
            anna = people.find_person(session, owned, ANNA.address)
            assert anna is not None
            assert len([each for each in anna.used if each.startswith("question:")]) >= 3


def test_somebody_not_met_for_a_year_is_forgotten() -> None:
    """Keeping ends twelve months after the last contact, when a calendar is next applied."""
    with world(calendar(entry(guests=()))) as here:
        later = MONDAY + timedelta(days=366)
        run = here.look(later)
        done = apply(run, here.store, target=here.file, now=later, language="de")
        assert done.forgotten == 2


def test_the_folder_holds_nothing_but_the_file(tmp_path: Path) -> None:
    """No temporary file is left beside the calendar."""
    with world(WEEK) as here:
        here.apply()
        here.undo()
        assert {each.name for each in here.folder.iterdir()} == {"calendar.ics", "data"}
    assert not list(tmp_path.iterdir())
