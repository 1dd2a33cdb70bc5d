"""What every command needs: the moment, the store, the owner, a console, and known problems."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from time import monotonic

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from calendar_sync.errors import CalendarError
from calendar_sync.port import Watch
from service.cli.language import locale_language
from service.clock import now as this_moment
from service.problems import Problem
from service.run import OwnerUnknownError
from service.settings import read_environment
from service.store.owners import Owned, local_owner
from service.store.store import Store, open_store
from service.words import LANGUAGES, N_, Words, printable, words

try:
    import fcntl
except ImportError:  # Windows has none; there the second of two commands is refused by the database
    fcntl = None  # type: ignore[assignment]


class UsageError(Problem):
    """An argument that cannot be used."""


class ManyChangesError(Problem):
    """More events would change than one run may change unasked."""


class UnknownEditsError(Problem):
    """A file has edits that this installation knows nothing about."""


KNOWN_PROBLEMS = (Problem, CalendarError, DatabaseError, OwnerUnknownError, OSError)
console = Console(highlight=False, soft_wrap=False)
errors = Console(stderr=True, highlight=False)


def complain(message: str) -> None:
    """Say what went wrong, on standard error."""
    errors.print(f"[bold]plausch:[/bold] {escape(message)}", soft_wrap=True)


def say(text: str = "") -> None:
    """Print a line of plain text; what stands in it is never read as markup."""
    console.print(printable(text), markup=False, soft_wrap=True)


def moment(text: str | None) -> datetime:
    """Read ``--now``, or the clock. A time without a zone counts as UTC."""
    if text is None:
        return this_moment()
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        message = N_("{option} cannot be “{value}”: write a time such as 2026-11-23T08:00:00+01:00.")
        raise UsageError(message, option="--now", value=text) from None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def day(text: str | None, option: str) -> date | None:
    """Read a day given as an option."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = N_("{option} cannot be “{value}”: write a day such as 2026-12-24.")
        raise UsageError(message, option=option, value=text) from None


def speaking(language: str | None) -> Words:
    """Return the words to use: as asked for, or as the environment's locale has it."""
    language = language or locale_language()
    if language not in LANGUAGES:
        raise UsageError(N_("{option} cannot be “{value}”: write de or en."), option="--lang", value=language)
    return words(language)


def confirmed(question: str, said: Words) -> bool:
    """Ask a question that is answered with yes or no; no is what an empty answer means."""
    choice = said.text("y/N")
    answer: str = typer.prompt(f"{question} [{choice}]", default="", show_default=False, err=True)
    return answer.strip().lower() in {"y", "yes", "j", "ja"}


@contextmanager
def store() -> Iterator[Store]:
    """Open the store of this installation."""
    installation = read_environment(os.environ)
    opened = open_store(installation.data, keys=installation.keys)
    try:
        yield opened
    finally:
        opened.close()


@contextmanager
def store_alone() -> Iterator[Store]:
    """Open the store for writing a calendar file: a second command waits until the first is done."""
    with store() as opened, (data_folder() / "writing.lock").open("a") as lock:
        if fcntl:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield opened


@contextmanager
def my_data(now: datetime) -> Iterator[tuple[Session, Owned]]:
    """Open the one owner's data, in one transaction."""
    with store() as opened, opened.session() as session:
        yield session, local_owner(session, opened.keyring, now=now)


@contextmanager
def progress(title: str) -> Iterator[Watch]:
    """Show a bar for what takes longer than a second; on standard error, gone when it is done."""
    bar = Progress(console=errors, transient=True, disable=not errors.is_terminal)
    task = bar.add_task(escape(title), total=None)
    begun = monotonic()

    def watch(done: int, everything: int) -> None:
        if errors.is_terminal and (bar.live.is_started or monotonic() - begun > 1):
            bar.start()
            bar.update(task, completed=done, total=everything)

    try:
        yield watch
    finally:
        if bar.live.is_started:
            bar.stop()


def data_folder() -> Path:
    """Return where this installation keeps its data."""
    return read_environment(os.environ).data
