"""The first look: what it would have come to, before anything is switched on; and the switch."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from calendar_sync.plan import Level
from service import steer
from service.calendars_in_words import error_in_words, name_of
from service.store import calendars
from service.store.calendars import Followed
from service.web.caller import Caller, Here
from service.web.forms import Posted, back, is_by_script
from service.web.looks import LEAST, MOST, Wish, chosen_settings, look_of
from service.web.page import page, part
from service.web.pages.answers import level_notice
from service.web.refusals import NotHereError

router = APIRouter(include_in_schema=False, prefix="/first-look")
Chosen = Annotated[str, Query(max_length=100)]
Short = Annotated[str, Query(max_length=10)]


@router.get("")
def first_look(
    request: Request, me: Here, calendar: Chosen = "", minutes: Short = "", room: Short = ""
) -> Response:
    """Show how far the reading is, and then what it would have come to."""
    rows = _rows(me)
    if not rows:
        return RedirectResponse("/", HTTPStatus.SEE_OTHER)
    row = next((each for each in rows if each.key.calendar == calendar), rows[0])
    values = _values(me, row, minutes, room) | {
        "names": [(each.key.calendar, name_of(each)) for each in rows],
        "calendar": row.key.calendar,
        "name": name_of(row),
    }
    if is_by_script(request):
        return part(request, "parts/first_look.html", values)
    return page(request, "first_look.html", values)


@router.get("/effect")
def effect(me: Here, request: Request, calendar: Chosen, minutes: Short = "", room: Short = "") -> Response:
    """Return what other minutes would come to, for the page that shows it live."""
    row = next((each for each in _rows(me) if each.key.calendar == calendar), None)
    if row is None:
        raise NotHereError
    return part(request, "parts/effect.html", _values(me, row, minutes, room))


@router.post("")
def begin(request: Request, me: Here, form: Posted) -> Response:
    """Save what was chosen, and let as much go by itself as was said."""
    level, minutes, room = form.plain("level"), form.plain("minutes"), form.plain("room")
    if level not in set(Level):
        raise NotHereError
    with me.session() as session:
        if minutes:
            steer.choose(session, me.owned, "minutes", minutes)
        if room:
            steer.choose(session, me.owned, "room", room)
        steer.set_level(session, me.owned, Level(level))
        ids = calendars.ids(session, me.owned)
    me.served.back.forget(me.owned)
    me.wake(*ids)
    return back(request, "/week", level_notice(Level(level)))


def _rows(me: Caller) -> tuple[Followed, ...]:
    with me.session() as session:
        return calendars.all_followed(session, me.owned)


def _values(me: Caller, row: Followed, minutes: str, room: str) -> dict[str, object]:
    """Return what there is to show: the reading, what went wrong, or the look itself."""
    looking = me.served.back.of(me.app.desk, me.owned, row.key.calendar)
    error = row.error or looking.error
    if looking.past is None or row.synced == 0:
        return {"ready": False, "trouble": error_in_words(error, me.said) if error else ""}
    settings, level = chosen_settings(me, looking.past)
    wish = Wish.of(minutes, room, settings)
    return look_of(me, row.key.calendar, looking.past, wish, settings) | {
        "ready": True,
        "trouble": "",
        "wish": wish,
        "level": level.value,
        "least": LEAST,
        "most": MOST,
    }
