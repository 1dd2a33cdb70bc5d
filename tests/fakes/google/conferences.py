"""Conference data: asked for by createRequest, made at once or a little later, or refused."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from tests.fakes.google.errors import invalid
from tests.fakes.google.state import Account, Book, Json, Row

if TYPE_CHECKING:
    from tests.fakes.google.world import World

_NAMES = {"hangoutsMeet": "Google Meet", "eventHangout": "Hangouts", "eventNamedHangout": "Hangouts"}


def asked(world: World, book: Book, row: Row, given: Json | None, *, put: bool = False) -> Json:
    """Return the fields conferenceData and hangoutLink after a write that names conferenceData.

    Args:
        world: The world.
        book: The calendar.
        row: The event before the write.
        given: What the body says: None removes.
        put: Whether it is a PUT, which may not echo what Google made.

    """
    old: Json = {name: row.body[name] for name in ("conferenceData", "hangoutLink") if name in row.body}
    if given is None:
        return {}
    if given == old.get("conferenceData") and not put:
        return old
    if "createRequest" in given and not (put and given.get("entryPoints")):
        return _created(world, book, row, given["createRequest"], old)
    if put or not world.switches.add_on_conferences:
        message = "Invalid conference data."
        raise invalid(message)
    return {"conferenceData": given}


def _created(world: World, book: Book, row: Row, request: Json, old: Json) -> Json:
    wanted = request.get("conferenceSolutionKey", {}).get("type")
    account = world.accounts.get(book.owner)
    if wanted not in _allowed(account):
        message = "Invalid conference type value."
        raise invalid(message)
    if not request.get("requestId"):
        message = "Missing conference request id."
        raise invalid(message)
    if request["requestId"] == row.last_request:
        return old
    row.last_request = request["requestId"]
    mode = world.switches.conference
    asked_for = {"requestId": request["requestId"], "conferenceSolutionKey": {"type": wanted}}
    data = {"createRequest": asked_for | {"status": {"statusCode": mode}}}
    if mode == "success":
        return _made(data, wanted)
    if mode == "pending":
        event_id = row.id
        world.soon(world.switches.conference_delay, lambda: _finish(world, book, event_id))
    return {"conferenceData": data}


def _allowed(account: Account | None) -> list[str]:
    return account.allowed_conference_types if account else ["hangoutsMeet"]


def _made(data: Json, kind: str) -> Json:
    request = data["createRequest"] | {"status": {"statusCode": "success"}}
    letters = hashlib.sha256(request["requestId"].encode()).hexdigest().translate(_LETTERS)
    code = f"{letters[:3]}-{letters[3:7]}-{letters[7:10]}"
    uri = f"https://meet.google.com/{code}"
    pin = str(int(hashlib.sha256(code.encode()).hexdigest(), 16))[:13]
    return {
        "hangoutLink": uri,
        "conferenceData": {
            "createRequest": request,
            "entryPoints": [
                {"entryPointType": "video", "uri": uri, "label": uri.removeprefix("https://")},
                {"entryPointType": "more", "uri": f"https://tel.meet/{code}?pin={pin}", "pin": pin},
                {
                    "entryPointType": "phone",
                    "uri": "tel:+49-40-8081617343",
                    "label": "+49 40 8081617343",
                    "pin": pin[:9],
                    "regionCode": "DE",
                },
            ],
            "conferenceSolution": {"key": {"type": kind}, "name": _NAMES[kind], "iconUri": _ICON},
            "conferenceId": code,
            "signature": "AD" + pin,
        },
    }


_LETTERS = str.maketrans("0123456789", "ghijkmnopq")
_ICON = "https://fonts.gstatic.com/s/i/productlogos/meet_2020q4/v6/web-512dp/logo_meet.png"


def _finish(world: World, book: Book, event_id: str) -> None:
    row = book.rows.get(event_id)
    data = row.body.get("conferenceData", {}) if row else {}
    request = data.get("createRequest", {})
    if row is None or request.get("status", {}).get("statusCode") != "pending":
        return
    world.rewrite(book, row, _made(data, request["conferenceSolutionKey"]["type"]))
