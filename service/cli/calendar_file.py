"""The commands on a calendar file: what would change, changing it, and taking that back."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from calendar_sync.edit import TakenBack
from calendar_sync.icalendar_file.disk import keep_backup
from service.as_json import Json, as_json
from service.cli.frame import (
    ManyChangesError,
    UnknownEditsError,
    UsageError,
    complain,
    console,
    day,
    moment,
    progress,
    say,
    speaking,
    store,
    store_alone,
)
from service.cli.show import LOOSE, SEWN, changes_as_text, gain, preview_as_text
from service.cost import cost_of
from service.explain import field_name, left_out_sentence
from service.problems import recognised
from service.run import Applied, OwnerUnknownError, Question, Run, apply, look
from service.store.ledger import Entry
from service.store.owners import local_owner
from service.store.store import Store
from service.undo import Selection, chosen_edits, knows_edits, take_back
from service.words import N_, Words

MOST_EVENTS = 300
"""More than this many changed at once is rarely meant: a very full month has some two hundred."""
_WHOSE = N_("It is not clear whose calendar this is. Name yourself: --me ADDRESS")

File = Annotated[Path, typer.Argument(metavar="FILE")]
Me = Annotated[list[str] | None, typer.Option("--me", metavar="ADDRESS")]
Now = Annotated[str | None, typer.Option("--now", metavar="TIME")]
Days = Annotated[int, typer.Option("--days", min=1, max=366, metavar="N")]
Lang = Annotated[str | None, typer.Option("--lang", metavar="de|en")]


def preview(
    file: File,
    me: Me = None,
    now: Now = None,
    days: Days = 28,
    lang: Lang = None,
    as_json_: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Show what would change and why. Nothing is written."""
    said = speaking(lang)
    with store() as opened:
        run = _looked(file, me, moment(now), days, said, opened)
    if as_json_:
        typer.echo(json.dumps(_as_json(run, said), ensure_ascii=False, indent=2))
        return
    _say_owner(run, me, said)
    console.print(preview_as_text(run, said, cost_of(run.decisions, run.owner)))


def apply_(
    file: File,
    out: Annotated[Path | None, typer.Option("-o", "--out", metavar="FILE")] = None,
    in_place: Annotated[bool, typer.Option("--in-place")] = False,
    many: Annotated[bool, typer.Option("--many")] = False,
    me: Me = None,
    now: Now = None,
    days: Days = 28,
    lang: Lang = None,
) -> None:
    """Write the changed calendar. The file itself stays as it is unless --in-place is given."""
    said = speaking(lang)
    target = _target(file, out, in_place=in_place)
    at = moment(now)
    with store_alone() as opened:
        run = _looked(file, me, at, days, said, opened, target)
        if not run.owner.addresses:
            raise OwnerUnknownError(said.text(_WHOSE))
        _stop_and_ask(run, many=many)
        if target.exists() and not (run.in_place and not cost_of(run.decisions, run.owner).changed_events):
            keep_backup(target)
        done = apply(run, opened, target=target, now=at, language=said.language)
    _say_owner(run, me, said)
    _say_applied(run, done, target, said)


def undo(
    file: File,
    on: Annotated[str | None, typer.Option("--day", metavar="DAY")] = None,
    person: Annotated[str | None, typer.Option("--person", metavar="ADDRESS")] = None,
    edit: Annotated[str | None, typer.Option("--edit", metavar="ID")] = None,
    now: Now = None,
    lang: Lang = None,
) -> None:
    """Take edits back: only what still holds what was written. A backup is kept."""
    said = speaking(lang)
    selection = Selection(day=day(on, "--day"), person=person, edit=edit)
    at = moment(now)
    with store_alone() as opened:
        with opened.session() as session:
            owned = local_owner(session, opened.keyring, now=at)
        if file.is_file() and chosen_edits(file, opened, owned, selection):
            keep_backup(file)
        outcome = take_back(file, opened, owned, selection, now=at, target=file)
        if not outcome and not knows_edits(file, opened, owned):
            raise UnknownEditsError(
                N_(
                    "{file} has edits of Plausch that it does not remember: its data is gone, or the file "
                    "was moved or copied. Undo them where they were made, or go back to a backup."
                ),
                file=file,
            )
    for entry, taken in outcome:
        _say_taken_back(entry, taken, said)
    if outcome:
        partly = {entry.event_id for entry, taken in outcome if taken.kept}
        whole = len({entry.event_id for entry, _ in outcome} - partly)
        say(said.plural("{n} event is as it was.", "{n} events are as they were.", whole))
    else:
        say(said.text("There is nothing to take back in {file}.", file=file))


