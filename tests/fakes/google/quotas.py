"""Quotas by the fake clock: units per minute and user, and the budget of mails to outsiders."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.fakes.google.errors import Refusal

_MINUTE = timedelta(minutes=1)
UNITS = {"patch": 3}


@dataclass(slots=True, kw_only=True)
class Quotas:
    """Limits are off where None; Google's are 600 units a minute and user.

    `mails` is how many mails to outsiders a user has; when they are used up, writes that would mail are
    refused for `pause`, and then the budget is full again.
    """

    per_user: int | None = None
    per_project: int | None = None
    mails: int | None = None
    pause: timedelta = timedelta(hours=6)
    _used: defaultdict[str, deque[tuple[datetime, int]]] = field(default_factory=lambda: defaultdict(deque))
    _sent: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    _until: dict[str, datetime] = field(default_factory=dict)

    def spend(self, email: str, units: int, now: datetime) -> None:
        """Count a request of so many units, or refuse it."""
        self._window(email, units, now, self.per_user, "userRateLimitExceeded")
        self._window("", units, now, self.per_project, "rateLimitExceeded")

    def _window(self, who: str, units: int, now: datetime, limit: int | None, reason: str) -> None:
        if limit is None:
            return
        used = self._used[who]
        while used and used[0][0] <= now - _MINUTE:
            used.popleft()
        if sum(each for _, each in used) + units > limit:
            message = "User Rate Limit Exceeded" if who else "Rate Limit Exceeded"
            raise Refusal(403, reason, message)
        used.append((now, units))

    def stop_mails(self, email: str, until: datetime) -> None:
        """Let every write of that user which would mail be refused until then."""
        self._until[email] = until

    def mails_used_up(self, email: str, more: int, now: datetime) -> bool:
        """Return whether mailing that many more outsiders is refused; begins the pause if it is."""
        until = self._until.get(email)
        if until is not None and now < until:
            return True
        if until is not None:
            del self._until[email]
            self._sent[email] = 0
        if self.mails is not None and self._sent[email] + more > self.mails:
            self._until[email] = now + self.pause
            return True
        return False

    def spend_mails(self, email: str, to: list[str], now: datetime) -> None:
        """Count mails that were sent."""
        if not self.mails_used_up(email, len(to), now):
            self._sent[email] += len(to)
