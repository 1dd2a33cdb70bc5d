"""A note as it is typed: what is wrong with it, and what deserves a second thought."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from policies.context import Note, NoteKind, Source
from service.people_in_words import concerns_as_text
from service.web.days import wrong_days
from service.web.forms import Form
from service.words import N_, Words

MOST_WORDS = 500
_NO_WORDS = N_("A note needs words.")
_TOO_LONG = N_("A note has up to {limit} characters: a sentence or two are enough.")
_NO_DAY = N_("An occasion needs its day.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A note as it was typed, with what is wrong with it and what deserves a second thought."""

    text: str = ""
    kind: str = NoteKind.THREAD.value
    source: str = Source.TOLD_ME.value
    since: str = ""
    until: str = ""
    wrong: str = ""
    wrong_day: str = ""
    concerns: tuple[str, ...] = ()


def typed_note(form: Form, said: Words) -> Typed:
    """Read a note from a form."""
    text = form.plain("text", most=20_000)
    kind = _one_of(form.plain("kind"), NoteKind.THREAD.value, [each.value for each in NoteKind])
    source = _one_of(form.plain("source"), Source.TOLD_ME.value, [each.value for each in Source])
    since, until = form.plain("since", most=40), form.plain("until", most=40)
    wrong = _NO_WORDS if not text else _TOO_LONG if len(text) > MOST_WORDS else ""
    days = _wrong_days(kind, since, until)
    return Typed(
        text=text,
        kind=kind,
        source=source,
        since=since,
        until=until,
        wrong=said.text(wrong, limit=MOST_WORDS) if wrong else "",
        wrong_day=said.text(days) if days else "",
        concerns=tuple(concerns_as_text(text[:MOST_WORDS], said)),
    )


def _wrong_days(kind: str, since: str, until: str) -> str:
    if kind == NoteKind.OCCASION.value and not since:
        return _NO_DAY
    return wrong_days(since, until)


def _one_of(text: str, otherwise: str, known: list[str]) -> str:
    return text if text in known else otherwise


def note_of(typed: Typed) -> Note:
    """Return the note that was typed; there has to be nothing wrong with it."""
    return Note(
        id="",
        kind=NoteKind(typed.kind),
        text=typed.text,
        source=Source(typed.source),
        since=date.fromisoformat(typed.since) if typed.since else None,
        until=date.fromisoformat(typed.until) if typed.until else None,
    )
