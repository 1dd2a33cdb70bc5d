"""Welcome: what Plausch does, how it is connected, and a calendar file to try it with."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from calendar_sync.errors import CalendarError
from calendar_sync.icalendar_file.disk import write_atomically
from calendar_sync.icalendar_file.document import CalendarFile
from service.connect_file import connect_file
from service.problems import problem_of
from service.store import calendars, preferences
from service.web.accounts import rights_in_words
from service.web.caller import Caller, Here, caller_of, served_by
from service.web.cookies import browser_key
from service.web.forms import Posted, Upload, back
from service.web.languages import words_for
from service.web.page import page
from service.web.tries import Tried
from service.web.trying import decide_on, owner_in, tried_of
from service.words import N_

router = APIRouter(include_in_schema=False)
_NO_FILE = N_("Choose a calendar file first: its name ends in .ics.")
_WHOSE = N_("It is not clear whose calendar this is. Name your own e-mail address as it stands in there.")
_GONE = N_("The file is not kept any more: that was longer than ten minutes ago. Choose it again.")


@router.get("/")
def welcome(request: Request) -> Response:
    """Say what Plausch does, or lead on whoever has connected a calendar."""
    me = caller_of(request)
    if me is not None:
        with me.session() as session:
            connected = bool(calendars.ids(session, me.owned))
            begun = "level" in preferences.written_choices(session, me.owned)
        if connected:
            return RedirectResponse("/today" if begun else "/first-look", HTTPStatus.SEE_OTHER)
    return page(request, "welcome.html", _values(request, me))


@router.post("/try")
def try_file(request: Request, form: Posted) -> Response:
    """Show what would be done to a file that was sent; it is kept in memory for a while, and nowhere else."""
    served, said, me = served_by(request), words_for(request.headers), caller_of(request)
    sent, address = form.files.get("file"), form.plain("me").lower()
    if sent is None or not sent.content:
        return _refused(request, me, said.text(_NO_FILE))
    try:
        file = CalendarFile.parse(sent.content, name=sent.name or "calendar.ics")
        owner = owner_in(file, address)
        if owner is None:
            return _refused(request, me, said.text(_WHOSE), asked=True)
        now = served.app.desk.now()
        looked = decide_on(file, owner, now, said.language)
    except CalendarError as error:
        return _refused(request, me, problem_of(error).sentence(said))
    served.tries.keep(browser_key(request), _tried(sent, min(owner.addresses), request))
    values = tried_of(looked, said) | {"file": sent.name, "me": me is not None}
    return page(request, "tried.html", values)


@router.post("/try/keep")
def keep(request: Request, me: Here, _form: Posted) -> Response:
    """Keep the file that was tried, in the data folder, and follow that copy."""
    tried = me.served.tries.take(browser_key(request), me.now)
    if tried is None:
        return _refused(request, me, me.said.text(_GONE))
    folder = me.app.data / "tried" / me.owned.id
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / "calendar.ics"
    write_atomically(path, tried.content)
    with me.session() as session:
        calendar = connect_file(session, me.owned, path, frozenset({tried.address}), now=me.now)
    me.wake(calendar)
    return back(request, "/first-look", "connected")


def _tried(sent: Upload, address: str, request: Request) -> Tried:
    now = served_by(request).app.desk.now()
    return Tried(name=sent.name, content=sent.content, address=address, at=now)


def _values(request: Request, me: Caller | None) -> dict[str, object]:
    google, rights = served_by(request).app.google is not None, rights_in_words(words_for(request.headers))
    return {"me": me is not None, "google": google, "scopes": rights, "error": "", "asked": False}


def _refused(request: Request, me: Caller | None, error: str, *, asked: bool = False) -> Response:
    """Show the page again, with what was wrong beside the field."""
    values = _values(request, me) | {"error": error, "asked": asked}
    return page(request, "welcome.html", values, status=HTTPStatus.UNPROCESSABLE_ENTITY)
