"""``plausch approve``, ``skip`` and ``leave``: what an owner says without a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session

from service import leaving, steer
from service.app import App
from service.calendars_in_words import error_in_words
from service.cli.frame import UsageError, complain, my_data, say, speaking
from service.cli.serve import Lang, running
from service.clock import now
from service.following.sync import sync
from service.run import calendar_name
from service.store import calendars
from service.store.accounts import Account, Asked, accounts
from service.store.calendars import Key
from service.store.owners import Owned, local_owner
from service.store.steps import OPEN
from service.words import N_, Words

Edit = Annotated[str, typer.Argument(metavar="ID")]
_MOST = 1000
_TRIES = 5


def approve(edit: Edit, lang: Lang = None) -> None:
    """Let a change be made that waits for an answer."""
    said = speaking(lang)
    with my_data(now()) as (session, owned):
        found = _waiting(session, owned, edit)
        steer.approve(session, owned, found.entry.calendar, found.entry.id)
    say(said.text("Approved. It is made when the calendar is looked at next."))


def skip(edit: Edit, lang: Lang = None) -> None:
    """Do not make a change that waits for an answer."""
    said = speaking(lang)
    with my_data(now()) as (session, owned):
        found = _waiting(session, owned, edit)
        steer.skip(session, owned, found.entry.calendar, found.entry.id)
    say(said.text("Left as it is. You are not asked for it again."))


def leave(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    forget: Annotated[bool, typer.Option("--forget")] = False,
    lang: Lang = None,
) -> None:
    """Take back what is still to come, and forget the calendar."""
    said = speaking(lang)
    calendar = calendar_name(file)
    with running() as app:
        with app.store.session() as session:
            owned = local_owner(session, app.store.keyring, now=now())
            if calendar not in calendars.ids(session, owned):
                raise UsageError(N_("{file} is not followed."), file=file)
            if forget:
                calendars.forget(session, owned, calendar)
            else:
                leaving.leave(session, owned, calendar, now=now())
        if not forget:
            _finish(app, owned, calendar, said)
    say(said.text("{file} is not followed any more.", file=file.name))


def _finish(app: App, owned: Owned, calendar: str, said: Words) -> None:
    """Sync until the calendar is left; say so where it does not let itself be."""
    for _ in range(_TRIES):
        sync(app.desk, Key(owner_id=owned.id, calendar=calendar))
        with app.store.session() as session:
            if calendar not in calendars.ids(session, owned):
                return
            row = calendars.followed(session, owned, calendar)
    complain(error_in_words(row.error or "unavailable", said))
    complain(said.text("To forget it without taking anything back: --forget"))
    raise typer.Exit(1)


def _waiting(session: Session, owned: Owned, edit: str) -> Account:
    """Return the open edit whose id begins like this."""
    open_ones = accounts(session, owned, Asked(states=OPEN, most=_MOST))
    found = [each for each in open_ones if edit and each.entry.id.startswith(edit)]
    if len(found) != 1:
        message = N_("There is not exactly one change that waits and is called {id}.")
        raise UsageError(message, id=edit)
    return found[0]
