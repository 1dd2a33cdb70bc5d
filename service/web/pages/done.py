"""Done: what Plausch did, day by day, and every way to take it back."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import Response

from service.web.caller import Caller, Here
from service.web.ledger_days import ledger_of
from service.web.page import page, part
from service.web.standing import standing_of

router = APIRouter(include_in_schema=False, prefix="/done")


@router.get("")
def done(request: Request, me: Here, until: date | None = None) -> Response:
    """Show the ledger up to a day."""
    return page(request, "done.html", _values(me, until))


@router.get("/list")
def listed(request: Request, me: Here, until: date | None = None) -> Response:
    """Return the ledger alone, for a page that shows it already."""
    return part(request, "parts/done.html", _values(me, until))


def _values(me: Caller, until: date | None) -> dict[str, object]:
    values = ledger_of(me, until)
    asked = until.isoformat() if until else ""
    return values | {"standing": standing_of(me, str(values["pulse"])), "until": asked}
