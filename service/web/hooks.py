"""Where providers call to say that something changed.

Google sends no body and no signature: each message shows its channel, what is watched, and the token
that was given when the channel was opened (developers.google.com, "Push notifications"). Whatever the
message, the answer is the same: nobody learns which channels there are, and Google does not call again
for what it cannot mend.
"""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import Response

from service.store.channels import Heard
from service.web.caller import served_by

router = APIRouter(include_in_schema=False)
_LONGEST, _MOST = 300, 2**63 - 1


@router.post("/hooks/google")
async def google(request: Request) -> Response:
    """Take in a message without waiting for anything: no thread, no connection to the database.

    Pages may fill all worker threads while somebody writes; a provider that has to wait calls less often,
    and at last no more.
    """
    heard = _heard(request)
    if heard is not None:
        app = served_by(request).app
        app.doorbell.hear(heard, now=app.desk.now())
    return Response(status_code=HTTPStatus.NO_CONTENT)


def _heard(request: Request) -> Heard | None:
    """Read the headers; None where they are no message's, or those of the first, which says nothing."""
    said = {
        name: request.headers.get(f"x-goog-{name}", "")[:_LONGEST]
        for name in ("channel-id", "resource-id", "channel-token", "message-number", "resource-state")
    }
    number = said["message-number"]
    if not (number.isascii() and number.isdecimal()) or int(number) > _MOST:
        return None
    if said["resource-state"] not in {"exists", "not_exists"}:
        return None
    return Heard(
        channel=said["channel-id"],
        resource=said["resource-id"],
        token=said["channel-token"],
        number=int(number),
    )
