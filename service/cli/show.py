"""Decisions on a terminal: before and after, why, and the cost. A stitch marks what is added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from policies.card_text import render_card
from policies.change import AddVideoLink, AttachOpener, Change, HoldTime, MoveEnd, Undo, undo_class
from policies.decision import Decision
from policies.event import AllDay, Timed
from policies.verdict import Propose, Withhold
from service.cost import Cost, guests_told
from service.explain import describe, left_out_sentence, rule_name, sentence, undo_sentence
from service.run import Run
from service.words import Words, printable

STITCH = "┄"
_SEAM = "bold dark_red"
_QUIET = "dim"


def run_as_text(run: Run, said: Words, cost: Cost) -> RenderableType:
    """Show a whole look: what would change, what is left alone and why, and what it costs."""
    changed = [decision for decision in run.decisions if decision.changes]
    alone = [
        decision
        for decision in run.decisions
        if not decision.changes and any(isinstance(each, Withhold) for each in decision.verdicts)
    ]
    parts: list[RenderableType] = [_headline(cost, said)]
    parts += [part for decision in changed for part in _changed(decision, run, said)]
    if alone:
        parts.append(Text("\n" + said.text("Left as it is"), style="bold"))
        parts.append(_alone(alone, run, said))
    if run.left_out:
        parts.append(Text("\n" + said.text("Not read"), style="bold"))
        parts += [Text(f"  {left_out_sentence(each, said.language)}") for each in run.left_out[:20]]
    parts.append(cost_as_text(cost, said))
    return Group(*parts)


def cost_as_text(cost: Cost, said: Words) -> Text:
    """Show the cost before the benefit: who is told, what cannot be undone, then the minutes."""
    lines = [
        said.plural("{n} guest would get an update.", "{n} guests would get an update.", cost.guests_told),
        said.text("Everything can be undone.")
        if not cost.cannot_be_undone
        else said.plural(
            "{n} change cannot be undone.", "{n} changes cannot be undone.", cost.cannot_be_undone
        ),
        said.text(
            "{minutes} of room, {video} and {openers}.",
            minutes=said.minutes(cost.minutes),
            video=said.plural("{n} video link", "{n} video links", cost.video_links),
            openers=said.plural("{n} opener note", "{n} opener notes", cost.openers),
        ),
    ]
    return Text("\n" + "\n".join(lines))


def when(decision: Decision, run: Run, said: Words) -> str:
    """Write when an event is, in the owner's zone."""
    match decision.event.span:
        case Timed(start=start, end=end):
            begin, finish = start.astimezone(run.owner.zone), end.astimezone(run.owner.zone)
            return f"{said.date(begin.date())} {said.time(begin)}–{said.time(finish)}"
        case AllDay(first=first):
            return said.date(first)


def _headline(cost: Cost, said: Words) -> Text:
    text = said.plural(
        "{n} client meeting would change.",
        "{n} client meetings would change.",
        cost.changed_events,
    )
    return Text(text, style="bold")


def _changed(decision: Decision, run: Run, said: Words) -> Iterator[RenderableType]:
    heading = Text(f"\n{when(decision, run, said)}  ", style="bold")
    heading.append(printable(decision.event.title) or said.text("(no title)"), style="not bold")
    if told := guests_told(decision, run.owner):
        note = said.plural("tells {n} guest", "tells {n} guests", told)
        heading.append(f"  ({note})", style=_QUIET)
    yield heading
    rows = _rows()
    for verdict in decision.verdicts:
        rule = rule_name(verdict.rule, said.language)
        if isinstance(verdict, Propose) and verdict.change in decision.changes:
            rows.add_row(Text(STITCH * 2, style=_SEAM), rule, _proposed(verdict, decision, run, said))
        elif isinstance(verdict, Withhold):
            why = Text(sentence(verdict.reason, said.language), style=_QUIET)
            rows.add_row("", Text(rule, style=_QUIET), why)
    yield rows


def _rows() -> Table:
    rows = Table.grid(padding=(0, 1), pad_edge=True)
    rows.add_column(width=3, justify="right")
    rows.add_column(no_wrap=True)
    rows.add_column(overflow="fold")
    return rows


def _proposed(verdict: Propose, decision: Decision, run: Run, said: Words) -> Text:
    text = Text("\n".join(_before_and_after(verdict.change, decision, run, said)))
    if not isinstance(verdict.change, AttachOpener):
        text.append(f"\n{sentence(verdict.reason, said.language)}", style=_QUIET)
    if undo_class(verdict.change) is Undo.NONE:
        text.append(f" {undo_sentence(verdict.change, said.language)}", style="bold")
    return text


def _before_and_after(change: Change, decision: Decision, run: Run, said: Words) -> Iterable[str]:
    event = decision.event
    match change:
        case MoveEnd(end=end) | HoldTime(end=end) if isinstance(event.span, Timed):
            before = said.time(event.span.end.astimezone(run.owner.zone))
            after = said.time(end.astimezone(run.owner.zone))
            return [f"{before} {STITCH * 3} {after}"]
        case AddVideoLink(location=location) if location:
            return [printable(f"{event.location or '–'} {STITCH * 3} {location}")]
        case AttachOpener(card=card):
            return [f"{STITCH} {line}" for line in printable(render_card(card)).splitlines()]
        case _:
            return [describe(change, said.language)]


def _alone(decisions: Iterable[Decision], run: Run, said: Words) -> Table:
    rows = Table.grid(padding=(0, 1), pad_edge=True)
    rows.add_column(no_wrap=True)
    rows.add_column(overflow="fold")
    for decision in decisions:
        text = Text(printable(decision.event.title) or said.text("(no title)"))
        reasons = [each.reason for each in decision.verdicts if isinstance(each, Withhold)]
        for why in dict.fromkeys(sentence(reason, said.language) for reason in reasons):
            text.append(f"\n{why}", style=_QUIET)
        rows.add_row(f" {when(decision, run, said)}", text)
    return rows
