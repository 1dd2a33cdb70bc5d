"""The commands on a calendar file, and the others hung in below."""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from service.as_json import as_json
from service.cli import demo, doctor, people, settings, story
from service.cli.frame import (
    UsageError,
    complain,
    console,
    day,
    moment,
    progress,
    say,
    speaking,
    store,
)
from service.cli.show import run_as_text
from service.cost import cost_of
from service.explain import left_out_sentence
from service.run import OwnerUnknownError, Question, Run, apply, look
from service.store.owners import local_owner
from service.store.store import Store
from service.undo import Selection, take_back
from service.words import Words

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Brings small talk back into online client meetings, from your own calendar.",
)
app.add_typer(people.app, name="people", help="People and what you know about them.")
app.add_typer(story.app, name="story", help="Your own small stories.")
app.add_typer(settings.app, name="settings", help="What Plausch may do.")
app.command("doctor")(doctor.doctor)
app.command("rotate-key")(doctor.rotate_key)
app.command("demo")(demo.demo)

File = Annotated[Path, typer.Argument(help="A calendar file (.ics).")]
Me = Annotated[
    list[str] | None,
    typer.Option("--me", help="Your address in this calendar; repeat it for more."),
]
Now = Annotated[str | None, typer.Option("--now", help="Decide as of this moment (ISO 8601).")]
Days = Annotated[int, typer.Option("--days", min=1, max=366, help="How many days ahead.")]
Lang = Annotated[str | None, typer.Option("--lang", help="de or en.")]


@app.command()
def preview(
    file: File,
    me: Me = None,
    now: Now = None,
    days: Days = 28,
    lang: Lang = None,
    as_json_: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show what would change and why. Nothing is written."""
    said = speaking(lang)
    with store() as opened:
        run = _looked(file, me, moment(now), days, said, opened)
    if as_json_:
        left_out = [
            {
                "code": each.code.value,
                "line": each.line,
                "sentence": left_out_sentence(each, said.language),
            }
            for each in run.left_out
        ]
        shown = as_json(
            run.decisions,
            window=run.window,
            owner=run.owner,
            language=said.language,
            left_out=left_out,
        )
        typer.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        return
    _say_owner(run, me, said)
    console.print(run_as_text(run, said, cost_of(run.decisions, run.owner)))


@app.command("apply")
def apply_(
    file: File,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Where the changed calendar goes.")] = None,
    in_place: Annotated[
        bool, typer.Option("--in-place", help="Change the file itself; a backup is kept.")
    ] = False,  # a switch
    me: Me = None,
    now: Now = None,
    days: Days = 28,
    lang: Lang = None,
) -> None:
    """Write the changed calendar. The file itself stays as it is unless --in-place is given."""
    said = speaking(lang)
    target = _target(file, out, in_place=in_place)
    at = moment(now)
    with store() as opened:
        run = _looked(file, me, at, days, said, opened, target)
        if not run.owner.addresses:
            message = "It is not clear whose calendar this is. Name yourself with --me ADDRESS."
            raise OwnerUnknownError(message)
        if target.exists():
            shutil.copy2(target, target.with_name(f"{target.name}.bak"))
        done = apply(run, opened, target=target, now=at, language=said.language)
    _say_owner(run, me, said)
    console.print(run_as_text(run, said, cost_of(run.decisions, run.owner)))
    say()
    say(
        said.plural(
            "{n} event was changed in {file}.",
            "{n} events were changed in {file}.",
            done.edits,
            file=target,
        )
    )
    for refused in done.refused:
        complain(refused)
    if done.forgotten:
        say(
            said.plural(
                "{n} person without contact for twelve months was forgotten.",
                "{n} people without contact for twelve months were forgotten.",
                done.forgotten,
            )
        )
    say(said.text("Take it back with: plausch undo {file}", file=target))


@app.command()
def undo(
    file: File,
    on: Annotated[str | None, typer.Option("--day", help="Only edits of this day.")] = None,
    person: Annotated[
        str | None, typer.Option("--person", help="Only edits that concern this address.")
    ] = None,
    edit: Annotated[str | None, typer.Option("--edit", help="Only this edit.")] = None,
    now: Now = None,
    lang: Lang = None,
) -> None:
    """Take edits back: only what still holds what was written. A backup is kept."""
    said = speaking(lang)
    selection = Selection(day=day(on, "--day"), person=person, edit=edit)
    at = moment(now)
    with store() as opened:
        with opened.session() as session:
            owned = local_owner(session, opened.keyring, now=at)
        backup = file.with_name(f"{file.name}.bak")
        if file.is_file():
            shutil.copy2(file, backup)
        outcome = take_back(file, opened, owned, selection, now=at, target=file)
    if not outcome:
        say(said.text("There is nothing to take back in {file}.", file=file))
    for entry, taken in outcome:
        mark = "·" if taken.kept else "✓"
        say(f"  {mark} {entry.day.isoformat()} {entry.title}: {', '.join(entry.summary)}")
        if taken.kept:
            say(
                said.text(
                    "    Changed since by somebody else and left as it is: {fields}",
                    fields=", ".join(taken.kept),
                )
            )
    if outcome:
        say(said.plural("{n} edit was taken back.", "{n} edits were taken back.", len(outcome)))


def _looked(
    file: Path,
    me: list[str] | None,
    at: datetime,
    days: int,
    said: Words,
    opened: Store,
    target: Path | None = None,
) -> Run:
    question = Question(
        path=file,
        addresses=frozenset(each.strip().lower() for each in me or ()),
        now=at,
        days=days,
        language=said.language,
    )
    with progress(said.text("Reading {file} …", file=file.name)) as watch:
        return look(question, opened, target=target, watch=watch)


def _target(file: Path, out: Path | None, *, in_place: bool) -> Path:
    if in_place and out is None:
        return file
    if out is None or in_place:
        message = "Say where the changed calendar goes: either -o FILE or --in-place."
        raise UsageError(message)
    if out.exists() and file.exists() and out.samefile(file):
        message = f"{out} is the file itself. Use --in-place for that; it keeps a backup."
        raise UsageError(message)
    if not out.parent.is_dir():
        message = f"The folder {out.parent} does not exist. Make it first."
        raise UsageError(message)
    if out.is_dir():
        message = f"{out} is a folder. Name a file."
        raise UsageError(message)
    return out


def _say_owner(run: Run, me: list[str] | None, said: Words) -> None:
    if me:
        return
    if run.owner.addresses:
        address = ", ".join(sorted(run.owner.addresses))
        say(
            said.text(
                "Taken for yours by what the file says: {address} (say otherwise with --me).",
                address=address,
            )
        )
    else:
        complain(said.text("It is not clear whose calendar this is. Name yourself with --me ADDRESS."))
