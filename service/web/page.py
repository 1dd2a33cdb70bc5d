"""A whole page: what its template lays out, in the frame that every page has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import HTMLResponse

from service.web import cookies, notices
from service.web.languages import words_for
from service.web.nav import Place, first_places, more_places
from service.web.rendering import render

_VISIT_LASTS = 24 * 3600  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around a page. ``csrf`` goes into every form, ``notice`` says what was just done."""

    signed_in: bool
    first: Iterable[Place]
    more: Iterable[Place]
    csrf: str
    notice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A link that leads on."""

    path: str
    label: str


def page(
    request: Request,
    name: str,
    values: Mapping[str, object],
    *,
    status: int = HTTPStatus.OK,
    form_targets: Iterable[str] = (),
) -> HTMLResponse:
    """Return a page in the language that is asked for.

    ``form_targets`` are origins that a form on it may lead to by a redirect (``https://...``): browsers
    check ``form-action`` after redirects too.
    """
    said = words_for(request.headers)
    answer = HTMLResponse(status_code=status)
    key = cookies.browser_key(request)
    if not key:
        key = cookies.new_key()
        cookies.give(request, answer, cookies.VISIT, key, _VISIT_LASTS)
    frame = Frame(
        signed_in=cookies.SESSION in request.cookies and status != HTTPStatus.UNAUTHORIZED,
        first=first_places(request.url.path, said),
        more=more_places(request.url.path, said),
        csrf=cookies.form_token(key),
        notice=notices.shown_once(request, answer, said),
    )
    request.scope.setdefault("state", {})["form_targets"] = tuple(form_targets)
    answer.body = render(name, said, frame=frame, **values).encode()
    answer.headers["content-length"] = str(len(answer.body))
    return answer


def part(
    request: Request, name: str, values: Mapping[str, object], *, status: int = HTTPStatus.OK
) -> HTMLResponse:
    """Return a piece of a page, which a script puts in its place; forms in it get their token."""
    said = words_for(request.headers)
    csrf = cookies.form_token(cookies.browser_key(request))
    return HTMLResponse(render(name, said, csrf=csrf, **values), status)


def message_page(
    request: Request, *sentences: str, status: int = HTTPStatus.OK, ways: Iterable[Way] = ()
) -> HTMLResponse:
    """Return a page that says a thing or two, and leads on: home where no other way is named."""
    said = words_for(request.headers)
    home = Way(path="/", label=said.text("To the start page"))
    return page(
        request, "message.html", {"sentences": sentences, "ways": tuple(ways) or (home,)}, status=status
    )
