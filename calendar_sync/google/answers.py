"""Google's JSON, read without trust: whatever is missing, null or of another kind reads as empty."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Row = Mapping[str, Any]
"""One object of Google's JSON."""

FIELDS = (
    "id,status,etag,created,updated,summary,description,location,start,end,endTimeUnspecified,"
    "recurringEventId,originalStartTime,organizer(email,self),creator/email,"
    "attendees(email,displayName,self,resource,organizer,responseStatus),attendeesOmitted,hangoutLink,"
    "conferenceData(createRequest,conferenceId,conferenceSolution/key,entryPoints(entryPointType,uri)),"
    "extendedProperties,guestsCanModify,guestsCanSeeOtherGuests,locked,privateCopy,transparency,"
    "visibility,eventType,iCalUID,source/url"
)
"""What of an event is read; asked for alike by reading, fetching and writing, so that they agree."""
LIST_FIELDS = f"nextPageToken,nextSyncToken,timeZone,accessRole,items({FIELDS})"


def text(row: Row, key: str) -> str:
    """Return a text, empty where there is none."""
    value = row.get(key)
    return value if isinstance(value, str) else ""


def part(row: Row, key: str) -> Row:
    """Return an object inside, empty where there is none."""
    value = row.get(key)
    return value if isinstance(value, dict) else {}


def parts(row: Row, key: str) -> list[Row]:
    """Return the objects of a list inside; what is none is left out."""
    value = row.get(key)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def flag(row: Row, key: str, *, otherwise: bool = False) -> bool:
    """Return a yes or no; Google leaves out what is as usual."""
    value = row.get(key)
    return value if isinstance(value, bool) else otherwise


def address(row: Row) -> str:
    """Return the e-mail address of a person."""
    return text(row, "email").strip().lower().removeprefix("mailto:")
