"""``plausch people``: keep, list, import, hand out and erase."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from policies.context import Note, NoteKind, Overrides, Person, Source
from policies.phones import find_numbers
from policies.sensitive import Concern, concerns_in
from service.cli.frame import UsageError, console, day, moment, my_data, say, speaking
from service.explain import N_
from service.people_files import read_people
from service.store import access, people, preferences
from service.store.choices import FOR_PEOPLE, ChoiceError, overrides_from, overrides_to
from service.words import Words

app = typer.Typer(no_args_is_help=True)
Who = Annotated[str, typer.Argument(help="An e-mail address or phone number.")]
Lang = Annotated[str | None, typer.Option("--lang", help="de or en.")]
Now = Annotated[str | None, typer.Option("--now", hidden=True)]

CONCERNS = {
    Concern.HEALTH: N_("“{word}” may tell about health."),
    Concern.RELIGION: N_("“{word}” may tell about religion."),
    Concern.POLITICS: N_("“{word}” may tell about politics."),
    Concern.UNION: N_("“{word}” may tell about a union."),
    Concern.ORIENTATION: N_("“{word}” may tell about orientation."),
    Concern.THIRD_PARTY: N_("“{word}” is about somebody else."),
}


@app.command()
def add(
    who: Who,
    name: Annotated[str, typer.Option("--name", help="How you call them.")] = "",
    also: Annotated[list[str] | None, typer.Option("--also", help="Another address or number.")] = None,
    choose: Annotated[
        list[str] | None, typer.Option("--set", help="A choice for this person, NAME=VALUE.")
    ] = None,
    now: Now = None,
    lang: Lang = None,
) -> None:
    """Keep a person, or add to one who is kept already."""
    said = speaking(lang)
    at = moment(now)
    with my_data(at) as (session, owned):
        region = preferences.written_choices(session, owned).get("region", "DE")
        keys = [_key(each, region) for each in (who, *(also or ()))]
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


@app.command()
def note(
    who: Who,
    text: Annotated[str, typer.Argument(help="Only what you could tell the person without qualms.")],
    kind: Annotated[
        NoteKind,
        typer.Option("--kind", help="A thread to ask about, a yearly occasion, or a fact."),
    ] = NoteKind.THREAD,
    source: Annotated[Source, typer.Option("--source", help="Where you know it from.")] = Source.TOLD_ME,
    since: Annotated[str | None, typer.Option("--from", help="From which day it is worth asking.")] = None,
    until: Annotated[str | None, typer.Option("--until", help="Until which day.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Keep it without being asked again.")] = False,
    now: Now = None,
    lang: Lang = None,
) -> None:
    """Keep a note about a person: something unfinished, an occasion, or a fact."""
    said = speaking(lang)
    if not text.strip():
        message = "A note needs words."
        raise UsageError(message)
    if kind is NoteKind.OCCASION and since is None:
        message = "An occasion needs its day: --from 2026-05-04."
        raise UsageError(message)
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
        people.add_note(session, owned, _key(who, region), kept, now=at)
    say(said.text("Kept. {who} could be shown this note at any time: plausch people export {who}", who=who))


@app.command()
def forget(
    note_id: Annotated[str, typer.Argument(metavar="NOTE", help="The note's id, as the list shows it.")],
    now: Now = None,
    lang: Lang = None,
) -> None:
    """Forget one note."""
    said = speaking(lang)
    with my_data(moment(now)) as (session, owned):
        done = people.remove_note(session, owned, note_id)
    if not done:
        message = f"There is no note {note_id}. See: plausch people list"
        raise UsageError(message)
    say(said.text("Forgotten."))


@app.command("list")
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
            when = f" ({each.since or ''}–{each.until or ''})" if each.since or each.until else ""
            say(f"  ┄ {each.text}{when} [{each.id}]")
        for name, value in overrides_to(person.overrides).items():
            say(f"  {name} = {value}")


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A .vcf or .csv file.")],
    now: Now = None,
    lang: Lang = None,
) -> None:
    """Take people over from an address book; names, addresses and numbers only."""
    said = speaking(lang)
    at = moment(now)
    with my_data(at) as (session, owned):
        region = preferences.written_choices(session, owned).get("region", "DE")
        found = read_people(file, region)
        with console.status(said.text("Reading {file} …", file=file.name)):
            for person in found:
                people.add_person(session, owned, person, now=at)
    say(said.plural("{n} person was taken over.", "{n} people were taken over.", len(found)))


@app.command("export")
def export_(who: Who, now: Now = None) -> None:
    """Print everything that is kept about a person, as JSON: what they may ask to see."""
    with my_data(moment(now)) as (session, owned):
        region = preferences.written_choices(session, owned).get("region", "DE")
        shown = access.export_person(session, owned, _key(who, region))
    typer.echo(json.dumps(shown, ensure_ascii=False, indent=2))


@app.command()
def erase(
    who: Who,
    yes: Annotated[bool, typer.Option("--yes", help="Erase without being asked.")] = False,
    now: Now = None,
    lang: Lang = None,
) -> None:
    """Forget a person wholly. This cannot be undone."""
    said = speaking(lang)
    if not yes:
        typer.confirm(said.text("Forget {who} wholly? This cannot be undone.", who=who), abort=True)
    with my_data(moment(now)) as (session, owned):
        region = preferences.written_choices(session, owned).get("region", "DE")
        counts = access.erase_person(session, owned, _key(who, region))
    say(
        said.text(
            "Erased: {notes} notes, {openers} openers; {edits} edits keep their counts only.",
            **counts,
        )
    )


def _is_meant(text: str, said: Words) -> bool:
    found = concerns_in(text)
    for concern, word in found.items():
        say(said.text(CONCERNS[concern], word=word))
    return not found or typer.confirm(said.text("Keep this note all the same?"), default=False)


def _key(text: str, region: str) -> str:
    if "@" in text:
        return text.strip().lower()
    numbers = find_numbers(text, region)
    if len(numbers) != 1:
        message = f"{text!r} is neither an e-mail address nor a phone number."
        raise UsageError(message)
    return numbers[0]


def _chosen(before: Overrides, pairs: list[str]) -> Overrides:
    written = overrides_to(before)
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or name not in FOR_PEOPLE:
            message = f"{pair!r} cannot be chosen for a person. There are: {', '.join(sorted(FOR_PEOPLE))}."
            raise ChoiceError(message)
        written[name] = value
    return overrides_from(written)
