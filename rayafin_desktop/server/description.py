"""The OpenAPI document: what FastAPI knows of the hand-made addresses, and the catalogue of the others.

Made once, when somebody asks for it. The shapes of answers come from the types that make them, those of
commands from the readers that read them, so that the document cannot say something else.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping, Sequence
from typing import Any, get_type_hints

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter

from rayafin_desktop import __version__
from rayafin_desktop.application import App
from rayafin_desktop.engine.commands import Handled, adapter
from rayafin_desktop.engine.listing import ListQuery
from rayafin_desktop.engine.permissions import the_book
from rayafin_desktop.engine.report import DAYS, Report
from rayafin_desktop.features.api_keys.keys import PREFIX as KEY_PREFIX

from .plan import Planned
from .reads import LOOK, MEDIA_TYPES, MOST_ROWS, columns_of, id_kind, report_parameters
from .resources import Action
from .shapes import Schemas, column_schema, rows_schema

Schema = dict[str, Any]
COMPONENTS = "#/components/schemas/"
_JSON = "application/json"
REFUSALS: Mapping[int, str] = {
    202: "Waits for somebody's approval, under this ticket",
    400: "The request cannot be read",
    401: "No token, or none that holds",
    403: "Not allowed",
    404: "There is no such thing in this company",
    409: "Somebody saved first, or a warning that may be confirmed",
    413: "The body is too large",
    415: "The body is no JSON",
    422: "A rule is broken; all problems at once",
    429: "Too many requests",
    500: "A fault of the server, with the number it stands under in its log",
    503: "The book cannot be reached or is busy",
}
READING = (401, 403, 404, 422, 429, 500, 503)
WRITING = (202, 400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 503)
_ABOUT = """The books over HTTP. Everything the window can read has an address here, and every command.

