"""The doorbell: providers ring, a thread of its own writes it down, and rings in quick succession are one.

Whoever rings is not kept waiting: the message is checked and taken in memory, and the database is asked
and written by this thread alone, which may wait for others that write. A ring that is lost with the
process is no loss: the provider rings again at the next change, and the calendar is looked at in any case.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Condition, Thread
from time import monotonic

import structlog
from sqlalchemy.exc import DatabaseError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from sqlmodel import Session

from service.following.switchboard import Switchboard
from service.store import calendars, channels
from service.store.calendars import Key
from service.store.channels import Heard
from service.store.store import Store

_LOG = structlog.get_logger("plausch.doorbell")
_MOST_ENQUIRIES = 200
_UNREACHED = (DatabaseError, NoConnectionError)
Numbers = dict[str, int]
"""By channel, its highest message."""


@dataclass(slots=True, kw_only=True)
class _Rung:
    """A calendar that was rung for."""

    numbers: Numbers
    first: float
    last: float
    done: float = float("-inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """What the thread is to do next: calendars to mark as due, channels to look up."""

    rung: dict[Key, Numbers]
    unknown: dict[str, tuple[Heard, datetime]]

    def __bool__(self) -> bool:
        return bool(self.rung or self.unknown)


class Doorbell:
    """Marks calendars as due and wakes the engine: the first ring at once, what follows once it is quiet.

    ``quiet`` seconds without a ring end a burst, ``longest`` is what a ring waits at most. Channels that
    are not known here are looked up every ``quiet`` seconds, a bounded number of them.
    """

    def __init__(
        self,
        store: Store,
        wake: Callable[[Key], None],
        switchboard: Switchboard,
        *,
        quiet: float = 1.0,
        longest: float = 10.0,
    ) -> None:
        """Take where it is written down, who is woken and who is known; nothing runs before ``start``."""
        self._store, self._wake, self._switchboard = store, wake, switchboard
        self._quiet, self._longest = quiet, longest
        self._room = Condition()
        self._rung: dict[Key, _Rung] = {}
        self._unknown: dict[str, tuple[Heard, datetime]] = {}
        self._looked = float("-inf")
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

    @property
    def enquiries(self) -> int:
        """How many channels wait to be looked up."""
        return len(self._unknown)

    def hear(self, said: Heard, *, now: datetime) -> None:
        """Take in a message, whoever sent it. May be called from any thread, and never waits."""
        key = self._switchboard.heard(said, now=now)
        if key is not None:
            self._ring(key, {said.channel: said.number})
        elif not self._switchboard.knows(said.channel):
            self._enquire(said, now)

    def _ring(self, key: Key, numbers: Numbers) -> None:
        with self._room:
            now = monotonic()
            rung = self._rung.setdefault(key, _Rung(numbers={}, first=now, last=now))
            if not rung.numbers:
                rung.first = now
            _raise(rung.numbers, numbers)
            rung.last = now
            self._room.notify_all()

    def _enquire(self, said: Heard, now: datetime) -> None:
        """Have a channel looked up later; where very many are asked about at once, not this one."""
        with self._room:
            if said.channel in self._unknown or len(self._unknown) < _MOST_ENQUIRIES:
                self._unknown[said.channel] = (said, now)
                self._room.notify_all()

    def _answer(self) -> None:
        self._load()
        while (task := self._next()) is not None:
            try:
                self._look_up(task.unknown)
                meant = self._write_down(task.rung)
            except _UNREACHED as error:
                _LOG.warning("not written down", error=type(error).__name__)
                self._again(task.rung)
                continue
            for key in meant:
                self._wake(key)

    def _load(self) -> None:
        """Know all channels from the beginning; where that fails, each is looked up when it rings."""
        try:
            with self._store.session() as session:
                self._switchboard.plug_in(channels.lines(session))
        except _UNREACHED as error:
            _LOG.warning("channels not loaded", error=type(error).__name__)

    def _look_up(self, unknown: dict[str, tuple[Heard, datetime]]) -> None:
        """Learn of channels that another process opened, and take in what was said on them."""
        if not unknown:
            return
        with self._store.session() as session:
            found = channels.lines(session, unknown)
        self._switchboard.plug_in(found)
        for each in found:
            said, now = unknown[each.channel]
            key = self._switchboard.heard(said, now=now)
            if key is not None:
                self._ring(key, {said.channel: said.number})

    def _write_down(self, rung: dict[Key, Numbers]) -> list[Key]:
        """Mark calendars as due; what another process heard already, or whose channel is gone, is not."""
        if not rung:
            return []
        with self._store.session() as session:
            meant = [key for key, numbers in rung.items() if _noted(session, numbers)]
            for key in meant:
                calendars.trigger(session, key.owner_id, key.calendar)
        return meant

    def _next(self) -> _Task | None:
        """Wait until there is something to do; None at the end."""
        with self._room:
            while not self._stopping:
                now = monotonic()
                waiting = {key: self._due(rung) for key, rung in self._rung.items() if rung.numbers}
                task = _Task(
                    rung={
                        key: self._take(self._rung[key], now) for key, due in waiting.items() if due <= now
                    },
                    unknown=self._enquiries(now),
                )
                if task:
                    return task
                self._forget(now)
                moments = [*waiting.values(), *([self._looked + self._quiet] if self._unknown else [])]
                soonest = min(moments, default=None)
                self._room.wait(None if soonest is None else max(soonest - now, 0.001))
            return None

    def _enquiries(self, now: float) -> dict[str, tuple[Heard, datetime]]:
        """Take what is to be looked up, if it is time again."""
        if not self._unknown or now < self._looked + self._quiet:
            return {}
        unknown, self._unknown, self._looked = self._unknown, {}, now
        return unknown

    def _due(self, rung: _Rung) -> float:
        """When a calendar's turn is: at once after a quiet time, else when the burst is over."""
        if rung.first >= rung.done + self._quiet:
            return rung.first
        return min(rung.last + self._quiet, rung.first + self._longest)

    def _take(self, rung: _Rung, now: float) -> Numbers:
        numbers, rung.numbers, rung.done = rung.numbers, {}, now
        return numbers

    def _again(self, ready: dict[Key, Numbers]) -> None:
        with self._room:
            now = monotonic()
            for key, numbers in ready.items():
                rung = self._rung.setdefault(key, _Rung(numbers={}, first=now, last=now, done=now))
                _raise(rung.numbers, numbers)
                rung.first = rung.last = now

    def _forget(self, now: float) -> None:
        over = [key for key, rung in self._rung.items() if not rung.numbers and now > rung.done + self._quiet]
        for key in over:
            del self._rung[key]


def _raise(numbers: Numbers, heard: Numbers) -> None:
    for channel, number in heard.items():
        numbers[channel] = max(number, numbers.get(channel, 0))


def _noted(session: Session, numbers: Numbers) -> bool:
    """Keep what was heard, on each channel; whether anything of it was new."""
    news = [channels.note(session, channel, number) for channel, number in numbers.items()]
    return any(news)
