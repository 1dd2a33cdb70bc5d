"""Every form and every page by enumeration: forged forms, hostile texts, frames, redirects, stolen cookies.

The routes come from the application itself, the forms from its pages, so that a new one cannot be forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from fastapi.routing import APIRoute

from calendar_sync.plan import Level
from policies.context import Note, NoteKind, Story
from policies.event import Guest
from service.store import people, sessions, stories
from service.web.app import BESIDE_API
from service.web.cookies import NOTICE, SESSION, VISIT, is_form_token
from service.web.forms import local_path
from tests.builders import ANNA, JULE, TUESDAY_TEN
from tests.service.web.house import HERE, OTHER, House, browser, house, ok, put

HOSTILE = "\"'><img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}"
FOREIGN = (
    "//evil.example",
    "https://evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "\t//x",
    "",
    "x",
)


def routes(method: str) -> list[str]:
    """List the paths of one method outside the API."""
    found = [each for router in BESIDE_API for each in router.routes if isinstance(each, APIRoute)]
    return sorted(
        each.path for each in found if method in (each.methods or ()) and not each.path.startswith("/hooks")
    )


POSTS = routes("POST")
NO_PAGES = {"/health", "/ready", "/sign-in", "/static/{tag}/{name:path}"}
PAGES = [each for each in routes("GET") if each not in NO_PAGES and "{" not in each]


@dataclass(slots=True)
class Sent:
    """A form of a page: where it leads, and its hidden fields."""

    action: str
    fields: dict[str, str]


class Forms(HTMLParser):
    """Gathers the forms of a page that change something."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.found: list[Sent] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, or a field of the one that is open."""
        named = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = named.get("method", "get").lower() == "post"
            if self._open:
                self.found.append(Sent(named["action"], {}))
        if tag == "input" and self._open and named.get("name"):
            self.found[-1].fields[named["name"]] = named.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        """Close a form."""
        self._open = self._open and tag != "form"


def forms_of(page: str) -> list[Sent]:
    """Return the forms of a page that change something."""
    parser = Forms()
    parser.feed(page)
    return parser.found


def addresses(here: House) -> Iterator[str]:
    """Yield every page, and every meeting that the week leads to."""
    yield from PAGES
    week = browser(here).get("/week").text
    yield from (each.replace("&amp;", "&") for each in re.findall(r'href="(/week/meeting[^"]*)"', week))


def busy_house(here: House) -> None:
    """Fill a house with hostile texts wherever somebody can write some."""
    memory = here.settle_in(level=Level.ASK)
    owned = here.owned()
    with here.app.store.session() as session:
        people.add_note(session, owned, "tom.krueger@vogt-maschinenbau.example", _note(), now=here.clock[0])
        stories.add_story(session, owned, Story(id="", text=HOSTILE), now=here.clock[0])
    ok(here.client().post("/api/calendars/jule.brandt/sync"), 202)
    odd: tuple[dict[str, Any], ...] = (
        {"title": HOSTILE, "guests": (Guest(address="x@evil.example", name=HOSTILE),)},
        {"title": f"Tel. {HOSTILE}", "location": f"+49 40 12345670 {HOSTILE}", "guests": (ANNA,)},
        {"title": HOSTILE, "guests": (), "location": f"https://zoom.us/j/1{HOSTILE}"},
    )
    for number, fields in enumerate(odd):
        start = TUESDAY_TEN + timedelta(hours=5 + number)
        put(memory, f"odd-{HOSTILE}-{number}", start=start, **fields)
    here.sync()
    here.later(days=1, hours=6)
    here.sync()


def _note() -> Note:
    return Note(id="", kind=NoteKind.FACT, text=HOSTILE)


def test_there_is_something_to_enumerate() -> None:
    """The lists are not empty by mistake."""
    assert {"/answer", "/undo", "/try", "/today/note", "/sign-out"} <= set(POSTS)
    assert {"/", "/today", "/week", "/done", "/first-look", "/live"} <= set(PAGES)


