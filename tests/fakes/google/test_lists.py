"""The checklist of a faithful fake, points 1 to 9 and 30: paths, bearer, lists and cursors."""

from __future__ import annotations

from datetime import timedelta

from tests.builders import JULE
from tests.fakes.google.client import Client, at, jule, weekly
from tests.fakes.google.server import Fake


def test_01_paths_and_encoded_ids(google: Fake) -> None:
    """Google's own client reads primary and an encoded secondary calendar, trimmed by `fields`."""
    me = jule(google)
    second = "team#1@group.calendar.google.com"
    google.world.calendar(second, owner=JULE, summary="Team")
    made = me.google().events().insert(calendarId=second, body=at()).execute()
    got = me.google().events().get(calendarId=second, eventId=made["id"]).execute()
    assert got["organizer"] == {"email": second, "displayName": "Team", "self": True}
    trimmed = me.google().events().list(calendarId=second, fields="items(id,start/dateTime)").execute()
    assert trimmed == {"items": [{"id": made["id"], "start": {"dateTime": "2026-11-24T10:00:00+01:00"}}]}
    assert me.listed(JULE)["items"] == me.listed("primary")["items"] == []


def test_02_bearer_and_scopes(google: Fake) -> None:
    """An expired or revoked token is 401, a missing scope 403; owned scopes hold on owned calendars."""
    me = jule(google)
    owned = jule(google, ("calendar.events.owned", "calendar.events.freebusy"))
    google.world.role("mehmet.yildiz@nordlicht-personal.example", JULE, "writer")
    google.world.insert("mehmet.yildiz@nordlicht-personal.example", at(summary="Geheim"))
    assert owned.add(at()).status == 200
    (seen,) = owned.listed("mehmet.yildiz@nordlicht-personal.example")["items"]
    assert "summary" not in seen
    other = "calendars/mehmet.yildiz@nordlicht-personal.example/events"
    assert owned.ask("POST", other, at()).reason == "insufficientPermissions"
    assert owned.ask("GET", "users/me/calendarList").reason == "insufficientPermissions"
    google.world.later(hours=2)
    assert (me.on("GET", "x").status, me.on("GET", "x").reason) == (401, "authError")


def test_04_pages_and_envelope(google: Fake) -> None:
    """Pages may be empty or short, and only the last has the sync token."""
    me = jule(google)
    for _ in range(5):
        me.add(at())
    google.world.switches.short_pages = True
    pages = [me.listed(maxResults=4)]
    while "nextPageToken" in pages[-1]:
        assert "nextSyncToken" not in pages[-1]
        pages.append(me.listed(maxResults=4, pageToken=pages[-1]["nextPageToken"]))
    assert [len(page["items"]) for page in pages] == [0, 2, 2, 1]
    assert pages[-1]["nextSyncToken"]
    assert (pages[0]["accessRole"], pages[0]["timeZone"]) == ("owner", "Europe/Berlin")


def test_05_sync_tokens(google: Fake) -> None:
    """A delta has one row for each changed id, and deletions; forbidden parameters are 400."""
    me = jule(google)
    kept, gone = me.add(at()).body["id"], me.add(at("12:00")).body["id"]
    token = me.listed()["nextSyncToken"]
    me.on("PATCH", kept, {"summary": "eins"})
    me.on("PATCH", kept, {"summary": "zwei"})
    me.on("DELETE", gone)
    delta = me.listed(syncToken=token)
    assert [each["id"] for each in delta["items"]] == [kept, gone]
    assert delta["items"][0]["summary"] == "zwei"
    assert delta["items"][1]["status"] == "cancelled"
    assert me.listed(syncToken=delta["nextSyncToken"])["items"] == []
    window = {"syncToken": token, "timeMin": "2026-11-24T00:00:00Z"}
    assert me.ask("GET", "calendars/primary/events", **window).status == 400
    me.listed(syncToken=token, singleEvents="true")
    assert google.world.misuse
    google.world.misuse.clear()


