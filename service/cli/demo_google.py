"""``plausch demo --google-fake``: the whole product against a stand-in for Google, from consent to a room.

The stand-in stands with the tests, in the source tree: it is started as a program of its own, and nothing of
it is part of the product. No account of anybody's is involved.
"""

from __future__ import annotations

import json
import os
import subprocess  # the stand-in is a program of its own
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from time import monotonic, sleep
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests

from calendar_sync.edit import EditState
from calendar_sync.plan import Level
from service import steer
from service.app import App, compose
from service.cli.frame import say
from service.cli.serve import say_link, until_told
from service.cli.show import SEWN
from service.clock import now as this_moment
from service.logs import write_logs
from service.problems import Problem
from service.settings import GoogleSettings, Installation, log_level
from service.store import calendars, connections, preferences, sessions
from service.store.accounts import Account, Asked, accounts
from service.store.owners import Owned, local_owner
from service.web.caller import COOKIE
from service.web.server import listening, serving
from service.words import N_, Words

_SOURCE = Path(__file__).parents[2]
_PATIENCE = 60.0  # seconds
_SETTLED = timedelta(minutes=3)
_LENGTH = timedelta(minutes=30)


class DemoError(Problem):
    """The demo cannot be shown here."""


def _clock() -> datetime:
    """Return a moment at which what was changed just now has settled."""
    return this_moment() + _SETTLED


def google_demo(said: Words) -> None:
    """Connect a stand-in for Google as one connects Google, and show what happens to its week."""
    ended = Event()
    write_logs(log_level(os.environ), sys.stderr, _clock)
    with (
        tempfile.TemporaryDirectory(prefix="plausch-demo-") as name,
        _stand_in() as google,
        until_told(ended),
        listening(0) as (listener, address),
    ):
        app = compose(Installation(data=Path(name), google=google, public_url=address), _clock)
        with serving(app, listener):
            say(said.text("A stand-in for Google answers at {address}.", address=_root(google.auth)))
            say(
                said.text(
                    "Plausch's clock goes three minutes ahead here, so that nothing has to settle first."
                )
            )
            _connect(app, address, said)
            _show_the_week(app, said)
            _show_a_new_meeting(app, google, said)
            say(said.text("Plausch follows it at {address}", address=address))
            if sys.stdin.isatty() and sys.stdout.isatty():
                say_link(app, address, said)
                say(said.text("Ctrl-C ends it, and nothing is kept."))
                ended.wait()


