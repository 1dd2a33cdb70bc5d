"""``plausch settings``: what Plausch may do, what each choice means, and which are the owner's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import timedelta
from types import MappingProxyType
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from policies.context import Settings
from policies.place import VideoRoom
from service.cli.frame import console, moment, my_data, say, speaking
from service.cli.help import Command, Group
from service.store import preferences
from service.words import N_, Words, printable

app = typer.Typer(cls=Group, no_args_is_help=False, invoke_without_command=True)
Lang = Annotated[str | None, typer.Option("--lang", metavar="de|en")]
Now = Annotated[str | None, typer.Option("--now", hidden=True)]
Name = Annotated[str, typer.Argument(metavar="NAME")]

MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        "room": N_("lengthen the invitation, hold a private block behind it, or off"),
        "minutes": N_("extra minutes for a meeting"),
        "first-meeting-minutes": N_("extra minutes where people meet for the first time"),
        "event-cap": N_("at most so many extra minutes for one meeting"),
        "day-cap": N_("at most so many extra minutes a day"),
        "keep-free": N_("so many minutes stay free before your next appointment"),
        "freeze": N_("no change that guests see in the last hours before the start"),
        "group-limit": N_("larger groups are left alone"),
        "working-hours": N_("no room beyond your working day"),
        "tell-guests": N_("whether guests may be told of a longer meeting; off: only private blocks"),
        "video": N_("whether calls by phone are offered a video link"),
        "video-day-cap": N_("at most so many new video links a day"),
        "video-room": N_("the address of your own room, such as https://meet.jit.si/YourName"),
        "prefers-phone": N_("stay on the phone"),
        "opener": N_("whether a card is prepared before a meeting"),
        "opener-lead": N_("so many minutes before the meeting the card appears"),
        "language": N_("language of cards and of what is written into the calendar"),
        "address": N_("du or sie on German cards"),
        "keep-short": N_("no extra minutes, and straight to the point"),
        "never-touch": N_("hands off"),
        "not-today-until": N_("no small talk until this day, without a reason"),
        "own-domains": N_("who belongs to your organisation; else your address tells"),
        "never-addresses": N_("people whose meetings are never touched"),
        "never-domains": N_("organisations whose meetings are never touched"),
        "region": N_("where phone numbers without a country code are at home"),
        "zone": N_("your time zone"),
        "level": N_("watch, ask before each change, or automatic; for calendars that are followed"),
        "paused-until": N_("nothing is changed by itself before this day"),
        "run-cap": N_("at most so many changes that guests see at once; above it you are asked"),
    }
)
_STANDARD = MappingProxyType({"region": "DE", "zone": "Europe/Berlin", "level": "watch", "run-cap": "20"})


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
        preferences.choose(session, owned, name, value)
    say(said.text("{name} is now {value}.", name=name, value=value))


@app.command(cls=Command)
def reset(name: Name, now: Now = None, lang: Lang = None) -> None:
    """Go back to the default."""
    said = speaking(lang)
    with my_data(moment(now)) as (session, owned):
        preferences.known_choice(name)
        preferences.unchoose(session, owned, name)
    say(said.text("{name} has its default again.", name=name))


def _as_table(written: Mapping[str, str], said: Words) -> Table:
    defaults = {each.name.replace("_", "-"): getattr(Settings(), each.name) for each in fields(Settings)}
    rows = Table.grid(padding=(0, 2))
    rows.add_column(no_wrap=True)
    rows.add_column(max_width=24, overflow="fold")
    rows.add_column(overflow="fold")
    for name, meaning in MEANINGS.items():
        text = Text(said.text(meaning), style="dim")
        if name in written:
            text.append(" " + said.text("(chosen)"), style="not dim bold")
        value = written.get(name) or _STANDARD.get(name) or _shown(defaults.get(name))
        rows.add_row(name, Text(printable(value)), text)
    return rows


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
