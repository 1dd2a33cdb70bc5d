"""All events of an agenda in their order: what one gets, the next ones of the day no longer have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import assert_never

from policies.change import AddVideoLink, AttachOpener, HoldTime, MoveEnd
from policies.context import Context
from policies.decide import decide
from policies.decision import Decision
from policies.event import Event, Timed
from policies.rules.personal_opener import whom


def decide_all(events: Iterable[Event], context: Context) -> Iterator[Decision]:
    """Decide event by event, in the order given, minding the caps of each day.

    A story told or a question asked at one meeting is not offered again at the next one.
    """
    for event in events:
        decision = decide(event, context)
        yield decision
        if decision.changes:
            context = after(decision, context)


def after(decision: Decision, context: Context) -> Context:
    """Return the context as it stands once a decision will have been carried out."""
    span = decision.event.span
    if not isinstance(span, Timed):
        return context
    day = span.start.astimezone(context.owner.zone).date()
    for change in decision.changes:
        match change:
            case MoveEnd(minutes=minutes) | HoldTime(minutes=minutes):
                context = replace(context, room_today=_more(context.room_today, day, minutes))
            case AddVideoLink():
                context = replace(context, video_today=_more(context.video_today, day, 1))
            case AttachOpener(card=card):
                context = _used(decision.event, card.used, context)
            case unreachable:
                assert_never(unreachable)
    return context


def _more(counts: Mapping[date, int], day: date, by: int) -> Mapping[date, int]:
    return MappingProxyType({**counts, day: counts.get(day, 0) + by})


def _used(event: Event, used: tuple[str, ...], context: Context) -> Context:
    """Remember what was told and asked, for the person of the card, known or not."""
    span = event.span
    person = whom(event, span, context) if isinstance(span, Timed) else None
    if person is None:
        return context
    marks = dict.fromkeys(used, event.id)
    remembering = replace(person, used=MappingProxyType({**person.used, **marks}))
    keyed = dict.fromkeys((*person.addresses, *person.numbers), remembering)
    if any(key in context.people for key in keyed):
        return replace(context, people=MappingProxyType({**context.people, **keyed}))
    return replace(context, strangers=MappingProxyType({**context.strangers, **keyed}))
