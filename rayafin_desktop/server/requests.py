"""Reading what a request says: its body as JSON, its parameters as values. Nothing unknown is passed over."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, NoReturn
from uuid import UUID

from fastapi import Request

from rayafin_desktop.base.errors import Problem, RuleBroken

from .problems import JSON, BadRequest, WrongMediaType

_LARGEST = 2**31 - 1
# Books are of this time: a comparison with the year before the first one would be none.
_FIRST_YEAR, _LAST_YEAR = 1900, 2999


async def raw_body(request: Request) -> bytes:
    """A dependency: the body as it came; the shield limits its size."""
    return await request.body()


def json_object(request: Request, body: bytes) -> dict[str, Any]:
    """The body as a JSON object.

    Raises WrongMediaType for another kind of body, BadRequest for what is no JSON, RuleBroken for a field
    that stands twice or a character no database keeps.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != JSON:
        raise WrongMediaType("request.needs_json")
    try:
        value = json.loads(body.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_such_number)
    except RecursionError:
        raise BadRequest("request.not_json", {"why": "it is nested too deeply"}) from None
    except ValueError as error:  # bad UTF-8 is one too
        raise BadRequest("request.not_json", {"why": _shown(str(error))}) from None
    if not isinstance(value, dict):
        raise BadRequest("request.not_an_object")
    if b"\\u" in body:
        _require_storable(value)
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise RuleBroken([Problem("request.field_repeated", twice[:80], {"field": twice[:80]})])
    return found


def _no_such_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number of JSON")


def _require_storable(value: Any) -> None:
    """Half a surrogate pair is a character for JSON and for nobody else."""
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise RuleBroken([Problem("request.not_storable")]) from None


def _shown(text: str) -> str:
    return text[:200]


class Parameters:
    """The query parameters of a request, each at most once unless it is repeatable."""

    def __init__(
        self, request: Request, known: Collection[str], repeatable: Collection[str] = frozenset()
    ) -> None:
        self._given: dict[str, str] = {}
        self._lists: dict[str, list[str]] = {}
        problems = []
        for name, value in request.query_params.multi_items():
            if name in repeatable:
                self._lists.setdefault(name, []).append(value)
            elif name not in known:
                problems.append(Problem("request.unknown_parameter", name[:80], {"name": name[:80]}))
            elif name in self._given:
                problems.append(Problem("request.parameter_repeated", name, {"name": name}))
            else:
                self._given[name] = value
        if problems:
            raise RuleBroken(problems)

    def text(self, name: str, default: str = "") -> str:
        return self._given.get(name, default)

    def all(self, name: str) -> list[str]:
        return self._lists.get(name, [])

    @property
    def given(self) -> Mapping[str, str]:
        return self._given

    def choice(self, name: str, choices: Collection[str], default: str) -> str:
        value = self._given.get(name, default)
        if value != default and value not in choices:
            self.refuse(name)
        return value

    def number(self, name: str, default: int, least: int, most: int = _LARGEST) -> int:
        value = self._given.get(name)
        if value is None:
            return default
        if not (value.isascii() and value.isdigit() and len(value) < 11 and least <= int(value) <= most):
            self.refuse(name)
        return int(value)

    def day(self, name: str) -> date:
        try:
            value = self._given[name]
            if len(value) != 10:
                raise ValueError(value)
            day = date.fromisoformat(value)
        except ValueError:
            self.refuse(name)
        if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            self.refuse(name)
        return day

    def id(self, name: str) -> UUID:
        found = uuid_of(self._given[name])
        if found is None:
            self.refuse(name)
        return found

    def refuse(self, name: str) -> NoReturn:
        value = self._given.get(name, "")[:80]
        raise RuleBroken([Problem("request.bad_parameter", name, {"name": name, "value": value})])


def uuid_of(text: str) -> UUID | None:
    """An id in its usual form of 36 characters."""
    if len(text) != 36:
        return None
    try:
        return UUID(text)
    except ValueError:
        return None


def confirmations(request: Request, parameters: Parameters) -> frozenset[str]:
    """What the person has confirmed: the header `Confirmed` (keys between commas) or the parameter."""
    header = request.headers.get("confirmed", "")
    given = [*header.split(","), *parameters.all("confirmed")]
    return frozenset(key.strip() for key in given if key.strip())
