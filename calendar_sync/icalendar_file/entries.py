"""New entries for a file: holds, companions, and exceptions to a series."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid5

from calendar_sync.edit import Edit
from calendar_sync.icalendar_file.lines import content_lines, escaped, written
from calendar_sync.icalendar_file.marks import MADE, OURS
from calendar_sync.icalendar_file.times import floating_zone, time_like, utc
from calendar_sync.icalendar_file.zones import Zones
from calendar_sync.marks import ours_value
from policies.card_text import render_card
from policies.change import AttachOpener, HoldTime
from policies.event import Ours, OursKind

_OURS = UUID("1f2f5c1e-8b1c-4b2e-9a55-2c1d6b7f4e01")
_RECURRENCE = frozenset({"RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID", MADE})
_HOLD_TITLE = {"de": "Puffer", "en": "Buffer"}
_OPENER_TITLE = {"de": "Gesprächseinstieg", "en": "Opener"}


def uid_of(kind: OursKind, event_id: str) -> str:
    """Return the id of our entry for an event: always the same, so there is never a second one."""
    return f"{uuid5(_OURS, f'{kind.value}|{event_id}')}@plausch"


def hold(edit: Edit, change: HoldTime, stamp: datetime, end: str, language: str) -> str:
    """Build a private block that keeps the minutes behind a meeting."""
    ours = Ours(kind=OursKind.HOLD, edit_id=edit.id, event_id=edit.ref.id, anchor=change.start)
    title = _HOLD_TITLE.get(language, _HOLD_TITLE["en"])
    lines = [f"SUMMARY:{title}", "TRANSP:OPAQUE"]
    return _entry(ours, change.start, change.end, stamp, lines, end)


def companion(edit: Edit, change: AttachOpener, stamp: datetime, end: str) -> str:
    """Build the entry that carries a card: free, private, without guests, with a reminder."""
    ours = Ours(kind=OursKind.COMPANION, edit_id=edit.id, event_id=edit.ref.id, anchor=change.end)
    title = _OPENER_TITLE.get(change.card.language, _OPENER_TITLE["en"])
    lines = [
        f"SUMMARY:{title}",
        "TRANSP:TRANSPARENT",
        f"DESCRIPTION:{escaped(render_card(change.card))}",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{title}",
        "TRIGGER:PT0S",
        "END:VALARM",
    ]
    return _entry(ours, change.start, change.end, stamp, lines, end)


def exception(base: str, original: datetime, finish: datetime, zones: Zones, end: str) -> str:
    """Copy a series' entry for one occurrence (RFC 5545, 3.8.4.4): without its rules, with its id.

    Times keep the form of the entry: their zones, UTC or none.
    """
    out: list[str] = []
    lines = content_lines(base)
    floating = floating_zone(lines, zones)
    for line in lines:
        if line.name in _RECURRENCE:
            continue
        if line.name == "DTSTART":
            start = time_like(line.text, original, zones)
            out.append(written("RECURRENCE-ID" + start[len("DTSTART") :], end))
            out.append(written(start, end))
        elif line.name == "DTEND":
            out.append(written(time_like(line.text, finish, zones, floating), end))
        else:
            out.append(line.raw)
    return "".join(out)


def _entry(
    ours: Ours,
    start: datetime,
    finish: datetime,
    stamp: datetime,
    lines: list[str],
    end: str,
) -> str:
    nested = lines.index("BEGIN:VALARM") if "BEGIN:VALARM" in lines else len(lines)
    texts = [
        "BEGIN:VEVENT",
        f"UID:{uid_of(ours.kind, ours.event_id)}",
        f"DTSTAMP:{utc(stamp)}",
        f"DTSTART:{utc(start)}",
        f"DTEND:{utc(finish)}",
        "CLASS:PRIVATE",
        *lines[:nested],
        f"{OURS}:{ours_value(ours)}",
        *lines[nested:],
        "END:VEVENT",
    ]
    return "".join(written(text, end) for text in texts)
