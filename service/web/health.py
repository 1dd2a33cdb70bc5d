"""Whether it lives, and whether it can do its work: for supervisors, and without a word about anybody."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel
from sqlalchemy.exc import DatabaseError

from service.store.store import is_current
from service.web.caller import Served, served_by

router = APIRouter(tags=["health"])


class Alive(BaseModel):
    """It answers."""

    alive: Literal[True] = True


class Ready(BaseModel):
    """What it needs: a database that answers, tables as this version has them, threads that follow."""

    database: bool
    tables: bool
    engine: bool


@router.get("/health")
def health() -> Alive:
    """Say that the process lives."""
    return Alive()


@router.get("/ready", responses={503: {"model": Ready}})
def ready(request: Request, response: Response) -> Ready:
    """Say whether work can be done."""
    found = _found(served_by(request))
    if not (found.database and found.tables and found.engine):
        response.status_code = 503
    return found


def _found(served: Served) -> Ready:
    engine = served.app.engine.is_running() and not served.stopping.is_set()
    try:
        return Ready(database=True, tables=is_current(served.app.store.engine), engine=engine)
    except DatabaseError:
        return Ready(database=False, tables=False, engine=engine)
