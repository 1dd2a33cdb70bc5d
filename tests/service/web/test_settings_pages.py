"""Settings and figures in a browser: saved in groups, shown by example, refused beside the field."""

from __future__ import annotations

import re
from html import unescape

import pytest

from calendar_sync.plan import Level
from service.examples import examples
from service.settings_in_words import MEANINGS
from service.store import preferences
from service.web.settings_groups import GROUPS
from service.words import words
from tests.builders import MONDAY
from tests.service.web.house import House, browser, house, ok


def chosen(here: House) -> dict[str, str]:
    """Return what is written."""
    with here.app.store.session() as session:
        return preferences.written_choices(session, here.owned())


def fields_of(page: str, key: str) -> dict[str, str]:
    """Return the fields of one group's form, as a browser would send them untouched."""
    form = page.partition(f'action="/settings/{key}"')[2].partition("</form>")[0]
    found = {
        name: unescape(value)
        for name, value in re.findall(r'<input(?! type="checkbox")[^>]* name="([^"]+)" value="([^"]*)"', form)
    }
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        found[name] = next(iter(re.findall(r'value="([^"]*)" selected', options)), "")
    for name in re.findall(r'<input type="checkbox"[^>]* name="([^"]+)" value="on" checked', form):
        found[name] = "on"
    for name, text in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n(.*?)</textarea>', form, re.DOTALL):
        found[name] = unescape(text)
    return {name: value for name, value in found.items() if name != "csrf"}


def test_every_setting_is_asked_for_once() -> None:
    """No setting is missing on the page, and none stands there twice."""
    named = [each.name for group in GROUPS for each in group.asked]
    assert sorted(named) == sorted(MEANINGS)


@pytest.mark.parametrize("key", [each.key for each in GROUPS])
def test_saving_untouched_changes_nothing(key: str) -> None:
    """Whoever saves a part as it stands has chosen nothing."""
    with house() as here:
        visitor = browser(here)
        fields = fields_of(ok(visitor.get("/settings")).text, key)
        ok(visitor.fill_in(f"/settings/{key}", **fields), 303)
        assert chosen(here) == {}


def test_a_part_is_saved_and_shown() -> None:
    """What was saved stands in the form and in its example; a default again is no choice any more."""
    with house() as here:
        visitor = browser(here)
        fields = fields_of(ok(visitor.get("/settings")).text, "room")
        ok(visitor.fill_in("/settings/room", **fields | {"room": "hold", "minutes": "7"}), 303)
        assert chosen(here) == {"room": "hold", "minutes": "7"}
        page = unescape(ok(visitor.get("/settings")).text)
        assert "10:30 to 10:37 is kept free for you alone" in page
        assert fields_of(page, "room")["minutes"] == "7"
        ok(visitor.fill_in("/settings/room", **fields), 303)
        assert chosen(here) == {}


def test_the_example_follows_what_is_typed() -> None:
    """The rules themselves say what a choice comes to, before anything is saved."""
    with house() as here:
        visitor = browser(here)
        fields = fields_of(ok(visitor.get("/settings")).text, "room")
        for change, outcome in (
            ({}, "it ends 10:35; the guest gets one update."),
            ({"minutes": "8"}, "it ends 10:38; the guest gets one update."),
            ({"room": "off"}, "it stays as it is. You have switched this off."),
            ({"minutes": "99"}, "Write a whole number from 1 to 10."),
            ({"hours-mon-until": "07:00"}, "Write days and times in their order"),
        ):
            shown = ok(visitor.fill_in("/settings/room/example", **fields | change)).text
            assert outcome in unescape(shown)
        assert chosen(here) == {}


