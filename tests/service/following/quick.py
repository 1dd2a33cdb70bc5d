"""A store that costs next to nothing: in memory, begun from one migrated database, used again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import cache

from sqlalchemy import Engine, event
from sqlalchemy.pool import StaticPool
from sqlmodel import create_engine

from service.store.sealing import Keyring, new_key
from service.store.store import Store, upgrade


def quick_stores() -> Callable[[], Store]:
    """Return what opens a new, empty store. One at a time: closing it empties it for the next one."""
    engine = _engine(_begun)
    return lambda: Store(engine, Keyring({0: new_key(), 1: new_key()}), None)


def _begun() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    connection.deserialize(_migrated())
    return connection


@cache
def _migrated() -> bytes:
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    upgrade(_engine(lambda: connection))
    return connection.serialize()


def _engine(connect: Callable[[], sqlite3.Connection]) -> Engine:
    engine = create_engine("sqlite://", creator=connect, poolclass=StaticPool)
    event.listen(engine, "connect", lambda here, _: here.execute("PRAGMA foreign_keys=ON"))
    return engine
