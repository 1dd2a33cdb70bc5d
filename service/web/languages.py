"""Which language a request asks for: ``Accept-Language``, German or English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from service.words import LANGUAGES, Words, words

_MOST = 20


def words_for(headers: Mapping[str, str]) -> Words:
    """Return the words of the language that is asked for most; English where none of ours is."""
    asked = sorted(_asked(headers.get("accept-language", "")), key=lambda each: -each[1])
    return words(next((language for language, weight in asked if weight > 0), "en"))


def _asked(header: str) -> Iterator[tuple[str, float]]:
    for part in header.split(",")[:_MOST]:
        name, _, weight = part.partition(";")
        language = name.strip().partition("-")[0].lower()
        if language in LANGUAGES:
            yield language, _weight(weight)


def _weight(text: str) -> float:
    try:
        return float(text.strip().removeprefix("q=")) if text.strip() else 1.0
    except ValueError:
        return 0.0
