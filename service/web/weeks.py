"""What the week shows, in words: the days with their meetings, what is sewn on, what was left alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from calendar_sync.edit import EditState
from service.cost import cost_of
from service.explain import undo_sentence
from service.store.accounts import Account
from service.web.blocks import address_of, wall_clock
from service.web.caller import Caller
from service.web.meetings import Days, Kind, Meeting, meetings_of
from service.web.persons import name_of, names_of, whom_of
from service.web.sewn_in_words import Badge, Shown, badges_of, shown, told_in_words
from service.web.why import left_alone, reasons_of, would_be
from service.words import Words

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One meeting as a line. ``extra`` is how long it lasts with its room, in words; empty without."""

    address: str
    id: str
    time: str
    title: str
    names: str
    badges: tuple[Badge, ...]
    left: str
    client: bool
    over: bool
    waits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of the week."""

    day: date
    label: str
    today: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """One edit of a meeting, with why."""

    edit: Shown
    reasons: tuple[str, ...]


def monday_of(text: str, today: date) -> date:
    """Return the Monday of a week as it is written (``2026-W48``), of this week for anything else."""
    year, _, week = text.partition("-W")
    try:
        return date.fromisocalendar(int(year), int(week), 1)
    except ValueError:
        return today - timedelta(days=today.weekday())


def written_week(monday: date) -> str:
    """Return a week as it is written in addresses."""
    year, week, _ = monday.isocalendar()
    return f"{year}-W{week:02}"


def week_of(me: Caller, days: Days, monday: date) -> dict[str, object]:
    """Return a week in words."""
    said, today = me.said, me.now.astimezone(days.zone).date()
    return {
        "title": _title(days.meetings, said),
        "range": said.span(monday, monday + timedelta(days=6)),
        "number": monday.isocalendar().week,
        "first_day": monday.isoformat(),
        "now": wall_clock(me.now.astimezone(days.zone)),
        "week": written_week(monday),
        "before": written_week(monday - _WEEK),
        "after": written_week(monday + _WEEK),
        "this": monday <= today < monday + _WEEK,
        "days": _days(me, days, monday, today),
        "cost": cost_text(days.meetings, said),
    }


def week_meetings(me: Caller, monday: date) -> Days:
    """Return the meetings of a week."""
    return meetings_of(me, monday, monday + timedelta(days=6))


def _title(meetings: Iterable[Meeting], said: Words) -> str:
    listed = list(meetings)
    waits = sum(each.entry.state is EditState.AWAITING for meeting in listed for each in meeting.accounts)
    if waits:
        return said.plural("{n} change waits for your answer", "{n} changes wait for your answer", waits)
    if made := sum(_has(each, EditState.DONE) for each in listed):
        return said.plural("{n} meeting got room this week", "{n} meetings got room this week", made)
    if would := sum(_has(each, None) for each in listed):
        return said.plural("{n} meeting would get room", "{n} meetings would get room", would)
    return said.text("Nothing to add to this week")


def _has(meeting: Meeting, state: EditState | None) -> bool:
    room = {Kind.LENGTHEN, Kind.HOLD}
    return any(each.kind in room and each.state is state for each in meeting.stitches)


def cost_text(meetings: Iterable[Meeting], said: Words) -> str:
    """Say what doing all that is proposed would cost; empty where nothing is."""
    told = sum(each.entry.guests_told for meeting in meetings for each in meeting.accounts if _waits(each))
    if not told:
        return ""
    return said.plural("Doing all of it tells {n} guest.", "Doing all of it tells {n} guests.", told)


def _waits(each: Account) -> bool:
    return each.entry.state is EditState.AWAITING


def _days(me: Caller, days: Days, monday: date, today: date) -> list[Day]:
    found = [
        Day(
            day=day,
            label=me.said.long_date(day),
            today=day == today,
            lines=tuple(_line(me, each) for each in days.meetings if each.start.date() == day),
        )
        for day in (monday + timedelta(days=number) for number in range(7))
    ]
    return [each for each in found if each.lines or each.today]


def _line(me: Caller, meeting: Meeting) -> Line:
    said = me.said
    left = [] if meeting.changed else left_alone(meeting, said, most=1)
    return Line(
        address=address_of(meeting),
        id=anchor_of(meeting),
        time=f"{said.time(meeting.start)}–{said.time(meeting.end)}",
        title=meeting.title or said.text("(no title)"),
        names=", ".join(names_of(meeting)),
        badges=badges_of(meeting.stitches, said),
        left=left[0].sentence if left else "",
        client=meeting.client,
        over=meeting.end <= me.now,
        waits=meeting.waits,
    )


def anchor_of(meeting: Meeting) -> str:
    """Return a name for a meeting within a page."""
    return f"m{sha256(f'{meeting.calendar}|{meeting.id}'.encode()).hexdigest()[:12]}"


def closely(me: Caller, meeting: Meeting, days: Days) -> dict[str, object]:
    """Return one meeting with its edits, their reasons and costs, and what was left alone."""
    said = me.said
    person = whom_of(meeting)
    return {
        "meeting": _line(me, meeting),
        "when": f"{said.long_date(meeting.start.date())}, {_when(meeting, said)}",
        "zone": said.zone(days.zone),
        "edits": [_edited(meeting, each, days, said) for each in _shown_edits(meeting)],
        "would": _would(me, meeting),
        "left": left_alone(meeting, said),
        "person": name_of(person) if person else "",
        "video": _link(meeting),
        "numbers": meeting.event.place.numbers if meeting.event else (),
    }


def _when(meeting: Meeting, said: Words) -> str:
    meant, end = said.time(meeting.meant_end), said.time(meeting.end)
    if meeting.meant_end == meeting.end:
        return f"{said.time(meeting.start)}–{meant}"
    start = said.time(meeting.start)
    return said.text("{start}–{meant}, with room until {end}", start=start, meant=meant, end=end)


def _edited(meeting: Meeting, each: Account, days: Days, said: Words) -> Edited:
    return Edited(edit=shown(each, days.zone, said), reasons=tuple(reasons_of(meeting, each, said)))


def _shown_edits(meeting: Meeting) -> Iterator[Account]:
    yield from (each for each in meeting.accounts if each.entry.state is not EditState.SUPERSEDED)


def _would(me: Caller, meeting: Meeting) -> dict[str, object] | None:
    """Return what would be done, were it not watched only."""
    proposed = [each for each in meeting.stitches if each.state is None]
    decision = meeting.decision
    if not proposed or decision is None or meeting.context is None:
        return None
    cost = cost_of([decision], meeting.context.owner)
    undo = [undo_sentence(change, me.said.language) for change in decision.changes]
    return {
        "badges": badges_of(proposed, me.said),
        "reasons": would_be(meeting, me.said),
        "told": told_in_words(cost.guests_told, me.said),
        "undo": max(undo, key=len, default=""),
    }


def _link(meeting: Meeting) -> str:
    link = meeting.event.place.video_link if meeting.event else None
    return link.url if link and link.url.startswith("https://") else ""
