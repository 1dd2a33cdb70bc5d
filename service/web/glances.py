"""What was decided about a calendar a moment ago: kept while nothing has changed, since deciding costs.

What is kept holds opened texts, so it is little, short-lived, and never leaves the process.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from service.following.glance import Glance, glance
from service.store.calendars import Key
from service.store.owners import Owned
from service.store.store import Store

LASTS = timedelta(minutes=2)
"""Time alone changes decisions too: what starts within hours is left alone."""
_MOST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    pulse: str
    at: datetime
    glance: Glance


class Glances:
    """Glances by calendar, the latest ones."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: OrderedDict[Key, _Kept] = OrderedDict()
        self._lock = Lock()

    def of(self, store: Store, owned: Owned, calendar: str, *, now: datetime, pulse: str) -> Glance:
        """Return a glance that shows everything up to ``pulse``; raises CalendarUnknownError."""
        key = Key(owner_id=owned.id, calendar=calendar)
        with self._lock:
            kept = self._kept.get(key)
        if kept and kept.pulse == pulse and timedelta() <= now - kept.at < LASTS:
            return kept.glance
        fresh = glance(store, owned, calendar, now=now)
        with self._lock:
            self._kept[key] = _Kept(pulse=pulse, at=now, glance=fresh)
            self._kept.move_to_end(key)
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return fresh
