"""Words, times and dates in the reader's language, with Babel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import (
    format_date,
    format_interval,
    get_timezone_location,
)
from babel.lists import format_list
from babel.support import NullTranslations, Translations

LANGUAGES = ("de", "en")
Day = date
_DAY = {"de": "d.", "en": "d"}
_LONG = {"de": "EEEE, d. MMMM", "en": "EEEE d MMMM"}
_LOCALES = {"de": "de_DE", "en": "en_GB"}
CATALOGS = Path(__file__).parent / "locale"


def N_(message: str) -> str:  # noqa: N802  # gettext's customary name for "translate later"
    """Mark a text for translation."""
    return message


class UnknownLanguageError(ValueError):
    """A language that Plausch does not speak."""


@dataclass(frozen=True, slots=True)
class Words:
    """One language. Texts are looked up by their English wording."""

    language: str
    catalog: NullTranslations

    def text(self, message: str, **values: Any) -> str:  # noqa: ANN401  # whatever can be shown
        """Return a text with its values filled in; what values contain is never interpreted."""
        return _filled(self.catalog.ugettext(message), values)

    def plural(self, one: str, many: str, number: int, **values: Any) -> str:  # noqa: ANN401
        """Return the wording for a number, which is filled in as ``{n}``."""
        return _filled(self.catalog.ungettext(one, many, number), {"n": number, **values})

    def minutes(self, number: int) -> str:
        """Write a number of minutes."""
        return self.plural("{n} minute", "{n} minutes", number)

    def time(self, moment: datetime) -> str:
        """Write a time of day."""
        return f"{moment:%H:%M}"  # as Babel writes it in both languages, in a tenth of the time

    def date(self, day: date) -> str:
        """Write a day with its weekday."""
        return format_date(day, "EEE d MMM", locale=_LOCALES[self.language])

    def long_date(self, day: Day) -> str:
        """Write a day with its weekday, both in full, without the year."""
        return format_date(day, _LONG[self.language], locale=_LOCALES[self.language])

    def span(self, first: Day, last: Day) -> str:
        """Write a range of days."""
        return format_interval(first, last, "yMMMMd", locale=_LOCALES[self.language])

    def listed(self, parts: Sequence[str]) -> str:
        """Write several things in a row, with an "and" before the last."""
        return format_list(parts, locale=_LOCALES[self.language])

    def zone(self, zone: tzinfo) -> str:
        """Name a time zone by its place, such as "Berlin"."""
        return get_timezone_location(zone, locale=_LOCALES[self.language], return_city=True)

    def day_and_year(self, day: Day) -> str:
        """Write a day with its year."""
        return format_date(day, f"{_DAY[self.language]} MMM yyyy", locale=_LOCALES[self.language])

    def short_day(self, day: Day) -> str:
        """Write a day in as few signs as can be."""
        return format_date(day, "d.M." if self.language == "de" else "d/M", locale=_LOCALES[self.language])

    def day_of_year(self, day: Day) -> str:
        """Write a day that comes back every year."""
        return format_date(day, f"{_DAY[self.language]} MMMM", locale=_LOCALES[self.language])


@cache
def words(language: str) -> Words:
    """Return the words of a language; raises UnknownLanguageError naming those that there are."""
    if language not in LANGUAGES:
        message = f"Plausch speaks {' and '.join(LANGUAGES)}, not {language!r}."
        raise UnknownLanguageError(message)
    catalog = Translations.load(str(CATALOGS), [language], domain="plausch")
    return Words(language, catalog)


def printable(text: str) -> str:
    """Return a text without the characters that steer a terminal; line ends stay."""
    return "".join(each if each.isprintable() or each == "\n" else "�" for each in text)


def _filled(text: str, values: dict[str, Any]) -> str:
    pieces = text.split("{")
    out = [pieces[0]]
    for piece in pieces[1:]:
        name, _, rest = piece.partition("}")
        out.append(f"{printable(str(values.get(name, '')))}{rest}")
    return "".join(out)
