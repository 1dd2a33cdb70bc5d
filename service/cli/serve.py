"""``plausch serve`` and ``plausch link``: calendars followed, and shown to whoever has the link."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Annotated

import typer

from service.app import App, compose
from service.cli.frame import say, speaking, store
from service.clock import now
from service.connect_file import connect_file
from service.logs import write_logs
from service.settings import log_level, read_environment
from service.store import sessions
from service.store.owners import local_owner
from service.web.server import LOOPBACK, PORT, listening, serving
from service.words import Words

Lang = Annotated[str | None, typer.Option("--lang", metavar="de|en")]
Me = Annotated[list[str] | None, typer.Option("--me", metavar="ADDRESS")]
Port = Annotated[int, typer.Option("--port", min=0, max=65535, metavar="N")]


def serve(
    port: Port = PORT,
    file: Annotated[list[Path] | None, typer.Option("--file", metavar="FILE")] = None,
    me: Me = None,
    lang: Lang = None,
) -> None:
    """Follow calendars and show what is done, on this machine only, until it is stopped."""
    said = speaking(lang)
    ended = Event()
    with until_told(ended), running() as app, listening(port) as (listener, address):
        connect(app, file or (), me or ())
        with serving(app, listener):
            say(said.text("Plausch answers at {address} until you press Ctrl-C.", address=address))
            say_link(app, address, said)
            ended.wait()
            say(said.text("Coming to an end."))


def link(
    port: Port = PORT,
    token: Annotated[bool, typer.Option("--token")] = False,
    lang: Lang = None,
) -> None:
    """Print another link that signs in once; or a token for programs."""
    said = speaking(lang)
    with store() as opened, opened.session() as session:
        owned = local_owner(session, opened.keyring, now=now())
        if token:
            secret = sessions.begin(session, owned.id, now=now())
            typer.echo(secret)
            return
        secret = sessions.new_link(session, owned, now=now())
    say(said.text("Sign in, once and within a quarter hour:"))
    typer.echo(f"http://{LOOPBACK}:{port}/sign-in?token={secret}")


@contextmanager
def running() -> Iterator[App]:
    """Put Plausch together as this environment has it, with logs on standard error."""
    write_logs(log_level(os.environ), sys.stderr, now)
    app = compose(read_environment(os.environ), now)
    try:
        yield app
    finally:
        app.close()


@contextmanager
def until_told(ended: Event) -> Iterator[None]:
    """Let Ctrl-C and SIGTERM ask for the end, which is then come to in good order."""

    def end(_number: int, _frame: object) -> None:
        ended.set()

    before = {each: signal.signal(each, end) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def connect(app: App, files: Iterable[Path], addresses: Iterable[str]) -> list[str]:
    """Connect calendar files; they are remembered."""
    mine = frozenset(each.strip().lower() for each in addresses)
    with app.store.session() as session:
        owned = local_owner(session, app.store.keyring, now=now())
        return [connect_file(session, owned, path, mine, now=now()) for path in files]


def say_link(app: App, address: str, said: Words) -> None:
    """Print a link that signs in once."""
    with app.store.session() as session:
        token = sessions.new_link(session, local_owner(session, app.store.keyring, now=now()), now=now())
    say(said.text("Sign in, once and within a quarter hour:"))
    typer.echo(f"{address}/sign-in?token={token}")
