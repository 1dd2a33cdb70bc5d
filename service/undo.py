"""Take edits back, and say what could not be: only what still holds what was written is restored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from calendar_sync.edit import EditState, TakenBack
from calendar_sync.errors import ChangedMeanwhileError, Why
from calendar_sync.icalendar_file.disk import write_atomically
from calendar_sync.icalendar_file.document import CalendarFile
from calendar_sync.port import Reader
from service.run import calendar_name
from service.store import ledger, preferences
from service.store.owners import Owned
from service.store.store import Store
from service.whose import owner_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which edits to take back: of one day, of one person, by id, or all that are left."""

    day: date | None = None
    person: str | None = None
    edit: str | None = None


def chosen_edits(path: Path, store: Store, owned: Owned, selection: Selection) -> tuple[ledger.Entry, ...]:
    """Return the edits of a file that a selection means and that are left to take back, the latest first."""
    with store.session() as session:
        found = ledger.entries(
            session,
            owned,
            calendar=calendar_name(path),
            states=(EditState.DONE, EditState.WRITING),
            person=selection.person,
        )
    return tuple(entry for entry in reversed(found) if _is_chosen(entry, selection))


def take_back(
    path: Path,
    store: Store,
    owned: Owned,
    selection: Selection,
    *,
    now: datetime,
    target: Path,
) -> list[tuple[ledger.Entry, TakenBack]]:
    """Undo edits of a file, the latest first; what a human changed since stays."""
    file = CalendarFile.open(path)
    with store.session() as session:
        written = preferences.written_choices(session, owned)
    owner = owner_of(frozenset(), written)
    reader = Reader(addresses=frozenset(), zone=owner.zone, region=owner.region)
    chosen = chosen_edits(path, store, owned, selection)
    outcome = [(entry, file.take_back(entry.written, reader=reader)) for entry in chosen]
    if outcome:
        if not file.is_still(path):
            raise ChangedMeanwhileError(Why.WRITTEN_MEANWHILE, file=path.name)
        write_atomically(target, file.dump())
    with store.session() as session:
        for entry, _ in outcome:
            ledger.mark(session, owned, entry, EditState.UNDONE, now=now)
    return outcome


def knows_edits(path: Path, store: Store, owned: Owned) -> bool:
    """Tell whether the ledger knows of any edit that left its mark in a file, or the file has none."""
    marked = CalendarFile.open(path).edit_ids()
    with store.session() as session:
        known = {entry.id for entry in ledger.entries(session, owned, calendar=calendar_name(path))}
    return not marked or bool(marked & known)


def _is_chosen(entry: ledger.Entry, selection: Selection) -> bool:
    if selection.day and entry.day != selection.day:
        return False
    return not selection.edit or entry.id.startswith(selection.edit)
