"""Looking ahead and back: what is decided about a calendar, and what would have been."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query

from service.as_json import as_json
from service.explain import sentence
from service.following.glance import glance
from service.shadow import shadow_run
from service.web.api.decided import CostOut, DecidedOut
from service.web.api.fields import CalendarId, Out
from service.web.caller import Me

router = APIRouter(prefix="/calendars/{calendar}", tags=["calendars"])


class LeftAloneOut(Out):
    """How many meetings would have got no room for one reason; the sentence is that of one of them."""

    reason: str
    example: str
    meetings: int


class ShadowOut(Out):
    """What Plausch would have done. ``cost`` counts minutes, updates to guests, video links and cards."""

    start: datetime
    end: datetime
    given_room: int
    cost: CostOut
    left_alone: list[LeftAloneOut]


@router.get("/upcoming")
def upcoming(me: Me, calendar: CalendarId) -> DecidedOut:
    """Show what is decided about everything that is not over, as the calendar was last read."""
    seen = glance(me.app.store, me.owned, calendar, now=me.now)
    shown = as_json(
        seen.looked.decisions, window=seen.window, owner=seen.owner, language=me.said.language, left_out=[]
    )
    return DecidedOut.model_validate(shown)


@router.get("/shadow")
def shadow(me: Me, calendar: CalendarId, days: Annotated[int, Query(ge=1, le=28)] = 28) -> ShadowOut:
    """Show what would have been done over the past days, and what it would have cost."""
    run = shadow_run(me.app.desk, me.owned, calendar, days=days)
    return ShadowOut(
        start=run.window.first,
        end=run.window.last,
        given_room=run.given_room,
        cost=CostOut(**asdict(run.cost)),
        left_alone=[
            LeftAloneOut(
                reason=each.example.code.value,
                example=sentence(each.example, me.said.language),
                meetings=each.meetings,
            )
            for each in run.left_alone
        ],
    )
