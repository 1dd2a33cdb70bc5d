"""Whether Google mails guests about a change of ours (``sendUpdates``).

``externalOnly`` mails those outside the organiser's domain, and nobody where all are inside; inside,
calendars show a change by themselves. ``none`` is said only where it is certain that all are inside:
somebody whose calendar is elsewhere would never learn of the change.
"""

from __future__ import annotations

from typing import Final

from calendar_sync.google.answers import Row, address, flag, part, parts
from calendar_sync.google.dialect import is_room
from policies.domains import FREEMAIL, domain_of

NOBODY: Final = "none"
OUTSIDE: Final = "externalOnly"


def send_updates(row: Row, *, seen: bool) -> str:
    """Say whom a change of this event is mailed to; ``seen`` says that guests can see what changes."""
    return OUTSIDE if seen and _anyone_outside(row) else NOBODY


def _anyone_outside(row: Row) -> bool:
    if flag(row, "attendeesOmitted"):
        return True
    domain = domain_of(address(part(row, "organizer")))
    shared = not domain or domain in FREEMAIL or domain.endswith("calendar.google.com")
    guests = [each for each in parts(row, "attendees") if not flag(each, "self") and not is_room(each)]
    return any(shared or domain_of(address(guest)) != domain for guest in guests)