def test_06_gone_by_reason(google: Fake) -> None:
    """410 means three things, and a full read after it has no tombstones."""
    me = jule(google)
    event_id = me.add(at()).body["id"]
    token = me.listed()["nextSyncToken"]
    me.on("DELETE", event_id)
    assert me.on("DELETE", event_id).reason == "deleted"
    google.world.expire_cursors()
    got = me.ask("GET", "calendars/primary/events", syncToken=token)
    assert (got.status, got.reason) == (410, "fullSyncRequired")
    assert me.listed()["items"] == []
    old = me.ask("GET", "calendars/primary/events", updatedMin="2026-01-01T00:00:00Z")
    assert (old.status, old.reason) == (410, "updatedMinTooLongAgo")


def test_07_bare_cancelled_instances(google: Fake) -> None:
    """A cancelled instance of a live series is listed bare; get shows it whole; ghosts come on demand."""
    me = jule(google)
    master = me.add(weekly()).body["id"]
    instance = f"{master}_20261201T090000Z"
    assert me.on("DELETE", instance).status == 204
    bare = next(each for each in me.listed(showDeleted="false")["items"] if each["id"] == instance)
    assert bare.keys() == {"kind", "etag", "id", "status", "recurringEventId", "originalStartTime"}
    assert me.on("GET", instance).body["status"] == "cancelled"
    assert instance not in {each["id"] for each in me.listed(singleEvents="true")["items"]}
    google.world.ghost(JULE, "ghost1")
    ghost = next(each for each in me.listed()["items"] if each["id"] == "ghost1")
    assert ghost["summary"] is None


def test_08_expansion(google: Fake) -> None:
    """Instances are named by master and original start in UTC; exceptions stand in their places."""
    me = jule(google)
    series = weekly(id="_60q30c1g60o30e1i60o4ac1g60rj8gpl")
    google.world.insert(JULE, series)
    master = series["id"]
    moved = f"{master}_20261201T090000Z"
    assert me.on("PATCH", moved, {"summary": "Verschoben"}).body["recurringEventId"] == master
    found = me.listed(singleEvents="true", orderBy="startTime")["items"]
    days = ("20261124", "20261201", "20261208", "20261215")
    assert [each["id"] for each in found] == [f"{master}_{day}T090000Z" for day in days]
    assert [each["summary"] for each in found][:2] == ["Abstimmung", "Verschoben"]
    split = google.world.split(JULE, f"{master}_20261208T090000Z", summary="Neu")
    assert "_R20261208T100000" in split["id"]
    assert len(me.listed(singleEvents="true")["items"]) >= 4
    assert me.ask("GET", f"calendars/primary/events/{moved}/instances").body["items"][0]["id"] == moved


def test_09_false_is_left_out(google: Fake) -> None:
    """False is never written out, and `self` is relative to the calendar that is read."""
    me = jule(google)
    people = [{"email": JULE, "optional": False}, {"email": "mehmet.yildiz@nordlicht-personal.example"}]
    event_id = me.add(at(attendees=people)).body["id"]
    mine = me.on("GET", event_id).body
    assert mine["organizer"]["self"] is True
    assert "optional" not in mine["attendees"][0]
    his = Client(google, "mehmet.yildiz@nordlicht-personal.example").on("GET", event_id).body
    assert "self" not in his["organizer"]
    assert [each.get("self") for each in his["attendees"]] == [None, True]


def test_30_one_clock(google: Fake) -> None:
    """Cursors, tokens and `updated` follow the world's clock, which stands still until it is turned."""
    me = jule(google)
    token = me.listed()["nextSyncToken"]
    google.world.later(minutes=30)
    assert me.add(at()).body["updated"] == "2026-11-23T07:30:00.000Z"
    google.world.switches.cursor_life = timedelta(minutes=10)
    assert me.ask("GET", "calendars/primary/events", syncToken=token).status == 410
    google.world.later(hours=1)
    assert me.on("GET", "x").status == 401
