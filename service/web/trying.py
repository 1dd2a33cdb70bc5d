"""Trying a file: decided on as if it were followed, with no memory, and nothing kept of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from calendar_sync.icalendar_file.document import CalendarFile
from calendar_sync.port import Reader
from policies.context import Owner, Settings
from policies.event import Timed
from service.cost import cost_of
from service.following.look import Looked, decided
from service.gather import Memory
from service.run import HISTORY, window_of
from service.web.meetings import Found, Meeting, meeting_of
from service.web.persons import names_of
from service.web.sewn_in_words import badges_of, told_in_words
from service.web.why import left_alone, would_be
from service.whose import owner_of, whose
from service.words import Words

_MOST = 150


def owner_in(file: CalendarFile, address: str) -> Owner | None:
    """Return whose file it is, by what was said or by what it shows; None where neither tells."""
    mine = whose(file, frozenset({address}) if address else frozenset())
    return owner_of(mine, {}) if mine else None


def decide_on(file: CalendarFile, owner: Owner, now: datetime, language: str) -> Looked:
    """Decide on everything that is to come in the next four weeks."""
    window = window_of(now, 28, owner.zone)
    reader = Reader(addresses=owner.addresses, zone=owner.zone, region=owner.region, calendar="try")
    wide = type(window)(first=window.first - HISTORY, last=window.last)
    events = file.events(wide, reader)
    return decided(events, Memory(), owner=owner, settings=Settings(language=language), now=now)


def tried_of(looked: Looked, said: Words) -> dict[str, object]:
    """Return what would be done to a file, in words."""
    owner = looked.context.owner
    cost = cost_of(looked.decisions, owner)
    meetings = [each for each in _meetings(looked) if each.client][:_MOST]
    return {
        "title": _title(meetings, said),
        "told": told_in_words(cost.guests_told, said),
        "minutes": said.minutes(cost.minutes),
        "days": [
            (said.long_date(day), [_line(each, said) for each in listed])
            for day, listed in groupby(meetings, key=lambda each: each.start.date())
        ],
        "addresses": ", ".join(sorted(owner.addresses)),
        "zone": said.zone(owner.zone),
    }


def _title(meetings: Iterable[Meeting], said: Words) -> str:
    changed = sum(each.changed for each in meetings)
    if not changed:
        return said.text("Nothing in this file would be changed")
    return said.plural("{n} meeting would be changed", "{n} meetings would be changed", changed)


def _meetings(looked: Looked) -> Iterable[Meeting]:
    zone = looked.context.owner.zone
    for decision in looked.decisions:
        span = decision.event.span
        if isinstance(span, Timed) and not decision.event.ours:
            found = Found(event=decision.event, decision=decision, context=looked.context)
            yield meeting_of(found, span, (), zone)


def _line(meeting: Meeting, said: Words) -> dict[str, object]:
    left = left_alone(meeting, said, most=1)
    return {
        "time": f"{said.time(meeting.start)}–{said.time(meeting.meant_end)}",
        "until": said.time(meeting.end) if meeting.end != meeting.meant_end else "",
        "title": meeting.title or said.text("(no title)"),
        "names": ", ".join(names_of(meeting)),
        "badges": badges_of(meeting.stitches, said),
        "reasons": would_be(meeting, said) if meeting.changed else [each.sentence for each in left],
    }
