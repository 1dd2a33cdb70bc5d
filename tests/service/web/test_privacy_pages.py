"""Privacy: the export is whole, erasing leaves nothing, and an account ends with its last calendar."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, text
from sqlmodel import SQLModel

from calendar_sync.plan import Level
from policies.context import Person
from policies.event import Timed
from service import closing
from service.store import people
from service.store.everything import LEFT_OUT, OWNER, tables_of_owners
from service.store.rotation import TABLES
from service.web.privacy_view import KEPT
from tests.builders import JULE, TOM
from tests.service.web.house import OTHER, House, browser, house, ok
from tests.service.web.pages import furnish

_TABLES = SQLModel.metadata.tables


def rows_of(here: House, owner_id: str) -> dict[str, int]:
    """Count an owner's rows, by table."""
    mine = {name: table.c[OWNER] for name, table in _TABLES.items() if OWNER in table.columns}
    with here.app.store.engine.connect() as connection:
        return {
            name: connection.execute(
                select(func.count()).select_from(_TABLES[name]).where(column == owner_id)
            ).scalar_one()
            for name, column in mine.items()
        }


def test_every_table_is_exported_whole() -> None:
    """Every table that belongs to an owner is in the export, row for row and column for column."""
    with house() as here:
        furnish(here)
        furnish(here, OTHER)
        exported = ok(browser(here).get("/privacy/everything.json")).json()
        counted = rows_of(here, here.owned().id)
        assert counted.keys() == exported["tables"].keys()
        for name, rows in exported["tables"].items():
            assert len(rows) == counted[name], name
            hidden = LEFT_OUT.get(name, frozenset())
            wanted = {each.name for each in _TABLES[name].columns} - hidden - {OWNER}
            renamed = {"content" if each == "sealed" else each for each in wanted}
            for row in rows:
                assert row.keys() >= renamed - {"content"}, name
                assert ("content" in row) is ("content" in renamed), name


def test_what_is_left_out_is_named_and_opens_doors_only() -> None:
    """Only what would let somebody in is left out, and the file says so."""
    with house() as here:
        furnish(here)
        exported = ok(browser(here).get("/privacy/everything.json")).json()
        assert exported["left_out"]["session"] == ["fingerprint"]
        assert "a fact for" in json.dumps(exported)
        opened = {str(each.__tablename__) for each in TABLES}
        sealed = {name for name, table in _TABLES.items() if "sealed" in table.columns}
        assert sealed <= opened | {name for name, hidden in LEFT_OUT.items() if "sealed" in hidden}


def test_another_owners_rows_are_not_exported() -> None:
    """One owner's file holds no word of the other's."""
    with house() as here:
        furnish(here)
        furnish(here, OTHER)
        mine = ok(browser(here).get("/privacy/everything.json")).text
        assert f"for {JULE}" in mine
        assert f"for {OTHER}" not in mine
        assert here.owned(OTHER).id not in mine


def test_every_table_is_explained() -> None:
    """The privacy page says of every table of owners what stands in it and for how long."""
    assert set(tables_of_owners()) <= set(KEPT)


def test_erasing_a_person_leaves_nothing_in_the_file() -> None:
    """After erasing, none of the person's sealed texts and hashes is left in the database's file."""
    with house() as here:
        known = furnish(here)
        owned = here.owned()
        ok(here.client().post(f"/api/people/{known['person']}/notes", json={"text": "Zitronenbaum"}), 201)
        with here.app.store.engine.connect() as connection:
            traces: list[Any] = [
                *connection.execute(
                    text("SELECT sealed FROM note WHERE person_id = :id"), {"id": known["person"]}
                ).scalars(),
                *connection.execute(
                    text("SELECT sealed FROM person WHERE id = :id"), {"id": known["person"]}
                ).scalars(),
                owned.fingerprint(TOM.address).encode(),
                known["person"].encode(),
                TOM.address.encode(),
                b"Zitronenbaum",
            ]
        assert owned.fingerprint(TOM.address).encode() in _bytes_of(here)
        ok(browser(here).fill_in(f"/people/{known['person']}/erase"), 303)
        left = _bytes_of(here)
        assert [each[:12] for each in traces if each in left] == []


def _bytes_of(here: House) -> bytes:
    with here.app.store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("VACUUM")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return b"".join(each.read_bytes() for each in sorted(Path(here.folder / "data").glob("plausch.db*")))


