"""People as a list, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, tzinfo

from sqlmodel import Session

from policies.context import NoteKind, Person
from policies.rules.personal_opener import due
from service.people_files import as_csv
from service.store import people, preferences, told
from service.web.caller import Caller
from service.whose import owner_of
from service.words import Words

MOST_SHOWN = 100
MOST_IMPORTED = 2_000
LONGEST_NAME, LONGEST_KEY, MOST_KEYS = 200, 254, 20


def zone_of(me: Caller, session: Session) -> tzinfo:
    """Return the owner's zone."""
    return owner_of(frozenset(), preferences.written_choices(session, me.owned)).zone


def today_of(me: Caller, session: Session) -> date:
    """Return the owner's day."""
    return me.now.astimezone(zone_of(me, session)).date()


def people_of(me: Caller, search: str) -> dict[str, object]:
    """Return the people that fit a search, so many as are shown at once."""
    with me.session() as session:
        everybody = people.load_people(session, me.owned, noted=True)
        known = told.known_since(session, me.owned)
        zone = zone_of(me, session)
    found = [each for each in everybody if fits(each, search)]
    today = me.now.astimezone(zone).date()
    return {
        "q": search,
        "number": len(everybody),
        "found": len(found),
        "hidden": max(0, len(found) - MOST_SHOWN),
        "people": [_row(each, known[each.id], today, zone, me.said) for each in found[:MOST_SHOWN]],
    }


def fits(person: Person, search: str) -> bool:
    """Whether every word of a search is in a person's name, addresses or numbers."""
    keys = " ".join((person.name, *person.addresses, *person.numbers)).casefold()
    return all(word in keys for word in search.casefold().split())


def shown_name(person: Person) -> str:
    """Return what a person is called: the name, else what they are found by."""
    return person.name or next(iter((*person.addresses, *person.numbers)), "–")


def _row(person: Person, known: told.Known, today: date, zone: tzinfo, said: Words) -> dict[str, object]:
    marks = [said.text("something to ask")] if any(due(person.notes, today)) else []
    if person.overrides.never_touch:
        marks.append(said.text("never touched"))
    if person.overrides.keep_short:
        marks.append(said.text("kept short"))
    keys = (*person.addresses, *person.numbers)
    threads = sum(each.kind is NoteKind.THREAD for each in person.notes)
    return {
        "id": person.id,
        "name": shown_name(person),
        "keys": ", ".join(keys[:2]) if person.name else ", ".join(keys[1:3]),
        "marks": marks,
        "threads": said.plural("{n} thread", "{n} threads", threads) if threads else "",
        "contact": said.text("last contact {day}", day=day_in_words(known.last_contact, zone, said)),
    }


def day_in_words(moment: datetime, zone: tzinfo, said: Words) -> str:
    """Write the day of a moment with its year."""
    return said.day_and_year(moment.astimezone(zone).date())


def preview_of(me: Caller, session: Session, found: Iterable[Person], name: str) -> dict[str, object]:
    """Return what an address book would add: new people, and new addresses of known ones."""
    everybody = people.load_people(session, me.owned, noted=True)
    by_key = {key: each for each in everybody for key in (*each.addresses, *each.numbers)}
    new: list[Person] = []
    more: list[Person] = []
    known = 0
    for person in found:
        keys = (*person.addresses, *person.numbers)
        there = next((by_key[key] for key in keys if key in by_key), None)
        if there is None:
            new.append(person)
        elif set(keys) - {*there.addresses, *there.numbers}:
            more.append(person)
        else:
            known += 1
    return {
        "file": name,
        "new": [_found(each) for each in new],
        "more": [_found(each) for each in more],
        "known": known,
        "kept": len(new) + len(more),
        "shown": MOST_SHOWN,
        "table": as_csv([*new, *more]),
    }


def _found(person: Person) -> dict[str, object]:
    return {"name": shown_name(person), "keys": ", ".join((*person.addresses, *person.numbers))}
