"""``plausch settings``: what Plausch may do, with where each choice comes from."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from typing import Annotated, Any

import typer

from policies.context import Settings
from policies.place import VideoRoom
from service.cli.frame import moment, my_data, say, speaking
from service.store import preferences
from service.store.choices import LISTS, READERS, TEXTS

app = typer.Typer(no_args_is_help=False, invoke_without_command=True)
Lang = Annotated[str | None, typer.Option("--lang", help="de or en.")]
Now = Annotated[str | None, typer.Option("--now", hidden=True)]


@app.callback()
def show(context: typer.Context, now: Now = None, lang: Lang = None) -> None:
    """Show all settings."""
    if context.invoked_subcommand:
        return
    said = speaking(lang)
    with my_data(moment(now)) as (session, owned):
        written = preferences.written_choices(session, owned)
    defaults = {each.name: getattr(Settings(), each.name) for each in fields(Settings)}
    for name in (*READERS, *LISTS, *TEXTS):
        default = _shown(defaults.get(name.replace("-", "_")))
        mark = said.text("chosen") if name in written else said.text("default")
        say(f"{name:<24}{written.get(name, default):<40} {mark}")


@app.command("set")
def set_(
    name: Annotated[str, typer.Argument(help="The setting.")],
    value: Annotated[str, typer.Argument(help="What it is to be.")],
    now: Now = None,
    lang: Lang = None,
) -> None:
    """Choose a setting."""
    said = speaking(lang)
    with my_data(moment(now)) as (session, owned):
        preferences.choose(session, owned, name, value)
    say(said.text("{name} is now {value}.", name=name, value=value))


@app.command()
def reset(
    name: Annotated[str, typer.Argument(help="The setting.")],
    now: Now = None,
    lang: Lang = None,
) -> None:
    """Go back to the default."""
    said = speaking(lang)
    with my_data(moment(now)) as (session, owned):
        preferences.unchoose(session, owned, name)
    say(said.text("{name} has its default again.", name=name))


def _shown(value: Any) -> str:  # noqa: ANN401  # whatever a setting holds
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, timedelta):
        return f"{value.total_seconds() / 3600:g}"
    if isinstance(value, VideoRoom):
        return value.url
    return "mon-fri 08:00-19:00" if hasattr(value, "items") else str(value)
