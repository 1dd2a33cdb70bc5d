"""Where Google's behaviour is not settled, or differs by account: what this world does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal


@dataclass(slots=True, kw_only=True)
class Switches:
    """Each has the likelier answer as its default; a caller has to be right under the others too."""

    foreign_edit: Literal["forbidden", "ignored", "local", "accepted"] = "forbidden"
    guest_private_forbidden: bool = False  # a PATCH of only private properties of a guest's copy
    guest_ids: Literal["same", "own"] = "same"
    silent_reaches_guests: bool = True  # sendUpdates=none still changes the copies of Google's guests
    conference: Literal["success", "pending", "failure"] = "success"
    add_on_conferences: bool = False
    page_size_cap: int = 2500
    short_pages: bool = False  # an empty page first, then pages of half the size
    window_filters_deltas: bool = False
    role_change_kills_cursors: bool = True
    cursor_life: timedelta = timedelta(days=30)
    bare_tombstones: bool = True
    room_delay: timedelta = timedelta(seconds=20)
    conference_delay: timedelta = timedelta(seconds=5)
    push: Literal["", "drop", "delay", "duplicate", "reorder"] = ""
    push_delay: timedelta = timedelta(minutes=10)
    early_sync: bool = False  # the first message comes before the answer to watch
