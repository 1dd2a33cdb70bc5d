"""Whom a meeting is about, and what is chosen for them from a page of the day's work."""

from __future__ import annotations

from collections.abc import Mapping

from sqlmodel import Session

from policies.clients import clients_of, known_people
from policies.context import Overrides, Person
from policies.event import Timed
from policies.rules.personal_opener import whom
from service.store import calendars, people
from service.store.choices import overrides_from, overrides_to
from service.web.caller import Caller
from service.web.meetings import Meeting


def whom_of(meeting: Meeting) -> Person | None:
    """Return whom the card of a meeting is about; None where nobody from outside is known."""
    event, context = meeting.event, meeting.context
    if event is None or context is None or not isinstance(event.span, Timed):
        return None
    return whom(event, event.span, context)


def names_of(meeting: Meeting) -> list[str]:
    """Return what the people of a meeting are called, those from outside only."""
    event, context = meeting.event, meeting.context
    if event is None or context is None:
        return []
    known = known_people(event, context)
    addresses = {address for person in known for address in person.addresses}
    named = [name_of(person) for person in known]
    others = [guest for guest in clients_of(event, context) if guest.address not in addresses]
    return [*named, *(guest.name or guest.address for guest in others)]


def name_of(person: Person) -> str:
    """Return what a person is called."""
    return person.name or key_of_person(person)


def key_of_person(person: Person) -> str:
    """Return what a person is found by."""
    return next(iter((*person.addresses, *person.numbers)), "")


def choose_for_whom(me: Caller, person: Person, chosen: Mapping[str, str | None]) -> None:
    """Choose something for one person, as it is written; None goes back to what holds for everybody.

    Somebody who was only met so far is kept from now on, since the choice has to be.
    """
    with me.session() as session:
        key = keep(session, me, person)
        known = people.find_person(session, me.owned, key)
        before = overrides_to(known.overrides if known else Overrides())
        after = {name: text for name, text in {**before, **chosen}.items() if text is not None}
        people.choose_for(session, me.owned, key, overrides_from(after))
        calendars.trigger(session, me.owned.id)
        ids = calendars.ids(session, me.owned)
    me.wake(*ids)


def keep(session: Session, me: Caller, person: Person) -> str:
    """Keep a person, where that was not done yet; return what they are found by."""
    kept = Person(id="", name=person.name, addresses=person.addresses, numbers=person.numbers)
    people.add_person(session, me.owned, kept, now=me.now)
    return key_of_person(person)
