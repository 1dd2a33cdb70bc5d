"""Decisions on a terminal: before and after, why, and the cost. A stitch marks what is added."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from policies.card_text import render_card
from policies.change import AttachOpener, Change, HoldTime, MoveEnd
from policies.decision import Decision
from policies.event import AllDay, Timed
from policies.verdict import Propose, Withhold
from service.cost import Cost, guests_told
from service.explain import describe, left_out_sentence, rule_name, sentence, undo_sentence
from service.run import Run
from service.words import Words

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
    parts += [_changed(decision, run, said) for decision in changed]
    if alone:
        parts.append(Text("\n" + said.text("Left as it is"), style="bold"))
        parts += [_alone(decision, run, said) for decision in alone]
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


def _changed(decision: Decision, run: Run, said: Words) -> Text:
    text = Text(f"\n{when(decision, run, said)}  ", style="bold")
    text.append(decision.event.title or said.text("(no title)"), style="not bold")
    told = guests_told(decision, run.owner)
    if told:
        note = said.plural("tells {n} guest", "tells {n} guests", told)
        text.append(f"  ({note})", style=_QUIET)
    for verdict in decision.verdicts:
        if isinstance(verdict, Propose) and verdict.change in decision.changes:
            text.append(f"\n  {STITCH * 2} ", style=_SEAM)
            text.append(f"{rule_name(verdict.rule, said.language)}: ")
            text.append(_before_and_after(verdict.change, decision, run, said))
            text.append(f"\n     {sentence(verdict.reason, said.language)}", style=_QUIET)
            text.append(f" {undo_sentence(verdict.change, said.language)}", style=_QUIET)
            text.append(_card(verdict.change))
        elif isinstance(verdict, Withhold):
            why = sentence(verdict.reason, said.language)
            text.append(f"\n     {rule_name(verdict.rule, said.language)}: {why}", style=_QUIET)
    return text


def _before_and_after(change: Change, decision: Decision, run: Run, said: Words) -> str:
    span = decision.event.span
    if isinstance(change, MoveEnd | HoldTime) and isinstance(span, Timed):
        before = said.time(span.end.astimezone(run.owner.zone))
        after = said.time(change.end.astimezone(run.owner.zone))
        return f"{before} {STITCH * 3} {after}  {describe(change, said.language)}"
    return describe(change, said.language)


def _card(change: Change) -> str:
    if not isinstance(change, AttachOpener):
        return ""
    lines: Sequence[str] = render_card(change.card).splitlines()
    return "".join(f"\n     {STITCH} {line}" for line in lines)


def _alone(decision: Decision, run: Run, said: Words) -> Text:
    title = decision.event.title or said.text("(no title)")
    text = Text(f"  {when(decision, run, said)}  {title}")
    reasons = [each.reason for each in decision.verdicts if isinstance(each, Withhold)]
    for why in dict.fromkeys(sentence(reason, said.language) for reason in reasons):
        text.append(f"\n     {why}", style=_QUIET)
    return text
