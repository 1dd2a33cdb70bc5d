"""Meetings as pages show them: what the calendar has, and what Plausch sewed on or would sew on.

The calendar's own events come from the mirror, what was done and what waits from the ledger, what would be
done from the decision: the same ones that the syncs go by.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from calendar_sync.edit import EditState
from policies.change import AddVideoLink, AttachOpener, Change, HoldTime, MoveEnd
from policies.clients import has_clients
from policies.context import Context
from policies.decision import Decision
from policies.event import Event, Status, Timed, later
from service.following.glance import Glance
from service.store import calendars, preferences
from service.store.accounts import Account, Asked, accounts
from service.store.pulse import pulse
from service.store.tables import CalendarState
from service.web.caller import Caller
from service.whose import owner_of

_OPEN = (EditState.AWAITING, EditState.PLANNED, EditState.WRITING, EditState.UNKNOWN)
_RANK = (*_OPEN, EditState.DONE, EditState.UNDONE, EditState.REFUSED)


class Kind(StrEnum):
    """What can be sewn on."""

    LENGTHEN = "lengthen"
    HOLD = "hold"
    VIDEO = "video"
    OPENER = "opener"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stitch:
    """One thing sewn on. ``account`` is its edit; None where it only would be done, were it not watched."""

    kind: Kind
    state: EditState | None
    minutes: int = 0
    account: Account | None = None

    @property
    def mark(self) -> str:
        """How it is drawn: proposed, done or undone."""
        if self.state in {EditState.DONE, EditState.UNDONE}:
            return str(self.state)
        return "proposed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting. ``meant_end`` is the human's end, ``end`` with all room that is made or proposed.

    ``event`` and ``decision`` are None for one that only the ledger knows any more.
    """

    calendar: str
    id: str
    title: str
    start: datetime
    meant_end: datetime
    end: datetime
    client: bool
    stitches: tuple[Stitch, ...]
    accounts: tuple[Account, ...]
    event: Event | None = None
    decision: Decision | None = None
    context: Context | None = None

    @property
    def changed(self) -> bool:
        """Whether something is sewn on, or would be."""
        return any(each.state is not EditState.UNDONE for each in self.stitches)

    @property
    def waits(self) -> bool:
        """Whether it waits for an answer."""
        return any(each.entry.state is EditState.AWAITING for each in self.accounts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An event with what is decided about it, and what that was decided by."""

    event: Event
    decision: Decision | None
    context: Context


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """What some days hold, in the owner's zone."""

    zone: tzinfo
    meetings: tuple[Meeting, ...]
    written: Mapping[str, str]
    pulse: str


def meetings_of(me: Caller, first: date, last: date) -> Days:
    """Return the meetings of some days, both included, by their start."""
    with me.session() as session:
        beat = pulse(session, me.owned)
        written = preferences.written_choices(session, me.owned)
        rows = [
            row for row in calendars.all_followed(session, me.owned) if row.state is not CalendarState.LEAVING
        ]
        edits = accounts(session, me.owned, Asked(first=first, last=last, most=2000))
    zone = owner_of(frozenset(), written).zone
    found: list[Meeting] = []
    for row in rows:
        seen = me.served.glances.of(me.app.store, me.owned, row.key.calendar, now=me.now, pulse=beat)
        mine = [each for each in edits if each.entry.calendar == row.key.calendar]
        found += _of_calendar(seen, mine, zone, first, last)
    ordered = tuple(sorted(found, key=lambda each: (each.start, each.end, each.id)))
    return Days(zone=zone, meetings=ordered, written=written, pulse=beat)


def find_meeting(me: Caller, calendar: str, event_id: str, day: date) -> tuple[Meeting | None, Days]:
    """Return one meeting of a day, None where there is none (any more), and what else the day holds."""
    days = meetings_of(me, day, day)
    found = (each for each in days.meetings if each.calendar == calendar and each.id == event_id)
    return next(found, None), days


def _of_calendar(
    seen: Glance, edits: Iterable[Account], zone: tzinfo, first: date, last: date
) -> Iterator[Meeting]:
    by_event: dict[str, list[Account]] = defaultdict(list)
    for each in edits:
        by_event[each.entry.event_id].append(each)
    decisions = {each.event.id: each for each in seen.looked.decisions}
    begin = datetime.combine(first, time(), tzinfo=zone)
    over = datetime.combine(last + timedelta(days=1), time(), tzinfo=zone)
    for event in seen.looked.events:
        span = event.span
        if event.ours or event.status is Status.CANCELLED or not isinstance(span, Timed):
            continue
        if begin <= span.start < over:
            found = Found(event=event, decision=decisions.get(event.id), context=seen.looked.context)
            yield meeting_of(found, span, by_event.pop(event.id, ()), zone)
    for accounts_left in by_event.values():
        if gone := _gone(accounts_left, zone):
            yield gone


def meeting_of(found: Found, span: Timed, edits: Iterable[Account], zone: tzinfo) -> Meeting:
    """Return a meeting with what is sewn on."""
    event, mine = found.event, tuple(edits)
    stitches = _stitches(mine, found.decision)
    start = span.start.astimezone(zone)
    made = found.context.made.get(event.id)
    meant = span.end.astimezone(zone)
    if made and made.room == Kind.LENGTHEN and not made.taken_back and made.baseline < span.duration:
        meant = later(start, made.baseline)
    return Meeting(
        calendar=event.ref.calendar,
        id=event.id,
        title=event.title,
        start=start,
        meant_end=meant,
        end=max(span.end.astimezone(zone), _with_room(meant, stitches)),
        client=has_clients(event, found.context),
        stitches=stitches,
        accounts=mine,
        event=event,
        decision=found.decision,
        context=found.context,
    )


def _gone(edits: list[Account], zone: tzinfo) -> Meeting | None:
    """Return a meeting as the ledger remembers it, where it is not in the mirror any more."""
    known = next((each for each in edits if each.starts and each.entry.baseline), None)
    if known is None or known.starts is None:
        return None
    over = {EditState.DONE, EditState.UNDONE}
    stitches = tuple(each for each in _stitches(edits, None) if each.state in over)
    start = known.starts.astimezone(zone)
    meant = later(start, known.entry.baseline)
    return Meeting(
        calendar=known.entry.calendar,
        id=known.entry.event_id,
        title=known.entry.title,
        start=start,
        meant_end=meant,
        end=_with_room(meant, stitches),
        client=True,
        stitches=stitches,
        accounts=tuple(edits),
    )


def _with_room(meant: datetime, stitches: Iterable[Stitch]) -> datetime:
    room = sum(each.minutes for each in stitches if each.state is not EditState.UNDONE)
    return later(meant, timedelta(minutes=room))


def _stitches(edits: Iterable[Account], decision: Decision | None) -> tuple[Stitch, ...]:
    """Return what the ledger has, and what is decided beside it."""
    found: dict[Kind, Stitch] = {}
    ranked = sorted(
        (each for each in edits if each.entry.state in _RANK), key=lambda each: _RANK.index(each.entry.state)
    )
    for each in ranked:
        for stitch in stitches_of(each):
            found.setdefault(stitch.kind, stitch)
    for change in decision.changes if decision else ():
        would = _would(change)
        found.setdefault(would.kind, would)
    refused = EditState.REFUSED
    return tuple(found[kind] for kind in Kind if kind in found and found[kind].state is not refused)


def stitches_of(each: Account) -> Iterator[Stitch]:
    """Yield what an edit sews on."""
    entry = each.entry
    if entry.opener:
        yield Stitch(kind=Kind.OPENER, state=entry.state, account=each)
        return
    if entry.room:
        yield Stitch(kind=Kind(entry.room), state=entry.state, minutes=entry.minutes, account=each)
    if entry.video:
        yield Stitch(kind=Kind.VIDEO, state=entry.state, account=each)


def _would(change: Change) -> Stitch:
    match change:
        case MoveEnd(minutes=minutes):
            return Stitch(kind=Kind.LENGTHEN, state=None, minutes=minutes)
        case HoldTime(minutes=minutes):
            return Stitch(kind=Kind.HOLD, state=None, minutes=minutes)
        case AddVideoLink():
            return Stitch(kind=Kind.VIDEO, state=None)
        case AttachOpener():
            return Stitch(kind=Kind.OPENER, state=None)
