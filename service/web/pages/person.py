"""One person: notes, what is different for them, name and addresses."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from service import steer
from service.problems import Problem
from service.store import people
from service.store.choices import FOR_PEOPLE, ChoiceError, overrides_from, overrides_to
from service.web.caller import Caller, Here
from service.web.forms import Posted, back
from service.web.one_person import find, key_for
from service.web.page import page
from service.web.pages.people import read_person
from service.web.person_view import person_of
from service.web.refusals import RefusedError
from service.web.typed_notes import Typed
from service.words import N_

router = APIRouter(prefix="/people/{person}", include_in_schema=False)
_TAKEN = N_("{who} belongs to somebody else who is kept already.")
_UNUSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@router.get("")
def show(request: Request, me: Here, person: str) -> Response:
    """Show one person."""
    with me.session() as session:
        return person_page(request, me, session, person)


@router.post("/choices")
def choose(request: Request, me: Here, person: str, form: Posted) -> Response:
    """Keep what is different for one person; what is empty is as usual."""
    with me.session() as session:
        known = find(me, session, person)
        before = overrides_to(known.overrides)
        kept = {name: text for name, text in before.items() if name not in form.fields}
        sent = {name: form.plain(name) for name in sorted(FOR_PEOPLE) if form.plain(name)}
        try:
            overrides = overrides_from(kept | sent)
        except ChoiceError as problem:
            return person_page(
                request, me, session, person, wrong_choice=problem.sentence(me.said), status=_UNUSABLE
            )
        people.choose_for(session, me.owned, key_for(known), overrides)
        steer.look_again(session, me.owned)
    return back(request, f"/people/{person}", "kept")


@router.post("/name")
def change_name(request: Request, me: Here, person: str, form: Posted) -> Response:
    """Change a name, and add addresses and numbers."""
    with me.session() as session:
        known = find(me, session, person)
        try:
            more = read_person(me, session, form, known)
            for key in (*more.addresses, *more.numbers):
                there = people.find_person(session, me.owned, key)
                if there is not None and there.id != person:
                    raise RefusedError(HTTPStatus.CONFLICT, "taken", _TAKEN, who=key)
        except Problem as problem:
            typed = {"name": form.plain("name"), "keys": form.fields.get("keys", "")[:2000]}
            said = problem.sentence(me.said)
            return person_page(request, me, session, person, wrong_name=said, renamed=typed, status=_UNUSABLE)
        people.rename(session, me.owned, person, more)
    return back(request, f"/people/{person}", "kept")


def person_page(  # noqa: PLR0913  # what was typed is shown again beside what is wrong with it
    request: Request,
    me: Caller,
    session: Session,
    person: str,
    *,
    typed: Typed | None = None,
    wrong_choice: str = "",
    wrong_name: str = "",
    renamed: dict[str, str] | None = None,
    status: int = HTTPStatus.OK,
) -> Response:
    """Return a person's page, with what was typed and what is wrong with it."""
    values = person_of(me, session, person)
    filled = renamed or {"name": str(values["plain_name"]), "keys": ""}
    beside = {
        "typed": typed or Typed(),
        "wrong_choice": wrong_choice,
        "wrong_name": wrong_name,
        "renamed": filled,
    }
    return page(request, "person.html", values | beside, status=status)
