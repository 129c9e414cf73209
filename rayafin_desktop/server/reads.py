"""The addresses that read: lists, one thing and its parts, reports, documents.

Each is made of what a feature declares. An endpoint does everything in one read scope and on one thread.
"""

from __future__ import annotations

import dataclasses
import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, get_args, get_type_hints
from uuid import UUID

from fastapi import Request
from fastapi.responses import Response

from rayafin_desktop.base.errors import NotFound, Problem, RuleBroken
from rayafin_desktop.catalogue import Catalogue
from rayafin_desktop.engine.feature import Document
from rayafin_desktop.engine.listing import ListQuery, Look, count, page, selected
from rayafin_desktop.engine.read import Read
from rayafin_desktop.engine.report import DAYS, Report, ReportParameter
from rayafin_desktop.engine.report_files import WRITERS
from rayafin_desktop.features.companies.reporting import report_pdf

from . import door
from .problems import as_json
from .requests import Parameters, uuid_of
from .shapes import plain

Endpoint = Callable[[Request], Response]
Load = Callable[..., Any]

MOST_ROWS = 1000
LOOK = ("limit", "offset", "sort", "tab", "search")
MEDIA_TYPES: Mapping[str, str] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
_LONGEST_NUMBER = 200


def columns_of(query: ListQuery, read: Read) -> Mapping[str, Any]:
    """The columns of a list by name; they can be filtered by unless a parameter has the name already."""
    return {str(column.key): column for column in selected(query, read).selected_columns}


def list_endpoint(query: ListQuery) -> Endpoint:
    """`GET /invoices?tab=open&party_id=...&sort=-due_on&limit=50`: rows, how many there are, what is next."""
    sorts = {*query.sorts, *(f"-{one}" for one in query.sorts)}

    def rows_of(request: Request) -> Response:
        with door.reading(request) as read:
            read.actor.require(query.permission)
            filters = columns_of(query, read).keys() - set(LOOK)
            asked = Parameters(request, {*LOOK, *filters})
            limit = asked.number("limit", 100, 1, MOST_ROWS)
            offset = asked.number("offset", 0, 0)
            sort = asked.choice("sort", sorts, "")
            look = Look(
                tab=asked.choice("tab", query.tabs, ""),
                text=asked.text("search")[:200],
                sort=sort.removeprefix("-"),
                descending=sort.startswith("-"),
                where=tuple((name, value) for name, value in asked.given.items() if name in filters),
            )
            rows = [plain(row) for row in page(query, read, look, limit=limit, offset=offset)]
            whole = offset == 0 and len(rows) < limit
            total = len(rows) if whole else count(query, read, look)
        following = offset + len(rows)
        more = following if rows and following < total else None
        return as_json({"rows": rows, "total": total, "limit": limit, "offset": offset, "next": more})

    return rows_of


def id_kind(load: Load) -> type | None:
    """What a record is asked by: UUID, int (an entry of the audit log), None where it needs no id."""
    parameters = list(inspect.signature(load).parameters.values())
    if len(parameters) < 2 or parameters[1].default is not inspect.Parameter.empty:
        return None
    hint = get_type_hints(load)[parameters[1].name]
    return int if hint is int or int in get_args(hint) else UUID


def record_endpoint(load: Load, noun: str) -> Endpoint:
    """`GET /records/invoice-detail/{id}`, `GET /invoices/{id}/lines`: one record, or its rows."""
    kind = id_kind(load)

    def record_of(request: Request) -> Response:
        with door.reading(request) as read:
            Parameters(request, ())
            if kind is None:
                return as_json(plain(load(read)))
            return as_json(plain(load(read, id_from(request, kind, noun))))

    return record_of


def id_from(request: Request, kind: type, noun: str) -> Any:
    """The id in the address; NotFound for a text that is none, as for an id that is nobody's."""
    text = str(request.path_params["id"])
    found: UUID | int | None = None
    if kind is UUID:
        found = uuid_of(text)
    elif re.fullmatch(r"[0-9]{1,15}", text):
        found = int(text)
    if found is None:
        raise NotFound(f"{noun}.not_found", {"id": text[:80]})
    return found


