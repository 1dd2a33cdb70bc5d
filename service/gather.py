"""Gather: from events and what is remembered, everything that the rules may know.

Pure: reading files and the store is done by ``service/run.py`` before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from policies.clients import people_invited
from policies.context import Context, Made, Owner, Person, Settings, Story
from policies.earlier import made_from, was_changed_back
from policies.event import Event, OursKind, Status, Timed, busy_span
from policies.neighbours import Neighbours


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What the store remembers of an owner: people, stories, and what was done before.

    ``changed_back`` holds ids of events and series that the owner shortened again; ``companions``
    ids of events that once had an opener.
    """

    people: tuple[Person, ...] = ()
    strangers: tuple[Person, ...] = ()
    stories: tuple[Story, ...] = ()
    made: Mapping[str, Made] = field(default_factory=dict)
    changed_back: frozenset[str] = frozenset()
    companions: frozenset[str] = frozenset()


def gather(
    events: Sequence[Event],
    *,
    now: datetime,
    owner: Owner,
    settings: Settings,
    memory: Memory,
) -> Context:
    """Build the context that all ``events`` of one calendar are decided in."""
    made = {**_made_by_markers(events), **memory.made}
    return Context(
        now=now,
        owner=owner,
        settings=settings,
        neighbours=Neighbours.of(span for event in events if (span := busy_span(event))),
        people=people_by_key(memory.people),
        strangers=people_by_key(memory.strangers),
        stories=memory.stories,
        made=MappingProxyType(made),
        changed_back=memory.changed_back | frozenset(_changed_back(events, made)),
        companions=memory.companions | _with_ours(events, OursKind.COMPANION),
        holds=_with_ours(events, OursKind.HOLD),
        met_before=_met_before(events, owner),
        room_today=_room_today(events, made, owner),
        video_today=_video_today(events, made, owner),
    )


def people_by_key(people: Iterable[Person]) -> Mapping[str, Person]:
    """Key each person by every address and number."""
    keyed = {key: each for each in people for key in (*each.addresses, *each.numbers)}
    return MappingProxyType(keyed)


def changed_back(events: Sequence[Event], memory: Memory) -> frozenset[str]:
    """Return the ids of events, and of their series, that a human shortened again."""
    return frozenset(_changed_back(events, {**_made_by_markers(events), **memory.made}))


def _made_by_markers(events: Iterable[Event]) -> dict[str, Made]:
    return {
        event.id: made_from(event.marker)
        for event in events
        if event.marker and event.marker.event_id == event.id
    }


def _changed_back(events: Iterable[Event], made: Mapping[str, Made]) -> Iterator[str]:
    for event in events:
        done = made.get(event.id)
        if done and was_changed_back(event, done):
            yield event.id
            yield event.ref.series


def _with_ours(events: Iterable[Event], kind: OursKind) -> frozenset[str]:
    return frozenset(event.ours.event_id for event in events if event.ours and event.ours.kind is kind)


def _met_before(events: Iterable[Event], owner: Owner) -> Mapping[str, datetime]:
    met: dict[str, datetime] = {}
    for event in events:
        if event.ours or event.status is Status.CANCELLED or not isinstance(event.span, Timed):
            continue
        keys = [guest.address for guest in people_invited(event, owner)]
        keys += event.place.numbers if not keys else ()
        for key in keys:
            met[key] = min(met.get(key, event.span.start), event.span.start)
    return MappingProxyType(met)


def _day(event: Event, owner: Owner) -> date | None:
    span = event.span
    return span.start.astimezone(owner.zone).date() if isinstance(span, Timed) else None


def _room_today(
    events: Iterable[Event],
    made: Mapping[str, Made],
    owner: Owner,
) -> Mapping[date, int]:
    counts: Counter[date] = Counter()
    for event in events:
        done, day = made.get(event.id), _day(event, owner)
        if done and day and not done.taken_back and not was_changed_back(event, done):
            counts[day] += done.minutes
    return MappingProxyType(dict(counts))


def _video_today(
    events: Iterable[Event],
    made: Mapping[str, Made],
    owner: Owner,
) -> Mapping[date, int]:
    counts: Counter[date] = Counter()
    for event in events:
        done, day = made.get(event.id), _day(event, owner)
        if done and day and done.video and not done.taken_back:
            counts[day] += 1
    return MappingProxyType(dict(counts))
