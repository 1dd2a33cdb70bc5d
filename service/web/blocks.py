"""The week as the calendar component draws it: one block a meeting, its marks worded here."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from calendar_sync.edit import EditState
from service.web.caller import Caller
from service.web.meetings import Days, Kind, Meeting, Stitch
from service.web.sewn_in_words import badges_of, sign_of
from service.words import Words


def address_of(meeting: Meeting) -> str:
    """Return where a meeting is shown closely."""
    day = meeting.start.date().isoformat()
    return f"/week/meeting?{urlencode({'day': day, 'calendar': meeting.calendar, 'event': meeting.id})}"


def blocks_of(me: Caller, days: Days) -> list[dict[str, object]]:
    """Return the meetings as the calendar component draws them; times are the owner's wall clock."""
    return [_block(each, me) for each in days.meetings]


def _block(meeting: Meeting, me: Caller) -> dict[str, object]:
    said = me.said
    return {
        "id": f"{meeting.calendar}|{meeting.id}",
        "title": meeting.title or said.text("(no title)"),
        "start": wall_clock(meeting.start),
        "end": wall_clock(meeting.end),
        "url": address_of(meeting),
        "client": meeting.client,
        "over": meeting.end <= me.now,
        "waits": meeting.waits,
        "time": f"{said.time(meeting.start)}–{said.time(meeting.meant_end)}",
        "stitches": [_sewn(each, meeting, said) for each in meeting.stitches],
    }


def _sewn(stitch: Stitch, meeting: Meeting, said: Words) -> dict[str, object]:
    (badge,) = badges_of((stitch,), said)
    whole = (meeting.end - meeting.start).total_seconds() / 60
    room = stitch.kind in {Kind.LENGTHEN, Kind.HOLD} and stitch.state is not EditState.UNDONE
    return {
        "sign": sign_of(stitch.kind),
        "kind": stitch.kind.value,
        "mark": badge.mark,
        "word": f"+{stitch.minutes}" if room else badge.word,
        "label": badge.word,
        "share": round(stitch.minutes / whole, 4) if room and whole else 0,
    }


def wall_clock(moment: datetime) -> str:
    """Return a moment as a clock on the wall shows it: the component draws it as it is written."""
    return moment.replace(tzinfo=None).isoformat(timespec="minutes")