@pytest.mark.parametrize(
    ("key", "name", "value", "said"),
    [
        ("room", "minutes", "eleven", "a whole number from 1 to 10"),
        ("room", "day-cap", "-1", "a whole number from 0 to 60"),
        ("room", "hours-mon-until", "07:00", "days and times in their order"),
        ("room", "hours-mon-from", "", "days and times such as"),
        ("video", "video-room", "http://insecure.example", "beginning with https://"),
        ("opener", "opener-lead", "0", "a whole number from 1 to 120"),
        ("hands-off", "never-addresses", "a b@c.example", "one on each line"),
        ("hands-off", "not-today-until", "tomorrow", "a day such as"),
        ("place", "zone", "Europe/Atlantis", "a time zone such as"),
        ("place", "region", "XX", "a country as two letters"),
        ("automation", "level", "wild", "one of watch, ask, automatic"),
        ("automation", "run-cap", "999", "a whole number from 1 to 200"),
        ("automation", "paused-until", "2026-02-30", "a day such as"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(key: str, name: str, value: str, said: str) -> None:
    """Nothing is saved, nothing typed is lost, and the field says what can be written instead."""
    with house() as here:
        visitor = browser(here)
        fields = fields_of(ok(visitor.get("/settings")).text, key)
        page = unescape(ok(visitor.fill_in(f"/settings/{key}", **fields | {name: value}), 422).text)
        assert said in page
        assert 'aria-invalid="true"' in page
        assert "What you typed is still there." in page
        again = fields_of(page, key)
        if name != "level":
            assert again[name] == value
        assert chosen(here) == {}


def test_lists_working_hours_and_pause() -> None:
    """Lists are written by line, working hours by day, and a pause by its day."""
    with house() as here:
        visitor = browser(here)
        page = ok(visitor.get("/settings")).text
        lists = fields_of(page, "hands-off") | {
            "never-domains": "first.example\nsecond.example, third.example"
        }
        ok(visitor.fill_in("/settings/hands-off", **lists), 303)
        hours = {name: value for name, value in fields_of(page, "room").items() if "fri" not in name}
        ok(
            visitor.fill_in(
                "/settings/room", **hours | {"hours-sat-from": "09:00", "hours-sat-until": "12:00"}
            ),
            303,
        )
        ok(visitor.fill_in("/settings/automation", level="watch", **{"paused-until": "2026-12-24"}), 303)
        kept = chosen(here)
        assert kept["never-domains"] == "first.example,second.example,third.example"
        assert "sat 09:00-12:00" in kept["working-hours"]
        assert "fri" not in kept["working-hours"]
        assert kept["paused-until"] == "2026-12-24"
        page = ok(visitor.get("/settings")).text
        assert "A meeting with anna@first.example: never touched." in page
        assert "Paused: nothing is changed before Thu 24 Dec." in page
        assert fields_of(page, "room")["hours-sat-until"] == "12:00"


def test_more_by_itself_shows_its_cost_first() -> None:
    """Switching up says minutes, updates and guests before it is done; switching down is done at once."""
    with house() as here:
        here.settle_in(level=Level.WATCH)
        visitor = browser(here)
        page = unescape(
            ok(visitor.fill_in("/settings/automation", level="automatic", **{"run-cap": "20"})).text
        )
        assert "2 updates would go to guests" in page
        assert "Switch to automatic, sends 2 updates" in page
        assert chosen(here)["level"] == "watch"
        sure = {"level": "automatic", "run-cap": "20", "sure": "on"}
        ok(visitor.fill_in("/settings/automation", **sure), 303)
        assert chosen(here)["level"] == "automatic"
        ok(visitor.fill_in("/settings/automation", level="watch", **{"run-cap": "20"}), 303)
        assert chosen(here).get("level", "watch") == "watch"


@pytest.mark.parametrize("language", ["de", "en"])
def test_examples_have_something_to_say_for_whatever_is_chosen(language: str) -> None:
    """Each group's example holds for defaults and for everything switched off."""
    off = {
        "room": "off",
        "video": "off",
        "opener": "off",
        "never-touch": "on",
        "region": "FR",
        "zone": "Asia/Tokyo",
    }
    for written in ({}, off):
        for key in ("room", "video", "opener", "hands-off", "place", "automation"):
            shown = examples(key, written, now=MONDAY, said=words(language))
            assert shown
            assert all("{" not in each for each in shown)


def test_figures_count_what_was_done() -> None:
    """Plot and table tell the same, what was taken back does not count, and figures can be switched off."""
    with house() as here:
        visitor = browser(here)
        assert "Nothing to count yet" in ok(visitor.get("/figures")).text
        here.settle_in(level=Level.AUTOMATIC)
        page = unescape(ok(visitor.get("/figures")).text)
        assert "20 minutes of room in twelve weeks" in page or "10 minutes of room in twelve weeks" in page
        assert page.count("<svg") == 3
        assert page.count("<desc") == 3
        minutes = int(re.findall(r"(\d+) minutes of room in twelve weeks", page)[0])
        rows = re.findall(r'<tr><th scope="row">[^<]+</th><td>(\d+)</td><td>\d+</td><td>(\d+)</td>', page)
        assert sum(int(each) for each, _ in rows) == minutes
        assert sum(int(each) for _, each in rows) == 2
        ok(here.client().post("/api/undo", json={"everything": True}), 202)
        here.sync()
        assert "Nothing to count yet" in ok(visitor.get("/figures")).text
        ok(visitor.fill_in("/figures/switch", to="off"), 303)
        assert "Figures are switched off" in ok(visitor.get("/figures")).text
        ok(visitor.fill_in("/figures/switch", to="on"), 303)
        assert "Nothing to count yet" in ok(visitor.get("/figures")).text
