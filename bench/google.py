"""What reading Google costs: ``python -m bench.google``.

A first sync of many events through the adapter, against Google's own client alone paging through the
same answers: same run, same requests, the fake of Google in a process of its own. Two calendars: one in
which no two events have the same texts, and one as they usually are, of which four events in five are
occurrences of weekly series, and the others carry what a video service writes into an invitation.
"""

from __future__ import annotations

import argparse
import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from google.oauth2.credentials import Credentials

from calendar_sync.google.adapter import GoogleCalendar
from calendar_sync.google.address import GoogleAddress
from calendar_sync.google.client import GoogleClient
from calendar_sync.google.listing import MOST_ROWS, Question
from calendar_sync.port import Reader, Window
from calendar_sync.pull import pull
from tests.builders import ANNA, BERLIN, JULE, MEHMET, TOM, TUESDAY_TEN
from tests.calendar_sync.contract.subject import Planned
from tests.calendar_sync.google.subject import body_of
from tests.fakes.google.server import google_fake
from tests.fakes.google.world import World

_TEXT = "Guten Tag,\n\nwir sprechen über die offenen Stellen und das Profil.\n\nViele Grüße\nJule Brandt"
_BOILERPLATE = (
    (
        "\n\n________________\nMicrosoft Teams-Besprechung\nTeilnehmen: https://teams.microsoft.com/l/meetup-join/"
        "19%3ameeting_{}%40thread.v2/0?context=%7b%22Tid%22%3a%22b0%22%7d\nBesprechungs-ID: 345 678 901 23\n"
        "Kenncode: aB3dE9\nPer Telefon einwählen\n+49 69 12345678,,34567890123# Frankfurt am Main\n"
    ),
    (
        "\n\nJule Brandt lädt Sie zu einem geplanten Zoom-Meeting ein.\n\nhttps://us02web.zoom.us/j/{}?pwd=a1B2c3\n\n"
        "Meeting-ID: 845 1234 5678\nKenncode: 123456\n\nOrtseinwahl suchen: https://us02web.zoom.us/u/kb1\n"
    ),
    "\n\nRückfragen gern unter 089 1234567.",
    "",
)
_OCCURRENCES = 53
_PLACES = ("", "+49 89 1234567", "Lange Reihe 12, 20099 Hamburg", "https://meet.jit.si/NordlichtJule")
_GUESTS = ((ANNA,), (TOM, MEHMET), (MEHMET,), ())
_WINDOW = Window(first=TUESDAY_TEN - timedelta(days=1), last=TUESDAY_TEN + timedelta(days=400))


def main() -> None:
    """Print both times and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--serve", choices=_CALENDARS, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.serve:
        _serve(_CALENDARS[chosen.serve], chosen.events)
        return
    for calendar in _CALENDARS:
        print(f"{calendar}:")
        _with_a_fake(calendar, chosen.events, chosen.rounds)


def _with_a_fake(calendar: str, events: int, rounds: int) -> None:
    command = [sys.executable, "-m", "bench.google", "--serve", calendar, "--events", str(events)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as fake:
        if fake.stdout and fake.stdin:
            said = json.loads(fake.stdout.readline())
            _compare(said["api"], said["token"], events, rounds)
            fake.stdin.close()


def _all_new(number: int) -> Planned:
    return Planned(
        title=f"Abstimmung {number}",
        start=_start(number),
        location=_PLACES[number % len(_PLACES)],
        guests=_GUESTS[number // 3 % len(_GUESTS)],
        description=f"{_TEXT}\n{number}" if number % 2 else "",
    )


def _usual(number: int) -> Planned:
    of_a_series = number % 5 > 0
    texts = number // (5 * _OCCURRENCES) * 5 + number % 5 if of_a_series else number
    return Planned(
        title=f"Jour fixe {texts}" if of_a_series else f"Abstimmung {number}",
        start=_start(number),
        location=_PLACES[texts % len(_PLACES)],
        guests=_GUESTS[texts // 3 % len(_GUESTS)],
        description=_TEXT + _BOILERPLATE[texts // 2 % len(_BOILERPLATE)].format(texts),
    )


_CALENDARS = {"all texts new": _all_new, "a usual calendar": _usual}


def _start(number: int) -> datetime:
    return TUESDAY_TEN + timedelta(hours=number % 8, days=number // 8 % 365)


def _serve(planned: Callable[[int], Planned], count: int) -> None:
    """Serve a calendar of so many events until the other side hangs up."""
    world = World()
    world.account(JULE)
    for number in range(count):
        world.insert(JULE, body_of(planned(number)), send="none")
    with google_fake(world) as fake:
        token = world.grant(JULE, ["calendar.events"]).access_token
        print(json.dumps({"api": fake.api, "token": token}), flush=True)
        sys.stdin.read()


def _compare(api: str, token: str, count: int, rounds: int) -> None:
    client = GoogleClient(Credentials(token=token), endpoint=api)  # type: ignore[no-untyped-call]
    reader = Reader(addresses=frozenset({JULE}), zone=BERLIN, calendar="work")
    calendar = GoogleCalendar(client, GoogleAddress(calendar_id=JULE), reader)

    def bare() -> int:
        question = Question(calendar_id=JULE, window=_WINDOW, cursor=None, more="", rows=MOST_ROWS)
        request: Any = client.events.list(**question.parameters())
        found = 0
        while request is not None:
            answer = request.execute()
            found += len(answer["items"])
            request = client.events.list_next(request, answer)
        return found

    if not bare() == len(pull(calendar, _WINDOW, None).events) == count:
        sys.exit("Not all events were read.")
    times: dict[str, list[tuple[float, float]]] = {"client alone": [], "adapter": []}
    for _ in range(rounds):
        times["client alone"].append(_timed(bare))
        times["adapter"].append(_timed(lambda: pull(calendar, _WINDOW, None)))
    client.close()
    for index, what in enumerate(("wall clock", "CPU here")):
        alone, ours = (median(each[index] for each in times[who]) for who in times)
        print(f"{count} events, {what}: client alone {alone:.2f} s, adapter {ours:.2f} s: {ours / alone:.1f}")


def _timed(what: Callable[[], object]) -> tuple[float, float]:
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    what()
    return time.perf_counter() - wall, time.process_time() - cpu


if __name__ == "__main__":
    main()
