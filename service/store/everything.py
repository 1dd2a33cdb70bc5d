"""Everything that is kept for an owner, in one structured file.

The tables themselves say which rows are the owner's (a column ``owner_id``), so that a new one is part of
it without being named here. What would open a door is left out, and named.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, cast

from sqlmodel import Session, SQLModel, select

from service.store.owners import Owned
from service.store.rotation import Sealed, where_of
from service.store.tables import OwnerRow

FORMAT = "plausch-export-1"
OWNER = "owner_id"
LEFT_OUT: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "session": frozenset({"fingerprint"}),
        "sign_in": frozenset({"fingerprint"}),
        "connection": frozenset({"sealed", "subject"}),
        "channel": frozenset({"fingerprint"}),
        "consent_round": frozenset({"fingerprint", "browser", "sealed"}),
    }
)
"""By table the columns that are never handed out: who has them can sign in, or act for the owner."""


def tables_of_owners() -> dict[str, type[SQLModel]]:
    """Return by name every table whose rows belong to an owner."""
    models = {cast("str", each.__tablename__): each for each in _models(SQLModel)}
    return {
        name: models[name]
        for name, table in sorted(SQLModel.metadata.tables.items())
        if OWNER in table.columns
    }


def export_owner(session: Session, owned: Owned, *, now: datetime) -> dict[str, Any]:
    """Return all rows of an owner by table, texts opened; moments and days as ISO 8601."""
    owner = session.get_one(OwnerRow, owned.id)
    return {
        "format": FORMAT,
        "made": now.isoformat(),
        "owner_since": owner.created.isoformat(),
        "left_out": {name: sorted(LEFT_OUT[name]) for name in tables_of_owners() if name in LEFT_OUT},
        "tables": {name: _rows(session, owned, model) for name, model in tables_of_owners().items()},
    }


def _rows(session: Session, owned: Owned, model: type[SQLModel]) -> list[dict[str, Any]]:
    mine = SQLModel.metadata.tables[cast("str", model.__tablename__)].c[OWNER] == owned.id
    return [_row(owned, row) for row in session.exec(select(model).where(mine))]


def _row(owned: Owned, row: SQLModel) -> dict[str, Any]:
    shut = LEFT_OUT.get(cast("str", row.__tablename__), frozenset())
    values = {name: getattr(row, name) for name in type(row).model_fields if name not in shut | {OWNER}}
    if sealed := values.pop("sealed", b""):
        values["content"] = _opened(owned.open(sealed, where_of(cast("Sealed", row))))
    return {name: _plain(value) for name, value in values.items()}


def _opened(text: str) -> Any:  # noqa: ANN401  # a record, or plain words
    return json.loads(text) if text.startswith(("{", "[")) and _is_json(text) else text


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _plain(value: Any) -> Any:  # noqa: ANN401  # whatever a column holds
    return value.isoformat() if isinstance(value, date) else value


def _models(model: type[SQLModel]) -> list[type[SQLModel]]:
    found: list[type[SQLModel]] = []
    for each in model.__subclasses__():
        found += [each] if hasattr(each, "__tablename__") and hasattr(each, "__table__") else []
        found += _models(each)
    return found
