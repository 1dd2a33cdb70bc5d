"""From decisions to edits: pure, and the same edit id for the same wish, however often it is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import assert_never
from uuid import UUID, uuid5

from calendar_sync.edit import Edit
from policies.change import AddVideoLink, AttachOpener, Change, HoldTime, MoveEnd
from policies.decision import Decision
from policies.event import Event, Timed

_EDITS = UUID("5e0f5f0a-6a3b-4d0e-9a51-6f1d2c8b7e90")


def plan_edits(decisions: Iterable[Decision]) -> Iterator[Edit]:
    """Gather all changes of an event into one edit: guests get one update at most."""
    for decision in decisions:
        if decision.changes:
            yield _edit(decision.event, decision.changes)


def _edit(event: Event, changes: tuple[Change, ...]) -> Edit:
    marker = event.marker
    return Edit(
        id=edit_id(event, changes),
        ref=event.ref,
        title=event.title,
        changes=changes,
        baseline=marker.baseline if marker else _duration(event),
        length=_duration(event),
        earlier_minutes=marker.minutes if marker else 0,
        earlier_room=marker.room if marker else "",
        earlier_video=marker.video if marker else False,
    )


def edit_id(event: Event, changes: Iterable[Change]) -> str:
    """Return an id that a retry of the same edit has again, so that it cannot be made twice."""
    wish = "|".join(sorted(_target(change) for change in changes))
    return uuid5(_EDITS, f"{event.ref.calendar}|{event.id}|{wish}").hex[:16]


def _target(change: Change) -> str:
    match change:
        case MoveEnd(end=end):
            return f"end:{end.isoformat()}"
        case HoldTime(start=start, end=end):
            return f"hold:{start.isoformat()}/{end.isoformat()}"
        case AddVideoLink(url=url):
            return f"video:{url}"
        case AttachOpener(start=start):
            return f"opener:{start.isoformat()}"
        case unreachable:
            assert_never(unreachable)


def _duration(event: Event) -> timedelta:
    return event.span.duration if isinstance(event.span, Timed) else timedelta()
