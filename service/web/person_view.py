"""One person, in words: what is unfinished, what comes back every year, what is known, told and asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from types import MappingProxyType

from sqlmodel import Session

from calendar_sync.edit import EditState
from policies.context import Note, NoteKind, Person, Settings, Source
from policies.question_pool import QUESTIONS
from policies.rules.personal_opener import due
from service.store import ledger, preferences, stories, told
from service.store.choices import overrides_to, settings_from
from service.store.told import Use
from service.web.caller import Caller
from service.web.one_person import find
from service.web.people_view import day_in_words, shown_name, zone_of
from service.words import N_, Words

SOURCES: Mapping[Source, str] = MappingProxyType(
    {Source.TOLD_ME: N_("told me"), Source.NOTICED_AT_WORK: N_("noticed at work")}
)
KINDS: Mapping[NoteKind, str] = MappingProxyType(
    {
        NoteKind.THREAD: N_("Thread: unfinished, worth asking about"),
        NoteKind.OCCASION: N_("Occasion: comes back every year"),
        NoteKind.FACT: N_("Fact: good to know"),
    }
)
_SWITCHES = (
    ("video", N_("Video link for calls by phone")),
    ("opener", N_("Card before a meeting")),
    ("prefers-phone", N_("Prefers the phone")),
    ("keep-short", N_("Keep it short")),
    ("never-touch", N_("Never touch meetings with this person")),
)
_ROOMS = (
    ("lengthen", N_("lengthen the invitation")),
    ("hold", N_("private minutes behind it")),
    ("off", N_("off")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A choice for one person: ``options`` are values with their words; empty is "as usual"."""

    name: str
    label: str
    value: str
    options: list[tuple[str, str]]


def person_of(me: Caller, session: Session, person_id: str) -> dict[str, object]:
    """Return everything that a person's page shows; raises NotHereError."""
    person, zone, said = find(me, session, person_id), zone_of(me, session), me.said
    written = preferences.written_choices(session, me.owned)
    uses = told.uses_with(session, me.owned, person.id)
    known = told.known_since(session, me.owned)[person.id]
    today = me.now.astimezone(zone).date()
    return {
        "id": person.id,
        "called": shown_name(person),
        "plain_name": person.name,
        "keys": [*person.addresses, *person.numbers],
        "notes": {
            kind.value: [_note(each, uses, today, zone, said) for each in person.notes if each.kind is kind]
            for kind in NoteKind
        },
        "used": _used(uses, person, _texts(me, session, person, written), zone, said),
        "picks": picks(person, written, said),
        "minutes": overrides_to(person.overrides).get("minutes", ""),
        "usual_minutes": settings_from(written).minutes,
        "quiet_until": _quiet(person, today, said),
        "since": day_in_words(known.since, zone, said),
        "last_contact": day_in_words(known.last_contact, zone, said),
        "until": day_in_words(known.until, zone, said),
        "kinds": [(each.value, said.text(word)) for each, word in KINDS.items()],
        "sources": [(each.value, said.text(word)) for each, word in SOURCES.items()],
    }


def picks(person: Person, written: Mapping[str, str], said: Words) -> list[Pick]:
    """Return what can be different for one person, each with what is usual."""
    usual, own = settings_from(written), overrides_to(person.overrides)
    rooms = [(value, said.text(word)) for value, word in _ROOMS]
    found = [_pick("room", said.text("Room"), own, rooms, usual.room.value, said)]
    on_off = [("on", said.text("yes")), ("off", said.text("no"))]
    for name, label in _SWITCHES:
        held = "on" if _holds(usual, name) else "off"
        found.append(_pick(name, said.text(label), own, on_off, held, said))
    languages = [("de", "Deutsch"), ("en", "English")]
    found.append(_pick("language", said.text("Language of cards"), own, languages, usual.language, said))
    forms = [("sie", "Sie"), ("du", "du")]
    found.append(_pick("address", said.text("In German"), own, forms, usual.address.value, said))
    return found


def _holds(usual: Settings, name: str) -> bool:
    return bool(getattr(usual, name.replace("-", "_")))


def _pick(  # one choice has these parts
    name: str, label: str, own: Mapping[str, str], options: list[tuple[str, str]], usual: str, said: Words
) -> Pick:
    word = dict(options).get(usual, usual)
    as_usual = ("", said.text("as usual ({usual})", usual=word))
    return Pick(name=name, label=label, value=own.get(name, ""), options=[as_usual, *options])


def _note(note: Note, uses: tuple[Use, ...], today: date, zone: tzinfo, said: Words) -> dict[str, object]:
    asked = next((use for use in uses if use.used == f"note:{note.id}"), None)
    return {
        "id": note.id,
        "text": note.text,
        "source": said.text(SOURCES[note.source]),
        "when": _when(note, said),
        "due": asked is None and bool(list(due([note], today))),
        "asked": said.text("prepared for {day}", day=day_in_words(asked.when, zone, said)) if asked else "",
    }


def _when(note: Note, said: Words) -> str:
    if note.kind is NoteKind.FACT:
        return ""
    if note.kind is NoteKind.OCCASION:
        return said.text("each year about {day}", day=said.day_of_year(note.since)) if note.since else ""
    since = said.day_and_year(note.since) if note.since else ""
    until = said.day_and_year(note.until) if note.until else ""
    if since and until:
        return said.text("asked about from {since} until {until}", since=since, until=until)
    if since:
        return said.text("asked about from {since}", since=since)
    return (
        said.text("asked about until {until}", until=until) if until else said.text("asked about next time")
    )


def _texts(me: Caller, session: Session, person: Person, written: Mapping[str, str]) -> dict[str, str]:
    usual = settings_from(written)
    language = person.overrides.language or usual.language
    address = person.overrides.address or usual.address
    texts = {f"question:{each.id}": each.worded(language, address) for each in QUESTIONS}
    texts |= {f"story:{each.id}": each.text for each in stories.load_stories(session, me.owned)}
    return texts | {f"note:{each.id}": each.text for each in person.notes}


def _used(
    uses: tuple[Use, ...], person: Person, texts: Mapping[str, str], zone: tzinfo, said: Words
) -> list[dict[str, str]]:
    words = {"story": N_("Told"), "question": N_("Asked"), "note": N_("Followed up")}
    gone = said.text("(its words are not kept any more)")
    return [
        {
            "what": said.text(words.get(use.kind, words["story"])),
            "text": texts.get(use.used, gone),
            "when": day_in_words(use.when, zone, said),
        }
        for use in uses
        if use.used in person.used
    ]


def _quiet(person: Person, today: date, said: Words) -> str:
    until = person.overrides.not_today_until
    return said.date(until) if until and until >= today else ""


def goes_with(me: Caller, session: Session, person: Person) -> dict[str, object]:
    """Return what erasing a person takes away, and what stays."""
    edits = {
        each.id: each
        for key in (*person.addresses, *person.numbers)
        for each in ledger.entries(session, me.owned, person=key)
    }.values()
    said = me.said
    takes = [
        said.text("the name, and {keys}", keys=", ".join((*person.addresses, *person.numbers))),
        said.plural("{n} note", "{n} notes", len(person.notes)),
        said.plural("{n} thing told or asked", "{n} things told or asked", len(person.used)),
        said.plural(
            "the contents of {n} change to an event", "the contents of {n} changes to events", len(edits)
        ),
    ]
    cards = sum(each.opener and each.state is EditState.DONE for each in edits)
    return {"takes": takes, "cards": cards}
