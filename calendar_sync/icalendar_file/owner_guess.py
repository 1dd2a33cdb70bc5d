"""Whose calendar a file is, by what it says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from calendar_sync.icalendar_file.lines import plain
from calendar_sync.icalendar_file.peek import Peek

_MAIL = re.compile(r"(?<![\w.+'%-])[\w.+'%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,10}")
_INVITED = re.compile(r"^(?:ORGANIZER|ATTENDEE)[^\n]*", re.IGNORECASE | re.MULTILINE)
_CALENDAR_NAME = re.compile(r"^X-WR-(?:CALNAME|RELCALID)[^:\n]*:([^\n]+)", re.IGNORECASE | re.MULTILINE)
_ENOUGH_EVENTS = 2_000


def likely_owner(text: str, head: str, peeks: Sequence[Peek]) -> str | None:
    """Return the address in the calendar's name, or the one that is in most events; None where unclear.

    ``head`` are the calendar's own lines, unfolded.
    """
    if named := _MAIL.search(" ".join(_CALENDAR_NAME.findall(head))):
        return named[0].lower()
    counts: Counter[str] = Counter()
    for seen in peeks[:_ENOUGH_EVENTS]:
        lines = _INVITED.findall(plain(text[seen.block.start : seen.block.end]))
        counts.update({found.lower() for line in lines for found in _MAIL.findall(line)})
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]