@contextmanager
def _stand_in() -> Iterator[GoogleSettings]:
    if not (_SOURCE / "tests" / "fakes" / "google" / "__main__.py").exists():
        raise DemoError(
            N_(
                "The stand-in for Google comes with the source of Plausch only. Clone it, and run the demo "
                "there."
            )
        )
    command = [sys.executable, "-m", "tests.fakes.google", "--port", "0", "--seed", "week"]
    with subprocess.Popen(command, cwd=_SOURCE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            line = process.stdout.readline() if process.stdout else ""
            yield _settings(line)
        finally:
            process.terminate()


def _settings(line: str) -> GoogleSettings:
    try:
        told = json.loads(line)
    except ValueError as error:
        raise DemoError(N_("The stand-in for Google did not start.")) from error
    url = told["url"]
    return GoogleSettings(
        client_id=told["client_id"],
        client_secret=told["client_secret"],
        api=f"{url}/calendar/v3/",
        auth=f"{url}/o/oauth2/v2/auth",
        token=f"{url}/token",
        revoke=f"{url}/revoke",
        certs=f"{url}/oauth2/v1/certs",
    )


def _connect(app: App, address: str, said: Words) -> None:
    """Go the way that a browser goes: to the consent page, agree, and back."""
    owned = _owned(app)
    with app.store.session() as session:
        steer.set_level(session, owned, Level.AUTOMATIC)
        preferences.choose(session, owned, "language", said.language)
        secret = sessions.begin(session, owned.id, now=app.desk.now())
    with requests.Session() as browser:
        browser.cookies.set(COOKIE, secret, domain="127.0.0.1")
        consent = browser.get(f"{address}/connect/google", timeout=_PATIENCE)
        scopes = dict(parse_qsl(urlsplit(consent.url).query)).get("scope", "").split()
        agreed = [
            ("account", _account(consent.text)),
            ("say", "allow"),
            *(("scope", each) for each in scopes),
        ]
        back = browser.post(consent.url, data=agreed, timeout=_PATIENCE)
    if not back.ok:
        raise DemoError(N_("The stand-in for Google did not let itself be connected."))
    with app.store.session() as session:
        (connection,) = connections.all_of(session, owned)
    say(said.text("Connected by Google's own way, with consent: {email}", email=connection.email))
    with app.store.session() as session:
        # The owner has said "automatic" in view of the whole week: the first round is not capped.
        steer.set_level(session, owned, Level.AUTOMATIC)


def _account(page: str) -> str:
    """Return the account that the consent page offers first."""
    _, _, rest = page.partition('name="account" value="')
    return rest.partition('"')[0]


def _show_the_week(app: App, said: Words) -> None:
    _until(lambda: _is_quiet(app))
    made = _made(app)
    say(said.plural("{n} change was made in the week:", "{n} changes were made in the week:", len(made)))
    for each in made:
        _say_edit(each, said)


def _show_a_new_meeting(app: App, google: GoogleSettings, said: Words) -> None:
    """Put a meeting in, as a human does elsewhere: Google rings, and it gets its room."""
    before = {each.entry.id for each in _made(app)}
    title = said.text("A first talk with a new client")
    _insert(app, google, title)
    say(said.text("Somebody puts a new meeting into the calendar: {title}", title=title))
    _until(lambda: any(each.entry.id not in before for each in _made(app)))
    _until(lambda: _is_quiet(app))
    for each in _made(app):
        if each.entry.id not in before:
            _say_edit(each, said)


def _insert(app: App, google: GoogleSettings, title: str) -> None:
    owned = _owned(app)
    with app.store.session() as session:
        (connection,) = connections.all_of(session, owned)
    start = _free_morning(app.desk.now())
    body: dict[str, Any] = {
        "summary": title,
        "start": {"dateTime": start.isoformat(), "timeZone": "UTC"},
        "end": {"dateTime": (start + _LENGTH).isoformat(), "timeZone": "UTC"},
        "attendees": [
            {"email": connection.email, "responseStatus": "accepted"},
            {"email": "nora.vogt@neukunde.example", "displayName": "Nora Vogt"},
        ],
    }
    answer = requests.post(
        f"{google.api}calendars/primary/events",
        params={"sendUpdates": "all"},
        json=body,
        headers={"Authorization": f"Bearer {connection.tokens.access}"},
        timeout=_PATIENCE,
    )
    if not answer.ok:
        raise DemoError(N_("The stand-in for Google did not take a new meeting."))


def _free_morning(now: datetime) -> datetime:
    """Return half past eight, in UTC, of a working day after the sample week."""
    day = now + timedelta(days=8)
    while day.weekday() > 4:  # noqa: PLR2004  # Friday
        day += timedelta(days=1)
    return day.replace(hour=8, minute=30, second=0, microsecond=0)


def _is_quiet(app: App) -> bool:
    with app.store.session() as session:
        rows = calendars.all_followed(session, _owned(app))
    return bool(rows) and all(row.synced >= row.wanted and row.synced_at and not row.error for row in rows)


def _made(app: App) -> list[Account]:
    with app.store.session() as session:
        found = accounts(session, _owned(app), Asked(states=(EditState.DONE,), most=1000))
    return list(reversed(found))


def _say_edit(each: Account, said: Words) -> None:
    entry = each.entry
    say(f"   {SEWN * 2} {said.date(entry.day)}  {entry.title}: {', '.join(entry.summary)}")


def _owned(app: App) -> Owned:
    with app.store.session() as session:
        return local_owner(session, app.store.keyring, now=app.desk.now())


def _root(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _until(done: Callable[[], bool]) -> None:
    end = monotonic() + _PATIENCE
    while not done():
        if monotonic() > end:
            raise DemoError(N_("The demo took too long on this machine and was ended."))
        sleep(0.05)
