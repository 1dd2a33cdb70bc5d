"""How fast Google may be asked: units a minute for each user, and back-offs of a user and of a project.

Google counts 600 units a minute per user and project in a sliding window, a PATCH as three (Calendar
API guide, "Manage quotas", and reference, "Events: patch"). After a refusal whoever it meant waits, one
user or everybody of the project: min(2^n seconds + up to one second, 64 seconds), as the same guide says.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock

from calendar_sync.errors import RateLimitedError

UNITS_A_MINUTE = 600
_MINUTE = 60.0
_LONGEST = 64.0


@dataclass(slots=True, kw_only=True)
class BackOff:
    """The waits of a project, or of one user.

    ``clock`` gives seconds that never go back, ``chance`` a number from 0 to 1.
    """

    clock: Callable[[], float]
    chance: Callable[[], float]
    _refused: int = 0
    _until: float = 0.0
    _lock: Lock = field(default_factory=Lock)

    def refused(self) -> timedelta:
        """Note a refusal and return how long is waited now."""
        with self._lock:
            wait = min(2.0 ** min(self._refused, 10) + self.chance(), _LONGEST)
            self._refused += 1
            self._until = max(self._until, self.clock() + wait)
            return timedelta(seconds=wait)

    def answered(self) -> None:
        """Note that Google answers again."""
        with self._lock:
            self._refused = 0

    def left(self) -> float:
        """Return the seconds that are still to be waited."""
        with self._lock:
            return max(0.0, self._until - self.clock())


@dataclass(slots=True, kw_only=True)
class Pace:
    """The units of one user; ``back_off`` is the project's, and all of its users share it."""

    back_off: BackOff
    units: int = UNITS_A_MINUTE
    own: BackOff = field(init=False)
    _spent: deque[tuple[float, int]] = field(default_factory=deque)
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        """Begin with nothing to wait for."""
        self.own = BackOff(clock=self.back_off.clock, chance=self.back_off.chance)

    def refused(self, *, everybody: bool) -> timedelta:
        """Note a refusal, of this user or of everybody, and return how long is waited now."""
        return (self.back_off if everybody else self.own).refused()

    def answered(self) -> None:
        """Note that Google answers again."""
        self.own.answered()
        self.back_off.answered()

    def take(self, units: int) -> None:
        """Spend units. Raises RateLimitedError, before anything is sent, where there are none left."""
        if wait := max(self.back_off.left(), self.own.left()):
            raise _too_fast(wait)
        with self._lock:
            now = self.back_off.clock()
            while self._spent and self._spent[0][0] <= now - _MINUTE:
                self._spent.popleft()
            over = sum(count for _, count in self._spent) + units - self.units
            if over > 0:
                raise _too_fast(self._free_at(over) - now)
            self._spent.append((now, units))

    def _free_at(self, over: int) -> float:
        """Return when enough of what was spent has left the window."""
        for spent_at, count in self._spent:
            over -= count
            if over <= 0:
                return spent_at + _MINUTE
        return self.back_off.clock() + _MINUTE


def _too_fast(wait: float) -> RateLimitedError:
    return RateLimitedError("Asked as often as Google allows.", retry_after=timedelta(seconds=wait))
