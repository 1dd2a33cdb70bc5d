"""The web application, put together around a running Plausch."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Event
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.middleware.gzip import GZipMiddleware

from service.app import App
from service.web import connect, health, hooks, sign_in, static_files
from service.web.api import (
    connections,
    edits,
    following,
    looking,
    notes,
    owner,
    people,
    runs,
    settings,
    stories,
)
from service.web.caller import Served
from service.web.guard import Guard
from service.web.pages import ROUTERS
from service.web.refusals import DOCUMENTED, answer_refusals

_RESOURCES = (owner, connections, following, looking, edits, people, notes, stories, settings, runs)
BESIDE_API: tuple[APIRouter, ...] = (
    health.router,
    hooks.router,
    sign_in.router,
    connect.router,
    static_files.router,
    *ROUTERS,
)
"""What answers outside ``/api``."""
_REFUSALS: Mapping[int | str, dict[str, Any]] = DOCUMENTED


def build(app: App, stopping: Event | None = None) -> FastAPI:
    """Return the application; ``stopping`` ends those who wait for an outcome."""
    web = FastAPI(
        title="Plausch",
        description="What Plausch does with your calendars, and what you say to it. See docs/api.md.",
        version="1",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    web.state.served = Served(app=app, stopping=stopping or Event())
    api = APIRouter(prefix="/api", responses=dict(_REFUSALS))
    for resource in _RESOURCES:
        api.include_router(resource.router)
    for router in (api, *BESIDE_API):
        web.include_router(router)
    answer_refusals(web)
    web.add_middleware(GZipMiddleware, minimum_size=2_000, compresslevel=5)
    web.add_middleware(Guard, public_url=app.installation.public_url)
    return web
