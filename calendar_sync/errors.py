"""What can go wrong with a calendar.

CalendarError
└── CalendarFileError        the file itself; permanent until somebody changes it
    ├── NoCalendarError      not a calendar, or nothing readable in it
    ├── TooLargeError        over a bound that keeps a hostile file from hurting
    ├── EventGoneError       an edit's event is not in the file any more
    ├── ChangedMeanwhileError  another program wrote the file while it was being decided
    └── UnwritableError      an event that, edited, would not say what was meant
"""

from __future__ import annotations


class CalendarError(Exception):
    """Something a calendar answered or is. ``permanent`` ones will not pass by waiting."""

    permanent = True


class CalendarFileError(CalendarError):
    """A calendar file cannot be used; the message names what, where and what to do."""


class NoCalendarError(CalendarFileError):
    """The file holds no calendar."""


class TooLargeError(CalendarFileError):
    """The file goes over a bound."""


class EventGoneError(CalendarFileError):
    """The event of an edit is not in the file any more."""


class UnwritableError(CalendarFileError):
    """The event of an edit is broken: edited and read again, it would not say what was meant."""


class ChangedMeanwhileError(CalendarFileError):
    """The file is not the one that was read any more."""