Sign in at `/api/v1/auth/token`, or send an API key; both as `Authorization: Bearer …`. The company comes from
the token. Amounts in commands are exact decimals as text (`"12.50"`), never floats; in answers, fields that
end in `_minor` are whole numbers of minor units, all other decimals are text."""


def description(api: FastAPI, app: App, planned: Sequence[Planned]) -> Schema:
    """The whole document."""
    base = get_openapi(
        title="Rayafin Desktop", version=__version__, description=_ABOUT, routes=api.routes, summary=None
    )
    return Description(app, base).with_all(planned)


class Description:
    """The document while it is being made."""

    def __init__(self, app: App, base: Schema) -> None:
        self._app = app
        self._document = base
        self._schemas = Schemas()
        self._commands = _command_schemas(app.catalogue.commands)

    def with_all(self, planned: Sequence[Planned]) -> Schema:
        paths = self._document.setdefault("paths", {})
        for operations in paths.values():
            for operation in operations.values():
                self._refusals_of_hand_made(operation)
        with self._app.read(the_book()) as read:
            columns = {name: columns_of(query, read) for name, query in self._app.catalogue.queries.items()}
        for one in planned:
            operation = self._operation(one, columns)
            if "{id}" in one.path:
                operation.setdefault("parameters", []).insert(0, _id_parameter(one))
            paths.setdefault(one.path, {})[one.method.lower()] = operation
        components = self._document.setdefault("components", {})
        schemas = components.setdefault("schemas", {})
        for name in ("HTTPValidationError", "ValidationError"):
            schemas.pop(name, None)
        schemas |= self._commands.defs | self._schemas.named | {"Problem": _PROBLEM, "Report": _REPORT}
        components["securitySchemes"] = {
            "token": {
                "type": "http",
                "scheme": "bearer",
                "description": f"an access token, or an API key ({KEY_PREFIX}…)",
            }
        }
        return self._document

    def _refusals_of_hand_made(self, operation: Schema) -> None:
        answers = operation["responses"]
        answers.pop("422", None)
        statuses = operation.pop("x-refusals", ())
        answers |= refusals(statuses)
        if operation.pop("x-signed-in", False):
            operation["security"] = [{"token": []}]

    def _operation(self, one: Planned, columns: Mapping[str, Mapping[str, Any]]) -> Schema:
        operation: Schema = {
            "operationId": one.name,
            "tags": [one.tag],
            "summary": one.summary,
            "security": [{"token": []}],
        }
        subject = one.subject
        if isinstance(subject, Handled):
            return operation | self._command(subject, one.action)
        if isinstance(subject, ListQuery):
            return operation | self._list(subject, columns[subject.name])
        if isinstance(subject, Report):
            return operation | self._report(subject)
        if one.is_paper:
            parameters = [] if "{id}" in one.path else [_query("number", {"type": "string"}, required=True)]
            answer = {"description": "The paper", "content": {MEDIA_TYPES["pdf"]: {"schema": _BINARY}}}
            return operation | {
                "parameters": parameters,
                "responses": {"200": answer} | refusals(READING),
            }
        schema = self._schemas.of(get_type_hints(subject, include_extras=True)["return"])
        return operation | {"responses": _answered(schema, "What was asked for") | refusals(READING)}

    def _list(self, query: ListQuery, columns: Mapping[str, Any]) -> Schema:
        row = rows_schema(list(columns.values()))
        if query.present is not None:
            row = self._schemas.of(get_type_hints(query.present)["return"])["items"]
        sorts = [*query.sorts, *(f"-{one}" for one in query.sorts)]
        parameters = [
            _query("limit", {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": 100}),
            _query("offset", {"type": "integer", "minimum": 0, "maximum": 2**31 - 1, "default": 0}),
            _query("sort", {"type": "string", "enum": sorts}, about="- in front: the last first"),
            _query("search", {"type": "string", "maxLength": 200}),
        ]
        if query.tabs:
            parameters.append(_query("tab", {"type": "string", "enum": list(query.tabs)}))
        for name, column in columns.items():
            if name not in LOOK:
                schema = column_schema(column)
                kind = schema.get("type", "string")
                schema["type"] = kind[0] if isinstance(kind, list) else kind
                schema["enum"] = [one for one in schema.get("enum", []) if one is not None]
                if not schema["enum"]:
                    del schema["enum"]
                parameters.append(_query(name, schema, about="only rows with this value"))
        page = {
            "type": "object",
            "properties": {
                "rows": {"type": "array", "items": row},
                "total": {"type": "integer"},
                "limit": {"type": "integer"},
                "offset": {"type": "integer"},
                "next": {"type": ["integer", "null"], "description": "the offset of the next page"},
            },
            "required": ["rows", "total", "limit", "offset", "next"],
        }
        return {"parameters": parameters, "responses": _answered(page, "Rows") | refusals(READING)}

    def _report(self, report: Report) -> Schema:
        records = self._app.catalogue.report_parameters
        choices = {one.name: [value for value, _ in one.choices] for one in report.options}
        parameters = [_query("format", {"type": "string", "enum": list(MEDIA_TYPES), "default": "json"})]
        for name in report_parameters(report, records):
            if name in DAYS:
                schema: Schema = {"type": "string", "format": "date"}
            elif name in choices:
                schema = {"type": "string", "enum": choices[name]}
            else:
                schema = {"type": "string", "format": "uuid"}
            parameters.append(_query(name, schema, required=report.takes[name]))
        content = {
            media.partition(";")[0]: {"schema": _BINARY}
            for kind, media in MEDIA_TYPES.items()
            if kind != "json"
        }
        # A return in the shape an authority asks for is whatever the authority says.
        shape: Schema = {"anyOf": [{"$ref": COMPONENTS + "Report"}, {"type": "object"}]}
        content[_JSON] = {"schema": shape}
        answer = {"description": report.title, "content": content}
        return {"parameters": parameters, "responses": {"200": answer} | refusals(READING)}

    def _command(self, handled: Handled, action: Action | None) -> Schema:
        body = self._commands.of(handled, action)
        result = self._schemas.of(get_type_hints(handled.handler, include_extras=True)["return"])
        done = {
            "type": "object",
            "properties": {
                "result": result,
                "touched": {
                    "type": "object",
                    "description": "ids by kind of record",
                    "additionalProperties": {"type": "array", "items": {"type": "string", "format": "uuid"}},
                },
            },
            "required": ["result", "touched"],
        }
        text = (handled.command.__doc__ or "").strip()
        return {
            "description": f"{text}\n\nNeeds the permission `{handled.command.permission}`.",
            "parameters": [
                _query("confirmed", {"type": "array", "items": {"type": "string"}}, about="go on despite"),
                {
                    "name": "Idempotency-Key",
                    "in": "header",
                    "required": False,
                    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
                    "description": "the same key and body again: the first answer, done once",
                },
            ],
            "requestBody": {"required": True, "content": {_JSON: {"schema": body}}},
            "responses": _answered(done, "Done") | refusals(WRITING),
        }


class _command_schemas:  # noqa: N801 - used like a function
    """The schemas of all commands together, so that no two lines of the same name get mixed up."""

    def __init__(self, commands: Mapping[str, Handled]) -> None:
        inputs = [(name, "validation", adapter(one.command)) for name, one in commands.items()]
        found, shared = TypeAdapter.json_schemas(inputs, ref_template=COMPONENTS + "{model}")  # type: ignore[arg-type]
        self._by_name = {str(key[0]): schema for key, schema in found.items()}
        self.defs: dict[str, Schema] = shared.get("$defs", {})

    def of(self, handled: Handled, action: Action | None) -> Schema:
        schema = self._by_name[handled.name]
        if action is None:
            return schema
        if "$ref" in schema:
            schema = self.defs[schema["$ref"].removeprefix(COMPONENTS)]
        schema = copy.deepcopy(schema)
        schema["properties"].pop(action.id_field)
        schema["required"] = [one for one in schema.get("required", []) if one != action.id_field]
        schema["title"] = f"{handled.name} of the address"
        return schema


def refusals(statuses: Sequence[int]) -> Schema:
    """The answers of these statuses, all in the one shape."""
    content = {_JSON: {"schema": {"$ref": COMPONENTS + "Problem"}}}
    return {str(one): {"description": REFUSALS[one], "content": content} for one in statuses}


def _answered(schema: Schema, words: str) -> Schema:
    return {"200": {"description": words, "content": {_JSON: {"schema": schema}}}}


def _query(name: str, schema: Schema, *, required: bool = False, about: str = "") -> Schema:
    one = {"name": name, "in": "query", "required": required, "schema": schema}
    return one | ({"description": about} if about else {})


def _id_parameter(one: Planned) -> Schema:
    schema: Schema = {"type": "string", "format": "uuid"}
    if callable(one.subject) and id_kind(one.subject) is int:
        schema = {"type": "integer", "minimum": 0, "maximum": 10**15 - 1}
    return {"name": "id", "in": "path", "required": True, "schema": schema}


_BINARY: Schema = {"type": "string", "contentMediaType": "application/octet-stream"}
_PROBLEM: Schema = {
    "type": "object",
    "description": "Why something was refused. Codes stay; sentences may be worded better one day.",
    "properties": {
        "code": {"type": "string"},
        "message": {"type": "string"},
        "problems": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "code": {"type": "string"},
                    "field": {"type": "string"},
                    "message": {"type": "string"},
                },
                "required": ["code", "field", "message"],
            },
        },
        "confirm": {"type": "string", "description": "send this as `confirmed` to go on all the same"},
        "ticket": {"type": "string", "description": "of the approval it waits for"},
        "report": {"type": "string", "description": "the fault's number in the server's log"},
    },
    "required": ["code", "message", "problems"],
}
_REPORT: Schema = {
    "type": "object",
    "properties": {
        "title": {"type": "string"},
        "subtitle": {"type": "string"},
        "firm": {"type": "string"},
        "currency": {"type": "string"},
        "parameters": {"type": "object", "additionalProperties": {"type": "string"}},
        "columns": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {one: {"type": "string"} for one in ("key", "title", "kind")},
                "required": ["key", "title", "kind"],
            },
        },
        "rows": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "kind": {"type": "string"},
                    "indent": {"type": "integer"},
                    "cells": {"type": "array", "items": {"type": ["string", "integer", "null"]}},
                    "currency": {"type": "string"},
                },
                "required": ["kind", "indent", "cells"],
            },
        },
        "remarks": {"type": "array", "items": {"type": "string"}},
        "difference": {"type": "string", "description": "must be zero"},
    },
    "required": ["title", "subtitle", "firm", "currency", "parameters", "columns", "rows", "remarks"],
}


def as_bytes(document: Schema) -> bytes:
    return json.dumps(document, separators=(",", ":")).encode()
