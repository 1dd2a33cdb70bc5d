"""What is kept of an account: sealed, found by a hash, turned over with the key, gone with its owner."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import delete, select

from service.store import channels, connections, rounds
from service.store.calendars import Key
from service.store.connections import Account, Tokens
from service.store.owners import Owned, local_owner
from service.store.rotation import rotate
from service.store.rounds import Round
from service.store.sealing import version_of
from service.store.store import Store, open_store
from service.store.tables import ChannelRow, ConnectionRow, OwnerRow, RoundRow
from tests.builders import JULE, MONDAY

ACCOUNT = Account(provider="google", subject="108123", email=JULE)
TOKENS = Tokens(access="ya29.Zitronenbaum", refresh="1//Quittengelee", expires=MONDAY)
WANTED = Round(owner_id=None, verifier="Himbeergeist", redirect="https://x.example", consent=True)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Open a store."""
    opened = open_store(tmp_path / "data")
    yield opened
    opened.close()


def kept(store: Store) -> tuple[Owned, str]:
    """Keep a connection, a channel and a round."""
    with store.session() as session:
        owned = local_owner(session, store.keyring, now=MONDAY)
        connection = connections.keep(session, owned, ACCOUNT, TOKENS, frozenset({"openid"}), now=MONDAY)
        key = Key(owner_id=owned.id, calendar="google-1")
        channels.promise(session, key, channel="one", token="Mirabelle", opened=MONDAY, ends=MONDAY)
        rounds.begin(session, store.keyring, WANTED, now=MONDAY)
    return owned, connection


def test_nothing_of_it_can_be_read_in_the_files(store: Store, tmp_path: Path) -> None:
    """Tokens, address, account id and verifier are nowhere in the open."""
    kept(store)
    store.close()
    data = b"".join(path.read_bytes() for path in (tmp_path / "data").iterdir())
    for word in ("Zitronenbaum", "Quittengelee", "Himbeergeist", "Mirabelle", "108123", JULE):
        assert word.encode() not in data


def test_a_new_key_seals_connections_too(store: Store) -> None:
    """After a rotation everything opens with the new key, accounts are still found, rounds begin anew."""
    owned, connection = kept(store)
    rotated, _ = rotate(store)
    with rotated.session() as session:
        fresh = Owned(owned.id, rotated.keyring)
        assert connections.get(session, fresh, connection).tokens == TOKENS
        found = connections.find(session, rotated.keyring, ACCOUNT)
        assert found is not None
        assert found.id == connection
        assert {version_of(row.sealed) for row in session.exec(select(ConnectionRow))} == {2}
        assert list(session.exec(select(RoundRow))) == []


def test_everything_goes_with_its_owner(store: Store) -> None:
    """Where an owner is erased, no connection and no channel is left."""
    kept(store)
    with store.session() as session:
        session.exec(delete(OwnerRow))
    with store.session() as session:
        assert list(session.exec(select(ConnectionRow))) == []
        assert list(session.exec(select(ChannelRow))) == []


def test_a_round_serves_once_and_soon(store: Store) -> None:
    """Another browser's try leaves it as it is; used or late it is worth nothing."""
    with store.session() as session:
        begun = rounds.begin(session, store.keyring, WANTED, now=MONDAY)
        late = rounds.begin(session, store.keyring, WANTED, now=MONDAY)

    def redeemed(state: str, browser: str, minutes: int = 1) -> Round | None:
        with store.session() as session:
            now = MONDAY + timedelta(minutes=minutes)
            return rounds.redeem(session, store.keyring, state=state, browser=browser, now=now)

    assert redeemed(begun.state, late.browser) is None
    assert redeemed(begun.state, begun.browser) == WANTED
    assert redeemed(begun.state, begun.browser) is None
    assert redeemed(late.state, late.browser, minutes=10) is None


def test_showing_a_connection_shows_no_secret(store: Store) -> None:
    """Neither tokens nor the address stand where a connection is printed."""
    owned, connection = kept(store)
    with store.session() as session:
        shown = repr(connections.get(session, owned, connection)) + repr(WANTED) + repr(ACCOUNT)
    for word in ("Zitronenbaum", "Quittengelee", "Himbeergeist", "108123", JULE):
        assert word not in shown
