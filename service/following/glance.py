"""A glance at a followed calendar: decided on as it was last read, without asking it anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from calendar_sync.port import Window
from policies.context import Owner
from service.following.look import Looked, decided, remembered
from service.store import calendars, mirror, preferences
from service.store.calendars import Followed
from service.store.choices import settings_from
from service.store.owners import Owned
from service.store.store import Store
from service.whose import own_room, owner_of

_AHEAD = timedelta(days=28)


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """What a glance gave. ``window`` are the days that the calendar was last read for."""

    row: Followed
    owner: Owner
    window: Window
    looked: Looked


def glance(store: Store, owned: Owned, calendar: str, *, now: datetime) -> Glance:
    """Decide on what is known of a calendar; raises CalendarUnknownError. Nothing is written."""
    with store.session() as session:
        row = calendars.followed(session, owned, calendar)
        written = preferences.written_choices(session, owned)
        owner = owner_of(row.addresses, written)
        events = mirror.load(session, owned, calendar)
        memory = remembered(session, owned, calendar, events, owner)
    looked = decided(
        events, memory, owner=owner, settings=settings_from(written, own_room(row.address)), now=now
    )
    window = row.window or Window(first=now - timedelta(days=1), last=now + _AHEAD)
    return Glance(row=row, owner=owner, window=window, looked=looked)
