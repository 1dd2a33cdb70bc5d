"""``plausch settings``: what Plausch may do, what each choice means, and which are the owner's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from service import steer
from service.cli.frame import console, moment, my_data, say, speaking
from service.cli.help import Command, Group
from service.settings_in_words import all_choices
from service.store import preferences
from service.words import Words, printable

app = typer.Typer(cls=Group, no_args_is_help=False, invoke_without_command=True)
Lang = Annotated[str | None, typer.Option("--lang", metavar="de|en")]
Now = Annotated[str | None, typer.Option("--now", hidden=True)]
Name = Annotated[str, typer.Argument(metavar="NAME")]


@app.callback()
def show(context: typer.Context, now: Now = None, lang: Lang = None) -> None:
    """Show all settings."""
    if context.invoked_subcommand:
        return
    said = speaking(lang)
    with my_data(moment(now)) as (session, owned):
        written = preferences.written_choices(session, owned)
    console.print(_as_table(written, said))
    say()
    say(said.text("Choose with: plausch settings set NAME VALUE"))


@app.command("set", cls=Command)
def set_(
    name: Name,
    value: Annotated[str, typer.Argument(metavar="VALUE")],
    now: Now = None,
    lang: Lang = None,
) -> None:
    """Choose a setting."""
    said = speaking(lang)
    with my_data(moment(now)) as (session, owned):
        steer.choose(session, owned, name, value)
    say(said.text("{name} is now {value}.", name=name, value=value))


@app.command(cls=Command)
def reset(name: Name, now: Now = None, lang: Lang = None) -> None:
    """Go back to the default."""
    said = speaking(lang)
    with my_data(moment(now)) as (session, owned):
        steer.unchoose(session, owned, name)
    say(said.text("{name} has its default again.", name=name))


def _as_table(written: Mapping[str, str], said: Words) -> Table:
    rows = Table.grid(padding=(0, 2))
    rows.add_column(no_wrap=True)
    rows.add_column(max_width=24, overflow="fold")
    rows.add_column(overflow="fold")
    for choice in all_choices(written, said):
        text = Text(choice.meaning, style="dim")
        if choice.chosen is not None:
            text.append(" " + said.text("(chosen)"), style="not dim bold")
        rows.add_row(choice.name, Text(printable(choice.value or "–")), text)
    return rows
