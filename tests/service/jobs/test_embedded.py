"""The engine inside the process: one sync a calendar at a time, no trigger lost, a graceful end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from threading import Event, Lock
from time import monotonic, sleep

from service.jobs.embedded import EmbeddedEngine
from service.store.calendars import Due, Key

PATIENCE = 20.0  # seconds: no measurement, only the end of waiting


class Rows:
    """Calendars' rows, as far as the engine sees them: triggers wanted and seen."""

    def __init__(self, names: Iterable[str]) -> None:
        """Begin with every calendar triggered once."""
        self.lock = Lock()
        self.wanted = Counter(names)
        self.synced: Counter[str] = Counter()
        self.syncs: Counter[str] = Counter()
        self.running: set[str] = set()
        self.overlaps = 0
        self.busy = 0.0

    def due(self, most: int) -> list[Due]:
        """Return calendars with triggers that no sync has seen."""
        with self.lock:
            names = [name for name in self.wanted if self.wanted[name] > self.synced[name]]
            return [Due(key=Key(owner_id="jule", calendar=name), failures=0) for name in names[:most]]

    def trigger(self, name: str) -> Key:
        """Write a trigger down."""
        with self.lock:
            self.wanted[name] += 1
        return Key(owner_id="jule", calendar=name)

    def work(self, key: Key) -> None:
        """Sync: what was wanted at the beginning has been seen at the end."""
        name = key.calendar
        with self.lock:
            self.overlaps += name in self.running
            self.running.add(name)
            seen = self.wanted[name]
            self.syncs[name] += 1
        sleep(self.busy)
        with self.lock:
            self.running.discard(name)
            self.synced[name] = max(self.synced[name], seen)

    def quiet(self) -> bool:
        """Whether every trigger was seen."""
        with self.lock:
            return all(self.synced[name] >= count for name, count in self.wanted.items())


def settled(rows: Rows) -> bool:
    """Wait until every trigger was seen."""
    until = monotonic() + PATIENCE
    while not rows.quiet() and monotonic() < until:
        sleep(0.005)
    return rows.quiet()


def test_all_that_is_due_is_synced() -> None:
    """What was triggered before the start, as after a crash, is synced once."""
    rows = Rows(str(number) for number in range(50))
    engine = EmbeddedEngine(rows.work, rows.due)
    engine.start()
    assert settled(rows)
    assert engine.stop(timedelta(seconds=PATIENCE))
    assert set(rows.syncs.values()) == {1}


def test_bursts_coalesce_and_no_trigger_is_lost() -> None:
    """A flood of triggers ends in few syncs, never two at once, and the last one is seen."""
    rows = Rows(["a", "b", "c"])
    rows.busy = 0.02
    engine = EmbeddedEngine(rows.work, rows.due, look_every=0.05)
    engine.start()
    for number in range(3000):
        engine.wake(rows.trigger("abc"[number % 3]))
    assert settled(rows)
    engine.stop(timedelta(seconds=PATIENCE))
    assert rows.overlaps == 0
    assert max(rows.syncs.values()) < 100


def test_a_lost_wake_up_is_found_by_looking() -> None:
    """The row is the truth: a trigger that nobody was told of is found."""
    rows = Rows(["a"])
    engine = EmbeddedEngine(rows.work, rows.due, look_every=0.02)
    engine.start()
    assert settled(rows)
    rows.trigger("a")
    assert settled(rows)
    engine.stop(timedelta(seconds=PATIENCE))


def test_a_mistake_in_one_sync_does_not_end_the_others() -> None:
    """A sync that raises is told of, and its thread goes on."""
    rows = Rows(["good", "bad"])

    def work(key: Key) -> None:
        rows.work(key)
        if key.calendar == "bad":
            raise ZeroDivisionError

    engine = EmbeddedEngine(work, rows.due, threads=1, look_every=0.02)
    engine.start()
    assert settled(rows)
    engine.wake(rows.trigger("good"))
    assert settled(rows)
    assert engine.stop(timedelta(seconds=PATIENCE))


def test_the_end_waits_for_what_runs_and_begins_nothing() -> None:
    """A stop lets the running sync come to its end and leaves the rest for the next start."""
    rows = Rows(["running", "waiting"])
    begun, go_on = Event(), Event()

    def work(key: Key) -> None:
        begun.set()
        go_on.wait(PATIENCE)
        rows.work(key)

    engine = EmbeddedEngine(work, rows.due, threads=1)
    engine.start()
    assert begun.wait(PATIENCE)
    assert not engine.stop(timedelta(seconds=0.05))
    go_on.set()
    assert engine.stop(timedelta(seconds=PATIENCE))
    assert sum(rows.syncs.values()) == 1
