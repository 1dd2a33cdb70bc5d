"""From decisions and the ledger to edits: pure, and the same edit id for the same wish, however often."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import assert_never
from uuid import UUID, uuid5

from calendar_sync.edit import Edit, EditState, MoveOurs, RemoveOurs, Upkeep
from policies.change import AddVideoLink, AttachOpener, Change, HoldTime, MoveEnd, seen_by_guests
from policies.decision import Decision
from policies.event import Answer, Event, Ours, OursKind, Status, Timed, elapsed, later

_EDITS = UUID("5e0f5f0a-6a3b-4d0e-9a51-6f1d2c8b7e90")
_OPEN = frozenset({EditState.PLANNED, EditState.AWAITING})
_CARRIED = frozenset({EditState.DONE, EditState.WRITING, EditState.UNKNOWN})
_SETTLED = _CARRIED | {EditState.UNDONE}
SKIPPED = "skipped"


class Level(StrEnum):
    """How much Plausch may do by itself."""

    WATCH = "watch"
    ASK = "ask"
    AUTOMATIC = "automatic"


class Alarm(StrEnum):
    """Why a run stopped and asks."""

    MASS_CHANGE = "mass_change"
    EMPTY_CALENDAR = "empty_calendar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An edit as the ledger has it. ``told`` says that guests learn of it."""

    id: str
    event_id: str
    state: EditState
    told: bool
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """``shared_per_run`` new edits that guests see may be made without asking; None where it was asked."""

    level: Level
    shared_per_run: int | None = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """``edits`` with the state each gets; ``withdrawn`` are ids of open edits nobody wants any more."""

    edits: tuple[tuple[Edit, EditState], ...] = ()
    withdrawn: frozenset[str] = frozenset()
    alarm: Alarm | None = None


def plan(decisions: Iterable[Decision], known: Sequence[Known], bounds: Bounds) -> Plan:
    """Say which edits are to be made, which wait for the owner, and which are not wanted any more.

    An event that an edit is under way for, or whose guests were told, gets no other that they see.
    """
    if bounds.level is Level.WATCH:
        return Plan(withdrawn=frozenset(each.id for each in known if each.state in _OPEN))
    by_id = {each.id: each for each in known}
    busy = {each.event_id for each in known if each.told and each.state in _CARRIED}
    wanted = [edit for decision in decisions for edit in edits_of(decision)]
    fresh = [edit for edit in wanted if _is_open(edit, by_id, busy)]
    ids = {edit.id for edit in wanted}
    withdrawn = frozenset(each.id for each in known if each.state in _OPEN and each.id not in ids)
    alarm = _alarm([edit for edit in fresh if edit.shared], by_id, bounds)
    edits = tuple((edit, _state(edit, by_id.get(edit.id), bounds.level, alarm)) for edit in fresh)
    return Plan(edits=edits, withdrawn=withdrawn, alarm=alarm)


def edits_of(decision: Decision) -> Iterator[Edit]:
    """Gather what guests see into one edit, so that they get one update; entries of ours stand alone."""
    shared = tuple(change for change in decision.changes if seen_by_guests(change))
    if shared:
        yield _edit(decision.event, shared)
    for change in decision.changes:
        if not seen_by_guests(change):
            yield _edit(decision.event, (change,))


def plan_edits(decisions: Iterable[Decision]) -> Iterator[Edit]:
    """Return all edits that decisions ask for."""
    for decision in decisions:
        yield from edits_of(decision)


def upkeep(events: Mapping[str, Event], now: datetime) -> Iterator[Upkeep]:
    """Say which entries of ours have to follow their meeting, or to go with it.

    Only entries that are still to come are touched, and one whose meeting stayed where it was is left
    where a human may have put it.
    """
    for event in events.values():
        if event.ours is None or not isinstance(event.span, Timed) or event.span.end <= now:
            continue
        if event.status is Status.CANCELLED:
            continue
        meeting = events.get(event.ours.event_id)
        anchor = _anchor(meeting, event.ours.kind) if meeting else None
        if meeting is None or anchor is None:
            yield RemoveOurs(ref=event.ref, edit_id=event.ours.edit_id)
        elif event.ours.anchor is not None and anchor != event.ours.anchor:
            yield _follow(event, event.span, event.ours, anchor, now)


def _follow(event: Event, span: Timed, ours: Ours, anchor: datetime, now: datetime) -> Upkeep:
    """Move an entry with its meeting; where that has moved into the past, it has nothing to keep any more."""
    if ours.anchor is None or anchor <= now:
        return RemoveOurs(ref=event.ref, edit_id=ours.edit_id)
    by = elapsed(ours.anchor, anchor)
    return MoveOurs(ref=event.ref, start=later(span.start, by), end=later(span.end, by), anchor=anchor)


def _anchor(meeting: Event, kind: OursKind) -> datetime | None:
    """Return the moment that an entry hangs on; None where the meeting does not take place for the owner."""
    if meeting.status is Status.CANCELLED or meeting.answer is Answer.DECLINED:
        return None
    if not isinstance(meeting.span, Timed):
        return None
    return meeting.span.start if kind is OursKind.COMPANION else meeting.span.end


def _is_open(edit: Edit, by_id: Mapping[str, Known], busy: set[str]) -> bool:
    before = by_id.get(edit.id)
    if before and (
        before.state in _SETTLED or (before.state is EditState.REFUSED and before.reason == SKIPPED)
    ):
        return False
    return not (edit.shared and edit.ref.id in busy)


def _alarm(shared: list[Edit], by_id: Mapping[str, Known], bounds: Bounds) -> Alarm | None:
    """Return the alarm of a run that would make too much; it stands until the owner has answered."""
    limit = bounds.shared_per_run
    if bounds.level is not Level.AUTOMATIC or limit is None:
        return None
    new = [edit for edit in shared if edit.id not in by_id]
    stopped = any(edit.id in by_id and by_id[edit.id].state is EditState.AWAITING for edit in shared)
    return Alarm.MASS_CHANGE if stopped or len(new) > limit else None


def _state(edit: Edit, before: Known | None, level: Level, alarm: Alarm | None) -> EditState:
    if before and before.state is EditState.PLANNED:
        return EditState.PLANNED
    if level is Level.ASK or (alarm and edit.shared):
        return EditState.AWAITING
    return EditState.PLANNED


def _edit(event: Event, changes: tuple[Change, ...]) -> Edit:
    marker = event.marker
    return Edit(
        id=edit_id(event, changes),
        ref=event.ref,
        title=event.title,
        changes=changes,
        baseline=marker.baseline if marker and marker.room else _duration(event),
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
            return f"end:{_utc(end)}"
        case HoldTime(start=start, end=end):
            return f"hold:{_utc(start)}/{_utc(end)}"
        case AddVideoLink(url=url):
            return f"video:{url}"
        case AttachOpener():
            return "opener"
        case unreachable:
            assert_never(unreachable)


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _duration(event: Event) -> timedelta:
    return event.span.duration if isinstance(event.span, Timed) else timedelta()
