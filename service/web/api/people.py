"""People: kept, shown, changed, handed out and erased."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field
from sqlmodel import Session

from calendar_sync.edit import EditState
from policies.context import Note, Person
from service.people_in_words import key_of, known_for_people
from service.store import access, ledger, people, preferences
from service.store.choices import overrides_from, overrides_to
from service.web.api.fields import In, Key, Name, Out, PersonId, Value
from service.web.api.note_models import NoteOut, note_shown
from service.web.caller import Caller, Me
from service.web.one_person import find, key_for
from service.web.refusals import RefusedError
from service.words import N_

router = APIRouter(prefix="/people", tags=["people"])
_CARDS_STAY = N_(
    "Cards about this person stand in your calendars and would stay there. To take them back first, undo "
    "what concerns them; to erase all the same, confirm it."
)


class PersonIn(In):
    """A person: addresses and telephone numbers, in any usual form, and what is different for them."""

    name: Name = ""
    keys: Annotated[list[Key], Field(min_length=1, max_length=20)]
    choices: Annotated[dict[str, Value], Field(max_length=20, default_factory=dict)]


class PersonChange(In):
    """What is to change; what is not named stays. ``choices`` replaces all that there were."""

    name: Name | None = None
    also: Annotated[list[Key], Field(max_length=20, default_factory=list)]
    choices: Annotated[dict[str, Value], Field(max_length=20)] | None = None


class PersonOut(Out):
    """A person who is kept."""

    id: str
    name: str
    addresses: list[str]
    numbers: list[str]
    choices: dict[str, str]
    notes: list[NoteOut]


class ErasedOut(Out):
    """How much was erased."""

    notes: int
    openers: int
    edits: int


class ExportOut(Out):
    """Everything that is kept about a person."""

    name: str
    addresses: list[str]
    numbers: list[str]
    choices: dict[str, str]
    kept_since: str
    first_met: str | None
    last_contact: str
    kept_until: str
    notes: list[dict[str, Any]]
    told_and_asked: list[str]
    edits_of_shared_events: list[dict[str, Any]]


@router.get("")
def all_of_them(me: Me) -> list[PersonOut]:
    """List people with their notes."""
    with me.session() as session:
        return [_shown(each) for each in people.load_people(session, me.owned, noted=True)]


@router.post("", status_code=201)
def add(me: Me, wanted: PersonIn) -> PersonOut:
    """Keep a person, or add to one who is kept already."""
    with me.session() as session:
        person = _person(me, session, wanted.name, wanted.keys)
        kept = people.add_person(session, me.owned, person, now=me.now)
        if wanted.choices:
            known = find(me, session, kept)
            _choose(me, session, known, overrides_to(known.overrides) | wanted.choices)
        return _shown(find(me, session, kept))


@router.get("/{person}")
def show(me: Me, person: PersonId) -> PersonOut:
    """Show one person."""
    with me.session() as session:
        return _shown(find(me, session, person))


@router.patch("/{person}")
def change(me: Me, person: PersonId, wanted: PersonChange) -> PersonOut:
    """Change a name, add addresses or numbers, choose what is different for them."""
    with me.session() as session:
        known = find(me, session, person)
        own = (*known.addresses, *known.numbers)
        more = _person(me, session, wanted.name or known.name, [*own, *wanted.also])
        for key in (*more.addresses, *more.numbers):
            _refuse_somebody_elses(me, session, key, person)
        people.add_person(session, me.owned, more, now=me.now)
        if wanted.choices is not None:
            _choose(me, session, known, wanted.choices)
        return _shown(find(me, session, person))


@router.delete("/{person}")
def erase(
    me: Me,
    person: PersonId,
    confirmed: Annotated[bool, Query(description="Whether cards in calendars may stay.")] = False,  # noqa: FBT002  # a query
) -> ErasedOut:
    """Forget a person wholly. This cannot be undone."""
    with me.session() as session:
        key = key_for(find(me, session, person))
        done = ledger.entries(session, me.owned, states=(EditState.DONE,), person=key)
        if not confirmed and any(each.opener for each in done):
            raise RefusedError(HTTPStatus.CONFLICT, "concern", _CARDS_STAY)
        return ErasedOut(**access.erase_person(session, me.owned, key))


@router.get("/{person}/export")
def export(me: Me, person: PersonId) -> ExportOut:
    """Hand out everything that is kept about a person: what they may ask to see."""
    with me.session() as session:
        key = key_for(find(me, session, person))
        return ExportOut(**access.export_person(session, me.owned, key))


def _person(me: Caller, session: Session, name: str, keys: list[str]) -> Person:
    region = preferences.written_choices(session, me.owned).get("region", "DE")
    read = list(dict.fromkeys(key_of(each, region) for each in keys))
    return Person(
        id="",
        name=name.strip(),
        addresses=tuple(key for key in read if "@" in key),
        numbers=tuple(key for key in read if "@" not in key),
    )


def _refuse_somebody_elses(me: Caller, session: Session, key: str, person_id: str) -> None:
    there = people.find_person(session, me.owned, key)
    if there is not None and there.id != person_id:
        message = N_("{who} belongs to somebody else who is kept already.")
        raise RefusedError(HTTPStatus.CONFLICT, "taken", message, who=key)


def _choose(me: Caller, session: Session, person: Person, written: dict[str, str]) -> None:
    for name in written:
        known_for_people(name, name)
    people.choose_for(session, me.owned, key_for(person), overrides_from(written))


def _shown(person: Person) -> PersonOut:
    notes: tuple[Note, ...] = person.notes
    return PersonOut(
        id=person.id,
        name=person.name,
        addresses=list(person.addresses),
        numbers=list(person.numbers),
        choices=overrides_to(person.overrides),
        notes=[note_shown(each) for each in notes],
    )
