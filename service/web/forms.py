"""Forms: read strictly, taken only from our own pages, answered by a redirect with a notice.

Beside the origin that the guard asks for, each form carries a token that only the browser's own session
gives: so a form that was made elsewhere does nothing, whatever headers a browser sends.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response

from service.web import notices
from service.web.cookies import browser_key, is_form_token
from service.web.languages import words_for
from service.web.page import part
from service.web.refusals import RefusedError
from service.words import N_

CSRF = "csrf"
_MOST_FIELDS = 100
_MOST_FILES = 1
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that was sent. ``name`` is for showing only: its last part, printable."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What was sent. Of a field that comes twice ``fields`` has the last, ``lists`` all."""

    fields: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)

    def plain(self, name: str, *, most: int = 500) -> str:
        """Return a field's text without control characters and outer spaces, cut; empty where it is none."""
        plain = "".join(each if each.isprintable() else " " for each in self.fields.get(name, ""))
        return plain.strip()[:most]


class ForgedError(RefusedError):
    """A form that is not one of this browser's pages."""

    def __init__(self) -> None:
        """Say what to do."""
        message = N_("This form is too old or not from this page. Nothing was done. Open the page again.")
        super().__init__(HTTPStatus.FORBIDDEN, "forged_form", message)


async def read_form(request: Request) -> Form:
    """Read a form, urlencoded or with a file; nothing is believed of it yet."""
    async with request.form(max_files=_MOST_FILES, max_fields=_MOST_FIELDS) as sent:
        texts: dict[str, list[str]] = {}
        files: dict[str, Upload] = {}
        for name, value in sent.multi_items():
            if isinstance(value, UploadFile):
                files[name] = Upload(name=_shown_name(value.filename or ""), content=await value.read())
            else:
                texts.setdefault(name, []).append(value)
    return Form(
        fields={name: values[-1] for name, values in texts.items()},
        lists={name: tuple(values) for name, values in texts.items()},
        files=files,
    )


async def posted(request: Request) -> Form:
    """Read a form of one of our pages; raises ForgedError for any other."""
    form = await read_form(request)
    if not is_form_token(browser_key(request), form.fields.get(CSRF, "")):
        raise ForgedError
    return form


Posted = Annotated[Form, Depends(posted)]


def back(request: Request, to: str, notice: str = "", number: int = 0) -> Response:
    """Lead to a page of ours and say there what was done.

    A script's request gets the notice as a piece of the page instead, and what is shown live looks again.
    """
    if is_by_script(request):
        sentence = notices.worded(notice, number, words_for(request.headers)) if notice else ""
        answer: Response = part(request, "parts/notice.html", {"notice": sentence})
        answer.headers.update(
            {"HX-Retarget": "#notices", "HX-Reswap": "innerHTML", "HX-Trigger": "plausch-changed"}
        )
        return answer
    answer = RedirectResponse(local_path(to), HTTPStatus.SEE_OTHER)
    if notice:
        notices.leave(request, answer, notice, number)
    return answer


def is_by_script(request: Request) -> bool:
    """Whether htmx asks, for a piece of a page."""
    return request.headers.get("hx-request") == "true"


def local_path(text: str, otherwise: str = "/") -> str:
    """Return a path of ours, as it may be redirected to; ``otherwise`` for an address elsewhere."""
    safe = text.startswith("/") and not text.startswith(("//", "/\\"))
    return text if safe and text.isascii() and text.isprintable() and "\\" not in text else otherwise


def _shown_name(name: str) -> str:
    last = PurePosixPath(name.replace("\\", "/")).name
    return "".join(each for each in last if each.isprintable())[:_LONGEST_NAME]
