"""One person: notes, what is different for them, what an access request would show, and erasing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from policies.context import Note, NoteKind, Source
from service import steer
from service.people_in_words import concerns_as_text
from service.problems import Problem
from service.steer import Chosen
from service.store import access, calendars, people
from service.store.choices import FOR_PEOPLE, ChoiceError, overrides_from, overrides_to
from service.web.caller import Caller, Here
from service.web.days import wrong_days
from service.web.forms import Form, Posted, back
from service.web.page import page, part
from service.web.pages.people import read_person
from service.web.people_view import today_of
from service.web.person_view import find, goes_with, key_for, person_of
from service.web.refusals import NotHereError, RefusedError
from service.words import N_, Words

router = APIRouter(prefix="/people/{person}", include_in_schema=False)
MOST_WORDS = 500
_NO_WORDS = N_("A note needs words.")
_TOO_LONG = N_("A note has up to {limit} characters: a sentence or two are enough.")
_NO_DAY = N_("An occasion needs its day.")
_TAKEN = N_("{who} belongs to somebody else who is kept already.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A note as it was typed, with what is wrong with it and what deserves a second thought."""

    text: str = ""
    kind: str = NoteKind.THREAD.value
    source: str = Source.TOLD_ME.value
    since: str = ""
    until: str = ""
    wrong: str = ""
    wrong_day: str = ""
    concerns: tuple[str, ...] = ()


@router.get("")
def show(request: Request, me: Here, person: str) -> Response:
    """Show one person."""
    with me.session() as session:
        return _shown(request, me, session, person)


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
        typed = _typed(form, me.said)
        if typed.wrong or typed.wrong_day or (typed.concerns and form.plain("confirmed") != "on"):
            status = HTTPStatus.CONFLICT if typed.concerns else HTTPStatus.UNPROCESSABLE_ENTITY
            return _shown(request, me, session, person, typed=typed, status=status)
        people.add_note(session, me.owned, key, _note(typed), now=me.now)
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
            return _shown(
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
            return _shown(request, me, session, person, wrong_name=said, renamed=typed, status=_UNUSABLE)
        people.rename(session, me.owned, person, more)
    return back(request, f"/people/{person}", "kept")


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


_UNUSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


def _as_text(exported: dict[str, object]) -> str:
    return json.dumps(exported, ensure_ascii=False, indent=2)


def _shown(  # noqa: PLR0913  # what was typed is shown again beside what is wrong with it
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
    values = person_of(me, session, person)
    filled = renamed or {"name": str(values["plain_name"]), "keys": ""}
    beside = {
        "typed": typed or Typed(),
        "wrong_choice": wrong_choice,
        "wrong_name": wrong_name,
        "renamed": filled,
    }
    return page(request, "person.html", values | beside, status=status)


def _typed(form: Form, said: Words) -> Typed:
    text = form.plain("text", most=20_000)
    kind = _one_of(form.plain("kind"), NoteKind.THREAD.value, [each.value for each in NoteKind])
    source = _one_of(form.plain("source"), Source.TOLD_ME.value, [each.value for each in Source])
    since, until = form.plain("since", most=40), form.plain("until", most=40)
    wrong = _NO_WORDS if not text else _TOO_LONG if len(text) > MOST_WORDS else ""
    days = _wrong_days(kind, since, until)
    return Typed(
        text=text,
        kind=kind,
        source=source,
        since=since,
        until=until,
        wrong=said.text(wrong, limit=MOST_WORDS) if wrong else "",
        wrong_day=said.text(days) if days else "",
        concerns=tuple(concerns_as_text(text[:MOST_WORDS], said)),
    )


def _wrong_days(kind: str, since: str, until: str) -> str:
    if kind == NoteKind.OCCASION.value and not since:
        return _NO_DAY
    return wrong_days(since, until)


def _one_of(text: str, otherwise: str, known: list[str]) -> str:
    return text if text in known else otherwise


def _note(typed: Typed) -> Note:
    return Note(
        id="",
        kind=NoteKind(typed.kind),
        text=typed.text,
        source=Source(typed.source),
        since=date.fromisoformat(typed.since) if typed.since else None,
        until=date.fromisoformat(typed.until) if typed.until else None,
    )
