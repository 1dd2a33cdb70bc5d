"""``plausch demo``: a sample week of a recruiter, from preview to undo, in a folder that goes away again."""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from policies.change import AddVideoLink, AttachOpener
from policies.decision import Decision
from service.cli.demo_google import google_demo
from service.cli.demo_service import serve_demo
from service.cli.frame import console, moment, say, speaking
from service.cli.glance import week_as_text
from service.cli.show import STITCH, changes_as_text, cost_as_text
from service.clock import now as this_moment
from service.cost import cost_of
from service.demo.week import ME, fill, sample_week
from service.run import Question, Run, apply, look
from service.store.owners import local_owner
from service.store.store import Store, open_store
from service.undo import Selection, take_back
from service.words import Words

Lang = Annotated[str | None, typer.Option("--lang", metavar="de|en")]
_DAYS = 8


def demo(
    lang: Lang = None,
    now: Annotated[str | None, typer.Option("--now", hidden=True)] = None,
    serve: Annotated[bool, typer.Option("--serve")] = False,
    google_fake: Annotated[bool, typer.Option("--google-fake")] = False,
) -> None:
    """Show everything with a sample week: preview, a card, apply to a copy, undo."""
    said, at = speaking(lang), moment(now)
    if google_fake:
        google_demo(said)
        return
    with tempfile.TemporaryDirectory(prefix="plausch-demo-") as name:
        folder = Path(name)
        week = folder / "week.ics"
        week.write_bytes(sample_week(at))
        opened = open_store(folder / "data")
        try:
            fill(opened, at, said.language)
            question = Question(
                path=week, addresses=frozenset({ME}), now=at, days=_DAYS, language=said.language
            )
            _tour(question, folder / "changed.ics", opened, said)
        finally:
            opened.close()
        _own_calendar(said)
        if serve:
            _title(said.text("The same as a service, in your browser"))
            serve_demo(week, folder / "data", this_moment if now is None else lambda: at, said)


def _tour(question: Question, changed: Path, opened: Store, said: Words) -> None:
    run = look(question, opened, target=changed)
    say(
        said.text(
            "Jule recruits in Hamburg. Her clients sit behind screens: no table football, only a timer."
        )
    )
    _title(said.text("1. Preview: nothing is written"))
    console.print(cost_as_text(cost_of(run.decisions, run.owner), said))
    say()
    console.print(week_as_text(run, said))
    best = max(run.decisions, key=_tells_most)
    _title(said.text("2. One of them closely: before and after, and why"))
    for part in changes_as_text(run, said, only=best.event.id):
        console.print(part)
    say()
    say(said.text("The card is yours alone. It never stands in anything that a guest can see."))
    _title(said.text("3. Apply, to a copy; and undo"))
    _there_and_back(run, changed, opened, said, question)


def _tells_most(decision: Decision) -> int:
    """Prefer a meeting that gets all three, and a card with something to follow up."""
    cards = [each.card for each in decision.changes if isinstance(each, AttachOpener)]
    video = any(isinstance(each, AddVideoLink) for each in decision.changes)
    return len(decision.changes) + video + sum(bool(card.follow_up) for card in cards)


def _there_and_back(run: Run, changed: Path, opened: Store, said: Words, question: Question) -> None:
    done = apply(run, opened, target=changed, now=question.now, language=said.language)
    say(said.plural("{n} event was changed.", "{n} events were changed.", done.events))
    again = look(replace(question, path=changed), opened)
    left = sum(bool(decision.changes) for decision in again.decisions)
    say(said.text("Looked at again: {n} further changes. Nothing is ever done twice.", n=left))
    with opened.session() as session:
        owned = local_owner(session, opened.keyring, now=question.now)
    outcome = take_back(changed, opened, owned, Selection(), now=question.now, target=changed)
    say(said.plural("{n} event was put back.", "{n} events were put back.", len(outcome)))
    same = question.path.read_bytes() == changed.read_bytes()
    say(
        said.text("The copy is the original again, byte for byte.")
        if same
        else said.text("The copy differs from the original.")
    )


def _own_calendar(said: Words) -> None:
    command = os.environ.get("PLAUSCH_COMMAND", "plausch")
    _title(said.text("With your own calendar"))
    say(said.text("Export it as .ics (the README tells how), then:"))
    for arguments in (
        "preview calendar.ics --me you@company.example",
        "apply calendar.ics -o changed.ics --me you@company.example",
        "undo changed.ics",
    ):
        say(f"  {command} {arguments}")


def _title(text: str) -> None:
    say()
    console.rule(text, align="left", characters=STITCH, style="dark_red")
