"""What changes shows without reloading: a page asks every two seconds whether anything is another way."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from service.store.pulse import pulse
from service.web.caller import StrangerError, caller_of
from service.web.page import part

router = APIRouter(include_in_schema=False)
CHANGED = "plausch-changed"


@router.get("/live")
def live(request: Request, known: Annotated[str, Query(alias="pulse", max_length=16)] = "") -> Response:
    """Say that nothing changed (204), or hand out what to ask with next; it keeps no session from ending."""
    me = caller_of(request, seen=False)
    if me is None:
        raise StrangerError
    with me.session() as session:
        now = pulse(session, me.owned)
    if now == known:
        return Response(status_code=HTTPStatus.NO_CONTENT)
    answer = part(request, "parts/live.html", {"pulse": now})
    answer.headers["HX-Trigger"] = CHANGED
    return answer
