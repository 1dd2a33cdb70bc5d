"""Settings in groups, each with what it comes to; letting more go by itself shows its cost first."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import Response

from service import steer
from service.cost import Cost, cost_of
from service.following.glance import glance
from service.problems import Problem
from service.settings_in_words import all_choices
from service.store import calendars, preferences
from service.web.caller import Caller, Here
from service.web.forms import Posted, back
from service.web.page import page, part
from service.web.refusals import NotHereError
from service.web.settings_form import goes_up, problems_in, sent
from service.web.settings_groups import BY_KEY, Group
from service.web.settings_view import settings_page, shown_examples

router = APIRouter(prefix="/settings", include_in_schema=False)


@router.get("")
def show(request: Request, me: Here) -> Response:
    """Show all settings."""
    return page(request, "settings.html", settings_page(me, _written(me), {}, {}))


@router.post("/{key}/example")
def example(request: Request, me: Here, key: str, form: Posted) -> Response:
    """Show what a group of settings comes to as it stands in the form, before anything is saved."""
    typed = sent(_group(key), form)
    try:
        shown = shown_examples(me, key, _laid_over(_written(me), typed))
    except Problem:
        shown = list(problems_in(typed, me.said).values())
    return part(request, "parts/example.html", {"example": shown})


@router.post("/{key}")
def save(request: Request, me: Here, key: str, form: Posted) -> Response:
    """Save a group; where something in it cannot be, nothing is saved and nothing is lost."""
    group, written = _group(key), _written(me)
    typed = sent(group, form)
    if wrong := problems_in(typed, me.said):
        values = settings_page(me, written, typed, wrong) | {"wrong_in": key}
        return page(request, "settings.html", values, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    level = typed.get("level", "")
    if goes_up(written, level) and form.plain("sure") != "on":
        return page(request, "settings_level.html", {"level": level, "typed": typed, "cost": _cost(me)})
    _keep(me, group, written, typed)
    return back(request, f"/settings#{key}", "kept")


def _group(key: str) -> Group:
    if key not in BY_KEY:
        raise NotHereError
    return BY_KEY[key]


def _written(me: Caller) -> dict[str, str]:
    with me.session() as session:
        return preferences.written_choices(session, me.owned)


def _laid_over(written: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, str]:
    """Return choices as they would be: what is empty has its default."""
    kept = {name: text for name, text in written.items() if name not in typed}
    return kept | {name: text for name, text in typed.items() if text}


def _keep(me: Caller, group: Group, written: Mapping[str, str], typed: Mapping[str, str]) -> None:
    defaults = {each.name: each.default for each in all_choices({}, me.said)}
    with me.session() as session:
        for asked in group.asked:
            name, text = asked.name, typed[asked.name]
            if text == (written.get(name) or defaults[name]):
                continue
            if text and text != defaults[name]:
                steer.choose(session, me.owned, name, text)
            elif name == "level":
                steer.choose(session, me.owned, name, text or defaults[name])
            else:
                steer.unchoose(session, me.owned, name)
        connected = calendars.ids(session, me.owned)
    me.wake(*connected)


def _cost(me: Caller) -> Cost:
    """Add up what is decided about all that is to come, as the calendars were last read."""
    with me.session() as session:
        ids = calendars.ids(session, me.owned)
    seen = [glance(me.app.store, me.owned, each, now=me.now) for each in ids]
    costs = [cost_of(each.looked.decisions, each.owner) for each in seen]
    return Cost(
        lengthened=sum(each.lengthened for each in costs),
        held=sum(each.held for each in costs),
        minutes=sum(each.minutes for each in costs),
        video_links=sum(each.video_links for each in costs),
        openers=sum(each.openers for each in costs),
        guests_told=sum(each.guests_told for each in costs),
        updates=sum(each.updates for each in costs),
        cannot_be_undone=sum(each.cannot_be_undone for each in costs),
    )
