"""How many minutes fit behind an event, and what sets the limit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from policies.context import Context, Settings
from policies.event import Event, GuestKind, Timed, elapsed
from policies.neighbours import Neighbours
from policies.verdict import Code, Reason, because


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """At most ``minutes`` fit, because of ``reason``."""

    minutes: int
    reason: Reason


def tightest(event: Event, span: Timed, context: Context, choice: Settings, wanted: int) -> Limit | None:
    """Return what leaves the fewest minutes behind ``span``; None where all that are wanted fit."""
    limits = (
        _day_cap(span, context, choice, wanted),
        _next_event(span, context, choice, wanted),
        _working_hours(span, context, choice, wanted),
        *_guests_and_rooms(event, span, context, wanted),
    )
    return min(filter(None, limits), key=lambda limit: limit.minutes, default=None)


def local_day(moment: datetime, context: Context) -> date:
    """Return the day of a moment in the owner's zone: caps are counted by it."""
    return moment.astimezone(context.owner.zone).date()


def _day_cap(span: Timed, context: Context, choice: Settings, wanted: int) -> Limit | None:
    left = choice.day_cap - context.room_today.get(local_day(span.start, context), 0)
    if left >= wanted:
        return None
    return Limit(minutes=left, reason=because(Code.DAY_CAP, cap=choice.day_cap))


def _next_event(span: Timed, context: Context, choice: Settings, wanted: int) -> Limit | None:
    begins = context.neighbours.next_after(span.end)
    free = _minutes(span.end, begins) if begins else 0
    if begins is None or free - choice.keep_free >= wanted:
        return None
    reason = because(
        Code.NEXT_EVENT_CLOSE,
        next_start=begins.astimezone(context.owner.zone),
        free=max(free, 0),
        keep_free=choice.keep_free,
    )
    return Limit(minutes=free - choice.keep_free, reason=reason)


def _working_hours(span: Timed, context: Context, choice: Settings, wanted: int) -> Limit | None:
    day = span.start.astimezone(context.owner.zone)
    hours = choice.working_hours.get(day.weekday())
    if hours is None:
        return Limit(minutes=0, reason=because(Code.WORKING_HOURS_END, until=""))
    closing = datetime.combine(day, hours[1], tzinfo=context.owner.zone)
    left = _minutes(span.end, closing)
    if left >= wanted:
        return None
    return Limit(minutes=left, reason=because(Code.WORKING_HOURS_END, until=f"{hours[1]:%H:%M}"))


def _guests_and_rooms(event: Event, span: Timed, context: Context, wanted: int) -> Iterator[Limit]:
    for guest in event.guests:
        busy = context.busy_guests.get(guest.address)
        begins = Neighbours.of(busy).next_after(span.end) if busy else None
        free = _minutes(span.end, begins) if begins else wanted
        if free < wanted:
            is_room = guest.kind in (GuestKind.ROOM, GuestKind.RESOURCE)
            code = Code.ROOM_TAKEN if is_room else Code.GUEST_BUSY
            yield Limit(minutes=free, reason=because(code, guest=guest.name or guest.address))


def _minutes(start: datetime, end: datetime) -> int:
    return int(elapsed(start, end).total_seconds() // 60)
