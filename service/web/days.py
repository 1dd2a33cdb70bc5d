"""Days as forms send them: ``2026-12-24``, or nothing."""

from __future__ import annotations

from datetime import date

from service.words import N_

_ODD_DAY = N_("This is no day; write it like 2026-12-24.")
_WRONG_ORDER = N_("“Until” comes before “from”.")


def wrong_days(since: str, until: str) -> str:
    """Return what is wrong with two days, to be said; empty where nothing is."""
    if not all(is_day(each) for each in (since, until) if each):
        return _ODD_DAY
    return _WRONG_ORDER if since and until and until < since else ""


def is_day(text: str) -> bool:
    """Whether a text is a day as forms send it."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
