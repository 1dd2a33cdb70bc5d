"""From a provider's call to our change: how long a new meeting waits for its room.

    python -m bench.push [EVENTS]

A fake Google and a whole Plausch in one process, over HTTP. A human puts a meeting in; measured is from
that moment, at which the fake sends its message, until the PATCH has arrived there, with nothing left to
settle; and beside it the fake's own round trip of one PATCH. Each meeting waits until all is quiet.
"""

from __future__ import annotations

import statistics
import sys
from datetime import datetime, timedelta
from time import perf_counter, sleep

import requests

from calendar_sync.plan import Level
from service.store import preferences
from tests.fakes.google.server import Fake, google_fake
from tests.service.google.street import JULE, Street, street

_EVENTS = 200
_A_DAY = 11
_FRIDAY, _PATIENCE = 4, 60
_SETTLED = timedelta(minutes=3)


def main(events: int) -> None:
    """Measure and print."""
    with google_fake() as google, street(google, ahead=_SETTLED) as here:
        google.world.account(JULE)
        here.connect(here.browser(signed_in=True))
        with here.app.store.session() as session:
            preferences.choose(session, here.owned(), "day-cap", "60")
        here.level(Level.AUTOMATIC)
        here.until_synced()
        waits = [one(here, google, number) for number in range(events)]
        trips = [round_trip(google, here) for _ in range(events)]
    show("call to PATCH", waits)
    show("the fake's own PATCH", trips)


def one(here: Street, google: Fake, number: int) -> float:
    """Put one meeting in, settled long ago; return the seconds until it was lengthened."""
    first = google.world.now.replace(hour=8, minute=0)
    days = [day for each in range(1, 28) if (day := first + timedelta(days=each)).weekday() <= _FRIDAY]
    return lengthened(here, google, days[number // _A_DAY] + timedelta(minutes=42 * (number % _A_DAY)))


def lengthened(here: Street, google: Fake, start: datetime) -> float:
    """Return the seconds from a meeting's insertion, which rings at once, until its end has moved."""
    world = google.world
    end = start + timedelta(minutes=30)
    body = {
        "summary": "Abstimmung",
        "start": {"dateTime": start.isoformat(), "timeZone": "UTC"},
        "end": {"dateTime": end.isoformat(), "timeZone": "UTC"},
        "attendees": [{"email": JULE, "responseStatus": "accepted"}, {"email": "anna@client.example"}],
    }
    begun = perf_counter()
    event = str(world.insert(JULE, body)["id"])
    before = world.event(JULE, event)["end"]
    while world.event(JULE, event)["end"] == before:
        if perf_counter() - begun > _PATIENCE:
            message = "no change within a minute"
            raise RuntimeError(message)
        sleep(0.001)
    waited = perf_counter() - begun
    here.until_synced()
    sleep(2.3)  # the call for our own change is over, and the bell quiet again
    here.until_synced()
    return waited


def round_trip(google: Fake, here: Street) -> float:
    """Return the seconds of one PATCH from a program that does nothing else."""
    event = google.world.events(JULE)[0]["id"]
    (connection,) = here.connections()
    headers = {"Authorization": f"Bearer {connection.tokens.access}"}
    begun = perf_counter()
    url = f"{google.api}calendars/primary/events/{event}"
    requests.patch(url, json={"colorId": "1"}, headers=headers, timeout=60).raise_for_status()
    return perf_counter() - begun


def show(name: str, seconds: list[float]) -> None:
    """Print the middle and the slow end."""
    cuts = statistics.quantiles(seconds, n=20)
    print(f"{name}: n={len(seconds)} p50={cuts[9] * 1000:.0f} ms p95={cuts[18] * 1000:.0f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else _EVENTS)
