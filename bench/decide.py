"""What reading and deciding costs, against named references in the same run: ``python -m bench.decide``.

1. A calendar of 10,000 events, read and decided, against icalendar and recurring-ical-events
   alone, which read and expand the same file over the same window.
2. ``decide()`` for one event as Google gives it, with 2 KB of description, against ``json.loads`` of it.
3. Peak memory for 100,000 events, read and decided, against the same file parsed by icalendar alone.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import recurring_ical_events
from icalendar import Calendar

from policies.decide import decide
from policies.place import read_place
from service.run import HISTORY, Question, look, window_of
from service.store.store import open_store
from tests.builders import ANNA, BERLIN, CLAIRE, JULE, MEHMET, MONDAY, TOM, context, event
from tests.ics import calendar, entry

_ROUNDS = 5
_GUESTS = ((ANNA,), (TOM, MEHMET), (CLAIRE,), (MEHMET,), ())
_PLACES = (
    ("LOCATION:https://us02web.zoom.us/j/81234567890?pwd=c2FtcGxl",),
    ("LOCATION:+49 40 66969 4001", "DESCRIPTION:Ich rufe Sie an."),
    ("DESCRIPTION:" + "Agenda: Profil\\, Budget 120.000 EUR\\, Termine am 24.11. um 10:00 Uhr. " * 8,),
    ("LOCATION:Lange Reihe 12\\, 20099 Hamburg",),
    (),
)
_TEXT = (
    "Liebe Anna, anbei die Agenda für unser Gespräch am 24.11.2026 um 10:00 Uhr. "
    "Bitte bringen Sie das Stellenprofil (Ref. 2026-0004711) mit; Budget 85.000 EUR. "
    "Unterlagen: https://files.nordlicht-personal.example/d/4711-profil?dl=1 <br> "
)


def main() -> None:
    """Print each figure with its reference and their ratio."""
    if len(sys.argv) > 2:  # noqa: PLR2004  # a child that only measures memory
        _CHILDREN[sys.argv[1]](Path(sys.argv[2]))
        print(_peak())
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _file(folder)
        _one_event()
        _memory(folder)


def years(count: int) -> bytes:
    """Write a calendar of so many events, a twentieth of them series, over two years and a half."""
    entries = []
    for number in range(count):
        start = MONDAY.astimezone(UTC) + timedelta(minutes=15 * (number * 37 % 86_000) - 1_000_000)
        repeat = ("RRULE:FREQ=WEEKLY;COUNT=40",) if number % 20 == 0 else ()
        lines = (*_PLACES[number % 5], *repeat)
        entries.append(entry(f"{number}@bench", start, 30, guests=_GUESTS[number % 5], lines=lines))
    return calendar(*entries)


def _file(folder: Path) -> None:
    path = folder / "ten-thousand.ics"
    path.write_bytes(years(10_000))
    _compare(
        "read and decide 10,000 events",
        lambda: _decided(path),
        "icalendar + recurring-ical-events",
        lambda: _expanded(path),
    )


def _one_event() -> None:
    description = (_TEXT * 20)[:2048]
    written = json.dumps(_as_google(description), ensure_ascii=False)
    meeting = event(place=read_place(title="Abstimmung", location="+49 40 1234567", description=description))
    here = context()

    def many(work: Callable[[], object]) -> Callable[[], object]:
        return lambda: [work() for _ in range(2_000)]

    _compare(
        "decide() one event",
        many(lambda: decide(meeting, here)),
        "json.loads",
        many(lambda: json.loads(written)),
    )
    _compare(
        "decide() with reading its texts",
        many(
            lambda: decide(
                event(
                    place=read_place(title="Abstimmung", location="+49 40 1234567", description=description)
                ),
                here,
            )
        ),
        "json.loads",
        many(lambda: json.loads(written)),
    )


def _memory(folder: Path) -> None:
    path = folder / "hundred-thousand.ics"
    path.write_bytes(years(100_000))
    ours, theirs = (_peak_of(name, path) for name in ("decided", "parsed"))
    print(f"peak memory for 100,000 events: {ours} MB, parsed alone: {theirs} MB, ratio {ours / theirs:.2f}")


def _decided(path: Path) -> None:
    store = open_store(path.parent / "data")
    look(Question(path=path, addresses=frozenset({JULE}), now=MONDAY), store)
    store.close()


def _expanded(path: Path) -> None:
    window = window_of(MONDAY, 28, BERLIN)
    parsed = Calendar.from_ical(path.read_bytes())
    list(recurring_ical_events.of(parsed).between(window.first - HISTORY, window.last))


def _parsed(path: Path) -> None:
    Calendar.from_ical(path.read_bytes())


_CHILDREN = {"decided": _decided, "parsed": _parsed}


def _peak() -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) // 1024


def _peak_of(name: str, path: Path) -> int:
    done = subprocess.run(
        [sys.executable, "-m", "bench.decide", name, str(path)], capture_output=True, text=True, check=True
    )
    return int(done.stdout)


def _compare(name: str, work: Callable[[], object], reference: str, other: Callable[[], object]) -> None:
    pairs = [(_seconds(work), _seconds(other)) for _ in range(_ROUNDS)]
    ours, theirs = (median(column) for column in zip(*pairs, strict=True))
    ratio = median(mine / their for mine, their in pairs)
    print(f"{name}: {ours:.3f} s, {reference}: {theirs:.3f} s, ratio {ratio:.2f}")


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _as_google(description: str) -> dict[str, object]:
    moment = datetime(2026, 11, 24, 10, tzinfo=BERLIN)
    people = [
        {"email": guest.address, "displayName": guest.name, "responseStatus": "accepted"}
        for guest in (ANNA, TOM)
    ]
    return {
        "kind": "calendar#event",
        "etag": '"3489220580000000"',
        "id": "7lq0mq2v1b4a9u3o8t5r6s2e1d",
        "status": "confirmed",
        "htmlLink": "https://www.google.com/calendar/event?eid=abc",
        "created": "2026-11-01T08:00:00.000Z",
        "updated": "2026-11-02T08:00:00.000Z",
        "summary": "Abstimmung Stellenprofil",
        "description": description,
        "location": "+49 40 1234567",
        "creator": {"email": JULE, "self": True},
        "organizer": {"email": JULE, "self": True},
        "start": {"dateTime": moment.isoformat(), "timeZone": "Europe/Berlin"},
        "end": {"dateTime": (moment + timedelta(minutes=30)).isoformat(), "timeZone": "Europe/Berlin"},
        "iCalUID": "7lq0mq2v1b4a9u3o8t5r6s2e1d@google.com",
        "sequence": 0,
        "attendees": people,
        "reminders": {"useDefault": True},
        "eventType": "default",
    }


if __name__ == "__main__":
    main()
