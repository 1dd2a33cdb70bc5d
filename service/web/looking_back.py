"""Looking back: what the past weeks held is read once, on a thread, and then decided on as often as asked.

Reading a provider's calendar takes a while, so the page shows that it is under way and may be left. What was
read is kept for some minutes, in memory only.
"""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from calendar_sync.errors import CalendarError
from service.following.sync import code_of
from service.following.turn import Desk
from service.shadow import Past, past_of
from service.store.calendars import CalendarUnknownError, Key
from service.store.owners import Owned

LASTS = timedelta(minutes=10)
AGAIN = timedelta(seconds=15)
"""After so long what failed is tried anew."""
_MOST = 8
_AT_ONCE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """How far it is: ``past`` once it is read, ``error`` a code where that failed, neither meanwhile."""

    past: Past | None = None
    error: str = ""


class LookingBack:
    """What is read or being read, by calendar."""

    def __init__(self) -> None:
        """Begin with nothing; threads are only begun when something is asked for."""
        self._lock = Lock()
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="plausch-look-back")
        self._kept: OrderedDict[Key, tuple[datetime, Future[Looking]]] = OrderedDict()

    def of(self, desk: Desk, owned: Owned, calendar: str) -> Looking:
        """Return how far looking back at a calendar is; it is begun where it was not yet."""
        key, now = Key(owner_id=owned.id, calendar=calendar), desk.now()
        with self._lock:
            begun = self._kept.get(key)
            if begun is None or now - begun[0] >= (AGAIN if _failed(begun[1]) else LASTS):
                begun = (now, self._threads.submit(_read, desk, owned, calendar))
                self._kept[key] = begun
                while len(self._kept) > _MOST:
                    self._kept.popitem(last=False)
        return begun[1].result() if begun[1].done() else Looking()

    def forget(self, owned: Owned) -> None:
        """Let go of what is kept of an owner."""
        with self._lock:
            for key in [each for each in self._kept if each.owner_id == owned.id]:
                del self._kept[key]


def _failed(begun: Future[Looking]) -> bool:
    return begun.done() and (begun.exception() is not None or bool(begun.result().error))


def _read(desk: Desk, owned: Owned, calendar: str) -> Looking:
    try:
        return Looking(past=past_of(desk, owned, calendar))
    except CalendarError as error:
        return Looking(error=code_of(error))
    except CalendarUnknownError:
        return Looking(error="no_calendar")
