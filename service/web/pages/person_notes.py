"""Notes about a person: warned of while typed, kept, forgotten; and no small talk today."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import Response

from service import steer
from service.people_in_words import concerns_as_text
from service.store import people
from service.store.choices import overrides_from, overrides_to
from service.web.caller import Here
from service.web.forms import Posted, back
from service.web.one_person import find, key_for
from service.web.page import part
from service.web.pages.person import person_page
from service.web.people_view import today_of
from service.web.refusals import NotHereError
from service.web.typed_notes import note_of, typed_note

router = APIRouter(prefix="/people/{person}", include_in_schema=False)


@router.post("/words")
def words_while_typing(request: Request, me: Here, person: str, form: Posted) -> Response:
    """Say which words of a note deserve a second thought, while it is typed."""
    with me.session() as session:
        find(me, session, person)
    concerns = concerns_as_text(form.plain("text"), me.said)
    return part(request, "parts/concerns.html", {"id": person, "concerns": concerns})


@router.post("/notes")
def add_note(request: Request, me: Here, person: str, form: Posted) -> Response:
    """Keep a note; words that deserve a second thought are asked about first."""
    with me.session() as session:
        key = key_for(find(me, session, person))
        typed = typed_note(form, me.said)
        if typed.wrong or typed.wrong_day or (typed.concerns and form.plain("confirmed") != "on"):
            status = HTTPStatus.CONFLICT if typed.concerns else HTTPStatus.UNPROCESSABLE_ENTITY
            return person_page(request, me, session, person, typed=typed, status=status)
        people.add_note(session, me.owned, key, note_of(typed), now=me.now)
        steer.look_again(session, me.owned)
    return back(request, f"/people/{person}", "noted")


@router.post("/notes/{note}/forget")
def forget_note(request: Request, me: Here, person: str, note: str, form: Posted) -> Response:  # noqa: ARG001  # its token was checked
    """Forget a note."""
    with me.session() as session:
        if note not in {each.id for each in find(me, session, person).notes}:
            raise NotHereError
        people.remove_note(session, me.owned, note)
        steer.look_again(session, me.owned)
    return back(request, f"/people/{person}", "note_forgotten")


@router.post("/not-today")
def not_today(request: Request, me: Here, person: str, form: Posted) -> Response:  # noqa: ARG001
    """Keep that there is to be no small talk today, and no reason."""
    with me.session() as session:
        known = find(me, session, person)
        today = today_of(me, session).isoformat()
        written = overrides_to(known.overrides) | {"not-today-until": today}
        people.choose_for(session, me.owned, key_for(known), overrides_from(written))
        steer.look_again(session, me.owned)
    return back(request, f"/people/{person}", "not_today")
