"""Every refusal over HTTP in one shape: {code, message, problems: [{code, field, message}]}.

A warning that may be confirmed has its key under `confirm`, a command that waits for an approval the
ticket it waits under. Nothing else is told: what is no refusal of ours is a fault, and gets a number.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import uuid4

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from rayafin_desktop.base.errors import (
    NeedsApproval,
    NeedsConfirmation,
    NotAllowed,
    Problem,
    RayafinError,
    RuleBroken,
)
from rayafin_desktop.catalogue import Catalogue
from rayafin_desktop.engine.messages import MessageBook

from .messages import MESSAGES

_log = logging.getLogger(__name__)
JSON = "application/json"
# Whose session is over, or who was taken out of the company, has no valid sign-in; he lacks no permission.
_SIGNED_OUT = frozenset({"member.session_ended", "session.over"})


class BadRequest(RayafinError):
    """The request itself cannot be read."""

    status: ClassVar[int] = 400


class NotSignedIn(RayafinError):
    """No token, or none that holds."""

    status: ClassVar[int] = 401


class WrongMethod(RayafinError):
    """The address does not take this method."""

    status: ClassVar[int] = 405


class TooLarge(RayafinError):
    """The body is larger than the server takes."""

    status: ClassVar[int] = 413


class WrongMediaType(RayafinError):
    """The body is no JSON."""

    status: ClassVar[int] = 415


class TooMany(RayafinError):
    """Too many requests; `seconds` until the next one is taken."""

    status: ClassVar[int] = 429

    def __init__(self, seconds: int) -> None:
        super().__init__("server.busy", {"seconds": seconds})
        self.seconds = seconds


class Sentences:
    """What a person reads for an error code: the catalogue's sentences and the server's."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._own = MessageBook([MESSAGES])
        self._others = catalogue.messages

    def of(self, problem: Problem) -> str:
        return (self._own if problem.code in self._own else self._others).sentence(problem)


def status_of(error: RayafinError) -> int:
    if isinstance(error, NotAllowed) and error.code in _SIGNED_OUT:
        return 401
    return type(error).status


def body_of(error: RayafinError, sentences: Sentences) -> dict[str, Any]:
    """The refusal as JSON values."""
    problems = [
        {"code": one.code, "field": one.field, "message": sentences.of(one)} for one in error.problems
    ]
    body: dict[str, Any] = {
        "code": error.code,
        "message": problems[0]["message"],
        "problems": problems,
    }
    if isinstance(error, NeedsConfirmation):
        body["confirm"] = error.key
    if isinstance(error, NeedsApproval):
        body["ticket"] = str(error.params.get("ticket", ""))
    return body


def headers_of(error: RayafinError) -> dict[str, str]:
    if isinstance(error, TooMany):
        return {"Retry-After": str(error.seconds)}
    status = status_of(error)
    if status == 401:
        return {"WWW-Authenticate": "Bearer"}
    if status == 503:
        return {"Retry-After": "5"}
    return {}


def answered(error: RayafinError, sentences: Sentences) -> Response:
    """The refusal as a response."""
    return as_json(body_of(error, sentences), status_of(error), headers_of(error))


def as_json(body: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Plain JSON values as a response; characters outside ASCII escaped, so that any text can be sent."""
    content = json.dumps(body, separators=(",", ":"), allow_nan=False)
    return Response(content, status, headers, media_type=JSON)


def fault(error: Exception) -> Response:
    """The answer to a bug: a number, which stands in the log beside the traceback, and nothing else."""
    report = uuid4().hex[:12]
    _log.error("fault %s", report, exc_info=error)
    problem = Problem("server.fault", params={"report": report})
    message = MessageBook([MESSAGES]).sentence(problem)
    return as_json(
        {
            "code": problem.code,
            "message": message,
            "problems": [{"code": problem.code, "field": "", "message": message}],
            "report": report,
        },
        500,
    )


def install(api: FastAPI, sentences: Sentences) -> None:
    """Let every refusal leave the server in this shape."""

    async def refused(_request: Request, error: Exception) -> Response:
        assert isinstance(error, RayafinError)  # noqa: S101 - what it is registered for
        return answered(error, sentences)

    async def not_routed(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101 - what it is registered for
        mapped = _from_starlette(error, request)
        response = answered(mapped, sentences)
        response.status_code = error.status_code
        response.headers.update(error.headers or {})
        return response

    async def not_valid(_request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)  # noqa: S101 - what it is registered for
        return answered(_from_fastapi(error), sentences)

    api.add_exception_handler(RayafinError, refused)
    api.add_exception_handler(HTTPException, not_routed)
    api.add_exception_handler(RequestValidationError, not_valid)


def _from_starlette(error: HTTPException, request: Request) -> RayafinError:
    if error.status_code == 404:
        return RuleBroken([Problem("route.unknown")])
    if error.status_code == 405:
        return WrongMethod("route.method", {"method": request.method})
    return BadRequest("request.bad", {"why": str(error.detail)})


def _from_fastapi(error: RequestValidationError) -> RayafinError:
    """What FastAPI found in a body it read itself; its first step is whether it is JSON at all."""
    found = error.errors()
    if any(one["type"] == "json_invalid" for one in found):
        return BadRequest("request.not_json", {"why": str(found[0].get("ctx", {}).get("error", ""))})
    return RuleBroken(
        Problem("request.invalid", ".".join(str(part) for part in one["loc"][1:]), {"why": one["msg"]})
        for one in found
    )
