"""The demo's second part: the sample week as a followed calendar, in the browser or shown to answer."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import datetime
from http.client import HTTPConnection
from pathlib import Path
from threading import Event
from time import monotonic, sleep

from calendar_sync.plan import Level
from service import steer
from service.app import App, compose
from service.cli.frame import say
from service.cli.serve import connect, say_link, until_told
from service.demo.week import ME
from service.logs import write_logs
from service.settings import Installation, log_level
from service.store import sessions
from service.store.owners import local_owner
from service.web.server import listening, serving
from service.words import Words

_PATIENCE = 15.0  # seconds


def serve_demo(week: Path, data: Path, clock: Callable[[], datetime], said: Words) -> None:
    """Serve until Ctrl-C on a terminal; elsewhere show that it answers, and end."""
    ended = Event()
    write_logs(log_level(os.environ), sys.stderr, clock)
    app = compose(Installation(data=data), clock)
    with until_told(ended), listening(0) as (listener, address):
        connect(app, [week], [ME])
        with app.store.session() as session:
            owned = local_owner(session, app.store.keyring, now=clock())
            steer.set_level(session, owned, Level.ASK)
        with serving(app, listener):
            say(
                said.text(
                    "The sample week is followed now, and asks before each change: {address}", address=address
                )
            )
            if sys.stdin.isatty() and sys.stdout.isatty():
                say_link(app, address, said)
                say(said.text("Ctrl-C ends it, and nothing is kept."))
                ended.wait()
            else:
                _show_that_it_answers(app, listener.getsockname()[1], clock(), said)


def _show_that_it_answers(app: App, port: int, at: datetime, said: Words) -> None:
    with app.store.session() as session:
        owned = local_owner(session, app.store.keyring, now=at)
        secret = sessions.begin(session, owned.id, now=at)
    for path in ("/health", "/api/calendars"):
        say(said.text("GET {path}: {answer}", path=path, answer=_answer(port, path, secret)))


def _answer(port: int, path: str, secret: str) -> str:
    """Ask until there is an answer; a service needs a moment to begin."""
    until = monotonic() + _PATIENCE
    while True:
        connection = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
        try:
            connection.request("GET", path, headers={"Authorization": f"Bearer {secret}"})
            answer = connection.getresponse()
            return f"{answer.status} {answer.read().decode()[:120]}"
        except ConnectionError:
            if monotonic() > until:
                raise
            sleep(0.05)
        finally:
            connection.close()
