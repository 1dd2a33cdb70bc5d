"""Every page that a browser test or a picture shows: its name and where it is."""

from __future__ import annotations

PLACES = {
    "today": "/today",
    "week": "/week",
    "done": "/done",
    "first-look": "/first-look",
    "people": "/people",
    "stories": "/stories",
    "settings": "/settings",
    "connections": "/connections",
    "figures": "/figures",
    "privacy": "/privacy",
}
"""Pages of somebody who is signed in and has a calendar."""

STRANGE = {"welcome": "/", "error": "/nowhere"}
"""Pages of a stranger."""

CONSENTS = {
    "declined": "access_denied",
    "administrator": "admin_policy_enforced",
    "set-up": "redirect_uri_mismatch",
    "refused": "another_error",
}
"""What Google's consent page may answer instead of a code: each leads to a page of its own."""
