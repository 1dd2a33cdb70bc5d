"""The engine inside the process: a few threads, fed from the calendars' rows."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from threading import Condition, Thread
from time import monotonic

import structlog

from service.jobs.engine import Work
from service.store.calendars import Due, Key, OvertakenError

DueNow = Callable[[int], Iterable[Due]]
"""Returns calendars that are due, the longest waiting first, at most so many."""

_LOG = structlog.get_logger("plausch.jobs")


class EmbeddedEngine:
    """Threads that take due calendars, one thread a calendar at a time.

    ``look_every`` seconds pass at most before the rows are looked at: a wake-up shortens that.
    """

    def __init__(
        self,
        work: Work,
        due: DueNow,
        *,
        broken: Callable[[Key], None] = lambda _key: None,
        threads: int = 4,
        look_every: float = 1.0,
    ) -> None:
        """Take what to do and where to learn what is due; nothing runs before ``start``.

        ``broken`` is told of a calendar whose sync raised a mistake of ours.
        """
        self._work = work
        self._broken = broken
        self._due = due
        self._look_every = look_every
        self._room = Condition()
        self._running: set[Key] = set()
        self._waiting: dict[Key, None] = {}
        self._woken = True
        self._stopping = False
        self._looker = Thread(target=self._look, name="plausch-due", daemon=True)
        self._threads = [
            Thread(target=self._take_turns, name=f"plausch-sync-{number}", daemon=True)
            for number in range(threads)
        ]

    def start(self) -> None:
        """Begin."""
        for thread in (self._looker, *self._threads):
            thread.start()

    def wake(self, key: Key) -> None:
        """Put a calendar in the queue at once."""
        with self._room:
            self._waiting.setdefault(key)
            self._room.notify_all()

    def is_running(self) -> bool:
        """Whether all threads live and none was asked to end."""
        with self._room:
            asked = self._stopping
        return not asked and all(thread.is_alive() for thread in (self._looker, *self._threads))

    def stop(self, within: timedelta) -> bool:
        """Begin nothing new and wait for what runs."""
        with self._room:
            self._stopping = True
            self._room.notify_all()
        until = monotonic() + within.total_seconds()
        for thread in (self._looker, *self._threads):
            if thread.is_alive():
                thread.join(max(until - monotonic(), 0))
        return not any(thread.is_alive() for thread in self._threads)

    def _look(self) -> None:
        """Ask what is due, again and again; a calendar that is running is left to its thread."""
        most = 4 * len(self._threads)
        while True:
            with self._room:
                if self._stopping:
                    return
                wanted = most - len(self._waiting)
            for each in self._due(most + len(self._running)) if wanted > 0 else ():
                with self._room:
                    if each.key not in self._running:
                        self._waiting.setdefault(each.key)
                        self._room.notify_all()
            with self._room:
                if not self._stopping:
                    self._room.wait_for(lambda: self._stopping or self._hungry(), self._look_every)

    def _hungry(self) -> bool:
        """Whether a thread became idle that might find more to do at once."""
        woken, self._woken = self._woken, False
        return woken and not self._waiting

    def _take_turns(self) -> None:
        while (key := self._next()) is not None:
            try:
                self._work(key)
            except OvertakenError:
                _LOG.info("sync overtaken", calendar=key.calendar)
            except Exception as bug:  # noqa: BLE001  # the one place: a bug must not end the other syncs
                _LOG.error("sync failed", calendar=key.calendar, **_where(bug))
                self._broken(key)
            finally:
                with self._room:
                    self._running.discard(key)
                    self._woken = True
                    self._room.notify_all()

    def _next(self) -> Key | None:
        with self._room:
            while not self._stopping:
                ready = next((key for key in self._waiting if key not in self._running), None)
                if ready is not None:
                    del self._waiting[ready]
                    self._running.add(ready)
                    return ready
                self._room.wait()
            return None


def _where(bug: Exception) -> dict[str, object]:
    """Return what a mistake is and where, without its message: that may hold a calendar's content."""
    frames = traceback.extract_tb(bug.__traceback__)
    steps = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames]
    return {"error": type(bug).__name__, "at": " > ".join(steps[-6:])}
