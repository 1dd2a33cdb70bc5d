"""Find telephone numbers in text, and leave the many other numbers of an invitation alone.

Recognition and validity come from phonenumbers (libphonenumber's rules and metadata). What it
cannot know is blanked before it looks: ids, PINs, dates, prices, account numbers, links.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import phonenumbers
from phonenumbers import Leniency, PhoneNumberMatch, PhoneNumberMatcher

from policies.phone_shapes import BLANKED, CUE, LABELLED, LINKS

if TYPE_CHECKING:
    from policies.event import Event
    from policies.place import HeldBy

_RUN = re.compile(r"\d(?:[\s()./\u00a0\uff08\uff09\uff0e\uff0f\u2010-\u2015\uff0d-]{0,3}\d){5}")
_WIDE = str.maketrans("０１２３４５６７８９＋－／（）．　", "0123456789+-/(). ")
_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[a-z]", re.IGNORECASE)
_CUE_REACH = 60
_MOST_TRIES = 200
_MOST_TEXT = 50_000
_NANP = frozenset({3, 6, 10})
_NO_TRUNK_PREFIX = frozenset({"ES", "PT", "IT", "DK", "NO", "PL", "CZ", "GR", "LU", "MX", "SG"})


def find_numbers(text: str, region: str) -> tuple[str, ...]:
    """Return the telephone numbers of a text in E.164, in their order, each once.

    ``region`` is the ISO 3166 code whose national notation is understood ("DE").
    """
    if not _RUN.search(text):
        return ()
    if not text.isascii():
        text = text.translate(_WIDE)
    readable = text[:_MOST_TEXT]
    for blank in (_without_links, _blanked, _without_labelled):
        readable = blank(readable)
        if not _RUN.search(readable):
            return ()
    found = (_e164(match) for match in _matches(readable, region))
    return tuple(dict.fromkeys(found))


def readable(number: str) -> str:
    """Return a number (E.164) with its groups apart; what is no number stays as it is."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    formatted: str = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return formatted


def held_by(event: Event) -> HeldBy:
    """Return how an event is held: read once, when the event was."""
    return event.place.held_by


def _matches(text: str, region: str) -> Iterator[PhoneNumberMatch]:
    for match in PhoneNumberMatcher(text, region, Leniency.VALID, _MOST_TRIES):
        if _is_plausible(match, text):
            yield match


def _is_plausible(match: PhoneNumberMatch, text: str) -> bool:
    raw: str = match.raw_string
    if raw.lstrip("(").startswith(("+", "00")):
        return True
    if match.number.country_code == 1 and not _grouped_as_nanp(raw):
        return False
    return _is_announced(match, raw, text)


def _grouped_as_nanp(raw: str) -> bool:
    """Whether groups end where North American numbers have their breaks: 3, 6 and 10 digits."""
    digits = re.split(r"(?i)(?:ext|x|,|;|#)", raw)[0]
    lengths, total = [], 0
    for group in _DIGITS.findall(digits):
        total += len(group)
        lengths.append(total)
    if lengths and lengths[-1] == 11:  # noqa: PLR2004  # with the leading 1
        lengths = [length - 1 for length in lengths if length > 1]
    return set(lengths) <= _NANP


def _is_announced(match: PhoneNumberMatch, raw: str, text: str) -> bool:
    """Whether a bare run of digits can mean nothing but a number."""
    if not raw.strip().isdigit() or raw.startswith("0"):
        return True
    rest = text[: match.start] + text[match.end :]
    if not _LETTERS.search(rest):
        return True
    before = text[max(0, match.start - _CUE_REACH) : match.start]
    return bool(CUE.search(before))


def _without_links(text: str) -> str:
    return _sub_all(LINKS, text)


def _blanked(text: str) -> str:
    return _sub_all(BLANKED, text)


def _sub_all(patterns: Iterable[re.Pattern[str]], text: str) -> str:
    for pattern in patterns:
        text = pattern.sub(_spaces, text)
    return text


def _without_labelled(text: str) -> str:
    return LABELLED.sub(_keep_label, text)


def _spaces(_: re.Match[str]) -> str:
    return " | "


def _keep_label(found: re.Match[str]) -> str:
    return f"{found['label']} | "


def _e164(match: PhoneNumberMatch) -> str:
    formatted: str = phonenumbers.format_number(
        match.number,
        phonenumbers.PhoneNumberFormat.E164,
    )
    return formatted
