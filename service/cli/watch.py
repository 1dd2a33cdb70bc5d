"""``plausch watch``: a calendar file followed in the terminal, each sync's outcome in words."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from threading import Event
from typing import Annotated

import typer

from calendar_sync.edit import EditState
from calendar_sync.plan import Level
from service import steer
from service.app import App
from service.calendars_in_words import error_in_words
from service.cli.frame import complain, say, speaking
from service.cli.report import Report
from service.cli.serve import Lang, Me, connect, running, until_told
from service.clock import now
from service.following.sync import sync
from service.store import calendars
from service.store.accounts import Asked, accounts
from service.store.calendars import Followed, Key
from service.store.owners import Owned, local_owner
from service.words import Words

_TELL_EVERY = 0.3  # seconds
_MOST_SYNCS = 50


def watch(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    level: Annotated[Level | None, typer.Option("--level", metavar="watch|ask|automatic")] = None,
    once: Annotated[bool, typer.Option("--once")] = False,
    me: Me = None,
    lang: Lang = None,
) -> None:
    """Follow a calendar file and say what is done."""
    said, ended = speaking(lang), Event()
    with until_told(ended), running() as app:
        (calendar,) = connect(app, [file], me or ())
        with app.store.session() as session:
            owned = local_owner(session, app.store.keyring, now=now())
            if level is not None:
                steer.set_level(session, owned, level)
        report = Report(app, owned, calendar, said)
        report.begin()
        key = Key(owner_id=owned.id, calendar=calendar)
        if once:
            _until_quiet(app, owned, key, report)
            _say_waiting(app, owned, calendar, said)
            _fail_where_stuck(app, owned, calendar, said)
            return
        say(said.text("{file} is followed until you press Ctrl-C.", file=file.name))
        app.start()
        while not ended.wait(_TELL_EVERY):
            report.tell()
        app.stop()
        report.tell()
        say(said.text("It is not followed any more. Nothing was left half done."))


def _until_quiet(app: App, owned: Owned, key: Key, report: Report) -> None:
    """Sync until a sync has nothing to do; what only time can settle is left to the next call."""
    for number in count(1):
        tally = sync(app.desk, key)
        report.tell()
        row = _row(app, owned, key.calendar)
        if row.failures or number >= _MOST_SYNCS:
            return
        if not tally and row.synced >= row.wanted and not row.unsettled:
            return


def _say_waiting(app: App, owned: Owned, calendar: str, said: Words) -> None:
    with app.store.session() as session:
        asked = Asked(calendar=calendar, states=(EditState.AWAITING,), most=1000)
        waiting = len(accounts(session, owned, asked))
    if waiting:
        say(
            said.plural(
                "{n} change waits for your answer: plausch approve ID, or plausch skip ID",
                "{n} changes wait for your answer: plausch approve ID, or plausch skip ID",
                waiting,
            )
        )
    else:
        say(said.text("Nothing waits for an answer."))


def _fail_where_stuck(app: App, owned: Owned, calendar: str, said: Words) -> None:
    row = _row(app, owned, calendar)
    if row.error:
        complain(error_in_words(row.error, said))
        raise typer.Exit(1)


def _row(app: App, owned: Owned, calendar: str) -> Followed:
    with app.store.session() as session:
        return calendars.followed(session, owned, calendar)