def report_parameters(report: Report, records: Mapping[str, ReportParameter]) -> Sequence[str]:
    """What the report can be asked over HTTP: every keyword it takes that is a day, a record or a choice."""
    choices = {one.name for one in report.options}
    return [name for name in report.takes if name in DAYS or name in records or name in choices]


def _existing(one: ReportParameter, lookup: ListQuery, read: Read, record_id: UUID) -> UUID:
    """The id, if it is in the list the record is chosen from; NotFound for any other."""
    if not page(lookup, read, Look(where=(("id", str(record_id)),)), limit=1):
        raise NotFound("report.no_such_record", {"what": one.label.lower()}, field=one.name)
    return record_id


def report_endpoint(report: Report, catalogue: Catalogue) -> Endpoint:
    """`GET /reports/ar-aging?as_of=2026-11-30&format=json`."""
    records = catalogue.report_parameters
    names = report_parameters(report, records)
    lookups = {name: catalogue.query(records[name].lookup) for name in names if name in records}
    choices = {one.name: [value for value, _ in one.choices] for one in report.options}

    def report_of(request: Request) -> Response:
        with door.reading(request) as read:
            read.actor.require(report.permission)
            asked = Parameters(request, {*names, "format"})
            kind = asked.choice("format", MEDIA_TYPES, "json")
            given: dict[str, Any] = {}
            problems = []
            for name in names:
                if name not in asked.given:
                    if report.takes[name]:
                        problems.append(Problem("request.missing_parameter", name, {"name": name}))
                elif name in DAYS:
                    given[name] = asked.day(name)
                elif name in choices:
                    given[name] = asked.choice(name, choices[name], choices[name][0])
                else:
                    given[name] = _existing(records[name], lookups[name], read, asked.id(name))
            if "first" in given and "last" in given and given["first"] > given["last"]:
                problems.append(Problem("report.period_backwards", "last"))
            if problems:
                raise RuleBroken(problems)
            table = report.run(read, **given)
            content = report_pdf(table) if kind == "pdf" else WRITERS[kind](table)
        return Response(content, media_type=MEDIA_TYPES[kind])

    return report_of


def document_endpoint(document: Document) -> Endpoint:
    """`GET /documents/invoice?number=INV/26-27/0001`: the paper as the customer gets it."""

    def paper_of(request: Request) -> Response:
        with door.reading(request) as read:
            read.actor.require(document.permission)
            number = Parameters(request, {"number"}).text("number")
            if not 0 < len(number) <= _LONGEST_NUMBER or "\0" in number:
                raise RuleBroken([Problem("request.missing_parameter", "number", {"name": "number"})])
            content = document.render(read, number)
        return Response(content, media_type=MEDIA_TYPES["pdf"])

    return paper_of


def number_of(record: Any) -> str:
    """The number of a document, from its record or from the head of it; empty for a draft."""
    if hasattr(record, "number"):
        return str(record.number or "")
    heads = (getattr(record, one.name) for one in dataclasses.fields(record))
    return str(next(head.number for head in heads if hasattr(head, "number")) or "")


def paper_endpoint(document: Document, load: Load, noun: str) -> Endpoint:
    """`GET /invoices/{id}/pdf`; NotFound for a draft, which has no number yet."""

    def paper_of(request: Request) -> Response:
        with door.reading(request) as read:
            read.actor.require(document.permission)
            Parameters(request, ())
            record_id = id_from(request, UUID, noun)
            number = number_of(load(read, record_id))
            if not number:
                raise NotFound(f"{noun}.not_found", {"id": str(record_id)})
            content = document.render(read, number)
        return Response(content, media_type=MEDIA_TYPES["pdf"])

    return paper_of
