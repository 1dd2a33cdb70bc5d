"""The tables. Everything that belongs to an owner carries the owner's id; texts are sealed."""

from __future__ import annotations

from service.store.tables.accounts import (
    ChannelRow,
    ConnectionRow,
    ConnectionState,
    PartingRow,
    RoundRow,
)
from service.store.tables.calendars import (
    CalendarRow,
    CalendarState,
    EditPersonRow,
    EditRow,
    EventRow,
    HandsOffRow,
    RunRow,
)
from service.store.tables.owners import (
    OwnerKeyRow,
    OwnerRow,
    SessionRow,
    SettingRow,
    SignInRow,
)
from service.store.tables.people import (
    ContactRow,
    NoteRow,
    OpenerUseRow,
    PersonKeyRow,
    PersonRow,
    StoryRow,
)

__all__ = [
    "CalendarRow",
    "CalendarState",
    "ChannelRow",
    "ConnectionRow",
    "ConnectionState",
    "ContactRow",
    "EditPersonRow",
    "EditRow",
    "EventRow",
    "HandsOffRow",
    "NoteRow",
    "OpenerUseRow",
    "OwnerKeyRow",
    "OwnerRow",
    "PartingRow",
    "PersonKeyRow",
    "PersonRow",
    "RoundRow",
    "RunRow",
    "SessionRow",
    "SettingRow",
    "SignInRow",
    "StoryRow",
]
