"""The doorbell: providers ring, a thread of its own writes it down, and rings in quick succession are one.

Whoever rings is not kept waiting: the message is taken in memory, and the database is written by this
thread alone, which may wait for others that write. A ring that is lost with the process is no loss: the
provider rings again at the next change, and the calendar is looked at in any case.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Condition, Thread
from time import monotonic

import structlog
from sqlalchemy.exc import DatabaseError

from service.store import calendars, channels
from service.store.calendars import Key
from service.store.store import Store

_LOG = structlog.get_logger("plausch.doorbell")


@dataclass(slots=True, kw_only=True)
class _Rung:
    """A calendar that was rung for. ``numbers`` are each channel's highest message."""

    numbers: dict[str, int]
    first: float
    last: float
    done: float = float("-inf")


class Doorbell:
    """Marks calendars as due and wakes the engine: the first ring at once, what follows once it is quiet.

    ``quiet`` seconds without a ring end a burst, ``longest`` is what a ring waits at most.
    """

    def __init__(
        self, store: Store, wake: Callable[[Key], None], *, quiet: float = 1.0, longest: float = 10.0
    ) -> None:
        """Take where it is written down and who is woken; nothing runs before ``start``."""
        self._store, self._wake = store, wake
        self._quiet, self._longest = quiet, longest
        self._room = Condition()
        self._rung: dict[Key, _Rung] = {}
        self._stopping = False
        self._thread = Thread(target=self._answer, name="plausch-doorbell", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End; what was rung for and is not written down yet is found by looking."""
        with self._room:
            self._stopping = True
            self._room.notify_all()
        if self._thread.is_alive():
            self._thread.join(2)

    def ring(self, key: Key, channel: str, number: int) -> None:
        """Say that a calendar changed. May be called from any thread, and never waits."""
        with self._room:
            now = monotonic()
            rung = self._rung.setdefault(key, _Rung(numbers={}, first=now, last=now))
            if not rung.numbers:
                rung.first = now
            rung.numbers[channel] = max(number, rung.numbers.get(channel, 0))
            rung.last = now
            self._room.notify_all()

    def _answer(self) -> None:
        while (ready := self._next()) is not None:
            try:
                with self._store.session() as session:
                    for key, numbers in ready.items():
                        calendars.trigger(session, key.owner_id, key.calendar)
                        for channel, number in numbers.items():
                            channels.note(session, channel, number)
            except DatabaseError as error:
                _LOG.warning("not written down", error=type(error).__name__)
                self._again(ready)
                continue
            for key in ready:
                self._wake(key)

    def _next(self) -> dict[Key, dict[str, int]] | None:
        """Wait until something is to be written down; None at the end."""
        with self._room:
            while not self._stopping:
                now = monotonic()
                waiting = {key: self._due(rung) for key, rung in self._rung.items() if rung.numbers}
                ready = {key: self._take(self._rung[key], now) for key, due in waiting.items() if due <= now}
                if ready:
                    return ready
                self._forget(now)
                soonest = min(waiting.values(), default=None)
                self._room.wait(None if soonest is None else max(soonest - now, 0.001))
            return None

    def _due(self, rung: _Rung) -> float:
        """When a calendar's turn is: at once after a quiet time, else when the burst is over."""
        if rung.first >= rung.done + self._quiet:
            return rung.first
        return min(rung.last + self._quiet, rung.first + self._longest)

    def _take(self, rung: _Rung, now: float) -> dict[str, int]:
        numbers, rung.numbers, rung.done = rung.numbers, {}, now
        return numbers

    def _again(self, ready: dict[Key, dict[str, int]]) -> None:
        with self._room:
            now = monotonic()
            for key, numbers in ready.items():
                rung = self._rung[key]
                for channel, number in numbers.items():
                    rung.numbers[channel] = max(number, rung.numbers.get(channel, 0))
                rung.first = rung.last = now

    def _forget(self, now: float) -> None:
        over = [key for key, rung in self._rung.items() if not rung.numbers and now > rung.done + self._quiet]
        for key in over:
            del self._rung[key]