@pytest.mark.parametrize("path", POSTS)
def test_forged_forms_do_nothing(path: str) -> None:
    """Without the token, with a guessed one, with another's: refused, even from the right origin."""
    with house() as here:
        here.settle_in()
        visitor, other = browser(here), browser(here, owner=OTHER)
        before = here.client().get("/api/edits").json()
        where = re.sub(r"\{[^}]*\}", "x", path)
        for token in ("", "x" * 64, other.token, visitor.token[:-1], "ü"):
            ok(visitor.post(where, data={"csrf": token, "say": "approve", "level": "automatic"}), 403)
        ok(visitor.post(where, content=b"csrf=%FF%00", headers={"Content-Type": "text/plain"}), 403)
        foreign = {"Origin": "http://evil.example"}
        ok(visitor.post(where, data={"csrf": visitor.token}, headers=foreign), 403)
        assert here.client().get("/api/edits").json() == before
        assert here.client().get("/api/owner").json()["level"] == "ask"


def test_every_form_carries_its_token_and_leads_somewhere() -> None:
    """On every page each form that changes something has this browser's token and a known address."""
    with house() as here:
        busy_house(here)
        visitor = browser(here)
        seen = set()
        for address in addresses(here):
            for form in forms_of(visitor.get(address).text):
                assert is_form_token(visitor.cookies[SESSION], form.fields["csrf"]), (address, form)
                seen.add(form.action)
        assert {"/answer", "/sign-out", "/today/person", "/today/note"} <= seen
        known = [re.sub(r"\{[^}]*\}", "[^/]+", path) for path in (*POSTS, "/connect/google")]
        assert [each for each in seen if not any(re.fullmatch(path, each) for path in known)] == []


def test_hostile_texts_stay_texts() -> None:
    """Titles, names, places, notes and stories are shown as they are written, on every page; none runs."""
    with house() as here:
        busy_house(here)
        visitor = browser(here)
        shown = 0
        for address in addresses(here):
            answer = visitor.get(address)
            if "html" not in answer.headers.get("content-type", ""):
                continue
            page = answer.text
            assert "<img src=x" not in page, address
            assert "<script>alert" not in page, address
            assert "\"'><" not in page, address
            assert "49" not in re.findall(r"</script>(\d+)", page), address
            shown += "&lt;img src=x onerror" in page
        assert shown >= 3


def test_a_hostile_note_that_is_asked_about_stays_text() -> None:
    """What comes back in a form to be thought about once more is text as well."""
    with house() as here:
        busy_house(here)
        visitor = browser(here)
        form = next(each for each in forms_of(visitor.get("/today").text) if each.action == "/today/note")
        page = ok(visitor.fill_in("/today/note", text=f"cancer {HOSTILE}", **_without_token(form))).text
        assert "may tell about health" in page
        assert "<img src=x" not in page


def _without_token(form: Sent) -> dict[str, str]:
    return {name: value for name, value in form.fields.items() if name in {"calendar", "event", "day"}}


def test_no_page_can_be_framed_or_kept() -> None:
    """Every page forbids frames, inline scripts and styles, other hosts, and is not stored."""
    with house() as here:
        busy_house(here)
        visitor = browser(here)
        for address in addresses(here):
            answer = visitor.get(address)
            policy = answer.headers["content-security-policy"]
            for part in (
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self'",
                "frame-ancestors 'none'",
                "form-action 'self'",
                "base-uri 'none'",
            ):
                assert part in policy
            assert "unsafe" not in policy
            assert answer.headers["x-frame-options"] == "DENY"
            assert answer.headers["cache-control"] == "no-store"
            for inline in (" style=", " onclick=", "<style", "<script>", "javascript:"):
                assert inline not in answer.text.replace(HOSTILE, ""), (address, inline)


@pytest.mark.parametrize("to", FOREIGN)
def test_no_redirect_leads_elsewhere(to: str) -> None:
    """Where a form may say where to go next, only a path of ours is gone to."""
    assert local_path(to, "/week") == "/week"
    with house() as here:
        here.settle_in()
        edit = here.client().get("/api/edits").json()[0]["id"]
        went = ok(browser(here).fill_in("/answer", edit=edit, say="skip", next=to), 303)
        assert went.headers["location"] in {"/", "/week"}


