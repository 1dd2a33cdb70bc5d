"""Requests for one event of one calendar: each is sent once, and answers with the event's row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from calendar_sync.errors import ConflictError, EventGoneError
from calendar_sync.google.answers import FIELDS, Row
from calendar_sync.google.client import GoogleClient
from calendar_sync.google.mails import NOBODY
from calendar_sync.google.quirks import is_ghost
from calendar_sync.google.refusals import Asked

_TRIES = 3
_Told = TypeVar("_Told")


def looking_again(what: Callable[[], _Told]) -> _Told:
    """Do what looks first and then writes; where it was overtaken, from the top, as edits do."""
    for _ in range(_TRIES - 1):
        try:
            return what()
        except ConflictError:
            continue
    return what()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows of one calendar."""

    client: GoogleClient
    calendar_id: str

    def get(self, where: str) -> Row:
        """Return a row, also one of a deleted event."""
        request = self.client.events.get(calendarId=self.calendar_id, eventId=where, fields=FIELDS)
        return self.client.ask(request, Asked.LOOK)

    def standing(self, where: str) -> Row:
        """Return a row of an event that is there; Google still shows deleted ones, as cancelled."""
        row = self.get(where)
        if is_ghost(row):
            message = "The event is not there any more."
            raise EventGoneError(message)
        return row

    def found(self, where: str) -> Row | None:
        """Return a row of an event that is there, None where it is not."""
        try:
            return self.standing(where)
        except EventGoneError:
            return None

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
