"""Tenants: for every address and every field that holds an id, another company's id is nobody's id.

The cases are made of the OpenAPI document, so that a new address is tested the day it is written; one that
holds an id this test cannot fill fails it.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from rayafin_desktop.server.resources import RESOURCES
from tests.books import found_company

from .conftest import Caller, FullServer, Served, email_of

Document = dict[str, Any]


def operations(document: Document) -> Iterator[tuple[str, str, Document]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


@pytest.fixture(scope="module")
def document(full_server: FullServer) -> Document:
    found: Document = full_server.client.get("/openapi.json").json()
    return found


@pytest.fixture(scope="module")
def stranger(full_server: FullServer) -> Caller:
    """The owner of another company of the same book."""
    actor = found_company(full_server.app, "IN", code="OTHER", name="Another firm")
    return full_server.owner.signed_in(email_of(full_server.app, actor), company="OTHER")


@dataclass
class Foreign:
    """Ids of the full company: by the list they identify a row of, and by the column they stand in."""

    of_list: dict[str, list[str]]
    of_column: dict[str, list[str]]

    @cached_property
    def all(self) -> list[str]:
        return list(dict.fromkeys(one for ones in self.of_column.values() for one in ones))

    def for_address(self, path: str) -> list[str]:
        """Ids of the list the address belongs to, or of those whose rows the record is of; some of others."""
        parts = path.removeprefix("/api/v1/").split("/")
        own = self.of_list.get(parts[0], [])
        if parts[0] == "records":
            name = parts[1].replace("-", "_")
            lists = [one for one in RESOURCES if name == one.record or name in one.parts.values()]
            own = [id_ for one in lists for id_ in self.of_list.get(one.query.replace("_", "-"), [])[:2]]
        return [*own, *self.all[:: 12 if not own else 60]]

    def for_field(self, name: str) -> list[str]:
        own = self.of_column.get(name, [])[:2]
        return [*own, *self.all[:: 30 if not own else 90]]


@pytest.fixture(scope="module")
def foreign(full_server: FullServer) -> Foreign:
    found = Foreign({}, defaultdict(list))
    for query in full_server.app.catalogue.queries:
        path = query.replace("_", "-")
        rows = full_server.owner.get("/" + path, limit=2).json()["rows"]
        found.of_list[path] = [row["id"] for row in rows if is_id(row.get("id"))]
        noun = {"ies": "y", "ses": "s"}.get(query[-3:], "") or ""
        single = query[:-3] + noun if noun else query.removesuffix("s")
        for row in rows:
            for column, value in row.items():
                if is_id(value):
                    found.of_column[f"{single}_id" if column == "id" else column].append(value)
    assert len(found.all) > 80
    return found


def is_id(value: object) -> bool:
    return (
        isinstance(value, str)
        and re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", value) is not None
    )


def told(answer: httpx.Response, asked: str) -> tuple[int, str]:
    """What was answered, the id that was asked for left out of it."""
    return answer.status_code, answer.text.replace(asked, "ID")


# --- ids in addresses and parameters


def test_an_id_in_an_address_of_another_company_is_answered_as_nobodys(
    document: Document, stranger: Caller, foreign: Foreign
) -> None:
    asked = 0
    for path, method, _ in operations(document):
        if "{id}" not in path or "audit" in path:
            continue
        address = path.removeprefix("/api/v1")
        random = str(uuid4())
        ask = stranger.get if method == "get" else stranger.post
        expected = told(ask(address.replace("{id}", random)), random)
        for id_ in foreign.for_address(path):
            answer = told(ask(address.replace("{id}", id_)), id_)
            assert answer == expected, (method, path, id_)
            asked += 1
        if method == "get":
            assert expected[0] == 404 or json.loads(expected[1]) in ([], {}) or "history" in path, path
    assert asked > 800


def test_an_entry_of_the_audit_log_is_that_of_the_own_company(
    full_server: FullServer, stranger: Caller
) -> None:
    """Entries are numbered in each company: the same number is another entry, and beyond the last is none."""
    for name in ("audit-detail", "audit-changes"):
        assert stranger.get(f"/records/{name}/999999").status_code == 404
    number = stranger.get("/audit", limit=1).json()["rows"][0]["id"]
    mine, theirs = (one.get(f"/records/audit-detail/{number}") for one in (stranger, full_server.owner))
    assert mine.status_code == 200
    assert mine.json() != theirs.json()


def test_an_id_in_a_parameter_of_another_company_finds_nothing(
    full_server: FullServer, document: Document, stranger: Caller, foreign: Foreign
) -> None:
    asked = 0
    for path, method, operation in operations(document):
        address = path.removeprefix("/api/v1")
        for parameter in operation.get("parameters", []):
            if parameter["in"] != "query" or parameter["schema"].get("format") != "uuid":
                continue
            name, random = parameter["name"], str(uuid4())
            assert method == "get"
            expected = told(stranger.get(address, **{name: random}), random)
            column = name if name == "id" or name.endswith("_id") else f"{name}_id"
            ids = foreign.of_list[address[1:]] if column == "id" else foreign.of_column[column][:2]
            for id_ in ids or foreign.all[:1]:
                answer = told(stranger.get(address, **{name: id_}), id_)
                assert answer == expected, (path, name, id_)
                asked += 1
    assert asked > 100


def test_a_list_has_no_row_of_another_company(full_server: FullServer, stranger: Caller) -> None:
    for query in full_server.app.catalogue.queries:
        path = "/" + query.replace("_", "-")
        theirs = {row["id"] for row in full_server.owner.get(path, limit=1000).json()["rows"] if "id" in row}
        mine = {row["id"] for row in stranger.get(path, limit=1000).json()["rows"] if "id" in row}
        if query not in {"audit", "sign_ins"}:  # numbered, not identified
            assert not {one for one in theirs & mine if is_id(one)}, query


# --- ids in bodies


def id_places(schema: Document, document: Document, place: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Where ids stand in a body: ("lines", "item_id")."""
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if schema.get("format") == "uuid":
        yield place
    for choice in schema.get("anyOf", []):
        yield from id_places(choice, document, place)
    if "items" in schema and len(place) < 6:
        yield from id_places(schema["items"], document, (*place, "0"))
    for name, inner in schema.get("properties", {}).items():
        if len(place) < 6:
            yield from id_places(inner, document, (*place, name))


