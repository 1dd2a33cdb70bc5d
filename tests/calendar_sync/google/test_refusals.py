"""What each of Google's refusals means."""

from __future__ import annotations

from datetime import timedelta

import pytest

from calendar_sync.errors import (
    CalendarError,
    ConflictError,
    CursorDeadError,
    EventGoneError,
    MailsUsedUpError,
    NotAllowedError,
    OutcomeUnknownError,
    RateLimitedError,
    RevokedError,
    UnavailableError,
)
from calendar_sync.google.refusals import Asked, Refusal, error_for

LIST, LOOK, WRITE, OTHER = Asked.LIST, Asked.LOOK, Asked.WRITE, Asked.OTHER


@pytest.mark.parametrize(
    ("status", "reason", "asked", "error"),
    [
        (400, "invalid", WRITE, NotAllowedError),
        (400, "timeRangeEmpty", WRITE, NotAllowedError),
        (400, "malformedOutOfOfficeEvent", WRITE, NotAllowedError),
        (400, "pushNotSupportedForRequestedResource", OTHER, NotAllowedError),
        (401, "authError", LIST, RevokedError),
        (401, "authError", WRITE, RevokedError),
        (403, "userRateLimitExceeded", WRITE, RateLimitedError),
        (403, "rateLimitExceeded", LIST, RateLimitedError),
        (429, "rateLimitExceeded", LOOK, RateLimitedError),
        (429, "", WRITE, RateLimitedError),
        (403, "dailyLimitExceeded", LIST, RateLimitedError),
        (403, "quotaExceeded", WRITE, MailsUsedUpError),
        (403, "forbiddenForNonOrganizer", WRITE, NotAllowedError),
        (403, "forbidden", WRITE, NotAllowedError),
        (403, "requiredAccessLevel", WRITE, NotAllowedError),
        (403, "forbidden", LIST, RevokedError),
        (403, "insufficientPermissions", LIST, RevokedError),
        (403, "ACCESS_TOKEN_SCOPE_INSUFFICIENT", WRITE, RevokedError),
        (403, "accessNotConfigured", LIST, UnavailableError),
        (403, "SERVICE_DISABLED", LIST, UnavailableError),
        (403, "notACalendarUser", LIST, RevokedError),
        (403, "domainPolicy", LIST, RevokedError),
        (404, "notFound", LOOK, EventGoneError),
        (404, "notFound", WRITE, EventGoneError),
        (404, "notFound", LIST, RevokedError),
        (404, "notFound", OTHER, NotAllowedError),
        (409, "duplicate", WRITE, ConflictError),
        (410, "fullSyncRequired", LIST, CursorDeadError),
        (410, "updatedMinTooLongAgo", LIST, CursorDeadError),
        (410, "deleted", WRITE, EventGoneError),
        (410, "", LIST, CursorDeadError),
        (410, "", WRITE, EventGoneError),
        (412, "conditionNotMet", WRITE, ConflictError),
        (500, "backendError", WRITE, OutcomeUnknownError),
        (503, "backendError", WRITE, OutcomeUnknownError),
        (503, "backendError", LIST, UnavailableError),
        (502, "", LOOK, UnavailableError),
        (408, "", WRITE, OutcomeUnknownError),
        (418, "", WRITE, NotAllowedError),
    ],
)
def test_each_refusal(status: int, reason: str, asked: Asked, error: type[CalendarError]) -> None:
    """Status, reason and question together say what a refusal is."""
    assert type(error_for(Refusal(status=status, reason=reason), asked)) is error


@pytest.mark.parametrize("where", ["syncToken", "pageToken"])
def test_a_token_that_is_not_understood(where: str) -> None:
    """A token that Google does not understand is a dead cursor, and any other parameter is not."""
    assert type(error_for(Refusal(status=400, reason="invalid", where=where), LIST)) is CursorDeadError
    assert type(error_for(Refusal(status=400, reason="invalid", where="timeMin"), LIST)) is NotAllowedError


def test_the_wait_that_was_asked_for() -> None:
    """A wait that Google asks for is kept, and mails that are used up are so for hours."""
    asked = error_for(Refusal(status=429, wait=timedelta(seconds=7)), WRITE)
    mails = error_for(Refusal(status=403, reason="quotaExceeded"), WRITE)
    assert isinstance(asked, RateLimitedError)
    assert isinstance(mails, MailsUsedUpError)
    assert asked.retry_after == timedelta(seconds=7)
    assert mails.retry_after is not None
    assert mails.retry_after >= timedelta(hours=1)
