"""A week at a glance: a line for each meeting, with its seam, or with why it is left alone."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from policies.change import HoldTime, MoveEnd
from policies.decision import Decision
from policies.event import Timed
from policies.verdict import Propose
from service.cli.show import STITCH, is_left_alone, title_of, whys
from service.explain import rule_name
from service.run import Run
from service.words import Words


def week_as_text(run: Run, said: Words) -> RenderableType:
    """Show the meetings that change or are left alone, by day; others are nobody's business."""
    shown = [each for each in run.decisions if each.changes or is_left_alone(each)]
    rows = Table.grid(padding=(0, 1), pad_edge=True)
    rows.add_column(no_wrap=True, width=22)
    rows.add_column(ratio=1)
    rows.add_column(ratio=1)
    for day, decisions in groupby(shown, key=lambda each: _day(each, run)):
        rows.add_row(Text(said.date(day), style="bold"))
        for decision in decisions:
            rows.add_row(*_line(decision, run, said))
    return rows


def _line(decision: Decision, run: Run, said: Words) -> tuple[Text, Text, Text]:
    time, title = _time(decision, run, said), Text(title_of(decision, said))
    if not decision.changes:
        title.stylize("dim")
        return time, title, Text(" ".join(whys(decision, said.language)), style="dim")
    names = [
        rule_name(each.rule, said.language)
        for each in decision.verdicts
        if isinstance(each, Propose) and each.change in decision.changes
    ]
    return time, title, Text(", ".join(names))


def _time(decision: Decision, run: Run, said: Words) -> Text:
    span = decision.event.span
    if not isinstance(span, Timed):
        return Text("")
    start, end = (said.time(each.astimezone(run.owner.zone)) for each in (span.start, span.end))
    text = Text(f" {start}–{end}", style="" if decision.changes else "dim")
    for change in decision.changes:
        if isinstance(change, MoveEnd | HoldTime):
            later = said.time(change.end.astimezone(run.owner.zone))
            text.append(f" {STITCH}{STITCH} {later}", style="bold dark_red")
    return text


def _day(decision: Decision, run: Run) -> date:
    span = decision.event.span
    return span.start.astimezone(run.owner.zone).date() if isinstance(span, Timed) else span.first
