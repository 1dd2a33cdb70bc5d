"""Change the sealing key: everything is sealed anew, in small steps that a crash may interrupt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlmodel import Session, select

from service.store.owners import Owned
from service.store.sealing import KeyProblemError, Keyring, new_key, save_keys, version_of
from service.store.store import Store
from service.store.tables import EditRow, NoteRow, PersonRow, SettingRow, StoryRow

_STEP = 200
_Row = EditRow | NoteRow | PersonRow | SettingRow | StoryRow
_WHERE: tuple[tuple[type[_Row], Callable[[_Row], str]], ...] = (
    (PersonRow, lambda row: f"person:{getattr(row, 'id')}"),
    (NoteRow, lambda row: f"note:{getattr(row, 'id')}"),
    (StoryRow, lambda row: f"story:{getattr(row, 'id')}"),
    (SettingRow, lambda row: f"setting:{getattr(row, 'name')}"),
    (EditRow, lambda row: f"edit:{getattr(row, 'calendar')}:{getattr(row, 'id')}"),
)


def rotate(store: Store) -> tuple[Store, int]:
    """Seal everything with a new key; return the store with it and how many texts were sealed.

    The new key is in the key file before anything is sealed with it, and the old one leaves only
    after the last text: whatever interrupts this, every text can be opened. Run it again to finish.
    """
    if store.key_file is None:
        message = "The keys come from a setting: put a new one with a higher version first there."
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
    """Seal with the newest key whatever was sealed with an older one."""
    return sum(_reseal_table(store, table, where) for table, where in _WHERE)


def _reseal_table(store: Store, table: type[_Row], where: Callable[[_Row], str]) -> int:
    count = 0
    with Session(store.engine) as session:
        rows = [row for row in session.exec(select(table)) if _is_old(row, store.keyring)]
        for start in range(0, len(rows), _STEP):
            for row in rows[start : start + _STEP]:
                owned = Owned(row.owner_id, store.keyring)
                row.sealed = owned.seal(owned.open(row.sealed, where(row)), where(row))
                session.add(row)
                count += 1
            session.commit()
    return count


def _is_old(row: _Row, keyring: Keyring) -> bool:
    return bool(row.sealed) and version_of(row.sealed) != keyring.newest
