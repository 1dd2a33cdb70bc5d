"""A person's rows: found by keyed hashes, sealed and opened. For the modules beside it only."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from sqlmodel import Session, col, select

from policies.context import Note, NoteKind, Person, Source
from service.problems import Problem
from service.store.choices import overrides_from, overrides_to
from service.store.owners import Owned
from service.store.tables import NoteRow, OpenerUseRow, PersonKeyRow, PersonRow
from service.words import N_


class NobodyError(Problem):
    """Nobody is kept under this address or number."""


def must_find(session: Session, owned: Owned, key: str) -> PersonRow:
    """Return the row of a person; raises NobodyError where nobody is kept under the key."""
    row = find_row(session, owned, key)
    if row is None:
        message = N_("Nobody is kept under {who}. Add the person first, or check the spelling.")
        raise NobodyError(message, who=key)
    return row


def find_row(session: Session, owned: Owned, key: str) -> PersonRow | None:
    """Return the row of a person, None where nobody is kept under the key."""
    query = select(PersonKeyRow).where(
        PersonKeyRow.owner_id == owned.id,
        PersonKeyRow.fingerprint == owned.fingerprint(key),
    )
    found = session.exec(query).first()
    return session.get(PersonRow, found.person_id) if found else None


def index_keys(session: Session, owned: Owned, person_id: str, keys: Iterable[str]) -> None:
    """Let a person be found by these addresses and numbers too."""
    query = select(PersonKeyRow.fingerprint).where(PersonKeyRow.person_id == person_id)
    known = set(session.exec(query))
    for fingerprint in dict.fromkeys(owned.fingerprint(key) for key in keys):
        if fingerprint not in known:
            row = PersonKeyRow(owner_id=owned.id, person_id=person_id, fingerprint=fingerprint)
            session.add(row)
    session.flush()


def seal_person(owned: Owned, person_id: str, person: Person) -> bytes:
    """Seal what is known of a person, but for notes: they have rows of their own."""
    said = {
        "name": person.name,
        "addresses": person.addresses,
        "numbers": person.numbers,
        "overrides": overrides_to(person.overrides),
    }
    return owned.seal(json.dumps(said, ensure_ascii=False), f"person:{person_id}")


def open_person(
    owned: Owned,
    row: PersonRow,
    notes: Iterable[Note] = (),
    used: Mapping[str, str] | None = None,
) -> Person:
    """Open a row; notes and what was used are read for all people at once and given."""
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


def notes_by_person(session: Session, owned: Owned) -> defaultdict[str, list[Note]]:
    """Open all notes of an owner's people."""
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


def used_by_person(session: Session, owned: Owned) -> defaultdict[str, dict[str, str]]:
    """Return for each person what was told or asked, and at which event."""
    used: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in session.exec(select(OpenerUseRow).where(OpenerUseRow.owner_id == owned.id)):
        used[row.person_id][row.used] = row.event_id
    return used
