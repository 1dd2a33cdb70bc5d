"""The owner's own small stories: kept, changed, forgotten, and to whom each was told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from policies.context import Story
from service.store import people, stories, told
from service.web.caller import Caller, Here
from service.web.days import wrong_days
from service.web.forms import Form, Posted, back
from service.web.page import page
from service.web.people_view import day_in_words, shown_name, zone_of
from service.web.refusals import NotHereError
from service.words import N_, Words

router = APIRouter(prefix="/stories", include_in_schema=False)
LONGEST = 300
_NO_WORDS = N_("A story needs words.")
_TOO_LONG = N_("A story has up to {limit} characters: two sentences are enough.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A story as it was typed, with what is wrong with it."""

    text: str = ""
    since: str = ""
    until: str = ""
    wrong: str = ""
    wrong_day: str = ""

    @property
    def usable(self) -> bool:
        """Whether it can be kept."""
        return not (self.wrong or self.wrong_day)

    def story(self, story_id: str) -> Story:
        """Return it as a story."""
        days = (date.fromisoformat(each) if each else None for each in (self.since, self.until))
        since, until = days
        return Story(id=story_id, text=self.text, since=since, until=until)


@router.get("")
def everything(request: Request, me: Here) -> Response:
    """Show all stories."""
    return _list(request, me, Typed())


@router.post("")
def add(request: Request, me: Here, form: Posted) -> Response:
    """Keep a story."""
    typed = _typed(form, me.said)
    if not typed.usable:
        return _list(request, me, typed, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    with me.session() as session:
        stories.add_story(session, me.owned, typed.story(""), now=me.now)
    return back(request, "/stories", "story_kept")


@router.get("/{story}")
def open_one(request: Request, me: Here, story: str) -> Response:
    """Show one story, to be changed."""
    with me.session() as session:
        known = _find(me, session, story)
    since, until = (each.isoformat() if each else "" for each in (known.since, known.until))
    typed = Typed(text=known.text, since=since, until=until)
    return _one(request, story, typed)


@router.post("/{story}")
def change(request: Request, me: Here, story: str, form: Posted) -> Response:
    """Put other words or days in its place."""
    typed = _typed(form, me.said)
    with me.session() as session:
        _find(me, session, story)
        if not typed.usable:
            return _one(request, story, typed, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        stories.change_story(session, me.owned, typed.story(story))
    return back(request, "/stories", "kept")


@router.post("/{story}/remove")
def remove(request: Request, me: Here, story: str, form: Posted) -> Response:  # noqa: ARG001  # its token was checked
    """Forget a story."""
    with me.session() as session:
        _find(me, session, story)
        stories.remove_story(session, me.owned, story)
    return back(request, "/stories", "story_removed")


def _find(me: Caller, session: Session, story: str) -> Story:
    for each in stories.load_stories(session, me.owned):
        if each.id == story:
            return each
    raise NotHereError


def _one(request: Request, story: str, typed: Typed, *, status: int = HTTPStatus.OK) -> Response:
    values = {"id": story, "typed": typed, "limit": LONGEST}
    return page(request, "story.html", values, status=status)


def _list(request: Request, me: Caller, typed: Typed, *, status: int = HTTPStatus.OK) -> Response:
    with me.session() as session:
        kept = stories.load_stories(session, me.owned)
        uses = told.uses_by_story(session, me.owned)
        names = {each.id: shown_name(each) for each in people.load_people(session, me.owned)}
        zone = zone_of(me, session)
    shown = [
        {
            "id": each.id,
            "text": each.text,
            "when": _when(each, me.said),
            "told": [
                {"id": use.person, "name": names[use.person], "when": day_in_words(use.when, zone, me.said)}
                for use in uses.get(each.id, ())
            ],
        }
        for each in kept
    ]
    return page(request, "stories.html", {"stories": shown, "typed": typed, "limit": LONGEST}, status=status)


def _when(story: Story, said: Words) -> str:
    since = said.day_and_year(story.since) if story.since else ""
    until = said.day_and_year(story.until) if story.until else ""
    if since and until:
        return said.text("from {since} until {until}", since=since, until=until)
    if since:
        return said.text("from {since} on", since=since)
    return said.text("until {until}", until=until) if until else said.text("at any time")


def _typed(form: Form, said: Words) -> Typed:
    text = form.plain("text", most=20_000)
    since, until = form.plain("since", most=40), form.plain("until", most=40)
    wrong = _NO_WORDS if not text else _TOO_LONG if len(text) > LONGEST else ""
    days = wrong_days(since, until)
    return Typed(
        text=text,
        since=since,
        until=until,
        wrong=said.text(wrong, limit=LONGEST) if wrong else "",
        wrong_day=said.text(days) if days else "",
    )
