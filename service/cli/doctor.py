"""``plausch doctor``: is everything in order, and what to do where it is not."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from zoneinfo import available_timezones

import typer

from service.cli.frame import data_folder, moment, say, speaking, store
from service.clock import now as this_moment
from service.google.checks import checks
from service.settings import read_environment
from service.store import people, stories
from service.store.owners import local_owner
from service.store.rotation import rotate
from service.words import Words

Lang = Annotated[str | None, typer.Option("--lang", metavar="de|en")]


class Subject(StrEnum):
    """What else can be looked at."""

    GOOGLE = "google"


def doctor(
    subject: Annotated[Subject | None, typer.Argument(metavar="[google]")] = None, lang: Lang = None
) -> None:
    """Check the data folder, the keys and what is stored; or what Google needs."""
    said = speaking(lang)
    problems = 0
    installation = read_environment(os.environ)
    found = checks(installation, this_moment, said) if subject is Subject.GOOGLE else _checks(said)
    for good, text in found:
        say(f"{'✓' if good else '✗'} {text}")
        problems += not good
    if problems:
        raise typer.Exit(1)


def rotate_key(lang: Lang = None) -> None:
    """Seal everything with a new key. Interrupted, it is simply run again."""
    said = speaking(lang)
    with store() as opened:
        _, count = rotate(opened)
    say(said.plural("{n} text was sealed anew.", "{n} texts were sealed anew.", count))


def _checks(said: Words) -> Iterator[tuple[bool, str]]:
    folder = data_folder()
    with store() as opened:
        yield True, said.text("Data folder: {folder}", folder=folder)
        for name in ("plausch.key", "plausch.db"):
            path = folder / name
            if path.exists():
                yield _is_private(path, said)
        with opened.session() as session:
            owned = local_owner(session, opened.keyring, now=moment(None))
            found = people.load_people(session, owned)
            told = stories.load_stories(session, owned)
        yield (
            True,
            said.text(
                "The key opens what is stored: {people}, {stories}.",
                people=said.plural("{n} person", "{n} people", len(found)),
                stories=said.plural("{n} story", "{n} stories", len(told)),
            ),
        )
        yield bool(available_timezones()), said.text("Time zones are known.")
        yield os.access(folder, os.W_OK), said.text("The data folder can be written to.")


def _is_private(path: Path, said: Words) -> tuple[bool, str]:
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        return False, said.text(
            "{file} can be read by others. Close it: chmod 600 {path}", file=path.name, path=path
        )
    return True, said.text("{file} is readable by you alone.", file=path.name)
