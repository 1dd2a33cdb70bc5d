"""What the fake keeps: accounts, grants, calendars, their rows, mails and the requests it got."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Json = dict[str, Any]

WORKING_HOURS: Json = {
    "workingHoursEnabled": True,
    "availableTimes": [
        {"dayOfWeek": day, "periodStart": 9 * 60, "periodEnd": 17 * 60}
        for day in ("monday", "tuesday", "wednesday", "thursday", "friday")
    ],
}
SETTINGS = {
    "locale": "de",
    "weekStart": "1",
    "format24HourTime": "true",
    "defaultEventLength": "60",
    "autoAddHangouts": "true",
    "showDeclinedEvents": "true",
    "hideInvitations": "false",
    "remindOnRespondedEventsOnly": "false",
}


@dataclass(slots=True, kw_only=True)
class Account:
    """A Google account; its primary calendar has its e-mail as id."""

    email: str
    sub: str
    name: str
    zone: str
    workspace: bool
    allowed_conference_types: list[str] = field(default_factory=lambda: ["hangoutsMeet"])
    working_hours: Json | None = None
    settings: dict[str, str] = field(default_factory=dict)
    listed: dict[str, int] = field(default_factory=dict)  # calendar id -> the change that lists it

    @property
    def domain(self) -> str:
        """Return what follows the @."""
        return self.email.partition("@")[2]


@dataclass(slots=True, kw_only=True)
class Grant:
    """What one person allowed one OAuth client; `expires` is when the access token does, in UTC."""

    access_token: str
    refresh_token: str
    scopes: frozenset[str]
    email: str
    client_id: str
    expires: datetime
    revoked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail that a guest got; `kind` is invite, update or cancel, `by` is human or api."""

    to: str
    calendar: str
    event_id: str
    ical_uid: str
    kind: str
    by: str
    at: datetime


@dataclass(slots=True, kw_only=True)
class Seen:
    """A request that the API got; `status` is 0 where the connection was cut."""

    method: str
    path: str
    operation: str
    query: dict[str, str]
    headers: dict[str, str]
    body: str
    account: str = ""
    status: int = 0
    units: int = 1


@dataclass(slots=True, kw_only=True)
class Row:
    """One stored entry of a calendar: an event, a master, an exception, or what is left of one.

    `seq` is the world's count at its last change: cursors compare it. `dropped` are instances that a
    change of the series took away, by the change that did.
    """

    body: Json
    seq: int = 0
    etag: str = ""
    before: tuple[Json, str] | None = None
    reminders: dict[str, Json] = field(default_factory=dict)
    dropped: dict[str, tuple[int, Json]] = field(default_factory=dict)
    cache: dict[Any, Any] = field(default_factory=dict)
    hidden_until: datetime | None = None
    last_request: str = ""  # the requestId of the last conference asked for

    @property
    def id(self) -> str:
        """Return the entry's id in its calendar."""
        return str(self.body["id"])

    @property
    def cancelled(self) -> bool:
        """Return whether it was deleted or cancelled."""
        return bool(self.body.get("status") == "cancelled")

    @property
    def master(self) -> bool:
        """Return whether it is a series."""
        return bool(self.body.get("recurrence"))

    @property
    def exception_of(self) -> str:
        """Return the id of the series of which it is a changed instance, or nothing."""
        return str(self.body.get("recurringEventId", ""))


@dataclass(slots=True, kw_only=True)
class Book:
    """A calendar: its rows by id, and who may do what with it."""

    id: str
    owner: str
    summary: str
    zone: str
    roles: dict[str, str] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)
    children: dict[str, dict[str, Row]] = field(default_factory=dict)  # series -> exceptions by id
    by_uid: dict[str, str] = field(default_factory=dict)
    dead_before: int = -1  # cursors made at or before this count are dead
    seq: int = 0
    etag: str = '"p1"'
    watchable: bool = True
    room: bool = False
    cache: dict[Any, Any] = field(default_factory=dict)

    @property
    def primary(self) -> bool:
        """Return whether it is somebody's main calendar."""
        return self.id == self.owner and not self.room
