"""A store in a folder of its own, and two owners in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session

from service.store.owners import Owned, local_owner, owner_named
from service.store.store import Store, open_store
from tests.builders import MEHMET, MONDAY


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Open a new store."""
    opened = open_store(tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def session(store: Store) -> Iterator[Session]:
    """Work in one transaction."""
    with store.session() as opened:
        yield opened


@pytest.fixture
def jule(session: Session, store: Store) -> Owned:
    """Jule's share of the store."""
    return local_owner(session, store.keyring, now=MONDAY)


@pytest.fixture
def mehmet(session: Session, store: Store) -> Owned:
    """Mehmet's share of the same store."""
    return owner_named(session, store.keyring, MEHMET.address, now=MONDAY)