def _stop_and_ask(run: Run, *, many: bool) -> None:
    """Refuse a change of very many events at once, until it is asked for in so many words."""
    changed = sum(bool(decision.changes) for decision in run.decisions)
    if changed > MOST_EVENTS and not many:
        raise ManyChangesError(
            N_(
                "{n} events would change at once, which is more than {most}. Look at them with preview; "
                "then take fewer days (--days), or say --many."
            ),
            n=changed,
            most=MOST_EVENTS,
        )


def _say_applied(run: Run, done: Applied, target: Path, said: Words) -> None:
    cost = cost_of(run.decisions, run.owner)
    if not cost.changed_events:
        say(said.text("Nothing had to be changed. {file} holds the calendar as it was.", file=target))
        return
    say(
        said.plural(
            "{n} event was changed in {file}: {gain}.",
            "{n} events were changed in {file}: {gain}.",
            done.events,
            file=target,
            gain=gain(cost, said),
        )
    )
    if cost.guests_told:
        say(
            said.plural(
                "A guest will see it once your calendar takes this file over.",
                "{n} guests will see it once your calendar takes this file over.",
                cost.guests_told,
            )
        )
    for part in changes_as_text(run, said, stitch=SEWN):
        console.print(part)
    for refused in done.refused:
        complain(recognised(refused).sentence(said))
    say()
    if done.forgotten:
        say(
            said.plural(
                "{n} person without contact for twelve months was forgotten.",
                "{n} people without contact for twelve months were forgotten.",
                done.forgotten,
            )
        )
    say(said.text("Take it back with: plausch undo {file}", file=target))


def _say_taken_back(entry: Entry, taken: TakenBack, said: Words) -> None:
    say(f"  {LOOSE * 2} {said.date(entry.day)}  {entry.title}: {', '.join(entry.summary)} [{entry.id[:6]}]")
    if taken.kept:
        fields = ", ".join(dict.fromkeys(field_name(each, said.language) for each in taken.kept))
        say(said.text("     Changed since by somebody else, so it stays: {fields}", fields=fields))


def _as_json(run: Run, said: Words) -> Json:
    left_out = [
        {"code": each.code.value, "line": each.line, "sentence": left_out_sentence(each, said.language)}
        for each in run.left_out
    ]
    return as_json(
        run.decisions, window=run.window, owner=run.owner, language=said.language, left_out=left_out
    )


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
        raise UsageError(N_("Say where the changed calendar goes: either -o FILE or --in-place."))
    if out.exists() and file.exists() and out.samefile(file):
        raise UsageError(
            N_("{file} is the file itself. Use --in-place for that; it keeps a backup."), file=out
        )
    if not out.parent.is_dir():
        raise UsageError(N_("The folder {folder} does not exist. Make it first."), folder=out.parent)
    if out.is_dir():
        raise UsageError(N_("{file} is a folder. Name a file."), file=out)
    return out


def _say_owner(run: Run, me: list[str] | None, said: Words) -> None:
    if me:
        return
    if not run.owner.addresses:
        complain(said.text(_WHOSE))
        return
    address = ", ".join(sorted(run.owner.addresses))
    say(
        said.text(
            "This looks like the calendar of {address}. If it is not yours: --me ADDRESS", address=address
        )
    )
    say()
