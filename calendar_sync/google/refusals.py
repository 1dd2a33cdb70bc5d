"""What Google's refusals mean here: one table, by status, reason and what was asked. Pure.

Source: Calendar API guide, "Handle API errors". Where status and reason say less than what was asked
for (404, 410), the question decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType

from calendar_sync.errors import (
    CalendarError,
    ConflictError,
    CursorDeadError,
    EventGoneError,
    MailsUsedUpError,
    NotAllowedError,
    OutcomeUnknownError,
    PassingError,
    RateLimitedError,
    RevokedError,
    UnavailableError,
)

_HOURS = timedelta(hours=6)
_SERVER = 500


class Asked(StrEnum):
    """What Google was asked for."""

    LIST = "list"
    LOOK = "look"
    """One event, or what needs no event."""
    WRITE = "write"
    OTHER = "other"
    """What is neither calendar nor event: busy times, channels, facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A refusal as it came. ``where`` is the parameter that Google names, ``wait`` its Retry-After."""

    status: int
    reason: str = ""
    where: str = ""
    wait: timedelta | None = None

    @property
    def of_one_user(self) -> bool:
        """Whether a limit was reached that is one user's ("per calendar or per authenticated user")."""
        return (self.status, self.reason) in _LIMITS_OF_ONE


_LIMITS_OF_ONE = frozenset({(403, "userRateLimitExceeded"), (403, "rateLimitExceeded")})
_REASONS: MappingProxyType[tuple[int, str], type[CalendarError]] = MappingProxyType(
    {
        (400, "pushNotSupportedForRequestedResource"): NotAllowedError,
        (403, "userRateLimitExceeded"): RateLimitedError,
        (403, "rateLimitExceeded"): RateLimitedError,
        (403, "dailyLimitExceeded"): RateLimitedError,
        (403, "quotaExceeded"): MailsUsedUpError,
        (403, "forbiddenForNonOrganizer"): NotAllowedError,
        (403, "insufficientPermissions"): RevokedError,
        (403, "ACCESS_TOKEN_SCOPE_INSUFFICIENT"): RevokedError,
        (403, "notACalendarUser"): RevokedError,
        (403, "domainPolicy"): RevokedError,
        (403, "accessNotConfigured"): UnavailableError,
        (403, "SERVICE_DISABLED"): UnavailableError,
        (410, "fullSyncRequired"): CursorDeadError,
        (410, "updatedMinTooLongAgo"): CursorDeadError,
        (410, "deleted"): EventGoneError,
    }
)
_STATUSES: MappingProxyType[tuple[int, Asked | None], type[CalendarError]] = MappingProxyType(
    {
        (400, None): NotAllowedError,
        (401, None): RevokedError,
        (403, Asked.LIST): RevokedError,
        (403, None): NotAllowedError,
        (404, Asked.LIST): RevokedError,
        (404, Asked.OTHER): NotAllowedError,
        (404, None): EventGoneError,
        (409, None): ConflictError,
        (410, Asked.LIST): CursorDeadError,
        (410, None): EventGoneError,
        (412, None): ConflictError,
        (429, None): RateLimitedError,
    }
)
_TOKENS = frozenset({"syncToken", "pageToken"})


def error_for(refusal: Refusal, asked: Asked) -> CalendarError:
    """Return the error that a refusal is."""
    kind = _kind(refusal, asked)
    message = f"Google answered {refusal.status} {refusal.reason}".strip()
    if kind is MailsUsedUpError:
        return MailsUsedUpError(message, retry_after=refusal.wait or _HOURS)
    if issubclass(kind, PassingError):
        return kind(message, retry_after=refusal.wait)
    return kind(message)


def _kind(refusal: Refusal, asked: Asked) -> type[CalendarError]:
    status = refusal.status
    if known := _REASONS.get((status, refusal.reason)):
        return known
    if status == 400 and asked is Asked.LIST and refusal.where in _TOKENS:  # noqa: PLR2004
        return CursorDeadError
    if known := _STATUSES.get((status, asked)) or _STATUSES.get((status, None)):
        return known
    if status >= _SERVER or status < 400 or status == 408:  # noqa: PLR2004
        return OutcomeUnknownError if asked is Asked.WRITE else UnavailableError
    return NotAllowedError
