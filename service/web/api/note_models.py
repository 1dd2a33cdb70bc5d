"""Notes as the API takes and answers them."""

from __future__ import annotations

from datetime import date
from typing import Literal

from policies.context import Note, NoteKind, Source
from service.web.api.fields import DayText, In, Out, Text, day_of


class NoteIn(In):
    """A note. ``confirmed`` keeps one whose words deserve a second thought."""

    text: Text
    kind: Literal["thread", "occasion", "fact"] = "thread"
    source: Literal["told_me", "noticed_at_work"] = "told_me"
    since: DayText | None = None
    until: DayText | None = None
    confirmed: bool = False


class NoteOut(Out):
    """A note that is kept."""

    id: str
    text: str
    kind: NoteKind
    source: Source
    since: date | None
    until: date | None


def note_from(wanted: NoteIn) -> Note:
    """Return what was sent as a note."""
    return Note(
        id="",
        kind=NoteKind(wanted.kind),
        text=wanted.text,
        source=Source(wanted.source),
        since=day_of(wanted.since),
        until=day_of(wanted.until),
    )


def note_shown(note: Note) -> NoteOut:
    """Return a note as it is answered."""
    return NoteOut(
        id=note.id,
        text=note.text,
        kind=note.kind,
        source=note.source,
        since=note.since,
        until=note.until,
    )
