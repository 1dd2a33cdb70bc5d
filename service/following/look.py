"""Deciding on a calendar as the mirror shows it, with the owner's other calendars around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sqlmodel import Session

from policies.agenda import decide_all
from policies.context import Context, Owner, Settings
from policies.decision import Decision
from policies.event import AllDay, Event, Timed, busy_span
from policies.verdict import Code, Withhold
from service.following.turn import Turn
from service.gather import Memory, changed_back, gather, met_before
from service.store import calendars, contacts, ledger, mirror, people, stories
from service.store.owners import Owned


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a look at a calendar gave: its events in their order, the context, the decisions."""

    events: tuple[Event, ...]
    context: Context
    decisions: tuple[Decision, ...]
    memory: Memory


def look(turn: Turn) -> Looked:
    """Decide on every event of the mirror that is not over; what humans took back is kept for good."""
    with turn.store.session() as session:
        events = mirror.load(session, turn.owned, turn.id)
        memory = remembered(session, turn.owned, turn.id, events, turn.owner)
        taken_back = changed_back(events, memory) - memory.changed_back
        ledger.keep_hands_off(session, turn.owned, taken_back, now=turn.now)
    return decided(events, memory, owner=turn.owner, settings=turn.settings, now=turn.now)


def decided(
    events: Iterable[Event], memory: Memory, *, owner: Owner, settings: Settings, now: datetime
) -> Looked:
    """Decide on events, given what is remembered."""
    ordered = tuple(sorted(events, key=lambda event: (_begin(event), event.id)))
    context = gather(ordered, now=now, owner=owner, settings=settings, memory=memory)
    still = [event for event in ordered if _end(event) > now]
    decisions = tuple(decide_all(still, context))
    return Looked(events=ordered, context=context, decisions=decisions, memory=memory)


def again(looked: Looked, fresh: Event, *, settings: Settings, now: datetime) -> Decision | None:
    """Decide once more with one event as it is now; None where it is over or not known."""
    events = [event for event in looked.events if event.id != fresh.id]
    anew = decided([*events, fresh], looked.memory, owner=looked.context.owner, settings=settings, now=now)
    return next((each for each in anew.decisions if each.event.id == fresh.id), None)


def next_moment(looked: Looked, settings: Settings, now: datetime) -> datetime | None:
    """Return when a decision may become another one by time alone: when a human's change has settled."""
    waiting = [
        event.changed + settings.settle
        for decision in looked.decisions
        if (event := decision.event).changed and _settles(decision)
    ]
    return min((moment for moment in waiting if moment > now), default=None)


def remembered(
    session: Session, owned: Owned, calendar: str, events: Iterable[Event], owner: Owner
) -> Memory:
    """Return what the store remembers that matters to a calendar's events."""
    return Memory(
        people=people.load_people(session, owned, noted=True),
        strangers=people.load_people(session, owned, noted=False),
        stories=stories.load_stories(session, owned),
        made=ledger.made_before(session, owned, calendar),
        changed_back=ledger.hands_off(session, owned),
        skipped=ledger.hands_off(session, owned, skipped=True),
        companions=ledger.openers(session, owned, calendar),
        met=_met(session, owned, events, owner),
        elsewhere=tuple(_elsewhere(session, owned, calendar)),
    )


def _met(session: Session, owned: Owned, events: Iterable[Event], owner: Owner) -> dict[str, datetime]:
    known = contacts.first_met(session, owned)
    keys = met_before(events, owner)
    found = {key: known.get(owned.fingerprint(key)) for key in keys}
    return {key: moment for key, moment in found.items() if moment is not None}


def _elsewhere(session: Session, owned: Owned, calendar: str) -> Iterator[Timed]:
    for other in calendars.ids(session, owned):
        if other != calendar:
            events = mirror.load(session, owned, other)
            yield from (span for event in events if (span := busy_span(event)))


def _settles(decision: Decision) -> bool:
    return any(
        isinstance(verdict, Withhold) and verdict.reason.code is Code.SETTLING
        for verdict in decision.verdicts
    )


def _begin(event: Event) -> datetime:
    match event.span:
        case Timed(start=start):
            return start.astimezone(UTC)
        case AllDay(first=first):
            return datetime.combine(first, time(), tzinfo=UTC)


def _end(event: Event) -> datetime:
    match event.span:
        case Timed(end=end):
            return end.astimezone(UTC)
        case AllDay(last=last):
            return datetime.combine(last, time(), tzinfo=UTC) + timedelta(days=1)
