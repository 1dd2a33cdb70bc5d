"""What can go wrong with a calendar, and whether it will pass by waiting.

CalendarError
├── PassingError             will pass; ``retry_after`` says when, where the calendar said so
│   ├── UnavailableError     nothing was done: no connection, or a refusal before anything was read
│   ├── RateLimitedError     too many requests; nothing was done
│   ├── MailsUsedUpError     no more mails to guests for hours; only edits that mail nobody go on
│   └── OutcomeUnknownError  sent, and no answer came: it may have been done or not
├── ConflictError            the event is not the version any more that was looked at; nothing was done
│   └── ChangedMeanwhileError  another program wrote the file while it was being decided
├── CursorDeadError          reading cannot resume from this cursor; a full round is needed
├── EmptyCalendarError       a full calendar came back empty: not believed until the owner says so
├── NotAllowedError          this one event may not be changed; permanent for the event
│   ├── UnwritableError      an event that, edited, would not say what was meant
│   └── RoomFailedError      all but the video room was written, and stands
├── RevokedError             the right to the calendar is gone; permanent until it is connected again
├── EventGoneError           the event is not there any more
└── CalendarFileError        the file itself; permanent until somebody changes it
    ├── NoCalendarError      not a calendar, or nothing readable in it
    └── TooLargeError        over a bound that keeps a hostile file from hurting
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum


class Why(StrEnum):
    """What a person can be told in so many words; the facts that belong to each are named behind it."""

    UNREADABLE = "unreadable"  # file, reason
    NO_FILE = "no_file"  # file, reason
    LARGE_FILE = "large_file"  # file, size (MB)
    NOT_A_CALENDAR = "not_a_calendar"  # file
    LONG_LINE = "long_line"  # file, line, limit (characters)
    DEEP = "deep"  # file, limit (levels)
    MANY_EVENTS = "many_events"  # file, limit
    EVENT_GONE = "event_gone"  # id
    ODD_EVENT = "odd_event"  # id
    WRITTEN_MEANWHILE = "written_meanwhile"  # file


class CalendarError(Exception):
    """Something a calendar answered or is. ``permanent`` ones will not pass by waiting.

    ``why`` and ``facts`` are for a sentence in the reader's language, made elsewhere; ``str()`` is for
    tracebacks. Without ``why`` the kind of the error is all that a person is told.
    """

    permanent = True

    def __init__(self, what: Why | str = "", **facts: object) -> None:
        """Take a code with its facts, or a sentence for whoever reads a traceback."""
        self.why = what if isinstance(what, Why) else None
        self.facts = facts
        told = ", ".join(f"{name}={value}" for name, value in facts.items())
        super().__init__(f"{what} ({told})" if told else str(what))


class PassingError(CalendarError):
    """Will pass. ``retry_after`` is the wait that the calendar asked for, None where it did not."""

    permanent = False

    def __init__(
        self, what: Why | str = "", *, retry_after: timedelta | None = None, **facts: object
    ) -> None:
        """Keep what was said, and how long to wait."""
        super().__init__(what, **facts)
        self.retry_after = retry_after


class UnavailableError(PassingError):
    """The calendar did not answer, and nothing was done."""


class RateLimitedError(PassingError):
    """Too many requests; nothing was done."""


class MailsUsedUpError(PassingError):
    """The calendar sends no more mails to guests for hours; nothing was done, and nothing must be pressed."""


class OutcomeUnknownError(PassingError):
    """A write was sent and no answer came: it may have been done or not. Read back before anything else."""


class ConflictError(CalendarError):
    """The event was changed since it was looked at; nothing was done. Looking again helps."""

    permanent = False


class ChangedMeanwhileError(ConflictError):
    """The file is not the one that was read any more."""


class CursorDeadError(CalendarError):
    """Reading cannot resume from this cursor."""


class EmptyCalendarError(CalendarError):
    """A calendar that was full came back empty."""


class NotAllowedError(CalendarError):
    """This event may not be changed by its owner."""


class UnwritableError(NotAllowedError):
    """The event of an edit is broken: edited and read again, it would not say what was meant."""


class RoomFailedError(NotAllowedError):
    """The calendar could not make the video room; what was written beside it stands, as ``version``."""

    def __init__(self, message: str, *, version: str) -> None:
        """Keep the version that the event has now."""
        super().__init__(message)
        self.version = version


class RevokedError(CalendarError):
    """The calendar does not let Plausch in any more."""


class EventGoneError(CalendarError):
    """The event is not there any more."""


class CalendarFileError(CalendarError):
    """A calendar file cannot be used; the message names what, where and what to do."""


class NoCalendarError(CalendarFileError):
    """The file holds no calendar."""


class TooLargeError(CalendarFileError):
    """The file goes over a bound."""