def filled(schema: Document, document: Document, place: tuple[str, ...], value: str) -> Any:
    """The least body the schema takes, with `value` at the place."""
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if not place and schema.get("format") == "uuid":
        return value
    if "anyOf" in schema:
        fits = [one for one in schema["anyOf"] if not place or list(id_places(one, document))]
        return filled((fits or schema["anyOf"])[0], document, place, value)
    if "const" in schema or "enum" in schema or ("default" in schema and not place):
        return schema.get("const", schema.get("default", (schema.get("enum") or [None])[0]))
    kind = schema.get("type")
    if kind == "object":
        needed = {*schema.get("required", []), *place[:1]}
        return {
            name: filled(inner, document, place[1:] if place[:1] == (name,) else (), value)
            for name, inner in schema.get("properties", {}).items()
            if name in needed
        }
    if kind == "array":
        return (
            [filled(schema["items"], document, place[1:], value)] if place or schema.get("minItems") else []
        )
    if isinstance(kind, list):  # an exact decimal
        return "1"
    by_format = {"uuid": str(UUID(int=1)), "date": "2026-11-20", "date-time": "2026-11-20T00:00:00Z"}
    by_kind: dict[Any, Any] = {"integer": 1, "boolean": False, "string": "Q1", "null": None}
    return by_format.get(schema.get("format", ""), by_kind.get(kind))


def body_cases(document: Document) -> Iterator[tuple[str, Document, tuple[str, ...]]]:
    for path, method, operation in operations(document):
        if method == "post" and "{id}" not in path and "/commands/" in path:
            schema = operation["requestBody"]["content"]["application/json"]["schema"]
            for place in dict.fromkeys(id_places(schema, document)):
                yield path, schema, place


def test_an_id_in_a_body_of_another_company_is_answered_as_nobodys(
    document: Document, stranger: Caller, foreign: Foreign
) -> None:
    cases = list(body_cases(document))
    assert len(cases) > 150
    for path, schema, place in cases:
        address = path.removeprefix("/api/v1")
        random = str(uuid4())
        expected = told(stranger.post(address, filled(schema, document, place, random)), random)
        for id_ in foreign.for_field(next(name for name in reversed(place) if name != "0")):
            body = filled(schema, document, place, id_)
            assert id_ in json.dumps(body), (path, place)
            answer = told(stranger.post(address, body), id_)
            if answer[0] == 200 and expected[0] == 200:
                continue  # an id given to something new: nobody's yet in this company
            assert answer == expected, (path, place, id_)


def test_every_address_refuses_who_is_not_signed_in(full_server: FullServer, document: Document) -> None:
    anonymous = Caller(full_server.api, full_server.client)
    # These prove who one is by what they are sent: a password, a refresh token, a device's one-time code.
    proving = {"/api/v1/auth/token", "/api/v1/auth/refresh", "/api/v1/sync/join"}
    open_to_all = {"/health", *proving}
    for path, method, _ in operations(document):
        address = path.removeprefix("/api/v1").replace("{id}", str(uuid4()))
        for caller in (anonymous, anonymous.bearing("nonsense")):
            answer = (caller.get if method == "get" else caller.post)(address)
            assert (answer.status_code == 401) == (path not in open_to_all), (method, path, answer.text)


@pytest.mark.timeout(240)
def test_ids_are_nobodys_on_an_office_database_too(served: Served) -> None:
    """The same walls on both engines: a party, an item and an invoice of one company asked for by another."""
    theirs = served.owner
    party = theirs.post("/parties", {"kind": "ORG", "name": "Buyer", "is_customer": True})
    ids = [
        row["id"]
        for name in ("accounts", "tax-codes", "units", "users")
        for row in theirs.get(f"/{name}").json()["rows"]
    ]
    if party.status_code == 200:
        ids.append(party.json()["result"])
    other = found_company(served.office.app, "IN", code="OTHER", name="Another firm")
    stranger = served.anonymous.signed_in(email_of(served.office.app, other), company="OTHER")
    random = str(uuid4())
    for path in ("accounts", "parties", "items", "users", "invoices"):
        expected = told(stranger.get(f"/{path}/{random}"), random)
        assert expected[0] == 404
        for id_ in ids[:20]:
            assert told(stranger.get(f"/{path}/{id_}"), id_) == expected