def test_an_account_ends_with_its_last_calendar() -> None:
    """What is to come is taken back first; then no row of the owner is left; another's are untouched."""
    with house() as here:
        memory = furnish_automatic(here)
        furnish(here, OTHER)
        owner_id, others = here.owned().id, rows_of(here, here.owned(OTHER).id)
        assert any(event.title and _minutes(event.span) > 30 for event in memory.events.values())
        visitor = browser(here)
        assert "1 calendar is left" in ok(visitor.get("/privacy/delete")).text
        ok(visitor.fill_in("/privacy/delete", word="DELETE"), 303)
        assert "1 calendar is still being left" in ok(visitor.get("/privacy/delete")).text
        here.sync()
        assert all(_minutes(event.span) <= 30 for event in memory.events.values())
        assert set(rows_of(here, owner_id).values()) == {0}
        with here.app.store.engine.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM owner")).scalar_one() == 1
        assert rows_of(here, here.owned(OTHER).id) == others
        ok(visitor.get("/privacy"), 401)


def test_an_account_that_ends_at_once() -> None:
    """Where the account is gone before the browser is back, it says so, once, and to nobody else."""
    with house() as here:
        furnish_automatic(here)
        visitor = browser(here)
        ok(visitor.fill_in("/privacy/delete", word="DELETE"), 303)
        here.sync()
        page = ok(visitor.get("/privacy/delete")).text
        assert "Everything that was kept for you is deleted." in page
        assert "are being left" not in page
        ok(visitor.get("/privacy/delete"), 401)


def test_the_word_has_to_be_typed() -> None:
    """Without the word, in the language of the page, nothing happens."""
    with house() as here:
        furnish(here)
        for language, wrong, right in (("en", "delete", "DELETE"), ("de", "DELETE", "LÖSCHEN")):
            visitor = browser(here, language)
            page = ok(visitor.fill_in("/privacy/delete", word=wrong), 422).text
            assert right in page
            assert rows_of(here, here.owned().id)["person"] > 0
        ok(visitor.fill_in("/privacy/delete", word="LÖSCHEN"), 303)


def test_deleting_at_once() -> None:
    """Whoever does not want to wait for a calendar is deleted at once; what stands there stays."""
    with house() as here:
        furnish_automatic(here)
        owner_id = here.owned().id
        answer = ok(browser(here).fill_in("/privacy/delete", word="DELETE", at_once="on"))
        assert "Everything that was kept for you is deleted." in answer.text
        assert set(rows_of(here, owner_id).values()) == {0}
        here.sync()


def test_without_a_calendar_an_account_ends_at_once() -> None:
    """Where nothing has to be left, everything is deleted right away."""
    with house() as here:
        visitor = browser(here)
        ok(visitor.fill_in("/stories", text="a story"), 303)
        owner_id = here.owned().id
        ok(visitor.fill_in("/privacy/delete", word="DELETE"))
        assert set(rows_of(here, owner_id).values()) == {0}
        assert closing.finish(here.app.desk, here.owned()) is False


def test_signing_out_everywhere() -> None:
    """Every session ends, this one too, and the other owner stays signed in."""
    with house() as here:
        first, second, other = browser(here), browser(here), browser(here, owner=OTHER)
        ok(first.fill_in("/privacy/sign-out-everywhere"))
        ok(first.get("/privacy"), 401)
        ok(second.get("/privacy"), 401)
        ok(other.get("/privacy"))


def test_who_is_not_met_for_a_year_is_forgotten_by_a_sync() -> None:
    """A sync forgets people without contact for twelve months; whoever is still met stays."""
    with house() as here:
        furnish(here)
        here.later(days=366)
        with here.app.store.session() as session:
            people.add_person(
                session,
                here.owned(),
                Person(id="", addresses=("new@client.example",)),
                now=here.clock[0],
            )
        ok(here.client().post("/api/calendars/jule.brandt/sync"), 202)
        here.sync()
        with here.app.store.session() as session:
            assert people.find_person(session, here.owned(), TOM.address) is None
            assert people.find_person(session, here.owned(), "new@client.example") is not None


def furnish_automatic(here: House) -> Any:  # the calendar in memory
    """Settle an owner in with everything done."""
    memory = here.settle_in(level=Level.AUTOMATIC)
    here.sync()
    return memory


def _minutes(span: object) -> float:
    return (span.end - span.start).total_seconds() / 60 if isinstance(span, Timed) else 0
