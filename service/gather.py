"""Gather: from events and what is remembered, everything that the rules may know.

Pure: reading files and the store is done by ``service/run.py`` before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType

from policies.clients import people_invited
from policies.context import Context, Made, Owner, Person, RoomMode, Settings, Story
from policies.earlier import made_from, was_changed_back
from policies.event import Event, Ours, OursKind, Status, Timed, busy_span
from policies.neighbours import Neighbours


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What the store remembers of an owner: people, stories, and what was done before.

    ``changed_back`` holds ids of events and series that the owner shortened again, ``skipped`` of those
    that the owner said "never" to; ``companions`` ids of events that once had an opener. ``met`` tells
    by address or number when somebody was first met. ``elsewhere`` are the busy times in the owner's
    other calendars, ``room_elsewhere`` and ``video_elsewhere`` what days already have there: the caps
    of a day are the owner's, however many calendars there are.
    """

    people: tuple[Person, ...] = ()
    strangers: tuple[Person, ...] = ()
    stories: tuple[Story, ...] = ()
    made: Mapping[str, Made] = field(default_factory=dict)
    changed_back: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    companions: frozenset[str] = frozenset()
    met: Mapping[str, datetime] = field(default_factory=dict)
    elsewhere: tuple[Timed, ...] = ()
    busy_guests: Mapping[str, tuple[Timed, ...]] = field(default_factory=dict)
    room_elsewhere: Mapping[date, int] = field(default_factory=dict)
    video_elsewhere: Mapping[date, int] = field(default_factory=dict)


def gather(
    events: Sequence[Event],
    *,
    now: datetime,
    owner: Owner,
    settings: Settings,
    memory: Memory,
) -> Context:
    """Build the context that all ``events`` of one calendar are decided in."""
    here = (span for event in events if (span := busy_span(event)))
    made = made_of(events, memory.made)
    return Context(
        now=now,
        owner=owner,
        settings=settings,
        neighbours=Neighbours.of((*here, *memory.elsewhere)),
        busy_guests=MappingProxyType(dict(memory.busy_guests)),
        people=people_by_key(memory.people),
        strangers=people_by_key(memory.strangers),
        stories=memory.stories,
        made=MappingProxyType(made),
        changed_back=memory.changed_back | frozenset(_changed_back(events, made)),
        skipped=memory.skipped,
        companions=memory.companions | _with_ours(events, OursKind.COMPANION),
        holds=_with_ours(events, OursKind.HOLD),
        met_before=MappingProxyType(_earliest(memory.met, met_before(events, owner))),
        room_today=_added_up(room_by_day(events, made, owner), memory.room_elsewhere),
        video_today=_added_up(video_by_day(events, made, owner), memory.video_elsewhere),
    )


def people_by_key(people: Iterable[Person]) -> Mapping[str, Person]:
    """Key each person by every address and number."""
    keyed = {key: each for each in people for key in (*each.addresses, *each.numbers)}
    return MappingProxyType(keyed)


def changed_back(events: Sequence[Event], memory: Memory) -> frozenset[str]:
    """Return the ids of events, and of their series, that a human shortened again."""
    return frozenset(_changed_back(events, made_of(events, memory.made)))


def made_of(events: Iterable[Event], ledger: Mapping[str, Made]) -> dict[str, Made]:
    """Return what was done to events: the ledger knows, and where it was lost, the calendar itself tells."""
    listed = tuple(events)
    made = {
        event.id: made_from(event.marker)
        for event in listed
        if event.marker and event.marker.event_id == event.id
    }
    for event in listed:
        if event.ours and event.ours.kind is OursKind.HOLD and isinstance(event.span, Timed):
            key = event.ours.event_id
            made[key] = _with_hold(made.get(key), event.ours, event.span)
    return {**made, **ledger}


def _with_hold(made: Made | None, ours: Ours, span: Timed) -> Made:
    minutes = int(span.duration.total_seconds() // 60)
    if made is None:
        return Made(
            edit_id=ours.edit_id,
            event_id=ours.event_id,
            minutes=minutes,
            baseline=timedelta(),
            room=RoomMode.HOLD,
        )
    return made if made.room else replace(made, minutes=minutes, room=RoomMode.HOLD)


def _added_up(*counts: Mapping[date, int]) -> Mapping[date, int]:
    total: Counter[date] = Counter()
    for each in counts:
        total.update(each)
    return MappingProxyType(dict(total))


def _changed_back(events: Iterable[Event], made: Mapping[str, Made]) -> Iterator[str]:
    for event in events:
        done = made.get(event.id)
        if done and was_changed_back(event, done):
            yield event.id
            yield event.ref.series


def _with_ours(events: Iterable[Event], kind: OursKind) -> frozenset[str]:
    return frozenset(event.ours.event_id for event in events if event.ours and event.ours.kind is kind)


def met_before(events: Iterable[Event], owner: Owner) -> dict[str, datetime]:
    """Return when the people of these events were first met, by address, or number where none is known."""
    met: dict[str, datetime] = {}
    for event in events:
        if event.ours or event.status is Status.CANCELLED or not isinstance(event.span, Timed):
            continue
        keys = [guest.address for guest in people_invited(event, owner)]
        keys += event.place.numbers if not keys else ()
        for key in keys:
            met[key] = min(met.get(key, event.span.start), event.span.start)
    return met


def _earliest(known: Mapping[str, datetime], seen: Mapping[str, datetime]) -> dict[str, datetime]:
    return {**seen, **{key: min(moment, seen.get(key, moment)) for key, moment in known.items()}}


def _day(event: Event, owner: Owner) -> date | None:
    span = event.span
    return span.start.astimezone(owner.zone).date() if isinstance(span, Timed) else None


def room_by_day(
    events: Iterable[Event], made: Mapping[str, Made], owner: Owner, *, lagging: bool = False
) -> Mapping[date, int]:
    """Return the minutes of room that each day has.

    Where the events may lag behind what was made, one that seems to be short again still counts.
    """
    counts: Counter[date] = Counter()
    for event in events:
        done, day = made.get(event.id), _day(event, owner)
        if done and day and not done.taken_back and (lagging or not was_changed_back(event, done)):
            counts[day] += done.minutes
    return MappingProxyType(dict(counts))


def video_by_day(
    events: Iterable[Event],
    made: Mapping[str, Made],
    owner: Owner,
) -> Mapping[date, int]:
    """Return the video links that were added for each day."""
    counts: Counter[date] = Counter()
    for event in events:
        done, day = made.get(event.id), _day(event, owner)
        if done and day and done.video and not done.taken_back:
            counts[day] += 1
    return MappingProxyType(dict(counts))
