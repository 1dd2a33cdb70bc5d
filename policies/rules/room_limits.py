"""How many minutes fit behind an event, and what sets the limit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from policies.context import Context, Settings
from policies.event import Event, GuestKind, Timed, elapsed
from policies.neighbours import Neighbours
from policies.verdict import Code, Reason, because

_PLENTY = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """At most ``minutes`` fit, because of ``reason``."""

    minutes: int
    reason: Reason


def tightest(event: Event, span: Timed, context: Context, choice: Settings) -> Limit:
    """Return the limit that leaves the fewest minutes behind ``span``."""
    limits = _limits(event, span, context, choice)
    return min(limits, key=lambda limit: limit.minutes)


def local_day(moment: datetime, context: Context) -> date:
    """Return the day of a moment in the owner's zone: caps are counted by it."""
    return moment.astimezone(context.owner.zone).date()


def _limits(event: Event, span: Timed, context: Context, choice: Settings) -> Iterator[Limit]:
    yield _day_cap(span, context, choice)
    yield _next_event(span, context, choice)
    yield _working_hours(span, context, choice)
    yield from _guests_and_rooms(event, span, context)


def _day_cap(span: Timed, context: Context, choice: Settings) -> Limit:
    left = choice.day_cap - context.room_today.get(local_day(span.start, context), 0)
    return Limit(minutes=left, reason=because(Code.DAY_CAP, cap=choice.day_cap))


def _next_event(span: Timed, context: Context, choice: Settings) -> Limit:
    begins = context.neighbours.next_after(span.end)
    if begins is None:
        return Limit(minutes=_PLENTY, reason=because(Code.NEXT_EVENT_CLOSE))
    free = _minutes(span.end, begins)
    reason = because(
        Code.NEXT_EVENT_CLOSE,
        next_start=begins.astimezone(context.owner.zone),
        free=max(free, 0),
        keep_free=choice.keep_free,
    )
    return Limit(minutes=free - choice.keep_free, reason=reason)


def _working_hours(span: Timed, context: Context, choice: Settings) -> Limit:
    day = span.start.astimezone(context.owner.zone)
    hours = choice.working_hours.get(day.weekday())
    if hours is None:
        return Limit(minutes=0, reason=because(Code.WORKING_HOURS_END, until=""))
    closing = datetime.combine(day.date(), hours[1], tzinfo=context.owner.zone)
    reason = because(Code.WORKING_HOURS_END, until=f"{hours[1]:%H:%M}")
    return Limit(minutes=_minutes(span.end, closing), reason=reason)


def _guests_and_rooms(event: Event, span: Timed, context: Context) -> Iterator[Limit]:
    for guest in event.guests:
        busy = context.busy_guests.get(guest.address)
        if busy is None:
            continue
        begins = Neighbours.of(busy).next_after(span.end)
        if begins is None or begins - span.end.astimezone(UTC) > timedelta(minutes=_PLENTY):
            continue
        is_room = guest.kind in (GuestKind.ROOM, GuestKind.RESOURCE)
        code = Code.ROOM_TAKEN if is_room else Code.GUEST_BUSY
        reason = because(code, guest=guest.name or guest.address)
        yield Limit(minutes=_minutes(span.end, begins), reason=reason)


def _minutes(start: datetime, end: datetime) -> int:
    return int(elapsed(start, end).total_seconds() // 60)
