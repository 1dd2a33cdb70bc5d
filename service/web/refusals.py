"""What is not done, and why: one JSON shape, a plain page for browsers, never a trace."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict
from sqlalchemy.exc import DatabaseError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from calendar_sync.errors import CalendarError
from service.calendars_in_words import error_in_words
from service.following.sync import code_of
from service.problems import Problem, calendar_problem, problem_of
from service.steer import WrongStateError
from service.store.calendars import CalendarUnknownError
from service.store.connections import ConnectionUnknownError
from service.store.person_rows import NobodyError
from service.store.steps import EditUnknownError
from service.web.languages import words_for
from service.web.page import Way, message_page, part
from service.words import N_, Words

Headers = Mapping[str, str]


class Refusal(BaseModel):
    """Why something was not done: ``error`` is a stable code, ``message`` a sentence."""

    model_config = ConfigDict(extra="forbid")

    error: str
    message: str


class RefusedError(Problem):
    """Something is not done; ``code`` and ``status`` say so to programs, the sentence to people."""

    def __init__(self, status: HTTPStatus, code: str, message: str, **facts: object) -> None:
        """Take both."""
        super().__init__(message, **facts)
        self.status = status
        self.code = code


class NotHereError(RefusedError):
    """There is no such thing, or it is not the owner's: nobody can tell which."""

    def __init__(self) -> None:
        """Say no more than that."""
        super().__init__(HTTPStatus.NOT_FOUND, "not_found", NOT_FOUND)


NOT_FOUND = N_("There is nothing here under this address.")
_SENTENCES: Mapping[int, tuple[str, str]] = MappingProxyType(
    {
        400: ("bad_request", N_("The request cannot be read.")),
        404: ("not_found", NOT_FOUND),
        405: ("method_not_allowed", N_("This cannot be done with this address.")),
    }
)
_INVALID = N_("This cannot be used: {fields}. The description at /api/openapi.json tells what can.")
DOCUMENTED: Mapping[int | str, dict[str, object]] = MappingProxyType(
    {
        status: {"model": Refusal, "description": HTTPStatus(status).phrase}
        for status in (400, 401, 403, 404, 409, 413, 421, 422)
    }
)
"""The refusals that any route may answer with."""


def answer_refusals(app: FastAPI) -> None:
    """Let whatever is raised be answered in one shape."""

    @app.exception_handler(HTTPException)
    def unknown(request: Request, error: HTTPException) -> Response:
        code, message = _SENTENCES.get(error.status_code, _SENTENCES[400])
        problem = RefusedError(HTTPStatus(error.status_code), code, message)
        return refusal(request, problem, headers=error.headers)

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        places = dict.fromkeys(".".join(map(str, each["loc"])) for each in error.errors())
        fields = ", ".join(list(places)[:5])[:200]
        return refusal(
            request, RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", _INVALID, fields=fields)
        )

    def known(request: Request, error: Exception) -> Response:
        return refusal(request, refused(error, words_for(request.headers)))

    for kind in (
        Problem,
        CalendarError,
        DatabaseError,
        CalendarUnknownError,
        EditUnknownError,
        ConnectionUnknownError,
    ):
        app.add_exception_handler(kind, known)


def refused(error: Exception, said: Words) -> RefusedError:
    """Return a known error as what is answered."""
    match error:
        case RefusedError():
            return error
        case CalendarUnknownError() | EditUnknownError() | ConnectionUnknownError():
            return NotHereError()
        case CalendarError():
            return _of_calendar(error, said)
        case Problem():
            status, code = _problem(error)
        case _:
            status, code = HTTPStatus.SERVICE_UNAVAILABLE, "unavailable"
    problem = problem_of(error)
    return RefusedError(status, code, problem.message, **problem.facts)


def _problem(error: Problem) -> tuple[HTTPStatus, str]:
    match error:
        case NobodyError():
            return HTTPStatus.NOT_FOUND, "nobody"
        case WrongStateError():
            return HTTPStatus.CONFLICT, "wrong_state"
        case _:
            return HTTPStatus.UNPROCESSABLE_ENTITY, "problem"


def refusal(request: Request, problem: RefusedError, *, headers: Headers | None = None) -> Response:
    """Answer with a refusal: JSON for programs, a page for people."""
    said = words_for(request.headers)
    sentence = problem.sentence(said)
    if request.headers.get("hx-request") == "true":
        return _piece(request, problem, sentence)
    if wants_page(request):
        page = message_page(request, sentence, status=problem.status, ways=ways_on(request, problem, said))
        page.headers.update(headers or {})
        return page
    body = Refusal(error=problem.code, message=sentence)
    told = dict(headers or {})
    if problem.status is HTTPStatus.UNAUTHORIZED:
        told["WWW-Authenticate"] = "Bearer"
    return JSONResponse(body.model_dump(), problem.status, told)


def _piece(request: Request, problem: RefusedError, sentence: str) -> Response:
    """Answer a script with the sentence, to be put where notices stand; what the page shows stays."""
    answer = part(request, "parts/notice.html", {"notice": sentence, "alarm": True}, status=problem.status)
    answer.headers.update({"HX-Retarget": "#notices", "HX-Reswap": "innerHTML"})
    return answer


def ways_on(request: Request, problem: RefusedError, said: Words) -> list[Way]:
    """Return where one can go from here."""
    if problem.status is HTTPStatus.UNAUTHORIZED:
        return [Way(path="/", label=said.text("What Plausch does"))]
    home = Way(path="/", label=said.text("To the start page"))
    if request.method != "GET" or problem.status in {HTTPStatus.NOT_FOUND, HTTPStatus.FORBIDDEN}:
        return [home]
    return [home, Way(path=request.url.path, label=said.text("Try again"))]


def wants_page(request: Request) -> bool:
    """Whether somebody looks at this in a browser."""
    is_api = request.url.path.startswith("/api/")
    return not is_api and "text/html" in request.headers.get("accept", "")


def _of_calendar(error: CalendarError, said: Words) -> RefusedError:
    """Say what a calendar answered: in its own words where they are known, else by its kind."""
    code = code_of(error)
    if error.why is not None:
        problem = calendar_problem(error)
        return RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, code, problem.message, **problem.facts)
    return RefusedError(HTTPStatus.CONFLICT, code, "{sentence}", sentence=error_in_words(code, said))
