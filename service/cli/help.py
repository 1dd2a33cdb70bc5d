"""Help in the reader's language: the texts of all commands and options, in one table.

A text is found by ``command name`` (``people note``), an option's by ``command name`` too where the
command says something of its own, else by the option's name alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from service.cli.language import asked_words
from service.problems import Problem
from service.words import N_

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "": N_(
            "Brings small talk back into online client meetings, from your own calendar.\n\n"
            "Begin with: plausch demo"
        ),
        "preview": N_("Show what would change, and why. Nothing is written."),
        "apply": N_("Write the changed calendar. Your file stays as it is unless you give --in-place."),
        "undo": N_("Take changes back. Only what still holds what was written; a backup is kept."),
        "demo": N_("Show it all with a sample week. Nothing of yours is read or written."),
        "watch": N_("Follow a calendar file, and say what is done. Until Ctrl-C, or --once."),
        "approve": N_("Let a change be made that waits for your answer."),
        "skip": N_("Leave it as it is. You are not asked for this change again."),
        "leave": N_("Follow a file no longer. What is still to come is taken back."),
        "serve": N_("Follow calendars and answer in the browser. On this machine only, until Ctrl-C."),
        "link": N_("Print another sign-in link for a service that runs."),
        "people": N_("People, and what you know about them."),
        "people add": N_("Keep a person. Or add to one who is kept already."),
        "people note": N_("Keep a note. Something unfinished to ask about, a yearly occasion, or a fact."),
        "people forget": N_("Forget one note."),
        "people list": N_("List people with their notes."),
        "people import": N_("Take over an address book. Names, addresses and numbers only."),
        "people export": N_("Hand out all that is kept. As JSON, for the person who asks for it."),
        "people erase": N_("Forget a person wholly. This cannot be undone."),
        "story": N_("Small stories of your own."),
        "story add": N_("Keep something small to tell."),
        "story list": N_("List your stories."),
        "story remove": N_("Forget a story."),
        "settings": N_("What Plausch may do."),
        "settings set": N_("Choose a setting."),
        "settings reset": N_("Go back to the default."),
        "doctor": N_("Check the data folder and the keys. With google: what Google needs."),
        "rotate-key": N_("Seal everything with a new key. Interrupted, it is simply run again."),
    }
)
OPTIONS: Mapping[str, str] = MappingProxyType(
    {
        "also": N_("Another address or number of theirs."),
        "as_json_": N_("Print one JSON object."),
        "choose": N_("Something that is different for this person."),
        "days": N_("How many days ahead."),
        "approve edit": N_("The change's id, or its beginning."),
        "skip edit": N_("The change's id, or its beginning."),
        "google_fake": N_("Connect a stand-in for Google instead, as one connects Google."),
        "demo serve": N_("Follow the sample week too, and answer in the browser."),
        "forget": N_("Forget the calendar without taking anything back."),
        "level": N_("How much may be done without asking; remembered."),
        "once": N_("Look until there is nothing left to do, and end."),
        "edit": N_("Only this change, by its id."),
        "file": N_("A calendar file (.ics)."),
        "help": N_("Show this help."),
        "in_place": N_("Change the file itself; a backup is kept."),
        "many": N_("Go on even where very many events change at once."),
        "install_completion": N_("Let the shell complete commands."),
        "kind": N_("Something to ask about, a yearly occasion, or a fact."),
        "lang": N_("German or English."),
        "me": N_("Your address in this calendar; repeat it for more."),
        "name": N_("How you call them."),
        "note_id": N_("The note's id, as the list shows it."),
        "now": N_("Decide as of this moment instead of now."),
        "on": N_("Only changes of events on this day."),
        "out": N_("Where the changed calendar goes."),
        "people import file": N_("A .vcf or .csv file."),
        "person": N_("Only changes that concern this address or number."),
        "settings reset name": N_("The setting, as the list shows it."),
        "settings set name": N_("The setting, as the list shows it."),
        "show_completion": N_("Show what the shell would run for that."),
        "since": N_("From which day on it is worth telling or asking."),
        "source": N_("Where you know it from."),
        "serve file": N_("A calendar file to follow; repeat it for more. It is remembered."),
        "story": N_("The story's id, as the list shows it."),
        "story add text": N_("One or two light sentences."),
        "text": N_("Only what you could tell the person without qualms."),
        "port": N_("Under which port; 0 takes any free one."),
        "token": N_("Print a token for programs instead."),
        "subject": N_("Look at how Plausch and Google fit together instead."),
        "until": N_("Until which day."),
        "value": N_("What it is to be."),
        "who": N_("An e-mail address or phone number."),
        "yes": N_("Do it without being asked again."),
    }
)
TYPER = (
    N_("Options"),
    N_("Arguments"),
    N_("Commands"),
    N_("default: {default}"),
    N_("required"),
    N_("Aborted!"),
)
"""Headings that typer itself looks up, in the catalogue that ``speak`` names."""


def _said_in_german_too(command: Command | Group, context: Any) -> None:  # noqa: ANN401  # typer names no type for it
    said, name = asked_words(), name_of(context.command_path)
    command.help = said.text(COMMANDS[name])
    for param in command.get_params(context):
        text = OPTIONS.get(f"{name} {param.name}") or OPTIONS.get(param.name or "")
        if text and hasattr(param, "help"):
            param.help = said.text(text)


def name_of(path: str) -> str:
    """Return a command's name without the program's: ``plausch people note`` is ``people note``."""
    return path.partition(" ")[2]


class Command(TyperCommand):
    """A command whose help is said in the reader's language."""

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401  # as above
        """Return the whole help."""
        _said_in_german_too(self, ctx)
        return super().get_help(ctx)

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401  # as above
        """Write how it is called."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=asked_words().text("Usage:") + " ")


class Group(TyperGroup):
    """Commands under one name, with help in the reader's language."""

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401  # as above
        """Return the whole help; of each command its first sentence."""
        _said_in_german_too(self, ctx)
        for name, command in self.commands.items():
            key = f"{name_of(ctx.command_path)} {name}".strip()
            first, _, _ = asked_words().text(COMMANDS[key]).partition(". ")
            command.short_help = first.rstrip(".") + "."
        return super().get_help(ctx)

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401  # as above
        """Write how it is called."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=asked_words().text("Usage:") + " ")


def help_alone(context: typer.Context) -> None:
    """Show the help where a group is called without a command."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def usage_problem(error: Exception) -> Problem:
    """Return what typer refused as one sentence: what, and where help is."""
    context, param = getattr(error, "ctx", None), getattr(error, "param", None)
    command = context.command_path if context else "plausch"
    option = getattr(error, "option_name", "") or (_name(param) if param else "")
    named = re.search(r"'(.+?)'|\((\S[^()]*)\)$", str(error))
    word = (named[1] or named[2]) if named else ""
    if param and not getattr(error, "message", ""):
        return Problem(N_("{option} is missing. See: {command} --help"), option=option, command=command)
    if param:
        message = N_("{option} takes {wanted}. See: {command} --help")
        return Problem(message, option=option, wanted=param.metavar, command=command)
    if option:
        is_unknown = hasattr(error, "possibilities")
        unknown = N_("There is no option {option}. See: {command} --help")
        unfit = N_("{option} cannot be used like this. See: {command} --help")
        return Problem(unknown if is_unknown else unfit, option=option, command=command)
    if context and isinstance(context.command, TyperGroup):
        return Problem(N_("There is no command {word}. See: {command} --help"), word=word, command=command)
    return Problem(N_("“{word}” is one word too many. See: {command} --help"), word=word, command=command)


def _name(param: Any) -> str:  # noqa: ANN401  # as above
    opts: list[str] = param.opts
    return opts[-1] if opts[-1].startswith("-") else str(param.metavar or param.name)
