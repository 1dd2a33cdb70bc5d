"""What cannot be done, as values: a sentence with its facts, said in the reader's language.

Raised in English, so that ``str()`` reads well in a traceback; the shell asks for ``sentence()``.
"""

from __future__ import annotations

import re

from sqlalchemy.exc import DatabaseError

from calendar_sync.errors import CalendarError
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


CALENDAR_PROBLEMS = (
    N_("{file} cannot be read: {reason}. Check the name and the rights."),
    N_("{file} is larger than {size} MB. Split it by year."),
    N_("{file} is no calendar file: it has no BEGIN:VCALENDAR. Export it as .ics again."),
    N_("{file}: line {line} is longer than {limit} characters."),
    N_("{file}: components are nested deeper than {limit} levels."),
    N_("{file}: more than {limit} events. Split the file by year."),
    N_("The event {id} is not in the file any more. Read the file again."),
    N_("The event {id} is written too oddly to be changed safely. It stays as it is."),
    N_("{file} was changed by another program meanwhile. Nothing was written; do it again."),
)
"""What ``calendar_sync`` says, which speaks English only: the wording is recognised and said anew."""

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
            return recognised(str(error))
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


def recognised(text: str) -> Problem:
    """Return a calendar's English sentence as a problem that can be said in other languages."""
    for message in CALENDAR_PROBLEMS:
        if found := re.fullmatch(_pattern(message), text, re.DOTALL):
            facts: dict[str, object] = dict(found.groupdict())
            if "reason" in facts:
                facts["reason"] = Problem(str(facts["reason"]))
            return Problem(message, **facts)
    return Problem(text)


def _pattern(message: str) -> str:
    return re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(message))
