"""Faults that a test arms for the next request of a kind: before or after the write is applied."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.fakes.google.errors import Refusal, full_sync, stale

WRITES = frozenset({"insert", "patch", "update", "delete"})
_BEFORE = {
    "unavailable": (503, "backendError", "Backend Error"),
    "rate_limited": (403, "rateLimitExceeded", "Rate Limit Exceeded"),
    "user_rate_limited": (403, "userRateLimitExceeded", "User Rate Limit Exceeded"),
    "too_many": (429, "rateLimitExceeded", "Rate Limit Exceeded"),
    "quota_exceeded": (403, "quotaExceeded", "Calendar usage limits exceeded."),
}
NAMES = frozenset(
    {
        *_BEFORE, "error_after", "lost_request", "lost_answer", "conflict", "cursor_dead", "empty",
        "duplicate", "stale", "gone_after_insert", "slow",
    },
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A fault that waits for its request; `options` are seconds or hours, where it lasts."""

    operation: str
    name: str
    options: dict[str, Any]

    def refusal(self) -> Refusal | None:
        """Return what is answered instead of looking at the request, if this is such a fault."""
        if self.name in _BEFORE:
            return Refusal(*_BEFORE[self.name])
        if self.name == "conflict":
            return stale()
        return full_sync() if self.name == "cursor_dead" else None


@dataclass(slots=True, kw_only=True)
class Faults:
    """The armed faults, each met once."""

    armed: list[Fault] = field(default_factory=list)
    current: list[Fault] = field(default_factory=list)

    def arm(self, operation: str, name: str, *, times: int = 1, **options: Any) -> None:
        """Let the next request of that operation (or any_write) meet that fault."""
        if name not in NAMES:
            raise ValueError(name)
        self.armed += [Fault(operation=operation, name=name, options=options)] * times

    def take(self, operation: str) -> Fault | None:
        """Return the fault for a request that begins, and forget it; `now` names it until the next."""
        fits = {operation, "any_write"} if operation in WRITES else {operation}
        if operation == "update":
            fits.add("patch")
        found = next((each for each in self.armed if each.operation in fits), None)
        self.current = [] if found is None else [found]
        if found is not None:
            self.armed.remove(found)
        return found

    def put_back(self) -> None:
        """Keep the fault for a later request: it does not fit this one."""
        self.armed[:0] = self.current
        self.current = []

    def now(self, name: str) -> bool:
        """Return whether the request under way meets that fault."""
        return any(each.name == name for each in self.current)
