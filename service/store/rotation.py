"""Change the sealing key: everything is sealed anew, in small steps that a crash may interrupt."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, assert_never, get_args

from sqlmodel import Session, delete, select
from sqlmodel.sql.expression import SelectOfScalar

from service.store.owners import Owned
from service.store.sealing import KeyProblemError, Keyring, new_key, save_keys, version_of
from service.store.store import Store
from service.store.tables import (
    CalendarRow,
    ConnectionRow,
    EditRow,
    EventRow,
    NoteRow,
    PartingRow,
    PersonRow,
    RoundRow,
    SettingRow,
    StoryRow,
)
from service.words import N_

_STEP = 200
Sealed = (
    PersonRow
    | NoteRow
    | StoryRow
    | SettingRow
    | EditRow
    | CalendarRow
    | EventRow
    | ConnectionRow
    | PartingRow
)
TABLES = get_args(Sealed)


def rotate(store: Store) -> tuple[Store, int]:
    """Seal everything with a new key; return the store with it and how many texts were sealed.

    The new key is in the key file before anything is sealed with it, and the old one leaves only
    after the last text: whatever interrupts this, every text can be opened. Run it again to finish.
    """
    if store.key_file is None:
        message = N_("The keys come from a setting: put a new one with a higher version first there.")
        raise KeyProblemError(message)
    keyring = Keyring({**store.keyring.keys, store.keyring.newest + 1: new_key()})
    save_keys(store.key_file, keyring)
    fresh = replace(store, keyring=keyring)
    count = reseal(fresh)
    lookup = min(keyring.keys)
    kept = Keyring({each: keyring.keys[each] for each in {lookup, keyring.newest}})
    save_keys(store.key_file, kept)
    return replace(store, keyring=kept), count


def reseal(store: Store) -> int:
    """Seal with the newest key whatever was sealed with an older one; rounds of consent begin anew."""
    with store.session() as session:
        session.exec(delete(RoundRow))
    return sum(_reseal_table(store, select(table)) for table in TABLES)


def _reseal_table(store: Store, query: SelectOfScalar[Any]) -> int:
    count = 0
    with Session(store.engine) as session:
        rows: list[Sealed] = [row for row in session.exec(query) if _is_old(row, store.keyring)]
        for start in range(0, len(rows), _STEP):
            for row in rows[start : start + _STEP]:
                owned = Owned(row.owner_id, store.keyring)
                row.sealed = owned.seal(owned.open(row.sealed, where_of(row)), where_of(row))
                session.add(row)
                count += 1
            session.commit()
    return count


def where_of(row: Sealed) -> str:  # noqa: C901, PLR0911  # one for each table
    """Return what the text of a row is sealed for."""
    match row:
        case PersonRow():
            return f"person:{row.id}"
        case NoteRow():
            return f"note:{row.id}"
        case StoryRow():
            return f"story:{row.id}"
        case SettingRow():
            return f"setting:{row.name}"
        case EditRow():
            return f"edit:{row.calendar}:{row.id}"
        case CalendarRow():
            return f"calendar:{row.id}"
        case EventRow():
            return f"event:{row.calendar}:{row.id}"
        case ConnectionRow():
            return f"connection:{row.id}"
        case PartingRow():
            return f"parting:{row.id}"
        case unreachable:
            assert_never(unreachable)


def _is_old(row: Sealed, keyring: Keyring) -> bool:
    return bool(row.sealed) and version_of(row.sealed) != keyring.newest
