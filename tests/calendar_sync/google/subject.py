"""A calendar of the fake Google, and the human who uses it in Google's own pages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from google.oauth2.credentials import Credentials

from calendar_sync.google.adapter import GoogleCalendar
from calendar_sync.google.address import SCOPES, GoogleAddress
from calendar_sync.google.client import GoogleClient
from calendar_sync.google.dialect import google_id
from calendar_sync.google.pace import Pace
from calendar_sync.port import Reader
from policies.event import EventRef
from tests.builders import BERLIN, JULE
from tests.calendar_sync.contract.subject import Planned
from tests.fakes.google.server import Fake
from tests.fakes.google.world import World

ALL = (
    "calendar.events",
    "calendar.events.freebusy",
    "calendar.calendars.readonly",
    "calendar.settings.readonly",
)
ADDRESS = GoogleAddress(
    calendar_id=JULE,
    email=JULE,
    addresses=frozenset({JULE}),
    scopes=frozenset(f"{SCOPES}{scope}" for scope in ALL),
    conference_types=("hangoutsMeet",),
)


def reader() -> Reader:
    """Return Jule as a reader."""
    return Reader(addresses=frozenset({JULE}), zone=BERLIN, calendar="work")


def client_of(
    fake: Fake, email: str = JULE, *, scopes: tuple[str, ...] = ALL, pace: Pace | None = None
) -> GoogleClient:
    """Build a client for an account, with a token that it granted."""
    grant = fake.world.grant(email, scopes, lifetime=timedelta(days=4_000))
    return GoogleClient(Credentials(token=grant.access_token), endpoint=fake.api, pace=pace)  # type: ignore[no-untyped-call]


@dataclass(slots=True)
class GoogleSubject:
    """Jule's primary calendar in Google."""

    fake: Fake
    rows: int = 2
    calendar: GoogleCalendar = field(init=False)

    def __post_init__(self) -> None:
        """Begin with an empty calendar."""
        self.world.account(JULE, name="Jule Brandt")
        self.calendar = GoogleCalendar(client_of(self.fake), ADDRESS, reader(), rows=self.rows)

    @property
    def world(self) -> World:
        """The world of this test."""
        return self.fake.world

    def add(self, planned: Planned) -> EventRef:
        """Put an event in, or a series."""
        made = self.world.insert(JULE, body_of(planned))
        occurrence = f"{planned.start.astimezone(UTC):%Y%m%dT%H%M%SZ}" if planned.weeks else ""
        return EventRef(calendar="work", series=made["id"], occurrence=occurrence)

    def retitle(self, ref: EventRef, title: str) -> None:
        """Give an event another title."""
        self._patch(ref, {"summary": title})

    def relocate(self, ref: EventRef, location: str) -> None:
        """Write another place."""
        self._patch(ref, {"location": location})

    def shorten(self, ref: EventRef, by: timedelta) -> None:
        """Let an event end earlier."""
        self._patch(ref, {"end": _later(self.row(ref)["end"], -by)})

    def move(self, ref: EventRef, by: timedelta) -> None:
        """Drag an event elsewhere."""
        row = self.row(ref)
        self._patch(ref, {"start": _later(row["start"], by), "end": _later(row["end"], by)})

    def remove(self, ref: EventRef) -> None:
        """Delete an event."""
        self.world.delete(JULE, google_id(ref))

    def copy(self, ref: EventRef) -> EventRef:
        """Copy an event."""
        return EventRef(calendar="work", series=self.world.copy(JULE, google_id(ref))["id"])

    def expire(self) -> None:
        """Let all cursors die."""
        self.world.expire_cursors()

    def spoil(self) -> None:
        """Let Google answer nothing any more."""
        for operation in ("list", "get", "any_write"):
            self.world.faults.arm(operation, "unavailable", times=9)

    def mails(self) -> tuple[str, ...]:
        """Return who was mailed."""
        return tuple(mail.to for mail in self.world.mails)

    def text(self, ref: EventRef) -> str:
        """Return the description of an event."""
        return str(self.row(ref).get("description", ""))

    def seen_by_guests(self) -> str:
        """Return all of every event that has guests."""
        return "\n".join(
            json.dumps(row, ensure_ascii=False) for row in self.world.events(JULE) if row.get("attendees")
        )

    def row(self, ref: EventRef) -> Mapping[str, Any]:
        """Return an event as Google keeps it."""
        return self.world.event(JULE, google_id(ref))

    def _patch(self, ref: EventRef, body: Mapping[str, Any]) -> None:
        self.world.patch(JULE, google_id(ref), dict(body))


def body_of(planned: Planned) -> dict[str, Any]:
    """Write what a human puts in, as Google keeps it."""
    zone = ZoneInfo(planned.zone)
    start = planned.start.astimezone(zone)
    end = start + timedelta(minutes=planned.minutes)
    body: dict[str, Any] = {
        "summary": planned.title,
        "start": {"dateTime": start.isoformat(), "timeZone": planned.zone},
        "end": {"dateTime": end.isoformat(), "timeZone": planned.zone},
    }
    if planned.days:
        last = start.date() + timedelta(days=planned.days)
        body |= {"start": {"date": start.date().isoformat()}, "end": {"date": last.isoformat()}}
    if planned.guests:
        me = {"email": JULE, "responseStatus": "accepted"}
        body["attendees"] = [
            me,
            *({"email": guest.address, "displayName": guest.name} for guest in planned.guests),
        ]
    if planned.weeks:
        body["recurrence"] = [f"RRULE:FREQ=WEEKLY;COUNT={planned.weeks}"]
    texts = {"location": planned.location, "description": planned.description}
    return body | {key: value for key, value in texts.items() if value}


def _later(said: Mapping[str, str], by: timedelta) -> dict[str, str]:
    moment = datetime.fromisoformat(said["dateTime"]).astimezone(ZoneInfo(said.get("timeZone") or "UTC"))
    return {**said, "dateTime": (moment + by).isoformat()}
