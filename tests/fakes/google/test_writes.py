"""The checklist of a faithful fake, points 10, 11, 16 to 20, 26 and 27: what a write does and refuses."""

from __future__ import annotations

from tests.builders import JULE, MEHMET
from tests.fakes.google.client import Client, at, jule, weekly
from tests.fakes.google.server import Fake


def test_10_etags(google: Fake) -> None:
    """A write with an old etag is 412; `*` forces; an unchanged version is 304; a no-op moves nothing."""
    me = jule(google)
    made = me.add(at()).body
    assert me.on("PATCH", made["id"], {"summary": "neu"}, If_Match=made["etag"]).status == 200
    stale = me.on("PATCH", made["id"], {"summary": "alt"}, If_Match=made["etag"])
    assert (stale.status, stale.reason) == (412, "conditionNotMet")
    assert me.on("DELETE", made["id"], If_Match=made["etag"]).status == 412
    now = me.on("PATCH", made["id"], {"summary": "gewiss"}, If_Match="*").body["etag"]
    assert me.on("PATCH", made["id"], {"summary": "gewiss"}).body["etag"] == now
    assert me.on("GET", made["id"], If_None_Match=now).status == 304


def test_11_patch_put_and_sequence(google: Fake) -> None:
    """PATCH merges, null deletes, arrays are replaced whole; PUT drops; only time raises the sequence."""
    me = jule(google)
    own = {"private": {"a": "1", "b": "2"}}
    made = me.add(at(location="Hier", extendedProperties=own)).body
    body = {"location": None, "extendedProperties": {"private": {"a": None}}}
    after = me.on("PATCH", made["id"], body).body
    assert "location" not in after
    assert after["extendedProperties"] == {"private": {"b": "2"}}
    assert (after["sequence"], after["attendees"]) == (0, made["attendees"])
    assert me.on("PATCH", made["id"], {"end": at(minutes=35)["end"]}).body["sequence"] == 1
    put = me.on("PUT", made["id"], at(attendees=None)).body
    assert "attendees" not in put
    assert "extendedProperties" not in put
    google.world.later(minutes=1)
    assert me.on("PATCH", made["id"], {"reminders": {"useDefault": False}}).body["updated"] == put["updated"]


def test_16_extended_properties(google: Fake) -> None:
    """Long keys are dropped, long values cut; too many are refused; private is one's own."""
    me = jule(google)
    pairs = {"k" * 45: "x", "short": "v" * 2000}
    made = me.add(at(attendees=[{"email": MEHMET.address}], extendedProperties={"private": pairs})).body
    assert made["extendedProperties"] == {"private": {"short": "v" * 1024}}
    assert "extendedProperties" not in Client(google, MEHMET.address).on("GET", made["id"]).body
    many = {"extendedProperties": {"private": {str(number): "x" for number in range(301)}}}
    assert me.on("PATCH", made["id"], many).status == 400
    assert len(me.listed(privateExtendedProperty=f"short={'v' * 1024}")["items"]) == 1


def test_17_descriptions_and_omitted_guests(google: Fake) -> None:
    """A description is cut at 8192, its HTML stays; with maxAttendees only oneself is shown."""
    me = jule(google)
    people = [{"email": JULE}, {"email": "a@b.example"}]
    made = me.add(at(description="<b>x</b>" + "y" * 9000, attendees=people)).body
    assert len(made["description"]) == 8192
    assert made["description"].startswith("<b>x</b>")
    few = me.on("GET", made["id"], maxAttendees=1).body
    assert few["attendeesOmitted"] is True
    assert [each["email"] for each in few["attendees"]] == [JULE]


def test_18_event_types(google: Fake) -> None:
    """An out of office event has no description or guests, and a type never changes."""
    me = jule(google)
    assert me.add(at(eventType="outOfOffice")).reason == "malformedOutOfOfficeEvent"
    away = me.add(at(eventType="outOfOffice", attendees=None)).body
    assert me.on("PATCH", away["id"], {"description": "x"}).reason == "malformedOutOfOfficeEvent"
    assert me.on("PATCH", away["id"], {"eventType": "default"}).status == 400
    assert me.listed(eventTypes="default")["items"] == []


