"""Runs: what each sync that had something to do came to."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query

from service.calendars_in_words import alarm_in_words, error_in_words
from service.store import runs
from service.web.api.fields import Most, Out
from service.web.caller import Me

router = APIRouter(prefix="/runs", tags=["runs"])


class RunOut(Out):
    """One sync, in counts. ``alarm`` and ``error`` are codes, empty where there was none."""

    calendar: str
    started: datetime
    ended: datetime
    changed: int
    gone: int
    planned: int
    done: int
    refused: int
    undone: int
    alarm: str
    alarm_text: str
    error: str
    error_text: str


@router.get("")
def latest(
    me: Me,
    calendar: Annotated[str | None, Query(pattern=r"^[A-Za-z0-9:_.-]{1,80}$")] = None,
    most: Most = 50,
) -> list[RunOut]:
    """List the latest runs, newest first."""
    with me.session() as session:
        rows = runs.latest(session, me.owned, calendar=calendar, most=most)
    return [
        RunOut(
            **row.model_dump(exclude={"id", "owner_id"}),
            alarm_text=alarm_in_words(row.alarm, me.said),
            error_text=error_in_words(row.error, me.said),
        )
        for row in rows
    ]
