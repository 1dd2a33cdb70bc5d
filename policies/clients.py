"""Is this a client event, and why not: the question before every rule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from policies.context import Context, Owner, Person, Settings, settings_for
from policies.domains import is_at, is_notetaker
from policies.event import (
    AllDay,
    Answer,
    Event,
    EventKind,
    Guest,
    GuestKind,
    Status,
)
from policies.gentlest import gentlest
from policies.verdict import Code, Reason, because

_WHOLE_DAY = timedelta(hours=24)
_PEOPLE = (GuestKind.PERSON, GuestKind.GROUP)


def people_invited(event: Event, owner: Owner) -> tuple[Guest, ...]:
    """Return the guests that are people: no rooms, no notetakers, not the owner."""
    return tuple([guest for guest in event.guests if _is_person(guest, owner)])


def clients_of(event: Event, context: Context) -> tuple[Guest, ...]:
    """Return the guests from outside the owner's organisation that have not declined."""
    return tuple([guest for guest in event.guests if _is_client(guest, context.owner)])


def known_people(event: Event, context: Context) -> tuple[Person, ...]:
    """Return the known persons among the clients, or those a guest-less event names.

    A guest-less event names a person by phone number, by e-mail address or by the full name in its
    title. Each person once, in the order of the guests.
    """
    if not context.people:
        return ()
    found = {person.id: person for person in _named(event, context)}
    return tuple(found.values())


def settings_of(event: Event, context: Context) -> Settings:
    """Return the choices for this event: of several clients, the gentlest wish wins."""
    people = known_people(event, context)
    if not people:
        return context.settings
    return gentlest([settings_for(context.settings, person.overrides) for person in people])


def why_no_client_event(event: Event, context: Context) -> Reason | None:
    """Return why no rule may act on this event, or None for a client event."""
    return (
        _why_not_by_nature(event)
        or _why_not_by_time(event, context)
        or _why_not_by_guests(event, context)
        or _why_not_by_wish(event, context)
    )


def has_clients(event: Event, context: Context) -> bool:
    """Whether somebody from outside meets here at all, whatever else speaks against acting."""
    if event.ours or event.kind is not EventKind.MEETING:
        return False
    if any(_is_client(guest, context.owner) for guest in event.guests):
        return True
    return bool(known_people(event, context))


def _is_person(guest: Guest, owner: Owner) -> bool:
    return guest.kind in _PEOPLE and guest.address not in owner.addresses and not is_notetaker(guest.address)


def _is_client(guest: Guest, owner: Owner) -> bool:
    return guest.answer is not Answer.DECLINED and _is_person(guest, owner) and _is_outside(guest, owner)


def _is_outside(guest: Guest, owner: Owner) -> bool:
    return not is_at(guest.address, owner.domains)


def _named(event: Event, context: Context) -> Iterator[Person]:
    owner = context.owner
    invited = False
    for guest in event.guests:
        invited = invited or _is_person(guest, owner)
        person = context.people.get(guest.address)
        if person and _is_client(guest, owner):
            yield person
    if invited:
        return
    for key in (*event.place.numbers, *_words_with_at(f"{event.title} {event.location}")):
        if person := context.people.get(key):
            yield person
    if not event.guests:
        yield from _named_in_title(event.title.casefold(), context)


def _words_with_at(text: str) -> Iterator[str]:
    return (word.strip("<>()[],;:.\"'").lower() for word in text.split() if "@" in word)


def _named_in_title(title: str, context: Context) -> Iterator[Person]:
    for person in context.people.values():
        if " " in person.name and person.name.casefold() in title:
            yield person


def _why_not_by_nature(event: Event) -> Reason | None:
    if event.ours:
        return because(Code.OURS)
    if event.status is Status.CANCELLED:
        return because(Code.CANCELLED)
    if event.kind is not EventKind.MEETING:
        return because(Code.NOT_A_MEETING, kind=event.kind.value)
    if isinstance(event.span, AllDay):
        return because(Code.ALL_DAY)
    if event.span.duration >= _WHOLE_DAY:
        return because(Code.SEVERAL_DAYS)
    return None


def _why_not_by_time(event: Event, context: Context) -> Reason | None:
    if isinstance(event.span, AllDay):
        return because(Code.ALL_DAY)
    if event.span.end <= context.now:
        return because(Code.PAST)
    if event.span.start <= context.now:
        return because(Code.RUNNING)
    if event.answer is Answer.DECLINED:
        return because(Code.DECLINED)
    return because(Code.SHOWS_FREE) if event.free else None


def _why_not_by_guests(event: Event, context: Context) -> Reason | None:
    if event.guests_hidden:
        return because(Code.GUESTS_HIDDEN)
    people = people_invited(event, context.owner)
    if people and not context.owner.addresses:
        return because(Code.OWNER_UNKNOWN)
    if not has_clients(event, context):
        return _why_nobody(people, context)
    limit = context.settings.group_limit
    if len(people) > limit or any(guest.kind is GuestKind.GROUP for guest in people):
        return because(Code.TOO_MANY_GUESTS, guests=len(people), limit=limit)
    return None


def _why_nobody(people: tuple[Guest, ...], context: Context) -> Reason:
    if not people:
        return because(Code.NO_GUESTS)
    if any(_is_outside(guest, context.owner) for guest in people):
        return because(Code.GUESTS_DECLINED)
    return because(Code.ONLY_COLLEAGUES)


def _why_not_by_wish(event: Event, context: Context) -> Reason | None:
    owner = context.owner
    for guest in people_invited(event, owner) if owner.never_addresses or owner.never_domains else ():
        listed = guest.address in owner.never_addresses
        if listed or is_at(guest.address, owner.never_domains):
            return because(Code.NEVER_TOUCH, person=guest.name or guest.address)
    for person in known_people(event, context):
        if person.overrides.never_touch:
            return because(Code.NEVER_TOUCH, person=person.name)
    if event.made_by.startswith("sync:"):
        return because(Code.SYNC_COPY, tool=event.made_by.removeprefix("sync:"))
    return because(Code.BOOKING_TOOL, tool=event.made_by) if event.made_by else None
