"""What stayed in a calendar that was given up, in words."""

from __future__ import annotations

from service.store.partings import Stayed
from service.words import Words


def stayed_in_words(each: Stayed, said: Words) -> str:
    """Say what stayed at one meeting: its day and what was added there."""
    parts = []
    if each.minutes:
        kept = said.plural("{n} minute kept free", "{n} minutes kept free", each.minutes)
        longer = said.plural("{n} minute longer", "{n} minutes longer", each.minutes)
        parts.append(kept if each.hold else longer)
    parts += [said.text("a video link")] * each.video + [said.text("a private card")] * each.opener
    return f"{said.date(each.day)}: {', '.join(parts)}"
