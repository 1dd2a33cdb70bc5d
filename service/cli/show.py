"""Decisions on a terminal: the cost first, then before and after, and why. A stitch marks what is added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from policies.card_text import render_card
from policies.change import AddVideoLink, AttachOpener, Card, Change, HoldTime, MoveEnd, Undo, undo_class
from policies.decision import Decision
from policies.event import AllDay, Timed
from policies.verdict import Propose, Withhold
from service.cost import Cost, guests_told
from service.explain import describe, left_out_sentence, rule_name, sentence, undo_sentence
from service.run import Run
from service.words import Words, printable

STITCH = "┄"
SEWN = "━"
LOOSE = "~"
_SEAM = "bold dark_red"
_QUIET = "dim"


def preview_as_text(run: Run, said: Words, cost: Cost) -> RenderableType:
    """Show what would change and what is left alone, both with their reasons."""
    alone = [decision for decision in run.decisions if is_left_alone(decision)]
    parts: list[RenderableType] = [cost_as_text(cost, said), *changes_as_text(run, said)]
    if alone:
        parts += [Text("\n" + said.text("Left as it is"), style="bold"), _alone(alone, run, said)]
    if run.left_out:
        parts.append(Text("\n" + said.text("Not read"), style="bold"))
        parts += [Text(f"  {left_out_sentence(each, said.language)}") for each in run.left_out[:20]]
        if more := run.left_out[20:]:
            parts.append(Text("  " + said.plural("… and {n} more", "… and {n} more", len(more))))
    return Group(*parts)


def changes_as_text(
    run: Run, said: Words, *, stitch: str = STITCH, only: str = ""
) -> Iterator[RenderableType]:
    """Show each event that changes, or ``only`` one; the stitch tells whether it is proposed or done."""
    for decision in run.decisions:
        if decision.changes and only in {"", decision.event.id}:
            yield from _changed(decision, run, said, stitch)


def cost_as_text(cost: Cost, said: Words) -> Text:
    """Show the cost before the benefit: who is told, what cannot be undone, then what is gained."""
    if not cost.changed_events:
        return Text(said.text("Nothing would change."), style="bold")
    told = said.plural("Guests would get {n} update.", "Guests would get {n} updates.", cost.guests_told)
    final = said.plural(
        "{n} change cannot be undone.", "{n} changes cannot be undone.", cost.cannot_be_undone
    )
    text = Text(told if cost.guests_told else said.text("No guest would notice."), style="bold")
    text.append(" " + (final if cost.cannot_be_undone else said.text("Everything can be undone.")))
    text.append(
        "\n"
        + said.plural(
            "{n} client meeting would change: {gain}.",
            "{n} client meetings would change: {gain}.",
            cost.changed_events,
            gain=gain(cost, said),
        ),
        style="not bold",
    )
    return text


def gain(cost: Cost, said: Words) -> str:
    """List what meetings get, leaving out what they do not."""
    parts = [
        (cost.minutes, said.text("{minutes} of room", minutes=said.minutes(cost.minutes))),
        (cost.video_links, said.plural("{n} video link", "{n} video links", cost.video_links)),
        (cost.openers, said.plural("{n} opener note", "{n} opener notes", cost.openers)),
    ]
    return ", ".join(text for number, text in parts if number)


def is_left_alone(decision: Decision) -> bool:
    """Whether something was wanted for an event and nothing is done."""
    return not decision.changes and any(isinstance(each, Withhold) for each in decision.verdicts)


def when(decision: Decision, run: Run, said: Words) -> str:
    """Write when an event is, in the owner's zone."""
    match decision.event.span:
        case Timed(start=start, end=end):
            begin, finish = start.astimezone(run.owner.zone), end.astimezone(run.owner.zone)
            return f"{said.date(begin.date())} {said.time(begin)}–{said.time(finish)}"
        case AllDay(first=first):
            return said.date(first)


def title_of(decision: Decision, said: Words) -> str:
    """Return an event's title as it may be shown."""
    return printable(decision.event.title) or said.text("(no title)")


def whys(decision: Decision, language: str) -> list[str]:
    """Say why an event is left as it is, each reason once."""
    reasons = [each.reason for each in decision.verdicts if isinstance(each, Withhold)]
    return list(dict.fromkeys(sentence(reason, language) for reason in reasons))


def card_lines(card: Card) -> list[str]:
    """Return a card line by line; what to do in a hurry is the same each time and left to the card itself."""
    return printable(render_card(replace(card, hurry=""))).splitlines()


def _changed(decision: Decision, run: Run, said: Words, stitch: str) -> Iterator[RenderableType]:
    heading = Text(f"\n{when(decision, run, said)}  ", style="bold")
    heading.append(title_of(decision, said), style="not bold")
    if told := guests_told(decision, run.owner):
        note = said.plural("tells {n} guest", "tells {n} guests", told)
        heading.append(f"  ({note})", style=_QUIET)
    yield heading
    rows = _rows()
    for verdict in decision.verdicts:
        rule = rule_name(verdict.rule, said.language)
        if isinstance(verdict, Propose) and verdict.change in decision.changes:
            text = _proposed(verdict, decision, run, said, stitch)
            rows.add_row(Text(stitch * 2, style=_SEAM), rule, text)
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


def _proposed(verdict: Propose, decision: Decision, run: Run, said: Words, stitch: str) -> RenderableType:
    if isinstance(verdict.change, AttachOpener):
        return card_as_text(card_lines(verdict.change.card), stitch)
    text = Text(_before_and_after(verdict.change, decision, run, said, stitch))
    text.append(f"\n{sentence(verdict.reason, said.language)}", style=_QUIET)
    if undo_class(verdict.change) is Undo.NONE:
        text.append(f" {undo_sentence(verdict.change, said.language)}", style="bold")
    return text


def card_as_text(lines: Iterable[str], stitch: str) -> Table:
    """Show a card beside its seam, however its lines break."""
    rows = Table.grid(padding=(0, 1))
    rows.add_column(width=1)
    rows.add_column(overflow="fold")
    for line in lines:
        rows.add_row(Text(stitch, style=_SEAM), Text(line))
    return rows


def _before_and_after(change: Change, decision: Decision, run: Run, said: Words, stitch: str) -> str:
    event, seam = decision.event, stitch * 3
    match change:
        case MoveEnd(end=end) if isinstance(event.span, Timed):
            before, after = (each.astimezone(run.owner.zone) for each in (event.span.end, end))
            return f"{said.time(before)} {seam} {said.time(after)}"
        case HoldTime(start=start, end=end):
            first, last = (said.time(each.astimezone(run.owner.zone)) for each in (start, end))
            return f"{stitch} {first}–{last} {stitch}"
        case AddVideoLink(location=location) if location:
            return printable(f"{event.location or '–'} {seam} {location}")
        case _:
            return describe(change, said.language)


def _alone(decisions: Iterable[Decision], run: Run, said: Words) -> Table:
    rows = Table.grid(padding=(0, 1), pad_edge=True)
    rows.add_column(no_wrap=True)
    rows.add_column(overflow="fold")
    for decision in decisions:
        text = Text(title_of(decision, said))
        for why in whys(decision, said.language):
            text.append(f"\n{why}", style=_QUIET)
        rows.add_row(f" {when(decision, run, said)}", text)
    return rows
