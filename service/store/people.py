"""People and their notes: kept, found by address or number, handed out and erased."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any
from uuid import uuid4

from sqlmodel import Session, col, delete, select

from policies.context import Note, NoteKind, Overrides, Person, Source
from service.store.choices import overrides_from, overrides_to
from service.store.owners import Owned
from service.store.tables import (
    EditPersonRow,
    EditRow,
    NoteRow,
    OpenerUseRow,
    PersonKeyRow,
    PersonRow,
)

RETENTION = timedelta(days=365)


class NobodyError(LookupError):
    """Nobody is kept under this address or number."""


def add_person(
    session: Session,
    owned: Owned,
    person: Person,
    *,
    now: datetime,
    noted: bool = True,
) -> str:
    """Keep a person, or add to one who is found by any of the addresses or numbers; return the id."""
    keys = (*person.addresses, *person.numbers)
    row = next((row for key in keys if (row := _row(session, owned, key))), None)
    if row is None:
        row = PersonRow(
            id=uuid4().hex,
            owner_id=owned.id,
            sealed=b"",
            noted=noted,
            created=now,
            last_contact=now,
        )
        merged = person
    else:
        known = _opened(owned, row)
        merged = Person(
            id=row.id,
            name=person.name or known.name,
            addresses=tuple(dict.fromkeys((*known.addresses, *person.addresses))),
            numbers=tuple(dict.fromkeys((*known.numbers, *person.numbers))),
            overrides=known.overrides,
        )
        row.noted = row.noted or noted
    row.sealed = _seal(owned, row.id, merged)
    session.add(row)
    session.flush()
    _index(session, owned, row.id, (*merged.addresses, *merged.numbers))
    return row.id


def choose_for(session: Session, owned: Owned, key: str, overrides: Overrides) -> None:
    """Keep what is different for one person."""
    row = _must(session, owned, key)
    known = _opened(owned, row)
    person = Person(
        id=row.id,
        name=known.name,
        addresses=known.addresses,
        numbers=known.numbers,
        overrides=overrides,
    )
    row.sealed = _seal(owned, row.id, person)
    session.add(row)


def find_person(session: Session, owned: Owned, key: str) -> Person | None:
    """Return the person of an address or number (E.164), None where nobody is kept."""
    row = _row(session, owned, key)
    if row is None:
        return None
    return next((each for each in load_people(session, owned, ids=[row.id])), None)


def load_people(
    session: Session,
    owned: Owned,
    *,
    ids: Iterable[str] | None = None,
    noted: bool | None = None,
) -> tuple[Person, ...]:
    """Return people with notes and what was used, by name."""
    query = select(PersonRow).where(PersonRow.owner_id == owned.id)
    if ids is not None:
        query = query.where(col(PersonRow.id).in_(list(ids)))
    if noted is not None:
        query = query.where(PersonRow.noted == noted)
    notes, used = _notes(session, owned), _used(session, owned)
    people = [_opened(owned, row, notes[row.id], used[row.id]) for row in session.exec(query)]
    return tuple(sorted(people, key=lambda person: (person.name.casefold(), person.addresses)))


def add_note(session: Session, owned: Owned, key: str, note: Note, *, now: datetime) -> str:
    """Keep a note about a person; raises NobodyError where nobody is kept."""
    person = _must(session, owned, key)
    row = NoteRow(
        id=uuid4().hex[:12],
        owner_id=owned.id,
        person_id=person.id,
        kind=note.kind.value,
        source=note.source.value,
        sealed=b"",
        since=note.since,
        until=note.until,
        created=now,
    )
    row.sealed = owned.seal(note.text, f"note:{row.id}")
    person.last_contact = now
    session.add(row)
    session.add(person)
    return row.id


def remove_note(session: Session, owned: Owned, note_id: str) -> bool:
    """Forget one note; False where there is none."""
    row = session.get(NoteRow, note_id)
    if row is None or row.owner_id != owned.id:
        return False
    session.delete(row)
    session.flush()
    return True


def remember_use(
    session: Session,
    owned: Owned,
    person_id: str,
    used: Iterable[str],
    event_id: str,
    *,
    now: datetime,
) -> None:
    """Remember what was prepared for an event, so that it is not told or asked again."""
    kept = select(OpenerUseRow.used).where(
        OpenerUseRow.owner_id == owned.id,
        OpenerUseRow.person_id == person_id,
    )
    known = set(session.exec(kept))
    for each in dict.fromkeys(used):
        if each not in known:
            row = OpenerUseRow(
                owner_id=owned.id,
                person_id=person_id,
                used=each,
                event_id=event_id,
                created=now,
            )
            session.add(row)


def export_person(session: Session, owned: Owned, key: str) -> dict[str, Any]:
    """Return everything that is kept about a person, as an access request would hand it out."""
    row = _must(session, owned, key)
    person = load_people(session, owned, ids=[row.id])[0]
    prints = [owned.fingerprint(each) for each in (*person.addresses, *person.numbers)]
    edits = _edits_of(session, owned, prints)
    return {
        "name": person.name,
        "addresses": list(person.addresses),
        "numbers": list(person.numbers),
        "choices": {k: str(v) for k, v in asdict(person.overrides).items() if v is not None},
        "kept_since": row.created.isoformat(),
        "last_contact": row.last_contact.isoformat(),
        "kept_until": (row.last_contact + RETENTION).date().isoformat(),
        "notes": [
            {
                "id": note.id,
                "kind": note.kind.value,
                "source": note.source.value,
                "text": note.text,
                "since": note.since.isoformat() if note.since else None,
                "until": note.until.isoformat() if note.until else None,
            }
            for note in person.notes
        ],
        "told_and_asked": sorted(person.used),
        "edits_of_shared_events": edits,
    }


def erase_person(session: Session, owned: Owned, key: str) -> dict[str, int]:
    """Forget a person wholly; return how much was erased. Ledger counts stay, without contents."""
    row = _must(session, owned, key)
    person = load_people(session, owned, ids=[row.id])[0]
    prints = [owned.fingerprint(each) for each in (*person.addresses, *person.numbers)]
    edits = _blank_edits(session, owned, prints)
    session.delete(row)
    session.flush()
    return {"notes": len(person.notes), "openers": len(person.used), "edits": edits}


def remember_contact(session: Session, owned: Owned, ids: Iterable[str], *, now: datetime) -> None:
    """Note that these people were met, or are about to be."""
    query = select(PersonRow).where(PersonRow.owner_id == owned.id, col(PersonRow.id).in_(list(ids)))
    for row in session.exec(query):
        row.last_contact = max(row.last_contact, now)
        session.add(row)


def forget_old(session: Session, owned: Owned, *, now: datetime) -> int:
    """Forget the notes of people without contact for twelve months; return how many people."""
    old = select(PersonRow).where(
        PersonRow.owner_id == owned.id,
        PersonRow.last_contact < now - RETENTION,
    )
    rows = list(session.exec(old))
    for row in rows:
        session.delete(row)
    return len(rows)


def _edits_of(session: Session, owned: Owned, prints: list[str]) -> list[dict[str, Any]]:
    concerned = select(EditPersonRow.edit_id).where(
        EditPersonRow.owner_id == owned.id,
        col(EditPersonRow.fingerprint).in_(prints),
    )
    query = select(EditRow).where(EditRow.owner_id == owned.id, col(EditRow.id).in_(concerned))
    return [
        {"day": row.day.isoformat(), "state": row.state, "minutes": row.minutes, "video": row.video}
        for row in session.exec(query)
    ]


def _blank_edits(session: Session, owned: Owned, prints: list[str]) -> int:
    concerned = select(EditPersonRow.edit_id).where(
        EditPersonRow.owner_id == owned.id,
        col(EditPersonRow.fingerprint).in_(prints),
    )
    query = select(EditRow).where(EditRow.owner_id == owned.id, col(EditRow.id).in_(concerned))
    rows = list(session.exec(query))
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


def _must(session: Session, owned: Owned, key: str) -> PersonRow:
    row = _row(session, owned, key)
    if row is None:
        message = f"Nobody is kept under {key}. Add the person first, or check the spelling."
        raise NobodyError(message)
    return row


def _row(session: Session, owned: Owned, key: str) -> PersonRow | None:
    query = select(PersonKeyRow).where(
        PersonKeyRow.owner_id == owned.id,
        PersonKeyRow.fingerprint == owned.fingerprint(key),
    )
    found = session.exec(query).first()
    return session.get(PersonRow, found.person_id) if found else None


def _index(session: Session, owned: Owned, person_id: str, keys: Iterable[str]) -> None:
    query = select(PersonKeyRow.fingerprint).where(PersonKeyRow.person_id == person_id)
    known = set(session.exec(query))
    for fingerprint in dict.fromkeys(owned.fingerprint(key) for key in keys):
        if fingerprint not in known:
            row = PersonKeyRow(owner_id=owned.id, person_id=person_id, fingerprint=fingerprint)
            session.add(row)
    session.flush()


def _seal(owned: Owned, person_id: str, person: Person) -> bytes:
    said = {
        "name": person.name,
        "addresses": person.addresses,
        "numbers": person.numbers,
        "overrides": overrides_to(person.overrides),
    }
    return owned.seal(json.dumps(said, ensure_ascii=False), f"person:{person_id}")


def _opened(
    owned: Owned,
    row: PersonRow,
    notes: Iterable[Note] = (),
    used: Mapping[str, str] | None = None,
) -> Person:
    said = json.loads(owned.open(row.sealed, f"person:{row.id}"))
    return Person(
        id=row.id,
        name=said["name"],
        addresses=tuple(said["addresses"]),
        numbers=tuple(said["numbers"]),
        notes=tuple(notes),
        overrides=overrides_from(said["overrides"]),
        used=MappingProxyType(dict(used or {})),
    )


def _notes(session: Session, owned: Owned) -> defaultdict[str, list[Note]]:
    notes: defaultdict[str, list[Note]] = defaultdict(list)
    query = select(NoteRow).where(NoteRow.owner_id == owned.id)
    for row in session.exec(query.order_by(col(NoteRow.created), col(NoteRow.id))):
        notes[row.person_id].append(
            Note(
                id=row.id,
                kind=NoteKind(row.kind),
                text=owned.open(row.sealed, f"note:{row.id}"),
                source=Source(row.source),
                since=row.since,
                until=row.until,
            ),
        )
    return notes


def _used(session: Session, owned: Owned) -> defaultdict[str, dict[str, str]]:
    used: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in session.exec(select(OpenerUseRow).where(OpenerUseRow.owner_id == owned.id)):
        used[row.person_id][row.used] = row.event_id
    return used
