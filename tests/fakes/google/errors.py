"""Refusals in Google's shape: `{"error": {"errors": [{domain, reason, message}], code, message}}`."""

from __future__ import annotations

from tests.fakes.google.state import Json


class Refusal(Exception):  # noqa: N818  # what Google says, not what went wrong in the fake
    """An answer that refuses, with Google's status and reason."""

    def __init__(self, status: int, reason: str, message: str, location: str = "") -> None:
        """Keep what the answer says."""
        super().__init__(f"{status} {reason}: {message}")
        self.status, self.reason, self.message, self.location = status, reason, message, location

    def body(self) -> Json:
        """Return the answer's JSON."""
        domain = "usageLimits" if "xceeded" in self.reason and self.status != 400 else "global"
        one = {"domain": "calendar" if self.reason == "quotaExceeded" else domain, "reason": self.reason}
        one["message"] = self.message
        if self.location:
            one |= {"locationType": "parameter", "location": self.location}
        return {"error": {"errors": [one], "code": self.status, "message": self.message}}


def invalid(message: str = "Invalid Value", location: str = "") -> Refusal:
    """Refuse a value."""
    return Refusal(400, "invalid", message, location)


def required(message: str) -> Refusal:
    """Refuse for something missing."""
    return Refusal(400, "required", message)


def not_found() -> Refusal:
    """Refuse what does not exist, or what the caller may not know of."""
    return Refusal(404, "notFound", "Not Found")


def forbidden_for_guest() -> Refusal:
    """Refuse a guest's change of what belongs to the organiser."""
    return Refusal(
        403,
        "forbiddenForNonOrganizer",
        "Shared properties can only be changed by the organizer of the event.",
    )


def empty_range() -> Refusal:
    """Refuse an end that is not after its start."""
    return Refusal(400, "timeRangeEmpty", "The specified time range is empty.", "timeMax")


def stale() -> Refusal:
    """Refuse a write whose If-Match names a version that is gone."""
    return Refusal(412, "conditionNotMet", "Precondition Failed")


def full_sync() -> Refusal:
    """Refuse a dead cursor."""
    message = "Sync token is no longer valid, a full sync is required."
    return Refusal(410, "fullSyncRequired", message, "syncToken")


def gone() -> Refusal:
    """Refuse to delete twice."""
    return Refusal(410, "deleted", "Resource has been deleted")


def no_scope() -> Refusal:
    """Refuse a token without the scope that the method asks for."""
    message = "Request had insufficient authentication scopes."
    return Refusal(403, "insufficientPermissions", message)


def low_role() -> Refusal:
    """Refuse a write to a calendar that one may only read."""
    return Refusal(403, "requiredAccessLevel", "You need to have writer access to this calendar.")


def unauthenticated() -> Refusal:
    """Refuse a token that is unknown, expired or revoked."""
    return Refusal(401, "authError", "Invalid Credentials", "Authorization")
