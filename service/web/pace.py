"""How often somebody may fail before they have to wait: kept in memory, forgotten after a while."""

from __future__ import annotations

from collections import OrderedDict, deque
from datetime import datetime, timedelta
from http import HTTPStatus
from threading import Lock

from service.web.refusals import RefusedError
from service.words import N_

_MOST_KNOWN = 1000


class TooFastError(RefusedError):
    """Somebody failed too often; ``wait`` seconds are to pass."""

    def __init__(self, wait: int) -> None:
        """Say how long."""
        message = N_("That failed too often in a row. Please wait a minute, then try again.")
        super().__init__(HTTPStatus.TOO_MANY_REQUESTS, "too_fast", message)
        self.wait = wait


class Pace:
    """Counts failures by who failed: up to ``most`` in ``window``."""

    def __init__(self, *, most: int = 20, window: timedelta = timedelta(minutes=1)) -> None:
        """Begin with nothing counted."""
        self._most = most
        self._window = window
        self._failed: OrderedDict[str, deque[datetime]] = OrderedDict()
        self._lock = Lock()

    def wait(self, who: str, now: datetime) -> int:
        """Return the seconds that somebody has to wait; 0 for nobody who failed too often."""
        with self._lock:
            failed = self._recent(who, now)
            if len(failed) < self._most:
                return 0
            return max(1, round((failed[0] + self._window - now).total_seconds()))

    def failed(self, who: str, now: datetime) -> None:
        """Count a failure."""
        with self._lock:
            self._recent(who, now).append(now)
            while len(self._failed) > _MOST_KNOWN:
                self._failed.popitem(last=False)

    def _recent(self, who: str, now: datetime) -> deque[datetime]:
        failed = self._failed.setdefault(who, deque())
        while failed and failed[0] + self._window <= now:
            failed.popleft()
        return failed
