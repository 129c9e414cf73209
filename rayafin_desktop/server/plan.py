"""Every address made of the catalogue: method, path, what answers it and what it stands for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from fastapi.responses import Response

from rayafin_desktop.catalogue import Catalogue
from rayafin_desktop.engine.commands import Handled
from rayafin_desktop.engine.feature import Document
from rayafin_desktop.engine.listing import ListQuery
from rayafin_desktop.engine.report import Report

from . import reads, writes
from .resources import BY_QUERY, PREFIX, RESERVED, Action, address, dashed

Subject = Handled | ListQuery | Report | Document | Callable[..., Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One address. `subject` is the command, list, report, document or record loader behind it."""

    method: str
    path: str
    name: str
    tag: str
    summary: str
    endpoint: Callable[..., Response]
    subject: Subject
    action: Action | None = None
    is_paper: bool = False


def planned(catalogue: Catalogue) -> Iterator[Planned]:
    """All addresses. ValueError where a feature's list takes a name the API needs for itself."""
    for query in catalogue.queries.values():
        if dashed(query.name) in RESERVED:
            raise ValueError(f"a list cannot be called {query.name}")
        yield Planned(
            method="GET",
            path=address(query.name),
            name=f"list_{query.name}",
            tag=dashed(query.name),
            summary=f"Rows of {_words(query.name)}",
            endpoint=reads.list_endpoint(query),
            subject=query,
        )
        yield from _of_resource(catalogue, query.name)
    for name, load in catalogue.records.items():
        kind = reads.id_kind(load)
        yield Planned(
            method="GET",
            path=f"{PREFIX}/records/{dashed(name)}" + ("/{id}" if kind else ""),
            name=f"record_{name}",
            tag="records",
            summary=_words(name).capitalize(),
            endpoint=reads.record_endpoint(load, name),
            subject=load,
        )
    for handled in catalogue.commands.values():
        yield _command(handled, f"{PREFIX}/commands/{handled.name}", f"command_{handled.name}", "commands")
    for report in catalogue.reports.values():
        yield Planned(
            method="GET",
            path=f"{PREFIX}/reports/{report.name}",
            name=f"report_{report.name.replace('-', '_')}",
            tag="reports",
            summary=report.title,
            endpoint=reads.report_endpoint(report, catalogue),
            subject=report,
        )
    for document in catalogue.documents.values():
        yield Planned(
            method="GET",
            path=f"{PREFIX}/documents/{dashed(document.kind)}",
            name=f"document_{document.kind.replace('-', '_')}",
            tag="documents",
            summary=document.title,
            endpoint=reads.document_endpoint(document),
            subject=document,
            is_paper=True,
        )


def _of_resource(catalogue: Catalogue, query: str) -> Iterator[Planned]:
    resource = BY_QUERY.get(query)
    if resource is None:
        return
    path, tag = address(query), dashed(query)
    if resource.create:
        yield _command(catalogue.command_named(resource.create), path, f"create_{query}", tag)
    if resource.record:
        load = catalogue.records[resource.record]
        yield Planned(
            method="GET",
            path=f"{path}/{{id}}",
            name=f"get_{query}",
            tag=tag,
            summary=f"One of {_words(query)}",
            endpoint=reads.record_endpoint(load, resource.record),
            subject=load,
        )
        if resource.document:
            document = catalogue.documents[resource.document]
            yield Planned(
                method="GET",
                path=f"{path}/{{id}}/pdf",
                name=f"paper_{query}",
                tag=tag,
                summary=f"{document.title} as a PDF",
                endpoint=reads.paper_endpoint(document, load, resource.record),
                subject=document,
                is_paper=True,
            )
    for part, name in resource.parts.items():
        load = catalogue.records[name]
        yield Planned(
            method="GET",
            path=f"{path}/{{id}}/{part}",
            name=f"get_{query}_{part.replace('-', '_')}",
            tag=tag,
            summary=f"{_words(part).capitalize()} of one of {_words(query)}",
            endpoint=reads.record_endpoint(load, name),
            subject=load,
        )
    for verb, action in resource.actions.items():
        handled = catalogue.command_named(action.command)
        yield _command(handled, f"{path}/{{id}}/{verb}", f"{verb}_{query}", tag, action)


def _command(handled: Handled, path: str, name: str, tag: str, action: Action | None = None) -> Planned:
    return Planned(
        method="POST",
        path=path,
        name=name,
        tag=tag,
        summary=(handled.command.__doc__ or handled.name).strip().splitlines()[0],
        endpoint=writes.command_endpoint(handled, action),
        subject=handled,
        action=action,
    )


def _words(name: str) -> str:
    return name.replace("_", " ").replace("-", " ")
