"""Entries of ours in a Google calendar: holds and companions, as bodies of requests. Pure."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import replace
from datetime import datetime
from typing import Any

from calendar_sync.edit import Edit, MoveOurs
from calendar_sync.google import marks
from calendar_sync.google.answers import Row, address, parts, text
from policies.card_text import render_card
from policies.change import AttachOpener, HoldTime
from policies.event import EventRef, Ours, OursKind
from policies.place import plain

_HOLD_TITLE = {"de": "Puffer", "en": "Buffer"}
_OPENER_TITLE = {"de": "Gesprächseinstieg", "en": "Opener"}
_AT_ITS_START = {"useDefault": False, "overrides": [{"method": "popup", "minutes": 0}]}
_SILENT = {"useDefault": False, "overrides": []}


def ours_ref(kind: OursKind, meeting: EventRef) -> EventRef:
    """Return where our entry for a meeting stands: an id in base32hex, as Google wants, always the same."""
    digest = hashlib.sha256(f"{kind.value}|{meeting.id}".encode()).digest()[:25]
    return EventRef(
        calendar=meeting.calendar, series=f"plausch{base64.b32hexencode(digest).decode().lower()}"
    )


def entry(edit: Edit, language: str) -> dict[str, Any]:
    """Build the entry that an edit adds. Raises ValueError where it adds none."""
    for change in edit.changes:
        if isinstance(change, HoldTime):
            ours = _ours(edit, OursKind.HOLD, change.start)
            title = _HOLD_TITLE.get(language, _HOLD_TITLE["en"])
            busy = {"summary": title, "transparency": "opaque", "reminders": _SILENT}
            return _entry(edit, ours, change.start, change.end) | busy
        if isinstance(change, AttachOpener):
            ours = _ours(edit, OursKind.COMPANION, change.end)
            free = {
                "summary": _OPENER_TITLE.get(language, _OPENER_TITLE["en"]),
                "description": render_card(change.card),
                "transparency": "transparent",
                "reminders": _AT_ITS_START,
            }
            return _entry(edit, ours, change.start, change.end) | free
    message = f"edit {edit.id} adds nothing"
    raise ValueError(message)


def moved(row: Row, move: MoveOurs) -> dict[str, Any]:
    """Build what lets an entry follow its meeting."""
    ours = marks.ours(row)
    kept = marks.ours_text(replace(ours, anchor=move.anchor)) if ours else None
    times = {"start": moment(move.start), "end": moment(move.end)}
    return times | marks.with_private(**{marks.OURS: kept})


def taken_out(edit_id: str) -> dict[str, Any]:
    """Build what takes an entry out, and says that it was we who did."""
    return {"status": "cancelled"} | marks.with_private(**{marks.AWAY: edit_id or "-"})


def brought_back(body: Row) -> dict[str, Any]:
    """Build what brings an entry back that we had taken out; Google gives no id a second time."""
    kept = {key: value for key, value in body.items() if key != "id"}
    private = {**kept["extendedProperties"]["private"], marks.AWAY: None}
    return kept | {"status": "confirmed", "extendedProperties": {"private": private}}


def shown(row: Row) -> str:
    """Return what an entry says, wherever in time it stands: a human's hand shows in it."""
    guests = sorted(address(each) for each in parts(row, "attendees"))
    description = plain(text(row, "description")).replace("\r\n", "\n").strip()
    return json.dumps([text(row, "summary").strip(), text(row, "location"), description, guests])


def moment(when: datetime) -> dict[str, str | None]:
    """Write the start or the end of an entry."""
    zone = getattr(when.tzinfo, "key", "") or "UTC"
    return {"dateTime": when.isoformat(), "timeZone": zone, "date": None}


def _entry(edit: Edit, ours: Ours, start: datetime, end: datetime) -> dict[str, Any]:
    return {
        "id": ours_ref(ours.kind, edit.ref).series,
        "start": {key: value for key, value in moment(start).items() if value},
        "end": {key: value for key, value in moment(end).items() if value},
        "visibility": "private",
        **marks.with_private(**{marks.OURS: marks.ours_text(ours)}),
    }


def _ours(edit: Edit, kind: OursKind, anchor: datetime) -> Ours:
    return Ours(kind=kind, edit_id=edit.id, event_id=edit.ref.id, anchor=anchor)
