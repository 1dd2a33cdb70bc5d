"""What following calendars costs, against bare calls in the same run: ``python -m bench.following``.

1. An idle sync of a calendar file, against reading and comparing that file alone (CPU time).
2. Many calendars in memory that answer after 20 ms: a first sync of all, then an hour's polling, against
   a bare thread pool that makes the same calls (wall-clock time), with the memory before and after.
"""

from __future__ import annotations

import argparse
import gc
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

from bench.decide import years
from calendar_sync.icalendar_file.adapter import FileCalendar
from calendar_sync.memory import MemoryCalendar
from calendar_sync.port import Cursor, Reader, Window
from service.connections import Connected
from service.following.sync import sync
from service.following.turn import Desk
from service.jobs.embedded import EmbeddedEngine
from service.store import calendars
from service.store.calendars import Followed, Key
from service.store.owners import owner_named
from service.store.store import Store, open_store
from tests.builders import ANNA, BERLIN, CLAIRE, JULE, MEHMET, MONDAY, TOM, TUESDAY_TEN, event

LATENCY = 0.02
_GUESTS = ((ANNA,), (TOM, MEHMET), (CLAIRE,), (MEHMET,), ())


def main() -> None:
    """Print each figure with its reference and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calendars", type=int, default=2_000)
    parser.add_argument("--events", type=int, default=100)
    parser.add_argument("--threads", type=int, default=4)
    chosen = parser.parse_args()
    for count in (3_000, 10_000):
        with tempfile.TemporaryDirectory() as name:
            _idle(Path(name), count)
    with tempfile.TemporaryDirectory() as name:
        _fleet(Path(name), chosen.calendars, chosen.events, chosen.threads)


def _idle(folder: Path, count: int) -> None:
    path = folder / "calendar.ics"
    path.write_bytes(years(count))
    store = open_store(folder / "data")
    key = _connected(store, JULE, "file", {"path": str(path), "addresses": [JULE]})
    desk = Desk(store=store, open_calendar=Connected(store, None, lambda: MONDAY), now=lambda: MONDAY)
    sync(desk, key)
    reader = Reader(addresses=frozenset({JULE}), zone=BERLIN, calendar=key.calendar)
    window = Window(first=MONDAY - timedelta(days=1), last=MONDAY + timedelta(days=28))
    cursor = FileCalendar(path, reader).read(window).cursor
    pairs = [
        (
            _cpu(lambda: sync(desk, key), 50),
            _cpu(lambda: FileCalendar(path, reader).read(window, cursor), 50),
        )
        for _ in range(5)
    ]
    ours, bare = (median(column) for column in zip(*pairs, strict=True))
    ratio = median(mine / its for mine, its in pairs)
    print(
        f"idle sync, {count} events in a file: {ours * 1000:.2f} ms CPU, "
        f"bare read: {bare * 1000:.2f} ms, ratio {ratio:.2f}"
    )
    store.close()


def _fleet(folder: Path, count: int, events: int, threads: int) -> None:
    here = {f"memory:{number}": _calendar(f"memory:{number}", events) for number in range(count)}
    store = open_store(folder / "data")
    for number, name in enumerate(here):
        _connected(store, f"owner{number}@nordlicht-personal.example", name, {"addresses": [JULE]})
    fleet = _Fleet(store, here)
    gc.collect()
    gc.freeze()  # the calendars stand for a provider elsewhere: looking through them is not our work
    begun = time.perf_counter()
    fleet.run(threads, MONDAY)
    first, memory = time.perf_counter() - begun, [_resident()]
    for hop in range(1, 6):
        fleet.run(threads, MONDAY + timedelta(minutes=12.6 * hop))
        memory.append(_resident())
    ours = time.perf_counter() - begun
    calls = sum(calendar.requests for calendar in here.values())
    bare = _bare(list(here.values()), calls, threads)
    print(
        f"{count} calendars of {events} events, {threads} threads: first sync {first:.1f} s, "
        f"{calls} calls in {ours:.1f} s; bare pool {bare:.1f} s; throughput {bare / ours:.2f} of it"
    )
    print(f"memory after the first sync and each poll: {', '.join(map(str, memory))} MB")
    store.close()


class _Fleet:
    """All calendars of one store, followed by the engine inside the process, on a clock of its own."""

    def __init__(self, store: Store, here: dict[str, MemoryCalendar]) -> None:
        self.store = store
        self.here = here

    def run(self, threads: int, moment: datetime) -> None:
        """Sync until nothing is due at this moment."""
        desk = Desk(store=self.store, open_calendar=self._open, now=lambda: moment)

        def due(most: int) -> list[calendars.Due]:
            with self.store.session() as session:
                return calendars.due(session, now=moment, most=most)

        engine = EmbeddedEngine(lambda key: sync(desk, key), due, threads=threads, look_every=0.05)
        engine.start()
        while due(1):
            time.sleep(0.05)
        engine.stop(timedelta(minutes=5))

    def _open(self, followed: Followed, _reader: Reader) -> MemoryCalendar:
        return self.here[followed.key.calendar]


def _bare(here: list[MemoryCalendar], calls: int, threads: int) -> float:
    window = Window(first=MONDAY - timedelta(days=1), last=MONDAY + timedelta(days=28))
    begun = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        for number in range(calls):
            calendar = here[number % len(here)]
            pool.submit(calendar.read, window, None if number < len(here) else Cursor(calendar.signature()))
    return time.perf_counter() - begun


def _calendar(name: str, events: int) -> MemoryCalendar:
    calendar = MemoryCalendar(name=name)
    for number in range(events):
        start = TUESDAY_TEN + timedelta(days=number % 25, minutes=45 * (number // 25))
        calendar.put(event(start, series=f"evt-{number}", guests=_GUESTS[number % 5]))
    calendar.latency = lambda: time.sleep(LATENCY)
    calendar.requests = 0
    return calendar


def _connected(store: Store, owner: str, name: str, address: dict[str, object]) -> Key:
    with store.session() as session:
        owned = owner_named(session, store.keyring, owner, now=MONDAY)
        kind = name.partition(":")[0]
        calendars.connect(session, owned, name, kind, address, now=MONDAY)
        return Key(owner_id=owned.id, calendar=name)


def _cpu(work: Callable[[], object], times: int) -> float:
    begun = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - begun) / times


def _resident() -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) // 1024


if __name__ == "__main__":
    main()
