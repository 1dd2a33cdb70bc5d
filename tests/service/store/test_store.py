"""The database and its keys: brought up to date, sealed, and of no use without the key."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from calendar_sync.edit import EditState, FieldImage
from policies.context import Note, NoteKind, Person, Story
from service.store import access, ledger, people, preferences, stories
from service.store.ledger import Entry
from service.store.owners import Owned, local_owner
from service.store.rotation import reseal, rotate
from service.store.sealing import (
    KeyProblemError,
    Keyring,
    load_or_create,
    new_key,
    parse_keys,
    save_keys,
    version_of,
    written_keys,
)
from service.store.store import Store, StoreProblemError, downgrade, open_store, upgrade
from service.store.tables import NoteRow, OwnerRow
from tests.builders import ANNA, MONDAY

SECRET = "Zitronenbaum"
EDIT = Entry(
    id="e1",
    calendar="file:abc",
    event_id="evt-1",
    series="evt-1",
    title=f"Gespräch {SECRET}",
    day=MONDAY.date(),
    state=EditState.DONE,
    minutes=5,
    baseline=timedelta(minutes=30),
    room="lengthen",
    video=False,
    opener=True,
    guests_told=1,
    reversible=True,
    summary=(SECRET,),
    images=(FieldImage(field="LOCATION", before=SECRET, after=SECRET),),
)


def fill(store: Store) -> Owned:
    """Put a secret into everything that holds texts."""
    with store.session() as session:
        jule = local_owner(session, store.keyring, now=MONDAY)
        anna = Person(id="", name=f"Anna {SECRET}", addresses=(ANNA.address,))
        people.add_person(session, jule, anna, now=MONDAY)
        note = Note(id="", kind=NoteKind.FACT, text=SECRET)
        people.add_note(session, jule, ANNA.address, note, now=MONDAY)
        stories.add_story(session, jule, Story(id="", text=SECRET), now=MONDAY)
        preferences.choose(session, jule, "never-domains", f"{SECRET}.example")
        ledger.record(session, jule, EDIT, [ANNA.address], now=MONDAY)
    return jule


def texts(store: Store) -> list[str]:
    """Read everything back."""
    with store.session() as session:
        jule = local_owner(session, store.keyring, now=MONDAY)
        (person,) = people.load_people(session, jule)
        (story,) = stories.load_stories(session, jule)
        (entry,) = ledger.entries(session, jule)
        choices = preferences.written_choices(session, jule)
        return [person.name, person.notes[0].text, story.text, entry.title, *choices.values()]


def test_no_text_can_be_read_in_the_files(store: Store, tmp_path: Path) -> None:
    """Names, notes, stories, settings, titles and addresses are nowhere in the open."""
    fill(store)
    store.close()
    for path in (tmp_path / "data").iterdir():
        data = path.read_bytes()
        assert SECRET.encode() not in data
        assert b"hansen-logistik" not in data
        assert b"nordlicht" not in data
        assert path.stat().st_mode & 0o077 == 0 or path.suffix not in {".key", ".db"}


def test_a_store_is_opened_again(store: Store, tmp_path: Path) -> None:
    """What was kept is there after a restart."""
    fill(store)
    before = texts(store)
    store.close()
    again = open_store(tmp_path / "data")
    assert texts(again) == before
    assert all(SECRET in text for text in before)
    again.close()


def test_the_wrong_key_opens_nothing(store: Store, tmp_path: Path) -> None:
    """With another key file there is a clear sentence, and nothing is changed."""
    fill(store)
    store.close()
    save_keys(tmp_path / "data" / "plausch.key", Keyring({1: new_key(), 0: store.keyring.keys[0]}))
    again = open_store(tmp_path / "data")
    with pytest.raises(KeyProblemError, match="Restore the key file"):
        texts(again)
    again.close()


def test_keys_from_a_setting(tmp_path: Path) -> None:
    """Keys given from outside are used, and none is written into the folder."""
    keys = written_keys(Keyring({1: new_key()}))
    opened = open_store(tmp_path / "data", keys=keys)
    fill(opened)
    assert not (tmp_path / "data" / "plausch.key").exists()
    with pytest.raises(KeyProblemError, match="higher version"):
        rotate(opened)
    opened.close()


def test_a_new_key_for_everything(store: Store, tmp_path: Path) -> None:
    """After a rotation the old sealing key is gone from the file and everything can be read."""
    fill(store)
    before = texts(store)
    rotated, count = rotate(store)
    assert count == 5
    assert texts(rotated) == before
    kept = load_or_create(tmp_path / "data" / "plausch.key")
    assert sorted(kept.keys) == [0, 2]
    with rotated.session() as session:
        assert {version_of(row.sealed) for row in session.exec(select(NoteRow))} == {2}


def test_a_rotation_that_was_interrupted(store: Store, tmp_path: Path) -> None:
    """Stopped in between, both keys are there, everything can be read, and it is finished later."""
    fill(store)
    before = texts(store)
    keyring = Keyring({**store.keyring.keys, 2: new_key()})
    save_keys(tmp_path / "data" / "plausch.key", keyring)
    half = replace(store, keyring=keyring)
    with half.session() as session:
        row = session.exec(select(NoteRow)).one()
        jule = Owned(row.owner_id, keyring)
        row.sealed = jule.seal(jule.open(row.sealed, f"note:{row.id}"), f"note:{row.id}")
    assert texts(half) == before
    assert reseal(half) == 4
    assert texts(half) == before


@given(st.text(), st.text(max_size=30))
def test_sealing(text: str, where: str) -> None:
    """What is sealed is opened in its own place with its own key, and nowhere else."""
    keyring = Keyring({1: bytes(32)})
    if not text.isprintable():
        text = text.encode("utf-8", "replace").decode()
    where = where.encode("utf-8", "replace").decode()
    sealed = keyring.seal(text, where)
    assert keyring.open(sealed, where) == text
    assert keyring.seal(text, where) != sealed
    with pytest.raises(KeyProblemError):
        keyring.open(sealed, f"{where}x")
    with pytest.raises(KeyProblemError):
        keyring.open(sealed[:-1] + bytes([sealed[-1] ^ 1]), where)
    with pytest.raises(KeyProblemError, match="Key 1 is missing"):
        Keyring({2: bytes(32)}).open(sealed, where)


def test_keys_are_not_shown() -> None:
    """A key ring in an error or a log shows no key."""
    assert "00" not in repr(Keyring({1: bytes(32)}))


@pytest.mark.parametrize("text", ["", "x", "1:short", "a:" + "A" * 44, "1:" + "!" * 44])
def test_keys_that_are_none(text: str) -> None:
    """A broken or empty key file is named, with what to do."""
    with pytest.raises(KeyProblemError, match=r"plausch\.key"):
        parse_keys(text, "plausch.key")


def test_the_tables_are_those_of_the_migrations(store: Store) -> None:
    """Nothing drifts: what the migrations make is what the code expects."""
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, OwnerRow.metadata) == []


def test_down_and_up_again(store: Store) -> None:
    """All the way down leaves nothing behind; up again gives a working store."""
    fill(store)
    downgrade(store.engine, "base")
    with store.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        assert {name for (name,) in rows} == {"alembic_version"}
    upgrade(store.engine)
    fill(store)
    assert texts(store)


def test_data_of_a_newer_plausch(store: Store, tmp_path: Path) -> None:
    """A database from the future is refused with a sentence, and left as it is."""
    store.close()
    database = tmp_path / "data" / "plausch.db"
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'future'")
    connection.close()
    with pytest.raises(StoreProblemError, match="newer Plausch"):
        open_store(tmp_path / "data")


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    """A data folder below a file is refused with what to set."""
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreProblemError, match="PLAUSCH_DATA"):
        open_store(tmp_path / "file" / "data")


def test_one_transaction_or_nothing(store: Store) -> None:
    """A failure in the middle leaves nothing half-written."""
    message = "in the middle"

    def half() -> None:
        with store.session() as session:
            jule = local_owner(session, store.keyring, now=MONDAY)
            stories.add_story(session, jule, Story(id="", text="Brot"), now=MONDAY)
            raise RuntimeError(message)

    with pytest.raises(RuntimeError, match=message):
        half()
    with store.session() as session:
        assert list(session.exec(select(OwnerRow))) == []


def states(found: Iterable[Entry]) -> list[EditState]:
    """List where edits stand."""
    return [entry.state for entry in found]


def test_the_ledger(store: Store) -> None:
    """An edit is found by calendar, state and person, and keeps its images."""
    jule = fill(store)
    with store.session() as session:
        (entry,) = ledger.entries(session, jule, calendar="file:abc", person=ANNA.address)
        assert entry == EDIT
        assert ledger.entries(session, jule, person="tom@vogt.example") == ()
        assert ledger.entries(session, jule, calendar="file:other") == ()
        assert ledger.made_before(session, jule, "file:abc")["evt-1"].minutes == 5
        ledger.mark(session, jule, entry, EditState.UNDONE, now=MONDAY)
        assert ledger.made_before(session, jule, "file:abc")["evt-1"].taken_back
        ledger.record(session, jule, EDIT, [], now=MONDAY)
        ledger.supersede(session, jule, "file:abc")
        assert states(ledger.entries(session, jule)) == [EditState.SUPERSEDED]
        assert ledger.made_before(session, jule, "file:abc") == {}


def test_erasing_a_person_blanks_the_ledger(store: Store) -> None:
    """Counts stay, titles and images of shared events go."""
    jule = fill(store)
    with store.session() as session:
        assert access.erase_person(session, jule, ANNA.address)["edits"] == 1
        (entry,) = ledger.entries(session, jule)
        assert (entry.title, entry.images, entry.minutes) == ("", (), 5)
        assert ledger.entries(session, jule, person=ANNA.address) == ()


def test_hands_off(store: Store) -> None:
    """What was shortened again is remembered once and for all."""
    jule = fill(store)
    with store.session() as session:
        ledger.keep_hands_off(session, jule, ["evt-1", "evt-1", "series"], now=MONDAY)
        ledger.keep_hands_off(session, jule, ["evt-1"], now=MONDAY)
        assert ledger.hands_off(session, jule) == {"evt-1", "series"}
