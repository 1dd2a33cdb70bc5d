"""A short text that is another one as soon as anything of an owner's has changed: cheap to ask for.

Texts are sealed with a fresh nonce each time, so a row that was written again looks different, whatever it
says; mirrored events change only together with their calendar's ``serial``.
"""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import Select, func, select
from sqlmodel import Session, SQLModel

from service.store.owners import Owned

_TABLES = SQLModel.metadata.tables


def pulse(session: Session, owned: Owned) -> str:
    """Return the owner's pulse, 16 hexadecimal digits."""
    beat = sha256()
    for query in _queries(owned.id):
        for row in session.connection().execute(query):
            beat.update(repr(tuple(row)).encode())
    return beat.hexdigest()[:16]


def _queries(owner: str) -> tuple[Select[tuple[object, ...]], ...]:
    calendar, edit = _TABLES["calendar"].c, _TABLES["edit"].c
    use = _TABLES["opener_use"].c
    moments = (edit.created, edit.done, edit.undone, edit.undo_wanted, edit.not_before)
    standing = (calendar.id, calendar.state, calendar.alarm, calendar.error, calendar.serial, calendar.wanted)
    return (
        select(*standing, calendar.synced, calendar.quiet_until).where(calendar.owner_id == owner),
        select(edit.state, func.count(), *map(func.max, moments), *map(func.count, moments))
        .where(edit.owner_id == owner)
        .group_by(edit.state),
        select(func.count(), func.max(use.id)).where(use.owner_id == owner),
        *(_sealed(name, owner) for name in ("person", "note", "story", "setting", "hands_off")),
    )


def _sealed(name: str, owner: str) -> Select[tuple[object, ...]]:
    table = _TABLES[name]
    what = table.c.sealed if "sealed" in table.c else table.c.event_id
    return select(what).where(table.c.owner_id == owner).order_by(*table.primary_key.columns)
