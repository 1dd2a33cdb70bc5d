"""``plausch demo``: a sample week of a recruiter, from preview to undo, in a folder of its own."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from policies.card_text import render_card
from policies.change import AttachOpener
from service.cli.frame import console, moment, say, speaking
from service.cli.show import STITCH, run_as_text
from service.cost import cost_of
from service.demo.week import ME, fill, sample_week
from service.run import Question, Run, apply, look
from service.store.owners import local_owner
from service.store.store import Store, open_store
from service.undo import Selection, take_back
from service.words import Words

Lang = Annotated[str | None, typer.Option("--lang", help="de or en.")]


def demo(
    lang: Lang = "de",
    now: Annotated[str | None, typer.Option("--now", hidden=True)] = None,
) -> None:
    """Show everything with a sample week: preview, apply to a copy, a card, undo."""
    said = speaking(lang)
    at = moment(now)
    folder = Path(tempfile.mkdtemp(prefix="plausch-demo-"))
    week, changed = folder / "week.ics", folder / "week-with-plausch.ics"
    week.write_bytes(sample_week(at))
    opened = open_store(folder / "data")
    try:
        fill(opened, at)
        question = Question(path=week, addresses=frozenset({ME}), now=at, days=14, language=said.language)
        run = look(question, opened, target=changed)
        _title(said.text("1. Preview: nothing is written"))
        console.print(run_as_text(run, said, cost_of(run.decisions, run.owner)))
        _title(said.text("2. Apply: to a copy"))
        done = apply(run, opened, target=changed, now=at, language=said.language)
        say(
            said.plural(
                "{n} event was changed in {file}.",
                "{n} events were changed in {file}.",
                done.edits,
                file=changed,
            )
        )
        _again(changed, opened, question, said)
        _title(said.text("3. A card: only you see it"))
        _card(run)
        _title(said.text("4. Undo: as it was"))
        _undo(week, changed, opened, said, question)
    finally:
        opened.close()
    _title(said.text("With your own calendar"))
    command = os.environ.get("PLAUSCH_COMMAND", "plausch")
    say(said.text("Export your calendar as .ics, then:"))
    say(f"  {command} preview my-calendar.ics --me you@company.example")
    say(f"  {command} apply my-calendar.ics -o changed.ics --me you@company.example")
    say(f"  {command} undo changed.ics")


def _again(changed: Path, opened: Store, question: Question, said: Words) -> None:
    once_more = look(
        Question(
            path=changed,
            addresses=question.addresses,
            now=question.now,
            days=question.days,
            language=said.language,
        ),
        opened,
    )
    left = sum(bool(decision.changes) for decision in once_more.decisions)
    say(said.text("Looked at again: {n} further changes. Nothing is ever done twice.", n=left))


def _card(run: Run) -> None:
    cards = [
        change.card
        for decision in run.decisions
        for change in decision.changes
        if isinstance(change, AttachOpener)
    ]
    best = max(
        cards,
        key=lambda card: bool(card.share) + bool(card.ask) + 2 * bool(card.follow_up),
        default=None,
    )
    if best:
        say("\n".join(f"  {STITCH} {line}" for line in render_card(best).splitlines()))


def _undo(week: Path, changed: Path, opened: Store, said: Words, question: Question) -> None:
    with opened.session() as session:
        owned = local_owner(session, opened.keyring, now=question.now)
    outcome = take_back(changed, opened, owned, Selection(), now=question.now, target=changed)
    say(said.plural("{n} edit was taken back.", "{n} edits were taken back.", len(outcome)))
    same = week.read_bytes() == changed.read_bytes()
    say(
        said.text("The copy is the original again, byte for byte.")
        if same
        else said.text("The copy differs from the original.")
    )


def _title(text: str) -> None:
    say()
    console.rule(text, align="left", characters=STITCH, style="dark_red")
