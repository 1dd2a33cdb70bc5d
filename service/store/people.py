"""People and their notes: kept, and found by address or number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

from sqlmodel import Session, col, select

from policies.context import Note, Overrides, Person
from service.store.owners import Owned
from service.store.person_rows import (
    find_row,
    index_keys,
    must_find,
    notes_by_person,
    open_person,
    seal_person,
    used_by_person,
)
from service.store.tables import NoteRow, OpenerUseRow, PersonRow

RETENTION = timedelta(days=365)


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
    row = next((row for key in keys if (row := find_row(session, owned, key))), None)
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
        known = open_person(owned, row)
        merged = Person(
            id=row.id,
            name=person.name or known.name,
            addresses=tuple(dict.fromkeys((*known.addresses, *person.addresses))),
            numbers=tuple(dict.fromkeys((*known.numbers, *person.numbers))),
            overrides=known.overrides,
        )
        row.noted = row.noted or noted
    row.sealed = seal_person(owned, row.id, merged)
    session.add(row)
    session.flush()
    index_keys(session, owned, row.id, (*merged.addresses, *merged.numbers))
    return row.id


def choose_for(session: Session, owned: Owned, key: str, overrides: Overrides) -> None:
    """Keep what is different for one person."""
    row = must_find(session, owned, key)
    known = open_person(owned, row)
    person = Person(
        id=row.id,
        name=known.name,
        addresses=known.addresses,
        numbers=known.numbers,
        overrides=overrides,
    )
    row.sealed = seal_person(owned, row.id, person)
    session.add(row)


def rename(session: Session, owned: Owned, person_id: str, more: Person) -> None:
    """Give a person another name, and addresses and numbers beside those that there are."""
    row = session.get(PersonRow, person_id)
    if row is None or row.owner_id != owned.id:
        return
    known = open_person(owned, row)
    person = replace(
        known,
        name=more.name,
        addresses=tuple(dict.fromkeys((*known.addresses, *more.addresses))),
        numbers=tuple(dict.fromkeys((*known.numbers, *more.numbers))),
    )
    row.sealed = seal_person(owned, row.id, person)
    session.add(row)
    index_keys(session, owned, row.id, (*person.addresses, *person.numbers))


def find_person(session: Session, owned: Owned, key: str) -> Person | None:
    """Return the person of an address or number (E.164), None where nobody is kept."""
    row = find_row(session, owned, key)
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
    rows = list(session.exec(query))
    return _by_name(person for _, person in _opened(session, owned, rows))


def noted_and_strangers(session: Session, owned: Owned) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
    """Return the people that notes are kept about, and the others, by name: every sync asks for both."""
    rows = list(session.exec(select(PersonRow).where(PersonRow.owner_id == owned.id)))
    opened = list(_opened(session, owned, rows))
    noted = _by_name(person for row, person in opened if row.noted)
    return noted, _by_name(person for row, person in opened if not row.noted)


def _opened(session: Session, owned: Owned, rows: list[PersonRow]) -> Iterator[tuple[PersonRow, Person]]:
    if not rows:
        return
    notes, used = notes_by_person(session, owned), used_by_person(session, owned)
    for row in rows:
        yield row, open_person(owned, row, notes[row.id], used[row.id])


def _by_name(people: Iterable[Person]) -> tuple[Person, ...]:
    return tuple(sorted(people, key=lambda person: (person.name.casefold(), person.addresses)))


def add_note(session: Session, owned: Owned, key: str, note: Note, *, now: datetime) -> str:
    """Keep a note about a person; raises NobodyError where nobody is kept."""
    person = must_find(session, owned, key)
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
