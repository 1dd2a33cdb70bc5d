"""What tests of the pages share: a furnished house, ids of each kind, and hostile text."""

from __future__ import annotations

from policies.context import NoteKind
from policies.question_pool import QUESTIONS
from service.store import partings, people
from service.store.partings import Stayed
from tests.builders import JULE
from tests.service.web.house import House

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }} {% raw %} {name} %(x)s",
    "\u202egnihtemos \u2066and\u2069 \u200bmore",
    "x" * 10_000,
    "a\x00b\r\nSet-Cookie: x=1",
    "' OR 1=1 --",
    "javascript:alert(1)",
)
READ = (
    "/people", "/people?q=tom", "/people/{person}", "/people/{person}/shown", "/people/{person}/shown.json",
    "/people/{person}/erase", "/stories", "/stories/{story}", "/settings", "/privacy",
    "/privacy/everything.json", "/privacy/delete", "/figures", "/connections",
    "/connections/{connection}/disconnect", "/connections/calendars/{calendar}/leave",
)  # fmt: skip


def ids_of(here: House, owner: str = JULE) -> dict[str, str]:
    """Return an id of each kind that is this owner's."""
    client = here.client(owner)
    with here.app.store.session() as session:
        stayed = partings.all_of(session, here.owned(owner))
    person = next(each for each in client.get("/api/people").json() if each["notes"])
    return {
        "person": person["id"],
        "note": person["notes"][0]["id"],
        "story": client.get("/api/stories").json()[0]["id"],
        "key": "room",
        "parting": stayed[0].id if stayed else "0" * 32,
        "connection": client.get("/api/connections").json()[0]["id"],
        "calendar": client.get("/api/calendars").json()[0]["id"],
    }


def furnish(here: House, owner: str = JULE) -> dict[str, str]:
    """Settle an owner in, with a note of each kind and one of everything told; return the ids."""
    here.settle_in(owner)
    known = ids_of(here, owner)
    client = here.client(owner)
    for kind in NoteKind:
        note = {"text": f"a {kind.value}", "kind": kind.value, "since": "2026-11-20"}
        client.post(f"/api/people/{known['person']}/notes", json=note)
    used = (f"story:{known['story']}", f"question:{QUESTIONS[0].id}", f"note:{known['note']}", "story:gone")
    with here.app.store.session() as session:
        people.remember_use(session, here.owned(owner), known["person"], used, "event", now=here.clock[0])
        stayed = Stayed(day=here.clock[0].date(), minutes=5, hold=False, video=True, opener=True)
        partings.keep(session, here.owned(owner), "old.ics", (stayed,), now=here.clock[0])
    return ids_of(here, owner)
