"""The line over HTTP: what a device really uses.

Whatever cannot be understood as an answer of our server (a cut connection, half a body, the login page of a
hotel) is Offline: nothing was decided, and the same call is made again later.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import httpx

from rayafin_desktop import __version__
from rayafin_desktop.base import errors
from rayafin_desktop.base.errors import Offline, Problem, RayafinError, RuleBroken

PREFIX = "/api/v1/sync/"
_CONNECT_SECONDS = 10.0
_ANSWER_SECONDS = 120.0
_LONGEST_WAIT = 30.0  # seconds a server may ask us to wait, once more
_PATIENCE = 3
# The refusals a server sends by their class; another one is Offline to a device.
_KINDS: Mapping[str, type[RayafinError]] = {
    cls.__name__: cls
    for cls in (
        errors.NotAllowed,
        errors.NotFound,
        errors.Stale,
        errors.SignInRefused,
        errors.Busy,
        errors.Offline,
        errors.BookProblem,
    )
}


class HttpLine:
    """Calls a server at an address like `https://office.example:8750`. Safe to share between threads."""

    def __init__(self, server: str, *, transport: httpx.BaseTransport | None = None) -> None:
        """`transport` is for tests. RuleBroken `sync.bad_address` for what is no address."""
        self._server = normal_address(server)
        self._client = httpx.Client(
            base_url=self._server,
            timeout=httpx.Timeout(_ANSWER_SECONDS, connect=_CONNECT_SECONDS),
            transport=transport,
            headers={"User-Agent": f"Rayafin/{__version__}"},
            trust_env=False,
        )

    @property
    def server(self) -> str:
        return self._server

    def call(self, name: str, payload: dict[str, Any], *, token: str = "") -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        for attempt in range(_PATIENCE):
            answer = self._sent(name, payload, headers)
            if answer.status_code == httpx.codes.TOO_MANY_REQUESTS and attempt < _PATIENCE - 1:
                time.sleep(_seconds_asked(answer))
                continue
            return _read(answer)
        raise Offline("sync.server_busy")

    def _sent(self, name: str, payload: dict[str, Any], headers: dict[str, str]) -> httpx.Response:
        try:
            return self._client.post(PREFIX + name, json=payload, headers=headers)
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            raise Offline("sync.offline", {"server": self._server, "why": type(error).__name__}) from error

    def close(self) -> None:
        self._client.close()


def normal_address(server: str) -> str:
    """The address as it is kept: with its scheme (https unless it says otherwise), without a path."""
    typed = server.strip()
    if "://" not in typed:
        typed = f"https://{typed}"
    try:
        url = httpx.URL(typed)
    except httpx.InvalidURL as error:
        raise RuleBroken([Problem("sync.bad_address", "server", {"server": server})]) from error
    if url.scheme not in ("https", "http") or not url.host or url.userinfo:
        raise RuleBroken([Problem("sync.bad_address", "server", {"server": server})])
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def is_in_the_clear(server: str) -> bool:
    """Whether an address would send books and tokens unencrypted over a network."""
    url = httpx.URL(normal_address(server))
    return url.scheme == "http" and url.host not in ("127.0.0.1", "::1", "localhost")


def _seconds_asked(answer: httpx.Response) -> float:
    asked = answer.headers.get("retry-after", "")
    return min(float(asked), _LONGEST_WAIT) if asked.isdigit() else 1.0


def _read(answer: httpx.Response) -> dict[str, Any]:
    try:
        body = answer.json()
        if answer.is_success:
            found: dict[str, Any] = body["answer"]
            return found
        refusal = body["refusal"]
        problems = [Problem(code, field, params) for code, field, params in refusal["problems"]]
        kind = str(refusal["kind"])
    except (ValueError, KeyError, TypeError) as error:
        raise Offline("sync.not_our_server", {"status": answer.status_code}) from error
    if kind == "RuleBroken" or not problems:
        raise RuleBroken(problems)
    cls = _KINDS.get(kind, Offline)
    raise cls(problems[0].code, problems[0].params, field=problems[0].field)
