"""What a PATCH leaves and a PUT drops; what of an event is shared, and what is the reader's own."""

from __future__ import annotations

from tests.fakes.google.state import Json

READ_ONLY = frozenset(
    {
        "kind", "etag", "id", "htmlLink", "created", "updated", "creator", "organizer", "hangoutLink",
        "iCalUID", "recurringEventId", "originalStartTime", "locked", "privateCopy", "endTimeUnspecified",
        "attendeesOmitted", "sequence",
    },
)  # fmt: skip
OWN = frozenset({"reminders", "colorId", "eventLabelId", "transparency", "visibility"})
SHARED = (
    "summary", "description", "location", "start", "end", "recurrence", "attendees", "conferenceData",
    "hangoutLink", "organizer", "creator", "status", "iCalUID", "sequence", "guestsCanModify",
    "guestsCanInviteOthers", "guestsCanSeeOtherGuests", "anyoneCanAddSelf", "eventType", "attachments",
    "source", "originalStartTime", "locked",
)  # fmt: skip
LOCKED = ("summary", "description", "location", "start", "end", "recurrence")
_MERGED = frozenset({"extendedProperties", "start", "end", "reminders", "source", "gadget"})


def patched(old: Json, changes: Json) -> Json:
    """Return the event after a PATCH: null deletes, objects merge, arrays are replaced whole."""
    new = dict(old)
    for name, value in changes.items():
        if name in READ_ONLY:
            continue
        if value is None:
            new.pop(name, None)
        elif name in _MERGED and isinstance(value, dict) and isinstance(old.get(name), dict):
            new[name] = _merged(old[name], value)
        else:
            new[name] = value
    return new


def _merged(old: Json, changes: Json) -> Json:
    new = dict(old)
    for name, value in changes.items():
        if value is None:
            new.pop(name, None)
        elif isinstance(value, dict) and isinstance(old.get(name), dict):
            new[name] = _merged(old[name], value)
        else:
            new[name] = value
    return new


def replaced(old: Json, body: Json) -> Json:
    """Return the event after a PUT: only what is Google's own is kept of the old one."""
    kept = {name: value for name, value in old.items() if name in READ_ONLY or name == "eventType"}
    given = {name: value for name, value in body.items() if name not in READ_ONLY and value is not None}
    return kept | {"status": "confirmed"} | given


def shared(body: Json) -> Json:
    """Return what all copies of a meeting have in common."""
    found = {name: body[name] for name in SHARED if name in body}
    properties = body.get("extendedProperties", {}).get("shared")
    return found | ({"extendedProperties": {"shared": properties}} if properties else {})


def changed(old: Json, new: Json) -> set[str]:
    """Return the names of the fields in which two events differ."""
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