def link(here: House) -> str:
    """Return a new link's address."""
    owned = here.owned()
    with here.app.store.session() as session:
        return f"/sign-in?token={sessions.new_link(session, owned, now=here.clock[0])}"


def test_a_planted_session_is_never_taken_up() -> None:
    """A cookie that somebody put there before is worth nothing after signing in; a true one ends."""
    with house() as here:
        attacker = here.secret(OTHER)
        for planted in ("planted", attacker):
            visitor = browser(here, owner=None)
            visitor.cookies.set(SESSION, planted, domain="localhost.local")
            came = ok(visitor.get(link(here)), 303)
            assert planted not in came.headers["set-cookie"]
            fresh = re.search(rf"{SESSION}=([^;]+)", came.headers["set-cookie"])
            assert fresh
            thief = browser(here, owner=None)
            thief.cookies.set(SESSION, planted, domain="localhost.local")
            ok(thief.get("/today"), 401)


def test_the_token_changes_at_sign_in() -> None:
    """What a stranger's forms carried is worth nothing once somebody is signed in."""
    with house() as here:
        visitor = browser(here, owner=None)
        ok(visitor.get("/"))
        before = visitor.token
        assert before
        ok(visitor.get(link(here)), 303)
        ok(visitor.post("/sign-out", data={"csrf": before}), 403)
        assert VISIT not in visitor.cookies


def test_signing_out_everywhere() -> None:
    """Every session and token of this owner ends, and nobody else's."""
    with house() as here:
        here.settle_in()
        first, second, other = browser(here), here.client(), browser(here, owner=OTHER)
        waiting = link(here)
        ok(first.fill_in("/sign-out/everywhere"))
        ok(first.get("/today"), 401)
        ok(second.get("/api/owner"), 401)
        ok(browser(here, owner=None).get(waiting), 410)
        ok(other.get("/today"))


def test_failed_sign_ins_are_slowed_down() -> None:
    """After twenty failures in a minute nobody is let in from there, by a good link neither."""
    with house() as here:
        good, visitor = link(here), browser(here, owner=None)
        for _ in range(20):
            ok(visitor.get("/sign-in?token=wrong"), 410)
        said = ok(visitor.get(good), 429)
        assert "wait a minute" in said.text
        here.later(seconds=61)
        ok(visitor.get(good), 303)


@pytest.mark.parametrize("left", ["noted.0.x", "noted.0", "x", "noted.0." + "0" * 64, "a" * 5000])
def test_forged_notices_are_not_shown(left: str) -> None:
    """Only a notice that we left for this browser is said, and none twice."""
    with house() as here:
        here.settle_in()
        visitor = browser(here)
        visitor.cookies.set(NOTICE, left, domain="localhost.local")
        assert 'class="notice"' not in ok(visitor.get("/week")).text


def test_static_files_are_kept_for_ever_and_only_they() -> None:
    """A file's address holds its hash; under another, or outside the folder, there is nothing."""
    with house() as here:
        visitor = browser(here, owner=None)
        page = ok(visitor.get("/")).text
        (style,) = set(re.findall(r'href="(/static/[^"]+/plausch\.css)"', page))
        answer = ok(visitor.get(style))
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["content-encoding"] == "gzip"
        assert "/static/" in answer.text
        tag = style.split("/")[2]
        for path in (
            "/static/000000000000/plausch.css",
            f"/static/{tag}/../guard.py",
            f"/static/{tag}/..%2Fguard.py",
            f"/static/{tag}/vendor/README.md",
            f"/static/{tag}/fonts/OFL.txt",
        ):
            ok(visitor.get(path), 404)


def test_a_bearer_token_fills_in_no_form() -> None:
    """Forms are for browsers: a program's token alone does not make one."""
    with house() as here:
        here.settle_in()
        wanted = {"what": "everything", "sure": "yes"}
        ok(here.client(JULE).post("/undo", data=wanted, headers={"Origin": HERE}), 403)
