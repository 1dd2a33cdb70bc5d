"""Deciding on a calendar as the mirror shows it, with the owner's other calendars around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import Session

from calendar_sync.errors import EventGoneError
from policies.agenda import decide_all
from policies.context import Context, Owner, Settings
from policies.decision import Decision
from policies.event import AllDay, Event, Timed, busy_span
from policies.verdict import Code, Withhold
from service.following.busy import busy_guests
from service.following.turn import Turn
from service.gather import Memory, changed_back, gather, made_of, met_before, room_by_day, video_by_day
from service.store import calendars, contacts, ledger, mirror, people, preferences, steps, stories
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
        mirrored = turn.all_read
        events = mirror.load(session, turn.owned, turn.id) if mirrored is None else mirrored
        memory = remembered(session, turn.owned, turn.id, events, turn.owner)
    _keep_hands_off(turn, events, memory)
    looked = decided(events, memory, owner=turn.owner, settings=turn.settings, now=turn.now)
    busy = busy_guests(turn, looked.decisions)
    if not busy:
        return looked
    seen = replace(memory, busy_guests=busy)
    return decided(events, seen, owner=turn.owner, settings=turn.settings, now=turn.now)


def _keep_hands_off(turn: Turn, events: tuple[Event, ...], memory: Memory) -> None:
    """Remember what a human shortened again, once a fresh look confirms it.

    A listing may lag behind and show a meeting as it was before it got its room: that is no human's
    doing, and what is kept here is kept for good.
    """
    found = changed_back(events, memory) - memory.changed_back
    versions = {event.id: event.version for event in events if event.id in found}
    by_id = {event.id: event for event in events}
    confirmed = {each for each, version in versions.items() if _version(turn, by_id[each]) == version}
    series = {by_id[each].ref.series for each in confirmed}
    with turn.store.session() as session:
        ledger.keep_hands_off(session, turn.owned, confirmed | series, now=turn.now)


def _version(turn: Turn, event: Event) -> str | None:
    try:
        return turn.calendar.fetch(event.ref).event.version
    except EventGoneError:
        return None


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


def next_moment(turn: Turn, looked: Looked) -> datetime | None:
    """Return when a decision may become another one by time alone.

    That is: when a human's change has settled, when a pause ends, when what was put off is due, when
    guests may be mailed again.
    """
    waiting = [
        event.changed + turn.settings.settle
        for decision in looked.decisions
        if (event := decision.event).changed and _settles(decision)
    ]
    with turn.store.session() as session:
        waiting += steps.put_off_until(session, turn.owned, turn.id)
    if turn.quiet_until:
        waiting.append(turn.quiet_until)
    if until := preferences.paused_until(turn.written):
        waiting.append(datetime.combine(until, time(), tzinfo=turn.owner.zone))
    return min((moment for moment in waiting if moment > turn.now), default=None)


def remembered(
    session: Session, owned: Owned, calendar: str, events: Iterable[Event], owner: Owner
) -> Memory:
    """Return what the store remembers that matters to a calendar's events."""
    elsewhere = _elsewhere(session, owned, calendar, owner)
    noted, strangers = people.noted_and_strangers(session, owned)
    shortened, skipped = ledger.all_hands_off(session, owned)
    return Memory(
        people=noted,
        strangers=strangers,
        stories=stories.load_stories(session, owned),
        made=ledger.made_before(session, owned, calendar),
        changed_back=shortened,
        skipped=skipped,
        companions=ledger.openers(session, owned, calendar),
        met=_met(session, owned, events, owner),
        elsewhere=elsewhere.busy,
        room_elsewhere=elsewhere.room,
        video_elsewhere=elsewhere.video,
    )


def _met(session: Session, owned: Owned, events: Iterable[Event], owner: Owner) -> dict[str, datetime]:
    known = contacts.first_met(session, owned)
    keys = met_before(events, owner)
    found = {key: known.get(owned.fingerprint(key)) for key in keys}
    return {key: moment for key, moment in found.items() if moment is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Elsewhere:
    """The owner's other calendars: busy times, and what each day already has there."""

    busy: tuple[Timed, ...]
    room: Mapping[date, int]
    video: Mapping[date, int]


def _elsewhere(session: Session, owned: Owned, calendar: str, owner: Owner) -> _Elsewhere:
    busy: list[Timed] = []
    room: Counter[date] = Counter()
    video: Counter[date] = Counter()
    for other in calendars.ids(session, owned):
        if other != calendar:
            events = mirror.load(session, owned, other)
            made = made_of(events, ledger.made_before(session, owned, other))
            busy += (span for event in events if (span := busy_span(event)))
            room.update(room_by_day(events, made, owner, lagging=True))
            video.update(video_by_day(events, made, owner))
    return _Elsewhere(busy=tuple(busy), room=room, video=video)


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
