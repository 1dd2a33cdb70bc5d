"""What pages cost, against the cheapest route of the API in the same run: ``python -m bench.pages``.

1,000 events and 500 people with a note each, on SQLite. Server time of each page: median and p95 over many
requests; the first one, which decides on everything anew, stands beside them. And the bytes that a browser
transfers for a page it has never seen, packed as it asks for: with and without the week's component.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from datetime import timedelta
from statistics import median, quantiles
from time import perf_counter

import httpx

from calendar_sync.memory import MemoryCalendar
from calendar_sync.plan import Level
from policies.context import Note, NoteKind, Person
from policies.event import Guest
from service import steer
from service.store import calendars, people
from service.web.server import collecting_young_only
from tests.builders import JULE, MONDAY
from tests.service.web.house import Browser, House, browser, calendar_of, house, put

PAGES = (
    "/today",
    "/week",
    "/week/list",
    "/week/blocks",
    "/done",
    "/live",
    "/people",
    "/stories",
    "/settings",
    "/figures",
    "/privacy",
)
CHEAPEST = "/api/stories"
_COMPONENT = "fullcalendar"


def main() -> None:
    """Print a line for each page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000)
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--requests", type=int, default=60)
    chosen = parser.parse_args()
    with house() as here, collecting_young_only():
        _fill(here, chosen.events, chosen.people)
        visitor = browser(here)
        reference = _p95(lambda: visitor.get(CHEAPEST), chosen.requests)[1]
        print(f"{CHEAPEST}: p95 {reference * 1000:.1f} ms")
        for path in PAGES:
            first = _spent(lambda path=path: visitor.get(path))  # type: ignore[misc]
            middle, high = _p95(lambda path=path: visitor.get(path), chosen.requests)  # type: ignore[misc]
            page, component = _transferred(visitor, path)
            print(
                f"{path}: median {middle * 1000:.1f} ms, p95 {high * 1000:.1f} ms "
                f"({high / reference:.1f} times), first {first * 1000:.0f} ms; "
                f"{page / 1024:.0f} kB, component {component / 1024:.0f} kB"
            )


def _fill(here: House, events: int, known: int) -> None:
    owned, name = here.owned(), calendar_of(JULE)
    memory = here.here[name] = MemoryCalendar(name=name)
    for number in range(events):
        who = number % known
        guest = Guest(address=f"p{who}@client{who % 97}.example", name=f"Person {who}")
        start = MONDAY + timedelta(days=number % 28, minutes=30 * ((number // 28) % 20))
        put(memory, f"event-{number}", start=start, guests=(guest,), title=f"Termin {number}")
    with here.app.store.session() as session:
        calendars.connect(session, owned, name, "memory", {"addresses": [JULE]}, now=here.clock[0])
        steer.set_level(session, owned, Level.ASK)
        for number in range(known):
            address = f"p{number}@client{number % 97}.example"
            person = Person(id="", name=f"Person {number}", addresses=(address,))
            people.add_person(session, owned, person, now=MONDAY)
            note = Note(id="", kind=NoteKind.THREAD, text="Umzug nach Kiel")
            people.add_note(session, owned, address, note, now=MONDAY)
    here.sync()


def _spent(ask: Callable[[], httpx.Response]) -> float:
    begun = perf_counter()
    answer = ask()
    assert answer.status_code in {200, 204}, answer.status_code  # noqa: S101  # a bench of errors is none
    return perf_counter() - begun


def _p95(ask: Callable[[], httpx.Response], count: int) -> tuple[float, float]:
    spent = [_spent(ask) for _ in range(count)]
    return median(spent), quantiles(spent, n=20)[-1]


def _transferred(visitor: Browser, path: str) -> tuple[int, int]:
    """Return the bytes of a page with all that it loads, and those of the week's component."""
    page = visitor.get(path)
    loads = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text))
    styles = {each for each in loads if each.endswith(".css")}
    for style in styles:
        loads |= set(re.findall(r'url\("(/static/[^"]+latin-[46]00[^"]+)"\)', visitor.get(style).text))
    sizes = {each: int(visitor.get(each).headers["content-length"]) for each in loads}
    component = sum(size for each, size in sizes.items() if _COMPONENT in each)
    return int(page.headers.get("content-length", 0)) + sum(sizes.values()) - component, component


if __name__ == "__main__":
    main()
