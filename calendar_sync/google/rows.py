"""Requests for one event of one calendar: each is sent once, and answers with the event's row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from calendar_sync.google.answers import FIELDS, Row
from calendar_sync.google.client import GoogleClient
from calendar_sync.google.mails import NOBODY
from calendar_sync.google.refusals import Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows of one calendar."""

    client: GoogleClient
    calendar_id: str

    def get(self, where: str) -> Row:
        """Return a row, also one of a deleted event."""
        request = self.client.events.get(calendarId=self.calendar_id, eventId=where, fields=FIELDS)
        return self.client.ask(request, Asked.LOOK)

    def patch(
        self,
        where: str,
        body: Mapping[str, Any],
        *,
        version: str,
        mails: str = NOBODY,
        conference: bool = False,
    ) -> Row:
        """Change a row of just this version; ``conference`` says that conference data is in the body."""
        request = self.client.events.patch(
            calendarId=self.calendar_id,
            eventId=where,
            body=dict(body),
            sendUpdates=mails,
            fields=FIELDS,
            **({"conferenceDataVersion": 1} if conference else {}),
        )
        return self.client.ask(request, Asked.WRITE, version=version)

    def insert(self, body: Mapping[str, Any]) -> Row:
        """Add an entry of ours. Raises ConflictError where its id is taken, also by a deleted one."""
        request = self.client.events.insert(
            calendarId=self.calendar_id, body=dict(body), sendUpdates=NOBODY, fields=FIELDS
        )
        return self.client.ask(request, Asked.WRITE)

    def delete(self, where: str) -> None:
        """Delete an entry of ours."""
        request = self.client.events.delete(calendarId=self.calendar_id, eventId=where, sendUpdates=NOBODY)
        self.client.ask(request, Asked.WRITE)
