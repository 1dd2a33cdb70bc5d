"""Files that somebody tries: kept ten minutes in memory, for the browser that sent them, never on a disk."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

LASTS = timedelta(minutes=10)
_MOST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A file as it was sent, and whose calendar it is."""

    name: str
    content: bytes
    address: str
    at: datetime


class Tries:
    """One file for each browser, the latest ones."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: OrderedDict[str, Tried] = OrderedDict()
        self._lock = Lock()

    def keep(self, browser: str, tried: Tried) -> None:
        """Keep what a browser sent, in place of what it sent before."""
        with self._lock:
            self._kept.pop(browser, None)
            self._kept[browser] = tried
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)

    def take(self, browser: str, now: datetime) -> Tried | None:
        """Hand out what a browser sent, and forget it; None where that is too long ago."""
        with self._lock:
            tried = self._kept.pop(browser, None)
        return tried if tried and now - tried.at < LASTS else None
