"""A shadow run: what Plausch would have done over the past weeks, had it been switched on.

Each past event is decided as it would have been on the day before it, with nothing made yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from calendar_sync.port import Reader, Window
from calendar_sync.pull import pull
from policies.agenda import decide_all
from policies.context import Owner, RoomMode, Settings
from policies.decision import Decision
from policies.event import Event, Timed, later
from policies.place import VideoRoom
from policies.verdict import Code, Reason, RuleName, Withhold
from service.cost import Cost, cost_of
from service.following.look import remembered
from service.following.turn import Desk
from service.gather import Memory, gather
from service.store import calendars, preferences
from service.store.choices import settings_from
from service.store.owners import Owned
from service.whose import own_room, owner_of

_DECIDED_AT = time(12)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftAlone:
    """Meetings that would have got no room for the same reason; ``example`` is the reason of one."""

    meetings: int
    example: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Shadow:
    """What it would have come to. ``left_alone`` is sorted, the most frequent reason first."""

    window: Window
    cost: Cost
    given_room: int
    left_alone: tuple[LeftAlone, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What the past days of a calendar held, and what is needed to decide on them."""

    window: Window
    events: tuple[Event, ...]
    memory: Memory
    owner: Owner
    own_room: VideoRoom | None


def past_of(desk: Desk, owned: Owned, calendar: str, *, days: int = 28) -> Past:
    """Read the past days of a calendar in full; nothing is written anywhere.

    Raises CalendarUnknownError, and the errors of ``calendar_sync`` where the calendar does not answer.
    """
    now = desk.now()
    window = Window(first=now - timedelta(days=days), last=now)
    with desk.store.session() as session:
        row = calendars.followed(session, owned, calendar)
        written = preferences.written_choices(session, owned)
    owner = owner_of(row.addresses, written)
    reader = Reader(addresses=row.addresses, zone=owner.zone, region=owner.region, calendar=calendar)
    events = tuple(pull(desk.open_calendar(row, reader), window, None).events.values())
    with desk.store.session() as session:
        memory = remembered(session, owned, calendar, events, owner)
    return Past(window=window, events=events, memory=memory, owner=owner, own_room=own_room(row.address))


def shadow_run(desk: Desk, owned: Owned, calendar: str, *, days: int = 28) -> Shadow:
    """Read the past days of a calendar and decide on them, as boldly as may be.

    Raises as ``past_of`` does.
    """
    past = past_of(desk, owned, calendar, days=days)
    with desk.store.session() as session:
        written = preferences.written_choices(session, owned)
    return shadow_of(past, bold(settings_from(written, past.own_room)))


def bold(settings: Settings) -> Settings:
    """Return settings as they are, but for inviting longer and telling guests."""
    return replace(settings, room=RoomMode.LENGTHEN, tell_guests=True)


def shadow_of(past: Past, settings: Settings) -> Shadow:
    """Decide on every timed event that began in the window, each day as on noon of the day before."""
    window, owner = past.window, past.owner
    untouched = tuple(as_meant(event) for event in past.events if event.ours is None)
    blank = replace(
        past.memory,
        made={},
        changed_back=frozenset(),
        skipped=frozenset(),
        companions=frozenset(),
    )
    decisions: list[Decision] = []
    for day, begun in _by_day(untouched, owner, window).items():
        at = datetime.combine(day - timedelta(days=1), _DECIDED_AT, tzinfo=owner.zone)
        context = gather(untouched, now=at, owner=owner, settings=settings, memory=blank)
        decisions += decide_all(begun, context)
    cost = cost_of(decisions, owner)
    return Shadow(
        window=window,
        cost=cost,
        given_room=cost.lengthened + cost.held,
        left_alone=_left_alone(decisions),
    )


def _by_day(events: Sequence[Event], owner: Owner, window: Window) -> dict[date, list[Event]]:
    begun = [
        (event.span.start, event.id, event)
        for event in events
        if isinstance(event.span, Timed) and window.first <= event.span.start < window.last
    ]
    days: dict[date, list[Event]] = {}
    for start, _, event in sorted(begun, key=lambda each: each[:2]):
        days.setdefault(start.astimezone(owner.zone).date(), []).append(event)
    return days


def as_meant(event: Event) -> Event:
    """Return an event as the human meant it, with no sign of when it was changed."""
    span = event.span
    marker = event.marker
    if (
        marker
        and isinstance(span, Timed)
        and marker.room == RoomMode.LENGTHEN
        and marker.event_id == event.id
    ):
        span = Timed(start=span.start, end=later(span.start, marker.baseline))
    return replace(event, span=span, marker=None, changed=None, created=None)


def _left_alone(decisions: Iterable[Decision]) -> tuple[LeftAlone, ...]:
    by_code: dict[Code, list[Reason]] = {}
    for decision in decisions:
        for verdict in decision.verdicts:
            if isinstance(verdict, Withhold) and verdict.rule is RuleName.MAKE_ROOM:
                by_code.setdefault(verdict.reason.code, []).append(verdict.reason)
    found = (LeftAlone(meetings=len(reasons), example=reasons[0]) for reasons in by_code.values())
    return tuple(sorted(found, key=lambda each: (-each.meetings, each.example.code.value)))
