"""Putting the server together: the book, the addresses, and what stands around every request."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from typing import Any, Literal

import anyio.to_thread
from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel
from starlette.middleware.cors import CORSMiddleware

from rayafin_desktop.application import App
from rayafin_desktop.base.errors import RayafinError
from rayafin_desktop.engine import schema
from rayafin_desktop.sync.authority import Authority

from . import auth, docs_page, door
from .description import as_bytes, description
from .plan import planned
from .problems import JSON, Sentences, as_json, install
from .rates import Rates
from .resources import PREFIX
from .settings import ServerSettings
from .shield import Shield
from .sync_routes import sync_router
from .tokens import Tokens


class Health(BaseModel):
    """Whether the server can do its work. Nothing of a book's content."""

    status: Literal["ok", "ill"]
    process: Literal["ok"] = "ok"
    database: Literal["ok", "unreachable"]
    schema_is: Literal["current", "older", "newer", "unknown"]


# What each hand-made address may answer besides its success; the others are in `description`.
_SIGNING_IN = (400, 401, 404, 413, 422, 429, 500, 503)
_HAND_MADE: dict[str, dict[str, Any]] = {
    "sign_in": {"x-refusals": _SIGNING_IN},
    "refresh": {"x-refusals": _SIGNING_IN},
    "prove": {"x-refusals": (*_SIGNING_IN, 403), "x-signed-in": True},
    "sign_out": {"x-refusals": (401, 403, 404, 429, 500, 503), "x-signed-in": True},
    "me": {"x-refusals": (401, 403, 404, 429, 500, 503), "x-signed-in": True},
}


def create_app(app: App, settings: ServerSettings | None = None) -> FastAPI:
    """The server of an opened book; whoever opened it closes it.

    Further routers are added by `include_router`; `door` has what they need of a request.
    """
    settings = settings or ServerSettings()
    sentences = Sentences(app.catalogue)

    @asynccontextmanager
    async def running(_api: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = settings.threads
        yield

    api = FastAPI(title="Rayafin Desktop", lifespan=running, docs_url=None, redoc_url=None, openapi_url=None)
    api.state.server = door.Server(
        app=app,
        settings=settings,
        tokens=Tokens(app, settings.access_minutes),
        rates=Rates(),
        sentences=sentences,
    )
    install(api, sentences)
    if settings.origins:
        api.add_middleware(
            CORSMiddleware,
            allow_origins=settings.origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type", "Confirmed", "Idempotency-Key"],
        )
    api.add_middleware(Shield, settings=settings, sentences=sentences)
    plan = list(planned(app.catalogue))
    hand_made = APIRouter(prefix=PREFIX)
    hand_made.include_router(auth.router)
    hand_made.include_router(sync_router(Authority(app)))
    api.include_router(hand_made)
    _say_what_is_refused(api)
    for one in plan:
        api.add_api_route(
            one.path,
            one.endpoint,
            methods=[one.method],
            name=one.name,
            response_model=None,
            include_in_schema=False,
        )

    @cache
    def document() -> dict[str, Any]:
        return description(api, app, plan)

    api.openapi = document  # type: ignore[method-assign]
    _add_pages(api)
    return api


def _say_what_is_refused(api: FastAPI) -> None:
    for route in _routes(api):
        said = _HAND_MADE.get(getattr(route, "operation_id", None) or "")
        if said:
            route.openapi_extra = said


def _routes(api: FastAPI) -> list[Any]:
    return [*auth.router.routes, *api.routes]


def _add_pages(api: FastAPI) -> None:
    """/health, /docs and /openapi.json: for nobody in particular, and nothing of the books in them."""

    @api.get(
        "/health",
        tags=["server"],
        summary="Whether the server is well",
        response_model=Health,
        responses={503: {"model": Health, "description": "The book cannot be used"}},
    )
    def health(request: Request) -> Response:
        found = _examined(door.of(request).app)
        return as_json(found.model_dump(), 200 if found.status == "ok" else 503)

    @api.get("/openapi.json", include_in_schema=False)
    def openapi_document() -> Response:
        return Response(as_bytes(api.openapi()), media_type=JSON)

    @api.get("/docs", include_in_schema=False)
    def docs() -> Response:
        return HTMLResponse(
            docs_page.page(api.openapi()), headers={"Content-Security-Policy": docs_page.POLICY}
        )


def _examined(app: App) -> Health:
    try:
        with app.database.read() as connection:
            revision = schema.current_revision(connection)
    except RayafinError:
        return Health(status="ill", database="unreachable", schema_is="unknown")
    if revision == schema.HEAD:
        return Health(status="ok", database="ok", schema_is="current")
    known = revision is not None and revision < schema.HEAD
    return Health(status="ill", database="ok", schema_is="older" if known else "newer")
