"""What Google checks, cuts and silently drops in the body of a write."""

from __future__ import annotations

import re

from tests.fakes.google import expansion
from tests.fakes.google.errors import Refusal, invalid, required
from tests.fakes.google.state import Json
from tests.fakes.google.times import check_span, normal

LONGEST_DESCRIPTION = 8192
_LONGEST_KEY, _LONGEST_VALUE = 44, 1024
_MOST_PROPERTIES, _MOST_BYTES = 300, 32 * 1024
_ID = re.compile(r"[a-v0-9]{5,1024}")
_TYPES = ("default", "outOfOffice", "focusTime", "workingLocation", "birthday", "fromGmail")
_SHORT = {"outOfOffice": "malformedOutOfOfficeEvent", "focusTime": "malformedFocusTimeEvent"}
_MARKUP = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)


def check_id(event_id: str) -> None:
    """Refuse a client's id outside of base32hex."""
    if not _ID.fullmatch(event_id):
        message = "Invalid resource id value."
        raise invalid(message)


def checked(body: Json, calendar_zone: str) -> Json:
    """Return a whole event as it is kept: times written out, text cut, properties dropped, or refuse."""
    for name in ("start", "end"):
        if not body.get(name):
            message = f"Missing {name} time."
            raise required(message)
    recurring = bool(body.get("recurrence"))
    body = body | {name: normal(body[name], calendar_zone, recurring=recurring) for name in ("start", "end")}
    check_span(body["start"], body["end"], calendar_zone)
    if recurring:
        expansion.check(body["recurrence"], body["start"], calendar_zone)
    _check_type(body)
    _check_guests(body)
    if body.get("description"):
        body["description"] = _MARKUP.sub("", body["description"])[:LONGEST_DESCRIPTION]
    if "extendedProperties" in body:
        body["extendedProperties"] = _kept_properties(body["extendedProperties"])
    return body


def _check_type(body: Json) -> None:
    kind = body.get("eventType", "default")
    if kind not in _TYPES:
        raise invalid(location="eventType")
    if kind in _SHORT and (body.get("description") or body.get("attendees")):
        message = "An out of office event may have neither description nor attendees."
        raise Refusal(400, _SHORT[kind], message)
    if kind == "workingLocation" and body.get("attendees"):
        message = "A working location event cannot have attendees."
        raise Refusal(400, "malformedWorkingLocationEvent", message)


def _check_guests(body: Json) -> None:
    for guest in body.get("attendees") or []:
        if "@" not in guest.get("email", ""):
            message = "Invalid attendee email."
            raise invalid(message)


def _kept_properties(properties: Json) -> Json:
    kept: Json = {}
    for side, pairs in properties.items():
        mine = {
            key: str(value)[:_LONGEST_VALUE]
            for key, value in (pairs or {}).items()
            if len(key) <= _LONGEST_KEY and value is not None
        }
        if mine:
            kept[side] = mine
    return kept


def check_properties_of_all(shared: Json, privates: list[Json]) -> None:
    """Refuse more than 300 properties or 32 kB, counted over the shared and all copies' private ones."""
    pairs = [pair for each in (shared, *privates) for pair in each.items()]
    size = sum(len(key.encode()) + len(str(value).encode()) for key, value in pairs)
    if len(pairs) > _MOST_PROPERTIES or size > _MOST_BYTES:
        message = "The extended properties of the event exceed the limit."
        raise invalid(message)
