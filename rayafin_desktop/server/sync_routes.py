"""The calls of devices over HTTP (`sync.authority`): each a POST with a JSON object, answered by one.

A refusal has the shape of all others and beside it `refusal`, of which the device makes the same error again.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict

from rayafin_desktop.base.errors import RayafinError
from rayafin_desktop.engine.record import plain_value
from rayafin_desktop.sync import line
from rayafin_desktop.sync.authority import Authority
from rayafin_desktop.sync.contact import parts_of

from . import door
from .problems import NotSignedIn, as_json, body_of, headers_of, status_of

_SUMMARIES = {
    line.JOIN: "A new device, with a one-time code",
    line.HELLO: "Where device and server stand; the token for the next time",
    line.SUCCEED: "A new device in place of one that was copied or restored",
    line.PUT_FILE: "A piece of a file an operation names",
    line.PUSH: "Operations, in the device's order",
    line.PULL: "What changed behind a position",
    line.GET_FILE: "A piece of a stored file",
    line.DIGESTS: "Digests of all tables, of one table's buckets or one bucket's units",
    line.SNAPSHOT: "A piece of the whole company, for a device that begins",
}
REFUSALS = (400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 503)


class Call(BaseModel):
    """The payload of a call; what it holds is checked by the call itself."""

    model_config = ConfigDict(extra="allow")


class Answered(BaseModel):
    """The answer to a call."""

    answer: dict[str, Any]


def sync_router(authority: Authority) -> APIRouter:
    """An address for each call."""
    router = APIRouter(prefix="/sync", tags=["sync"])
    for name in line.CALLS:
        _add(router, authority, name)
    return router


def _add(router: APIRouter, authority: Authority, name: str) -> None:
    async def answer(request: Request, call: Call) -> Response:
        return await run_in_threadpool(_answered, authority, request, name, call.model_extra or {})

    refusals = REFUSALS if name != line.JOIN else tuple(code for code in REFUSALS if code != 403)
    extra: dict[str, Any] = {"x-refusals": refusals}
    if name != line.JOIN:
        extra["x-signed-in"] = True
    router.add_api_route(
        f"/{name}",
        answer,
        methods=["POST"],
        summary=_SUMMARIES[name],
        operation_id=f"sync_{name.replace('-', '_')}",
        response_model=Answered,
        openapi_extra=extra,
    )


def _answered(authority: Authority, request: Request, name: str, payload: dict[str, Any]) -> Response:
    server = door.of(request)
    try:
        token = ""
        if name == line.JOIN:
            server.rates.count(server.settings.sign_in_rate, "address", door.address_of(request))
        else:
            token = door.bearer_of(request)
            server.rates.count(server.settings.token_rate, "device", str(parts_of(token)[1]))
        return as_json({"answer": authority.call(name, payload, token=token)})
    except RayafinError as refusal:
        return _refused(server, refusal)


def _refused(server: door.Server, refusal: RayafinError) -> Response:
    kind = "SignInRefused" if isinstance(refusal, NotSignedIn) else type(refusal).__name__
    problems = [
        [one.code, one.field, {key: _sayable(value) for key, value in one.params.items()}]
        for one in refusal.problems
    ]
    body = body_of(refusal, server.sentences) | {"refusal": {"kind": kind, "problems": problems}}
    response = as_json(body, status_of(refusal))
    response.headers.update(headers_of(refusal))
    return response


def _sayable(value: object) -> Any:
    plain = plain_value(value)
    return plain if plain is None or isinstance(plain, str | int | bool) else str(plain)