def _meet(request: str = "r1", kind: str = "hangoutsMeet") -> dict[str, object]:
    key = {"type": kind}
    return {"conferenceData": {"createRequest": {"requestId": request, "conferenceSolutionKey": key}}}


def test_19_conferences(google: Fake) -> None:
    """Version 0 ignores; a request makes one, once; pending ends by the clock; null removes."""
    me = jule(google)
    event_id = me.add(at()).body["id"]
    assert "conferenceData" not in me.on("PATCH", event_id, _meet()).body
    made = me.on("PATCH", event_id, _meet(), conferenceDataVersion=1).body
    assert made["hangoutLink"].startswith("https://meet.google.com/")
    again = me.on("PATCH", event_id, _meet(), conferenceDataVersion=1).body
    assert again["etag"] == made["etag"]
    assert me.on("PUT", event_id, made, conferenceDataVersion=1).status == 400
    none = me.on("PATCH", event_id, {"conferenceData": None}, conferenceDataVersion=1).body
    assert "hangoutLink" not in none
    assert me.on("PATCH", event_id, _meet("r2", "eventHangout"), conferenceDataVersion=1).status == 400
    google.world.switches.conference = "pending"
    later = me.on("PATCH", event_id, _meet("r3"), conferenceDataVersion=1).body
    assert later["conferenceData"]["createRequest"]["status"] == {"statusCode": "pending"}
    google.world.later(seconds=6)
    assert me.on("GET", event_id).body["conferenceData"]["entryPoints"]


def test_20_inserts(google: Fake) -> None:
    """A client's id is base32hex and never used twice, not even after a deletion."""
    me = jule(google)
    assert me.add(at(id="xyz99")).status == 400
    assert me.add(at(id="abc12")).status == 200
    assert me.add(at(id="abc12")).reason == "duplicate"
    me.on("DELETE", "abc12")
    assert me.add(at(id="abc12")).status == 409


def test_26_times(google: Fake) -> None:
    """Days and times do not mix, the end is after the start, a series needs a zone and keeps its hour."""
    me = jule(google)
    assert me.add(at(end={"date": "2026-11-25"})).status == 400
    assert me.add(at(end=at("09:00")["start"])).reason == "timeRangeEmpty"
    bare = {
        "start": {"dateTime": "2026-11-24T10:00:00+01:00"},
        "end": {"dateTime": "2026-11-24T11:00:00+01:00"},
    }
    assert me.add(weekly(**bare)).reason == "required"
    spring = me.add(weekly(day="2027-03-23")).body["id"]
    starts = [each["start"]["dateTime"] for each in me.listed(singleEvents="true")["items"]]
    assert starts[:2] == ["2027-03-23T10:00:00+01:00", "2027-03-30T10:00:00+02:00"]
    assert me.on("GET", f"{spring}_20270330T080000Z").status == 200


def test_27_masters_and_exceptions(google: Fake) -> None:
    """A longer series keeps its exceptions; an UNTIL before them, or another start, takes them away."""
    me = jule(google)
    master = me.add(weekly()).body["id"]
    exception = f"{master}_20261208T090000Z"
    me.on("PATCH", exception, {"summary": "anders"})
    me.on("PATCH", master, {"end": at(minutes=45)["end"]})
    assert me.on("GET", exception).body["summary"] == "anders"
    token = me.listed(singleEvents="true")["nextSyncToken"]
    me.on("PATCH", master, {"recurrence": ["RRULE:FREQ=WEEKLY;UNTIL=20261202T000000Z"]})
    delta = me.listed(singleEvents="true", syncToken=token)["items"]
    assert exception in {each["id"] for each in delta if each["status"] == "cancelled"}
    assert me.on("GET", exception).body["status"] == "cancelled"
    me.on("PATCH", master, {"start": at("09:00")["start"]})
    assert me.on("GET", f"{master}_20261124T090000Z").status == 404
    assert me.on("GET", f"{master}_20261124T080000Z").status == 200
