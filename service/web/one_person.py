"""One of the owner's people, as pages and API name them: by id."""

from __future__ import annotations

from sqlmodel import Session

from policies.context import Person
from service.store import people
from service.web.caller import Caller
from service.web.refusals import NotHereError


def find(me: Caller, session: Session, person_id: str) -> Person:
    """Return one of the owner's people; raises NotHereError."""
    for person in people.load_people(session, me.owned, ids=[person_id]):
        return person
    raise NotHereError


def key_for(person: Person) -> str:
    """Return what a person is found by."""
    return (*person.addresses, *person.numbers)[0]
