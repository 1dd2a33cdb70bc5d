"""The checklist of a faithful fake, points 12 to 15: guests' copies, mails, answers and rooms."""

from __future__ import annotations

from tests.builders import ANNA, JULE, MEHMET
from tests.fakes.google.client import KARIN, Client, at, jule, weekly
from tests.fakes.google.server import Fake

ROOM = "c_raum1@resource.calendar.google.com"


def test_12_foreign_edits(google: Fake) -> None:
    """A guest's change is refused, ignored, kept on the copy, or the organiser's, as the switch says."""
    me = jule(google)
    event_id = me.add(at(attendees=[{"email": MEHMET.address}])).body["id"]
    his = Client(google, MEHMET.address)
    assert his.on("PATCH", event_id, {"summary": "x"}).reason == "forbiddenForNonOrganizer"
    assert his.on("PUT", event_id, {"start": at()["start"], "end": at()["end"]}).status == 403
    google.world.switches.foreign_edit = "ignored"
    assert his.on("PATCH", event_id, {"summary": "x"}).body["summary"] == "Abstimmung"
    google.world.switches.foreign_edit = "local"
    assert his.on("PATCH", event_id, {"summary": "x"}).body["summary"] == "x"
    assert me.on("GET", event_id).body["summary"] == "Abstimmung"
    google.world.switches.foreign_edit = "forbidden"
    me.on("PATCH", event_id, {"guestsCanModify": True})
    assert his.on("PATCH", event_id, {"summary": "y"}).body["summary"] == "y"
    assert me.on("GET", event_id).body["summary"] == "y"
    locked = google.world.insert(JULE, at(locked=True))["id"]
    assert me.on("PATCH", locked, {"location": "x"}).status == 403


def test_13_copies_and_mails(google: Fake) -> None:
    """A change reaches Google's guests; mails go by sendUpdates; a silent deletion leaves the copies."""
    me = jule(google)
    event_id = me.add(at(attendees=[{"email": MEHMET.address}, {"email": ANNA.address}])).body["id"]
    his = Client(google, MEHMET.address)
    his.on("PATCH", event_id, {"extendedProperties": {"private": {"a": "1"}}})
    me.on("PATCH", event_id, {"summary": "neu"})
    copy = his.on("GET", event_id).body
    assert (copy["summary"], copy["extendedProperties"]) == ("neu", {"private": {"a": "1"}})
    assert copy["etag"] != me.on("GET", event_id).body["etag"]
    assert google.world.mails == []
    me.on("PATCH", event_id, {"summary": "außen"}, sendUpdates="externalOnly")
    me.on("PATCH", event_id, {"summary": "alle"}, sendUpdates="all")
    assert [each.to for each in google.world.mails] == [ANNA.address, ANNA.address, MEHMET.address]
    assert {(each.kind, each.by) for each in google.world.mails} == {("update", "api")}
    me.on("DELETE", event_id)
    assert his.on("GET", event_id).body["status"] == "confirmed"


def test_13_secrets(google: Fake) -> None:
    """A secret in the body of an event with guests is noted; in one's own event it is not."""
    me = jule(google)
    google.world.secrets.add("Umzug")
    me.add(at(attendees=None, description="Umzug"))
    assert google.world.leaks == []
    me.add(at(description="nach dem Umzug"))
    assert google.world.leaks
    google.world.leaks.clear()


def test_14_answers(google: Fake) -> None:
    """A new start or rule asks all guests again; a new end, place or text does not."""
    me = jule(google)
    event_id = me.add(at()).body["id"]
    google.world.respond(ANNA.address, event_id, "accepted")

    def answer() -> str:
        return str(me.on("GET", event_id).body["attendees"][0]["responseStatus"])

    me.on("PATCH", event_id, {"end": at(minutes=45)["end"], "location": "x", "description": "y"})
    assert answer() == "accepted"
    me.on("PATCH", event_id, {"start": at("09:30")["start"]})
    assert answer() == "needsAction"


def test_14_a_guest_answers(google: Fake) -> None:
    """A guest's answer by the API is the organiser's too, for one instance alone as well."""
    me = jule(google)
    people = [{"email": MEHMET.address}]
    master = me.add(weekly(attendees=people)).body["id"]
    instance = f"{master}_20261201T090000Z"
    said = {"attendees": [{"email": MEHMET.address, "responseStatus": "declined"}]}
    got = Client(google, MEHMET.address).on("PATCH", instance, said).body
    assert got["attendees"][0]["responseStatus"] == "declined"
    assert me.on("GET", instance).body["attendees"][0]["responseStatus"] == "declined"
    assert me.on("GET", master).body["attendees"][0]["responseStatus"] == "needsAction"


def test_15_rooms(google: Fake) -> None:
    """A time change releases a room; a little later it takes the new time, or declines what is taken."""
    me = jule(google)
    google.world.room(ROOM)
    google.world.account(KARIN)
    event_id = me.add(at(attendees=[{"email": ROOM}])).body["id"]

    def answer() -> str:
        return str(me.on("GET", event_id).body["attendees"][0]["responseStatus"])

    google.world.later(seconds=30)
    assert answer() == "accepted"
    google.world.insert(KARIN, at("10:30", attendees=[{"email": ROOM}]))
    google.world.later(seconds=30)
    me.on("PATCH", event_id, {"end": at(minutes=40)["end"]})
    assert answer() == "needsAction"
    google.world.later(seconds=30)
    assert answer() == "declined"
