"""The checklist of a faithful fake, points 22 to 25: quotas, faults, free times and the calendar list."""

from __future__ import annotations

import httplib2
import pytest

from tests.builders import ANNA, JULE, MEHMET
from tests.fakes.google.client import Client, at, jule
from tests.fakes.google.server import Fake

SPAN = {"timeMin": "2026-11-24T00:00:00Z", "timeMax": "2026-11-25T00:00:00Z"}


def test_22_quotas(google: Fake) -> None:
    """A patch costs three units of the minute's; used-up mails stop notifying writes for hours."""
    me = jule(google)
    event_id = me.add(at()).body["id"]
    google.world.quotas.per_user = 4
    assert me.on("PATCH", event_id, {"summary": "1"}).status == 200
    assert me.on("PATCH", event_id, {"summary": "2"}).reason == "userRateLimitExceeded"
    google.world.later(seconds=61)
    assert me.on("PATCH", event_id, {"summary": "2"}).status == 200
    google.world.quotas.per_user, google.world.quotas.mails = None, 0
    full = me.on("PATCH", event_id, {"summary": "3"}, sendUpdates="all")
    assert (full.status, full.reason) == (403, "quotaExceeded")
    assert me.on("PATCH", event_id, {"summary": "3"}).status == 200
    google.world.quotas.mails = 9
    fresh = Client(google)
    assert fresh.on("PATCH", event_id, {"summary": "4"}, sendUpdates="all").status == 403
    google.world.later(hours=7)
    assert Client(google).on("PATCH", event_id, {"summary": "4"}, sendUpdates="all").status == 200


@pytest.mark.parametrize(
    ("fault", "status", "applied"),
    [
        ("unavailable", 503, False),
        ("error_after", 500, True),
        ("conflict", 412, False),
        ("too_many", 429, False),
    ],
)
def test_23_faults(google: Fake, fault: str, status: int, applied: bool) -> None:  # noqa: FBT001
    """An armed fault meets one request, before or after it is applied."""
    me = jule(google)
    event_id = me.add(at()).body["id"]
    google.world.arm("patch", fault)
    assert me.on("PATCH", event_id, {"summary": "neu"}).status == status
    assert (me.on("GET", event_id).body["summary"] == "neu") is applied


@pytest.mark.parametrize(("fault", "applied"), [("lost_request", False), ("lost_answer", True)])
def test_23_lost(google: Fake, fault: str, applied: bool) -> None:  # noqa: FBT001
    """A connection is closed without an answer, before or after the write is applied."""
    me = jule(google)
    event_id = me.add(at()).body["id"]
    google.world.arm("any_write", fault, times=2)  # a client may send it again by itself
    with pytest.raises((OSError, httplib2.HttpLib2Error, Exception)):
        me.on("PATCH", event_id, {"summary": "neu"})
    google.world.faults.armed.clear()
    assert (google.world.event(JULE, event_id)["summary"] == "neu") is applied
    assert google.world.requests[-1].status == 0


def test_23_late_and_odd(google: Fake) -> None:
    """A fresh event may be 404 for a while, a get may be old, a list empty or with a row twice."""
    me = jule(google)
    google.world.arm("insert", "gone_after_insert", seconds=5)
    event_id = me.add(at()).body["id"]
    assert me.on("GET", event_id).status == 404
    google.world.later(seconds=6)
    me.on("PATCH", event_id, {"summary": "neu"})
    google.world.arm("get", "stale")
    assert me.on("GET", event_id).body["summary"] == "Abstimmung"
    google.world.arm("list", "duplicate")
    assert [each["summary"] for each in me.listed()["items"]] == ["Abstimmung", "neu"]
    google.world.arm("list", "empty")
    empty = me.listed()
    assert (empty["items"], "nextSyncToken" in empty) == ([], True)


def test_24_free_busy(google: Fake) -> None:
    """Free times: opaque and not declined, errors by calendar, UTC by default, at most some 90 days."""
    me = jule(google)
    me.add(at(attendees=[{"email": MEHMET.address}]))
    me.add(at("10:30", attendees=None))
    me.add(at("15:00", transparency="transparent"))
    asked = SPAN | {"items": [{"id": JULE}, {"id": MEHMET.address}, {"id": ANNA.address}]}
    got = me.ask("POST", "freeBusy", asked).body["calendars"]
    assert got[JULE]["busy"] == [{"start": "2026-11-24T09:00:00Z", "end": "2026-11-24T10:00:00Z"}]
    assert len(got[MEHMET.address]["busy"]) == 1
    assert got[ANNA.address]["errors"][0]["reason"] == "notFound"
    google.world.unanswered.add(MEHMET.address)
    assert MEHMET.address not in me.ask("POST", "freeBusy", asked).body["calendars"]
    assert me.ask("POST", "freeBusy", asked | {"timeMax": "2027-11-24T00:00:00Z"}).status == 400
    google.world.group("team@x.example", [JULE])
    grouped = me.ask("POST", "freeBusy", SPAN | {"items": [{"id": "team@x.example"}]}).body
    assert grouped["groups"] == {"team@x.example": {"calendars": [JULE]}}


def test_25_roles(google: Fake) -> None:
    """The list's cursor hides a change of the role alone; a lower role refuses writes and kills cursors."""
    me = jule(google)
    google.world.role(MEHMET.address, JULE, "writer")
    token = me.ask("GET", "users/me/calendarList").body["nextSyncToken"]
    cursor = me.listed(MEHMET.address)["nextSyncToken"]
    google.world.role(MEHMET.address, JULE, "reader")
    assert me.ask("GET", "users/me/calendarList", syncToken=token).body["items"] == []
    events = f"calendars/{MEHMET.address}/events"
    assert me.ask("POST", events, at()).reason == "requiredAccessLevel"
    assert me.ask("GET", events, syncToken=cursor).reason == "fullSyncRequired"
    google.world.role(MEHMET.address, JULE, "")
    assert me.ask("GET", events).status == 404
    assert me.ask("GET", "users/me/calendarList", syncToken=token).body["items"][0]["deleted"] is True
    mine = me.ask("GET", "calendars/primary").body
    assert mine["workingHours"]["workingHoursEnabled"] is True
    assert mine["conferenceProperties"] == {"allowedConferenceSolutionTypes": ["hangoutsMeet"]}
    assert me.ask("GET", "users/me/settings/timezone").body["value"] == "Europe/Berlin"
