"""``plausch people``: keep, list, import, hand out and erase."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from calendar_sync.edit import EditState
from policies.context import Note, NoteKind, Overrides, Person, Source
from service.cli.frame import UsageError, confirmed, day, moment, my_data, progress, say, speaking
from service.cli.help import Command, Group, help_alone
from service.people_files import read_people
from service.people_in_words import concerns_as_text, key_of, known_for_people
from service.store import access, ledger, people, preferences
from service.store.choices import overrides_from, overrides_to
from service.words import N_, Words

app = typer.Typer(cls=Group, invoke_without_command=True, callback=help_alone)
Who = Annotated[str, typer.Argument(metavar="WHO")]
Lang = Annotated[str | None, typer.Option("--lang", metavar="de|en")]
Now = Annotated[str | None, typer.Option("--now", hidden=True)]


@app.command(cls=Command)
def add(
    who: Who,
    name: Annotated[str, typer.Option("--name", metavar="NAME")] = "",
    also: Annotated[list[str] | None, typer.Option("--also", metavar="WHO")] = None,
    choose: Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE")] = None,
    now: Now = None,
    lang: Lang = None,
) -> None:
    """Keep a person, or add to one who is kept already."""
    said = speaking(lang)
    at = moment(now)
    with my_data(at) as (session, owned):
        region = preferences.written_choices(session, owned).get("region", "DE")
        keys = [key_of(each, region) for each in (who, *(also or ()))]
        person = Person(
            id="",
            name=name,
            addresses=tuple(key for key in keys if "@" in key),
            numbers=tuple(key for key in keys if "@" not in key),
        )
        people.add_person(session, owned, person, now=at)
        if choose:
            known = people.find_person(session, owned, keys[0])
            overrides = _chosen(known.overrides if known else Overrides(), choose)
            people.choose_for(session, owned, keys[0], overrides)
    say(said.text("{person} is kept.", person=name or who))


@app.command(cls=Command)
def note(
    who: Who,
    text: Annotated[str, typer.Argument(metavar="TEXT")],
    kind: Annotated[NoteKind, typer.Option("--kind", metavar="thread|occasion|fact")] = NoteKind.THREAD,
    source: Annotated[Source, typer.Option("--source", metavar="told_me|noticed_at_work")] = Source.TOLD_ME,
    since: Annotated[str | None, typer.Option("--from", metavar="DAY")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DAY")] = None,
    yes: Annotated[bool, typer.Option("--yes")] = False,
    now: Now = None,
    lang: Lang = None,
) -> None:
    """Keep a note about a person: something unfinished, an occasion, or a fact."""
    said = speaking(lang)
    if not text.strip():
        raise UsageError(N_("A note needs words."))
    if kind is NoteKind.OCCASION and since is None:
        raise UsageError(N_("An occasion needs its day: --from 2026-05-04"))
    if not yes and not _is_meant(text, said):
        say(
            said.text(
                "Nothing was kept. Without a reason, this says as much: "
                "plausch people add {who} --set not-today-until=DAY",
                who=who,
            )
        )
        raise typer.Exit(1)
    at = moment(now)
    kept = Note(
        id="",
        kind=kind,
        text=text.strip(),
        source=source,
        since=day(since, "--from"),
        until=day(until, "--until"),
    )
    with my_data(at) as (session, owned):
        region = preferences.written_choices(session, owned).get("region", "DE")
        people.add_note(session, owned, key_of(who, region), kept, now=at)
    say(said.text("Kept. {who} could be shown this note at any time: plausch people export {who}", who=who))


@app.command(cls=Command)
def forget(
    note_id: Annotated[str, typer.Argument(metavar="NOTE")],
    now: Now = None,
    lang: Lang = None,
) -> None:
    """Forget one note."""
    said = speaking(lang)
    with my_data(moment(now)) as (session, owned):
        done = people.remove_note(session, owned, note_id)
    if not done:
        raise UsageError(N_("There is no note {id}. See: plausch people list"), id=note_id)
    say(said.text("Forgotten."))


@app.command("list", cls=Command)
def list_(now: Now = None, lang: Lang = None) -> None:
    """List people with their notes."""
    said = speaking(lang)
    with my_data(moment(now)) as (session, owned):
        found = people.load_people(session, owned, noted=True)
    if not found:
        say(
            said.text(
                'Nobody is kept yet. Begin with: plausch people add anna@client.example --name "Anna Weber"'
            )
        )
    for person in found:
        say(f"{person.name or '–'}  {', '.join((*person.addresses, *person.numbers))}")
        for each in person.notes:
            say(f"  ┄ {each.text}{_worth_asking(each, said)} [{each.id}]")
        for name, value in overrides_to(person.overrides).items():
            say(f"  {name} = {value}")


@app.command("import", cls=Command)
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    now: Now = None,
    lang: Lang = None,
) -> None:
    """Take people over from an address book; names, addresses and numbers only."""
    said = speaking(lang)
    at = moment(now)
    with my_data(at) as (session, owned):
        region = preferences.written_choices(session, owned).get("region", "DE")
        found = read_people(file, region)
        with progress(said.text("Reading {file} …", file=file.name)) as watch:
            for done, person in enumerate(found):
                people.add_person(session, owned, person, now=at)
                watch(done, len(found))
    say(said.plural("{n} person was taken over.", "{n} people were taken over.", len(found)))


@app.command("export", cls=Command)
def export_(who: Who, now: Now = None) -> None:
    """Print everything that is kept about a person, as JSON: what they may ask to see."""
    with my_data(moment(now)) as (session, owned):
        region = preferences.written_choices(session, owned).get("region", "DE")
        shown = access.export_person(session, owned, key_of(who, region))
    typer.echo(json.dumps(shown, ensure_ascii=False, indent=2))


@app.command(cls=Command)
def erase(
    who: Who,
    yes: Annotated[bool, typer.Option("--yes")] = False,
    now: Now = None,
    lang: Lang = None,
) -> None:
    """Forget a person wholly. This cannot be undone."""
    said = speaking(lang)
    with my_data(moment(now)) as (session, owned):
        region = preferences.written_choices(session, owned).get("region", "DE")
        key = key_of(who, region)
        written = ledger.entries(session, owned, states=(EditState.DONE,), person=key)
    if any(each.opener for each in written):
        say(said.text("Cards in calendar files stay there. To take them back first: plausch undo FILE"))
    if not yes and not confirmed(said.text("Forget {who} wholly? This cannot be undone.", who=who), said):
        say(said.text("Nothing was erased."))
        raise typer.Exit(1)
    with my_data(moment(now)) as (session, owned):
        counts = access.erase_person(session, owned, key)
    say(
        said.text(
            "Erased: {notes}, {openers}, {edits}. Of changes to events only numbers are kept.",
            notes=said.plural("{n} note", "{n} notes", counts["notes"]),
            openers=said.plural("{n} thing told or asked", "{n} things told or asked", counts["openers"]),
            edits=said.plural("{n} change to an event", "{n} changes to events", counts["edits"]),
        )
    )


def _worth_asking(note: Note, said: Words) -> str:
    if note.kind is NoteKind.OCCASION and note.since:
        return said.text(" (each year about {day})", day=said.date(note.since))
    since = said.text("from {day}", day=note.since.isoformat()) if note.since else ""
    until = said.text("until {day}", day=note.until.isoformat()) if note.until else ""
    days = " ".join(filter(None, (since, until)))
    return f" ({days})" if days else ""


def _is_meant(text: str, said: Words) -> bool:
    found = concerns_as_text(text, said)
    for each in found:
        say(each)
    return not found or confirmed(said.text("Keep this note all the same?"), said)


def _chosen(before: Overrides, pairs: list[str]) -> Overrides:
    written = overrides_to(before)
    for pair in pairs:
        name, equals, value = pair.partition("=")
        known_for_people(name if equals else "", pair)
        written[name] = value
    return overrides_from(written)
