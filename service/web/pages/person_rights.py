"""What a person may ask for: what is kept about them, and to be forgotten."""

from __future__ import annotations

import json

from fastapi import APIRouter, Request
from starlette.responses import Response

from service import steer
from service.steer import Chosen
from service.store import access, calendars
from service.web.caller import Here
from service.web.forms import Posted, back
from service.web.one_person import find, key_for
from service.web.page import page
from service.web.person_view import goes_with, person_of

router = APIRouter(prefix="/people/{person}", include_in_schema=False)


@router.get("/shown")
def shown(request: Request, me: Here, person: str) -> Response:
    """Show exactly what this person would get on asking what is kept about them."""
    with me.session() as session:
        known = find(me, session, person)
        exported = access.export_person(session, me.owned, key_for(known))
        values = person_of(me, session, person)
    return page(request, "person_shown.html", values | {"text": _as_text(exported), "export": exported})


@router.get("/shown.json")
def shown_file(me: Here, person: str) -> Response:
    """Hand the same out as a file."""
    with me.session() as session:
        exported = access.export_person(session, me.owned, key_for(find(me, session, person)))
    headers = {"Content-Disposition": 'attachment; filename="plausch-person.json"'}
    return Response(_as_text(exported), media_type="application/json", headers=headers)


@router.get("/erase")
def before_erasing(request: Request, me: Here, person: str) -> Response:
    """Say what erasing takes away."""
    with me.session() as session:
        known = find(me, session, person)
        values = person_of(me, session, person) | goes_with(me, session, known)
    return page(request, "person_erase.html", values)


@router.post("/take-back")
def take_back(request: Request, me: Here, person: str, form: Posted) -> Response:  # noqa: ARG001
    """Take back what was made for this person's meetings, cards with it."""
    with me.session() as session:
        known = find(me, session, person)
        ids: set[str] = set()
        for key in (*known.addresses, *known.numbers):
            ids |= set(steer.undo(session, me.owned, Chosen(person=key), now=me.now))
        connected = calendars.ids(session, me.owned)
    me.wake(*connected)
    notice = "undoing" if ids else "nothing_to_undo"
    return back(request, f"/people/{person}/erase", notice, len(ids))


@router.post("/erase")
def erase(request: Request, me: Here, person: str, form: Posted) -> Response:  # noqa: ARG001
    """Forget a person wholly."""
    with me.session() as session:
        access.erase_person(session, me.owned, key_for(find(me, session, person)))
        steer.look_again(session, me.owned)
    return back(request, "/people", "person_erased")


def _as_text(exported: dict[str, object]) -> str:
    return json.dumps(exported, ensure_ascii=False, indent=2)
