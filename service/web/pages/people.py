"""The people that notes are kept about: listed, searched, added by hand and out of an address book."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from sqlmodel import Session
from starlette.responses import Response

from policies.context import Person
from service.people_files import PeopleFileError, people_in
from service.people_in_words import KeyTextError, key_of
from service.problems import Problem
from service.store import people, preferences
from service.web.caller import Caller, Here
from service.web.forms import Form, Posted, back, is_by_script
from service.web.page import page, part
from service.web.people_view import (
    LONGEST_KEY,
    LONGEST_NAME,
    MOST_IMPORTED,
    MOST_KEYS,
    people_of,
    preview_of,
)
from service.words import N_

router = APIRouter(include_in_schema=False)
_TOO_MANY = N_("{file} holds {n} people; up to {limit} are taken over at once. Split the file.")
_NOBODY = N_("{file} holds nobody with an e-mail address or a phone number.")
_NO_FILE = N_("Choose a file first: .vcf or .csv.")
_NO_KEY = N_("An e-mail address or a phone number is needed: a person is found by it.")
_LONG_KEY = N_("An e-mail address has up to {limit} characters.")


@router.get("/people")
def everybody(request: Request, me: Here, q: Annotated[str, Query(max_length=200)] = "") -> Response:
    """Show the list, or only the rows while somebody types."""
    if is_by_script(request):
        return part(request, "parts/people.html", people_of(me, q))
    return _list(request, me, q)


@router.post("/people")
def add(request: Request, me: Here, form: Posted) -> Response:
    """Keep a person."""
    with me.session() as session:
        try:
            person = read_person(me, session, form)
        except Problem as problem:
            typed = {"name": form.plain("name"), "keys": form.fields.get("keys", "")[:2000]}
            said = problem.sentence(me.said)
            return _list(request, me, "", status=HTTPStatus.UNPROCESSABLE_ENTITY, typed=typed, wrong=said)
        kept = people.add_person(session, me.owned, person, now=me.now)
    return back(request, f"/people/{kept}", "person_kept")


@router.post("/people/import")
def take_over(request: Request, me: Here, form: Posted) -> Response:
    """Show what an address book would add; sent back from there, add it."""
    chosen = form.files.get("file")
    sent = form.fields.get("people", "")
    try:
        if sent:
            return _keep(request, me, _read(me, sent.encode(), "people.csv"))
        found = _read(me, chosen.content, chosen.name) if chosen else []
    except PeopleFileError as problem:
        said = problem.sentence(me.said)
        return _list(request, me, "", status=HTTPStatus.UNPROCESSABLE_ENTITY, unread=said)
    if chosen is None or not chosen.content:
        return _list(request, me, "", status=HTTPStatus.UNPROCESSABLE_ENTITY, unread=me.said.text(_NO_FILE))
    with me.session() as session:
        return page(request, "people_import.html", preview_of(me, session, found, chosen.name))


def read_person(me: Caller, session: Session, form: Form, known: Person | None = None) -> Person:
    """Read a name, and addresses and numbers by line; raises KeyTextError for what is neither."""
    region = preferences.written_choices(session, me.owned).get("region", "DE")
    lines = form.fields.get("keys", "")[:20_000].replace(",", "\n").replace(";", "\n").splitlines()
    texts = ["".join(each for each in line if each.isprintable()).strip() for line in lines]
    keys = list(dict.fromkeys(key_of(text, region) for text in texts[:MOST_KEYS] if text))
    if any(len(key) > LONGEST_KEY or " " in key for key in keys):
        raise KeyTextError(_LONG_KEY, limit=LONGEST_KEY)
    if not keys and known is None:
        raise KeyTextError(_NO_KEY)
    return Person(
        id="",
        name=form.plain("name", most=LONGEST_NAME),
        addresses=tuple(key for key in keys if "@" in key),
        numbers=tuple(key for key in keys if "@" not in key),
    )


def _read(me: Caller, data: bytes, name: str) -> list[Person]:
    with me.session() as session:
        region = preferences.written_choices(session, me.owned).get("region", "DE")
    found = [clean for each in people_in(data, name, region) if (clean := _clean(each))]
    if len(found) > MOST_IMPORTED:
        raise PeopleFileError(_TOO_MANY, file=name, n=len(found), limit=MOST_IMPORTED)
    if not found:
        raise PeopleFileError(_NOBODY, file=name)
    return found


def _clean(person: Person) -> Person | None:
    """Return a person as a form would have given it; None where nothing is left to find them by."""
    name = "".join(each if each.isprintable() else " " for each in person.name).strip()[:LONGEST_NAME]
    usable = [each for each in person.addresses if _is_address(each)]
    if not usable and not person.numbers:
        return None
    numbers = person.numbers[:MOST_KEYS]
    return Person(id="", name=name, addresses=tuple(usable[:MOST_KEYS]), numbers=numbers)


def _is_address(text: str) -> bool:
    return len(text) <= LONGEST_KEY and text.isprintable() and " " not in text and text.count("@") == 1


def _keep(request: Request, me: Caller, found: list[Person]) -> Response:
    with me.session() as session:
        for each in found:
            people.add_person(session, me.owned, each, now=me.now)
    return back(request, "/people", "people_kept", len(found))


def _list(  # noqa: PLR0913  # what was typed is shown again beside what is wrong with it
    request: Request,
    me: Caller,
    q: str,
    *,
    status: int = HTTPStatus.OK,
    typed: dict[str, str] | None = None,
    wrong: str = "",
    unread: str = "",
) -> Response:
    filled = typed or {"name": "", "keys": ""}
    beside = {"typed": filled, "wrong": wrong, "unread": unread}
    return page(request, "people.html", people_of(me, q) | beside, status=status)
