"""What a set of decisions costs: minutes, guests told, what cannot be undone. Said before doing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from policies.change import (
    AddVideoLink,
    AttachOpener,
    HoldTime,
    MoveEnd,
    Undo,
    seen_by_guests,
    undo_class,
)
from policies.clients import people_invited
from policies.context import Owner
from policies.decision import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Sums over decisions. ``guests_told`` counts every guest of every event that they see changed."""

    events: int = 0
    client_events: int = 0
    changed_events: int = 0
    lengthened: int = 0
    held: int = 0
    minutes: int = 0
    video_links: int = 0
    openers: int = 0
    guests_told: int = 0
    updates: int = 0
    cannot_be_undone: int = 0


def guests_told(decision: Decision, owner: Owner) -> int:
    """Count the people who would get an update about this event."""
    if not any(map(seen_by_guests, decision.changes)):
        return 0
    return len(people_invited(decision.event, owner))


def cost_of(decisions: Iterable[Decision], owner: Owner) -> Cost:
    """Add up what decisions would do."""
    listed = list(decisions)
    changes = [change for decision in listed for change in decision.changes]
    told = [guests_told(decision, owner) for decision in listed]
    return Cost(
        events=len(listed),
        client_events=sum(decision.no_client is None for decision in listed),
        changed_events=sum(bool(decision.changes) for decision in listed),
        lengthened=sum(isinstance(change, MoveEnd) for change in changes),
        held=sum(isinstance(change, HoldTime) for change in changes),
        minutes=sum(each.minutes for each in changes if isinstance(each, MoveEnd | HoldTime)),
        video_links=sum(isinstance(change, AddVideoLink) for change in changes),
        openers=sum(isinstance(change, AttachOpener) for change in changes),
        guests_told=sum(told),
        updates=sum(map(bool, told)),
        cannot_be_undone=sum(undo_class(change) is Undo.NONE for change in changes),
    )
