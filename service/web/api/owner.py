"""The owner: addresses, how much goes by itself, and a pause."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter
from starlette.requests import Request

from calendar_sync.plan import Level
from service import steer
from service.store import calendars, preferences, sessions
from service.web.api.fields import DayText, In, Out
from service.web.caller import Me, secret_of
from service.whose import owner_of

router = APIRouter(tags=["owner"])


class OwnerOut(Out):
    """``level`` was chosen; ``now`` is what holds at this moment: while paused, nothing goes by itself."""

    addresses: list[str]
    level: Level
    now: Level
    paused_until: date | None


class LevelIn(In):
    """How much may be done without asking."""

    level: str


class PauseIn(In):
    """Nothing is changed by itself before this day."""

    until: DayText


@router.get("/owner")
def show(me: Me) -> OwnerOut:
    """Show the owner."""
    with me.session() as session:
        written = preferences.written_choices(session, me.owned)
        rows = calendars.all_followed(session, me.owned)
    until = written.get("paused-until")
    owner = owner_of(frozenset(), written)
    return OwnerOut(
        addresses=sorted({address for row in rows for address in row.addresses}),
        level=Level(written.get("level") or Level.WATCH),
        now=preferences.level(written, me.now, owner.zone),
        paused_until=date.fromisoformat(until) if until else None,
    )


@router.put("/owner/level")
def set_level(me: Me, wanted: LevelIn) -> OwnerOut:
    """Let more or less go by itself. Automatic approves what waits."""
    with me.session() as session:
        steer.choose(session, me.owned, "level", wanted.level)
    return show(me)


@router.put("/owner/pause")
def pause(me: Me, wanted: PauseIn) -> OwnerOut:
    """Let nothing be changed before a day."""
    with me.session() as session:
        steer.pause(session, me.owned, date.fromisoformat(wanted.until))
    return show(me)


@router.delete("/owner/pause")
def go_on(me: Me) -> OwnerOut:
    """End a pause."""
    with me.session() as session:
        steer.pause(session, me.owned, None)
    return show(me)


@router.delete("/session", status_code=204)
def sign_out(me: Me, request: Request) -> None:
    """End this session; its cookie or token is worth nothing any more."""
    with me.session() as session:
        sessions.end(session, secret_of(request))
