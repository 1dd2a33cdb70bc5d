"""Entries of ours in a file: moved, taken out, and told from what a human made of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from calendar_sync.edit import FieldImage, MoveOurs, RemoveOurs, Upkeep, Written
from calendar_sync.icalendar_file.lines import Line, content_lines, drop, find, put, value_of, written
from calendar_sync.icalendar_file.marks import OURS
from calendar_sync.icalendar_file.pieces import Piece, Pieces, uid_in
from calendar_sync.icalendar_file.times import is_moment, time_like, utc
from calendar_sync.icalendar_file.zones import Zones
from calendar_sync.marks import ours_value, read_ours
from policies.event import Ours

_SAID = frozenset(
    {
        "SUMMARY",
        "DESCRIPTION",
        "LOCATION",
        "ATTENDEE",
        "ORGANIZER",
        "RRULE",
        "RDATE",
        "ATTACH",
        "URL",
        "COMMENT",
        "CONFERENCE",
    }
)


def take_out(pieces: Pieces, image: FieldImage, made: Written) -> bool:
    """Take an entry out that says what we wrote; tell whether nothing of the edit is left.

    Where it stands in time does not matter, nor what programs keep beside. One that a human rewrote
    stays, and so does one that another edit put in its place.
    """
    found = pieces.of(uid_in(image.after))
    if not found:
        return True
    ours = [_ours(piece) for piece in found]
    if all(each and each.edit_id not in {"", made.edit_id} for each in ours):
        return True
    if len(found) > 1 or ours[0] is None or _says(found[0].text) != _says(image.after):
        return False
    pieces.drop(found[0])
    return True


@dataclass(frozen=True, slots=True)
class Form:
    """How things are written in a file: when, in which zones, with which line end."""

    stamp: datetime
    zones: Zones
    end: str


def keep_up(pieces: Pieces, upkeep: Upkeep, form: Form) -> None:
    """Move an entry of ours with its meeting, or take it out; what is not there, or not ours, stays so."""
    for piece in pieces.of(upkeep.ref.series):
        ours = _ours(piece)
        if ours is None:
            continue
        match upkeep:
            case RemoveOurs():
                pieces.drop(piece)
            case MoveOurs():
                piece.text = _moved(piece.text, upkeep, ours, form)
            case unreachable:
                assert_never(unreachable)


def _moved(text: str, move: MoveOurs, ours: Ours, form: Form) -> str:
    lines = content_lines(text)
    sequence, length = find(lines, "SEQUENCE"), find(lines, "DURATION")
    number = value_of(sequence).strip() if sequence else "0"
    following = int(number) + 1 if number.isdecimal() and len(number) < 9 else 1  # noqa: PLR2004
    said = {
        "DTSTART": _time(find(lines, "DTSTART"), "DTSTART", move.start, form),
        "DTEND": _time(find(lines, "DTEND"), "DTEND", move.end, form),
        "DTSTAMP": f"DTSTAMP:{utc(form.stamp)}",
        "SEQUENCE": f"SEQUENCE:{following}",
        OURS: f"{OURS}:{ours_value(replace(ours, anchor=move.anchor))}",
    }
    for name, line in said.items():
        text = put(text, name, written(line, form.end))
    return drop(text, length.raw) if length else text


def _time(line: Line | None, name: str, moment: datetime, form: Form) -> str:
    if line and is_moment(line.text):
        return time_like(line.text, moment, form.zones)
    return f"{name}:{utc(moment)}"


def _ours(piece: Piece) -> Ours | None:
    line = find(content_lines(piece.text), OURS)
    return read_ours(value_of(line)) if line else None


def _says(text: str) -> Counter[tuple[str, str]]:
    lines = [line for line in content_lines(text) if line.name in _SAID]
    return Counter((line.name, value_of(line).strip()) for line in lines)
