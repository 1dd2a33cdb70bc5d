"""What cannot be done, as values: a sentence with its facts, said in the reader's language.

Raised in English, so that ``str()`` reads well in a traceback; the shell asks for ``sentence()``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy.exc import DatabaseError

from calendar_sync.errors import CalendarError, Why
from service.words import N_, Words, words


class Problem(Exception):  # noqa: N818  # the base of all; those that are raised end in Error
    """Something that a person can mend: the sentence names what is wrong, where, and what to do."""

    def __init__(self, message: str, **facts: object) -> None:
        """Take the English wording, marked for translation, and what is filled into it."""
        self.message = message
        self.facts = facts
        super().__init__(self.sentence(words("en")))

    def sentence(self, said: Words) -> str:
        """Return the whole sentence; facts that are sentences themselves are said likewise."""
        facts = {
            name: each.sentence(said) if isinstance(each, Problem) else each
            for name, each in self.facts.items()
        }
        return said.text(self.message, **facts)


CALENDAR_PROBLEMS: Mapping[Why, str] = MappingProxyType(
    {
        Why.UNREADABLE: N_("{file} cannot be read: {reason}. Check the name and the rights."),
        Why.NO_FILE: N_("{file} is no file: {reason}. Check the name."),
        Why.LARGE_FILE: N_("{file} is larger than {size} MB. Split it by year."),
        Why.NOT_A_CALENDAR: N_(
            "{file} is no calendar file: it has no BEGIN:VCALENDAR. Export it as .ics again."
        ),
        Why.LONG_LINE: N_("{file}: line {line} is longer than {limit} characters."),
        Why.DEEP: N_("{file}: components are nested deeper than {limit} levels."),
        Why.MANY_EVENTS: N_("{file}: more than {limit} events. Split the file by year."),
        Why.EVENT_GONE: N_("The event {id} is not in the file any more. Read the file again."),
        Why.ODD_EVENT: N_("The event {id} is written too oddly to be changed safely. It stays as it is."),
        Why.WRITTEN_MEANWHILE: N_(
            "{file} was changed by another program meanwhile. Nothing was written; do it again."
        ),
    }
)
"""What is said of a calendar's errors that carry a code; their facts are filled in."""

REASONS = (
    N_("Address already in use"),
    N_("No such file or directory"),
    N_("Permission denied"),
    N_("Is a directory"),
    N_("Not a directory"),
    N_("No space left on device"),
    N_("Read-only file system"),
    N_("File name too long"),
    N_("database is locked"),
    N_("database or disk is full"),
    N_("file is not a database"),
    N_("unable to open database file"),
    N_("attempt to write a readonly database"),
)
"""What operating system and database answer most often."""


def problem_of(error: Exception) -> Problem:
    """Return a known error as a problem; a database's statement and its values are never shown."""
    match error:
        case Problem():
            return error
        case CalendarError():
            return calendar_problem(error)
        case DatabaseError():
            return Problem(
                N_(
                    "The database of Plausch cannot be used: {reason}. Close what else uses it; if that does "
                    "not help, restore it from your backup."
                ),
                reason=Problem(str(error.orig)),
            )
        case OSError(filename=str(name)):
            return Problem(
                N_("{file} cannot be used: {reason}. Check the name and the rights."),
                file=name,
                reason=reason_of(error),
            )
        case OSError():
            return reason_of(error)
        case _:
            return Problem(str(error))


def reason_of(error: OSError) -> Problem:
    """Return what the operating system says, without its number."""
    return Problem(error.strerror or type(error).__name__)


def calendar_problem(error: CalendarError) -> Problem:
    """Return what a calendar's error says, as a problem that can be said in any language."""
    if error.why is None:
        return Problem(str(error))
    reason = {"reason": Problem(str(error.facts["reason"]))} if "reason" in error.facts else {}
    return Problem(CALENDAR_PROBLEMS[error.why], **error.facts | reason)
