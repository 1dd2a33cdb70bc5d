"""What a person may ask for: everything that is kept about them, handed out or erased."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, delete, func, select
from sqlmodel.sql.expression import SelectOfScalar

from policies.context import Note, Person
from service.store.owners import Owned
from service.store.people import RETENTION, load_people
from service.store.person_rows import must_find
from service.store.tables import ContactRow, EditPersonRow, EditRow


def export_person(session: Session, owned: Owned, key: str) -> dict[str, Any]:
    """Return everything that is kept about a person, as an access request would hand it out."""
    row = must_find(session, owned, key)
    person = load_people(session, owned, ids=[row.id])[0]
    prints = _prints(owned, person)
    edits = session.exec(_concerning(owned, prints))
    met = session.exec(select(func.min(ContactRow.first_met)).where(_contacts(owned, prints))).one()
    return {
        "name": person.name,
        "addresses": list(person.addresses),
        "numbers": list(person.numbers),
        "choices": {k: str(v) for k, v in asdict(person.overrides).items() if v is not None},
        "kept_since": row.created.isoformat(),
        "first_met": met.isoformat() if met else None,
        "last_contact": row.last_contact.isoformat(),
        "kept_until": (row.last_contact + RETENTION).date().isoformat(),
        "notes": [_note(note) for note in person.notes],
        "told_and_asked": sorted(person.used),
        "edits_of_shared_events": [
            {"day": each.day.isoformat(), "state": each.state, "minutes": each.minutes, "video": each.video}
            for each in edits
        ],
    }


def erase_person(session: Session, owned: Owned, key: str) -> dict[str, int]:
    """Forget a person wholly; return how much was erased. Ledger counts stay, without contents."""
    row = must_find(session, owned, key)
    person = load_people(session, owned, ids=[row.id])[0]
    prints = _prints(owned, person)
    edits = _blank_edits(session, owned, prints)
    session.exec(delete(ContactRow).where(_contacts(owned, prints)))
    session.delete(row)
    session.flush()
    return {"notes": len(person.notes), "openers": len(person.used), "edits": edits}


def _contacts(owned: Owned, prints: Iterable[str]) -> ColumnElement[bool]:
    return (col(ContactRow.owner_id) == owned.id) & col(ContactRow.fingerprint).in_(list(prints))


def _prints(owned: Owned, person: Person) -> list[str]:
    return [owned.fingerprint(each) for each in (*person.addresses, *person.numbers)]


def _note(note: Note) -> dict[str, Any]:
    return {
        "id": note.id,
        "kind": note.kind.value,
        "source": note.source.value,
        "text": note.text,
        "since": note.since.isoformat() if note.since else None,
        "until": note.until.isoformat() if note.until else None,
    }


def _concerning(owned: Owned, prints: Iterable[str]) -> SelectOfScalar[EditRow]:
    concerned = select(EditPersonRow.edit_id).where(
        EditPersonRow.owner_id == owned.id,
        col(EditPersonRow.fingerprint).in_(prints),
    )
    return select(EditRow).where(EditRow.owner_id == owned.id, col(EditRow.id).in_(concerned))


def _blank_edits(session: Session, owned: Owned, prints: list[str]) -> int:
    rows = list(session.exec(_concerning(owned, prints)))
    for row in rows:
        row.sealed = b""
        session.add(row)
    session.exec(
        delete(EditPersonRow).where(
            col(EditPersonRow.owner_id) == owned.id,
            col(EditPersonRow.fingerprint).in_(prints),
        ),
    )
    return len(rows)
