"""The JSON API: each resource, as a program uses it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from calendar_sync.faults import Fault, Operation
from calendar_sync.plan import Level
from tests.builders import ANNA, JULE, TOM, TUESDAY_TEN
from tests.ics import calendar, entry
from tests.service.web.house import House, calendar_of, house, ok, put

WORK = calendar_of(JULE)


def waiting(here: House) -> list[dict[str, Any]]:
    """Return the edits that wait."""
    found: list[dict[str, Any]] = here.client().get("/api/edits?state=awaiting_approval").json()
    return found


def test_the_owner_is_shown_and_steers() -> None:
    """Addresses, level and pause are shown; the level is chosen, a pause holds and ends."""
    with house() as here:
        here.settle_in()
        client = here.client()
        shown = ok(client.get("/api/owner")).json()
        assert shown == {"addresses": [JULE], "level": "ask", "now": "ask", "paused_until": None}
        assert ok(client.put("/api/owner/level", json={"level": "automatic"})).json()["now"] == "automatic"
        paused = ok(client.put("/api/owner/pause", json={"until": "2026-12-24"})).json()
        assert (paused["level"], paused["now"], paused["paused_until"]) == (
            "automatic",
            "watch",
            "2026-12-24",
        )
        assert ok(client.delete("/api/owner/pause")).json()["now"] == "automatic"
        assert "level cannot be" in ok(client.put("/api/owner/level", json={"level": "bold"}), 422).text
        assert ok(client.put("/api/owner/level", json={"level": 3}), 422).json()["error"] == "invalid"


def test_calendars_are_listed_and_looked_at_now() -> None:
    """How a calendar stands is said in codes and in words; a sync that is asked for is waited for."""
    with house() as here:
        memory = here.settle_in()
        client = here.client(language="de")
        (shown,) = ok(client.get("/api/calendars")).json()
        assert (shown["id"], shown["state"], shown["state_text"]) == (WORK, "active", "wird verfolgt")
        here.app.start()
        put(memory, "new-1", start=TUESDAY_TEN.replace(hour=16))
        assert ok(client.post(f"/api/calendars/{WORK}/sync?wait=10"), 202).json()["up_to_date"]
        assert any(each["event"] == "new-1" for each in client.get("/api/edits").json())


def test_an_error_of_a_calendar_is_said_in_words() -> None:
    """What went wrong at the last sync stands with the calendar."""
    with house() as here:
        memory = here.settle_in()
        memory.faults.arm(Operation.READ, Fault.UNAVAILABLE)
        here.client().post(f"/api/calendars/{WORK}/sync")
        here.sync()
        shown = here.client().get(f"/api/calendars/{WORK}").json()
        assert shown["error"] == "unavailable"
        assert shown["error_text"] == "The calendar did not answer. Nothing was changed."


def test_an_empty_calendar_asks_and_is_answered() -> None:
    """A calendar that came back empty says so, goes on when told, and has nothing to be told else."""
    with house() as here:
        memory = here.settle_in()
        client = here.client()
        ok(client.post(f"/api/calendars/{WORK}/alarm"), 409)
        for each in list(memory.events):
            memory.remove(each)
        here.later(hours=22)
        here.sync()
        client = here.client()
        assert "comes back empty" in client.get(f"/api/calendars/{WORK}").json()["alarm_text"]
        ok(client.post(f"/api/calendars/{WORK}/alarm"), 202)
        here.sync()
        assert client.get(f"/api/calendars/{WORK}").json()["alarm"] == ""


def test_a_file_is_connected_followed_and_left(tmp_path: Path) -> None:
    """A calendar file is connected by its path; what is none is refused with a sentence."""
    with house() as here:
        client = here.client()
        path = tmp_path / "week.ics"
        path.write_bytes(calendar(entry("meeting@test"), entry("other@test", guests=(TOM,))))
        shown = ok(client.post("/api/calendars", json={"path": str(path)}), 201).json()
        assert (shown["name"], shown["addresses"]) == ("week.ics", [JULE])
        refused = ok(client.post("/api/calendars", json={"path": str(tmp_path / "none.ics")}), 422)
        assert "cannot be read: No such file" in refused.json()["message"]
        path.write_bytes(calendar(entry("alone@test", guests=())))
        unclear = ok(client.post("/api/calendars", json={"path": str(path)}), 422)
        assert "Name your own address" in unclear.json()["message"]
        named = {"path": str(path), "addresses": [JULE.upper()]}
        assert ok(client.post("/api/calendars", json=named), 201).json()["addresses"] == [JULE]
        ok(client.delete(f"/api/calendars/{shown['id']}?forget=true&wait=1"), 202)
        assert client.get("/api/calendars").json() == []


def test_a_calendar_is_left_cleanly() -> None:
    """What is still to come is taken back, and then nothing is known of the calendar any more."""
    with house() as here:
        memory = here.settle_in(level=Level.AUTOMATIC)
        here.app.start()
        assert ok(here.client().delete(f"/api/calendars/{WORK}?wait=10"), 202).json()["left"]
        assert all(each.marker is None and each.ours is None for each in memory.events.values())
        assert here.client().get("/api/edits").json() == []


def test_upcoming_decisions_need_no_calendar() -> None:
    """What is decided is answered from what was read last: the calendar is not asked."""
    with house() as here:
        memory = here.settle_in(level=Level.WATCH)
        asked = memory.requests
        shown = ok(here.client(language="de").get(f"/api/calendars/{WORK}/upcoming")).json()
        assert memory.requests == asked
        assert shown["summary"]["lengthened"] == 2
        assert (
            shown["events"][0]["verdicts"][0]["sentence"]
            == "Es ist ein erstes Gespräch: 10 Minuten zum Kennenlernen."
        )


def test_a_shadow_run_tells_what_would_have_been() -> None:
    """Past meetings are decided as on the day before, with their cost and what was left alone."""
    with house() as here:
        memory = here.settle_in()
        put(memory, "short", title="Kurzer Abgleich", start=TUESDAY_TEN.replace(day=12))
        put(memory, "past", start=TUESDAY_TEN.replace(day=11))
        shown = ok(here.client().get(f"/api/calendars/{WORK}/shadow")).json()
        assert (shown["given_room"], shown["cost"]["updates"], shown["cost"]["minutes"]) == (1, 1, 10)
        (alone,) = shown["left_alone"]
        assert (alone["reason"], alone["meetings"]) == ("in_a_hurry", 1)


def test_edits_are_told_in_plain_words() -> None:
    """Before and after, state, undo and cost of each; by day, state, person and calendar."""
    with house() as here:
        here.settle_in()
        client = here.client()
        listed = ok(client.get("/api/edits")).json()
        moved = next(each for each in listed if each["guests_told"])
        assert moved["before_and_after"] == [
            {"what": "the time", "before": "13:00–13:30", "after": "13:00–13:40"}
        ]
        assert (moved["state_text"], moved["undo_text"]) == ("waits for your answer", "Can be undone.")
        for query, count in (
            ("day=2026-11-24", 4),
            ("day=2026-11-25", 0),
            ("state=done", 0),
            (f"person={ANNA.address}", 2),
            (f"calendar={WORK}", 4),
            ("calendar=none", 0),
            ("most=1", 1),
        ):
            assert len(ok(client.get(f"/api/edits?{query}")).json()) == count, query
        ok(client.get("/api/edits?day=2026-02-31"), 422)
        assert ok(client.get(f"/api/edits/{moved['id']}")).json() == moved


def test_what_waits_is_answered() -> None:
    """Approved, skipped, never, put off: each is done, and cannot be said twice."""
    with house() as here:
        here.settle_in()
        here.app.start()
        client = here.client()
        first, second, third, fourth = (each["id"] for each in waiting(here))
        done = ok(client.post(f"/api/edits/{first}/approve?wait=10"), 202).json()
        assert (done["settled"], done["edits"][0]["state"]) == (True, "done")
        assert ok(client.post(f"/api/edits/{first}/approve"), 409).json()["error"] == "wrong_state"
        skipped = ok(client.post(f"/api/edits/{second}/skip"), 202).json()["edits"][0]
        assert (skipped["state"], skipped["reason_text"]) == ("refused", "You said no to it.")
        later = {"until": "2026-11-23T12:00:00+01:00"}
        put_off = ok(client.post(f"/api/edits/{third}/snooze", json=later), 202).json()["edits"][0]
        assert put_off["put_off_until"] == "2026-11-23T11:00:00Z"
        ok(client.post(f"/api/edits/{third}/snooze", json={"until": "2026-11-23T01:00:00Z"}), 422)
        ok(client.post(f"/api/edits/{third}/snooze", json={"until": "2026-11-23T12:00:00"}), 422)
        ok(client.post(f"/api/edits/{fourth}/never"), 202)
        ok(client.post(f"/api/edits/{fourth}/undo"), 409)


def test_undo_of_one_and_of_many() -> None:
    """One edit, a person's, a day's, everything: asked for with 202, seen with ``wait``."""
    with house() as here:
        memory = here.settle_in(level=Level.AUTOMATIC)
        here.app.start()
        client = here.client()
        one = next(each for each in client.get("/api/edits").json() if each["guests_told"])
        done = ok(client.post(f"/api/edits/{one['id']}/undo?wait=10"), 202).json()
        assert (done["ids"], done["edits"][0]["state"]) == ([one["id"]], "undone")
        assert len(ok(client.post("/api/undo", json={"person": ANNA.address}), 202).json()["ids"]) == 2
        assert ok(client.post("/api/undo", json={"day": "2026-11-25"}), 202).json()["ids"] == []
        ok(client.post("/api/undo", json={}), 422)
        ok(client.post("/api/undo", json={"everything": True, "day": "2026-11-24"}), 422)
        ok(client.post("/api/undo", json={"calendar": "elsewhere"}), 404)
        assert ok(client.post("/api/undo?wait=10", json={"everything": True}), 202).json()["settled"]
        assert all(each.marker is None for each in memory.events.values())
        assert {each["state"] for each in client.get("/api/edits").json()} == {"undone"}


def test_people_are_kept_changed_handed_out_and_erased() -> None:
    """Found by any key, with choices and notes; export holds all, erasing leaves nothing."""
    with house() as here:
        client = here.client()
        new = {"name": "Anna Weber", "keys": [ANNA.address.upper(), "040 66969-4001"]}
        anna = ok(client.post("/api/people", json=new | {"choices": {"room": "hold"}}), 201).json()
        assert (anna["addresses"], anna["numbers"]) == ([ANNA.address], ["+4940669694001"])
        assert anna["choices"] == {"room": "hold"}
        at = f"/api/people/{anna['id']}"
        change = {"name": "Anna W.", "also": ["anna@home.example"], "choices": {"minutes": "3"}}
        changed = ok(client.patch(at, json=change)).json()
        assert (changed["name"], changed["choices"]) == ("Anna W.", {"minutes": "3"})
        assert changed["addresses"] == [ANNA.address, "anna@home.example"]
        ok(client.post("/api/people", json={"keys": [TOM.address]}), 201)
        assert ok(client.patch(at, json={"also": [TOM.address]}), 409).json()["error"] == "taken"
        ok(client.patch(at, json={"choices": {"zone": "Mars"}}), 422)
        ok(client.post("/api/people", json={"keys": ["nobody"]}), 422)
        assert len(client.get("/api/people").json()) == 2
        assert ok(client.get(f"{at}/export")).json()["name"] == "Anna W."
        assert ok(client.delete(at)).json()["notes"] == 0
        ok(client.get(at), 404)


def test_a_note_that_deserves_a_thought_is_asked_about() -> None:
    """Words about health are answered with the concern, and kept only when that is meant."""
    with house() as here:
        client = here.client()
        anna = ok(client.post("/api/people", json={"keys": [ANNA.address]}), 201).json()["id"]
        at = f"/api/people/{anna}/notes"
        asked = ok(client.post(at, json={"text": "waits for surgery"}), 409).json()
        assert (asked["error"], "may tell about health" in asked["message"]) == ("concern", True)
        assert client.get(f"/api/people/{anna}").json()["notes"] == []
        ok(client.post(at, json={"text": "waits for surgery", "confirmed": True}), 201)
        ok(client.post(at, json={"text": "birthday", "kind": "occasion"}), 422)
        note = ok(client.post(at, json={"text": "the fair", "since": "2026-11-01"}), 201).json()
        assert (note["kind"], note["since"]) == ("thread", "2026-11-01")
        ok(client.delete(f"{at}/{note['id']}"), 204)
        ok(client.delete(f"{at}/{note['id']}"), 404)


def test_erasing_names_cards_that_stay() -> None:
    """While cards about a person stand in a calendar, erasing asks first."""
    with house() as here:
        here.settle_in(level=Level.AUTOMATIC)
        client = here.client()
        anna = ok(client.post("/api/people", json={"keys": [ANNA.address]}), 201).json()["id"]
        assert ok(client.delete(f"/api/people/{anna}"), 409).json()["error"] == "concern"
        assert ok(client.delete(f"/api/people/{anna}?confirmed=true")).json()["edits"] == 2


def test_stories() -> None:
    """Kept, listed and forgotten."""
    with house() as here:
        client = here.client()
        kept = ok(client.post("/api/stories", json={"text": " Ich backe Brot. "}), 201).json()
        assert kept["text"] == "Ich backe Brot."
        assert ok(client.get("/api/stories")).json() == [kept]
        ok(client.delete(f"/api/stories/{kept['id']}"), 204)
        ok(client.delete(f"/api/stories/{kept['id']}"), 404)
        ok(client.post("/api/stories", json={"text": "a\u0000b"}), 422)
        ok(client.post("/api/stories", json={"text": "x" * 501}), 422)


def test_settings() -> None:
    """Each is listed with meaning and default; chosen strictly, and reset."""
    with house() as here:
        client = here.client()
        first = ok(client.get("/api/settings")).json()[0]
        assert (first["name"], first["default"], first["chosen"]) == ("room", "lengthen", None)
        assert ok(client.put("/api/settings/minutes", json={"value": "8"})).json()["chosen"] == "8"
        assert "minutes cannot be" in ok(client.put("/api/settings/minutes", json={"value": "0"}), 422).text
        assert ok(client.delete("/api/settings/minutes")).json()["chosen"] is None
        ok(client.put("/api/settings/colour", json={"value": "red"}), 404)


def test_the_level_as_a_setting_approves_what_waits() -> None:
    """However automatic is chosen, what waits is made."""
    with house() as here:
        here.settle_in()
        ok(here.client().put("/api/settings/level", json={"value": "automatic"}))
        here.sync()
        assert {each["state"] for each in here.client().get("/api/edits").json()} == {"done"}


def test_runs() -> None:
    """What each sync came to is listed, newest first."""
    with house() as here:
        here.settle_in()
        (run,) = ok(here.client().get("/api/runs")).json()
        assert (run["calendar"], run["changed"], run["planned"]) == (WORK, 2, 4)
        assert ok(here.client().get("/api/runs?calendar=none")).json() == []


def test_health_and_readiness() -> None:
    """It lives at once; it is ready while its threads follow and its database answers."""
    with house() as here:
        client = here.client(None)
        assert ok(client.get("/health")).json() == {"alive": True}
        assert ok(client.get("/ready"), 503).json()["engine"] is False
        here.app.start()
        assert ok(client.get("/ready")).json() == {"database": True, "tables": True, "engine": True}
        here.stopping.set()
        ok(client.get("/ready"), 503)
