"""`pdf` and `report`: documents as the customer gets them, and figures as the owner wants them."""

from __future__ import annotations

import contextlib
import csv
import inspect
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rayafin_desktop.base.errors import NotFound

from .opening import signed_in
from .terminal import Terminal, printable
from .usage import Options, WrongUsage, add_globals, day, write_file

if TYPE_CHECKING:
    from rayafin_desktop.paper.report import TablePaper


def add_commands(commands: Any) -> None:
    """Add the commands of this group to the parser."""
    pdf = commands.add_parser("pdf", help="a document as the customer gets it")
    pdf.add_argument("kind", metavar="KIND", help="as invoice")
    pdf.add_argument("number", metavar="NUMBER")
    pdf.add_argument("-o", "--output", required=True, metavar="FILE")
    add_globals(pdf, first=False)
    pdf.set_defaults(carry_out=make_pdf)

    report = commands.add_parser("report", help="any report")
    report.add_argument("name", metavar="NAME", help="as trial-balance")
    report.add_argument("--from", dest="from_on", type=day, metavar="DATE", help="first day of the period")
    report.add_argument("--to", dest="to_on", type=day, metavar="DATE", help="last day of the period")
    report.add_argument("--as-of", type=day, metavar="DATE", help="the day a balance is of")
    report.add_argument("--format", choices=("text", "json", "csv", "pdf"), help="text, or as --json says")
    report.add_argument("-o", "--output", type=Path, metavar="FILE", help="otherwise the terminal")
    add_globals(report, first=False)
    report.set_defaults(carry_out=make_report)


def make_pdf(options: Options, terminal: Terminal) -> int:
    """`pdf`: writes the whole file or nothing."""
    with signed_in(options) as (app, actor):
        document = app.catalogue.documents.get(options.kind)
        if document is None:
            known = ", ".join(sorted(app.catalogue.documents))
            raise NotFound("cli.unknown_document", {"name": options.kind, "known": known})
        actor.require(document.permission)
        with app.read(actor) as read:
            content = document.render(read, options.number)
    path = Path(options.output)
    write_file(path, content)
    if terminal.as_json:
        terminal.json({"ok": True, "file": str(path), "bytes": len(content)})
    else:
        terminal.line(f"{path}: {document.title} {options.number}, {len(content)} bytes")
    return 0


def make_report(options: Options, terminal: Terminal) -> int:
    """`report`: cells are written in the company's locale, whatever the format."""
    kind = options.format or ("json" if terminal.as_json else "text")
    if kind == "pdf" and options.output is None:
        raise WrongUsage("cli.needs_output", {"format": kind})
    with signed_in(options) as (app, actor):
        report = app.catalogue.reports.get(options.name)
        if report is None:
            known = ", ".join(sorted(app.catalogue.reports))
            raise NotFound("cli.unknown_report", {"name": options.name, "known": known})
        actor.require(report.permission)
        period = _period(options, report.run)
        with app.read(actor) as read:
            paper: TablePaper = report.run(read, **period)
    if kind == "text" and options.output is None:
        _tell(terminal, paper)
        return 0
    content = _written(paper, kind)
    if options.output is None:
        terminal.line(content.decode().rstrip("\n"))
    else:
        write_file(options.output, content)
        terminal.say(f"{options.output}: {paper.title}, {len(paper.rows)} rows")
    return 0


def _period(options: Options, run: Callable[..., Any]) -> dict[str, date]:
    """The days that were given, by the names the report takes; one it does not take is wrong usage."""
    given = {
        name: value for name in ("from_on", "to_on", "as_of") if (value := getattr(options, name)) is not None
    }
    if "from_on" in given and "to_on" in given and given["from_on"] > given["to_on"]:
        raise WrongUsage("cli.period_backwards")
    taken = inspect.signature(run).parameters
    for name in given:
        if name not in taken:
            option = "--" + name.removesuffix("_on").replace("_", "-")
            raise WrongUsage("cli.report_without", {"name": options.name, "option": option})
    return given


def _tell(terminal: Terminal, paper: TablePaper) -> None:
    """The report for a person: sections and totals stand as the paper has them, outlines indented."""
    terminal.line(f"{paper.firm}: {paper.title}")
    if paper.subtitle:
        terminal.line(paper.subtitle)
    terminal.line()
    outline = next((n for n, column in enumerate(paper.columns) if column.grows), 0)
    rows = []
    for row in paper.rows:
        cells = [*row.cells, *[""] * (len(paper.columns) - len(row.cells))]
        cells[outline] = "  " * row.indent + cells[outline]
        rows.append(cells)
    heads = [column.head for column in paper.columns]
    terminal.table(heads, rows, [column.align != "start" for column in paper.columns])
    for remark in paper.remarks:
        terminal.line(printable(remark))


def _written(paper: TablePaper, kind: str) -> bytes:
    """The report as the content of a file."""
    if kind == "pdf":
        from rayafin_desktop.paper.report import render_table

        return render_table(paper)
    heads = [column.head for column in paper.columns]
    if kind == "json":
        told = {
            "title": paper.title,
            "subtitle": paper.subtitle,
            "columns": heads,
            "rows": [{"kind": row.kind, "indent": row.indent, "cells": row.cells} for row in paper.rows],
            "remarks": paper.remarks,
        }
        return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
    out = io.StringIO()
    if kind == "csv":
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerows([[_cell(text) for text in row] for row in (heads, *(r.cells for r in paper.rows))])
    else:
        with contextlib.redirect_stdout(out):
            _tell(Terminal(), paper)
    return out.getvalue().encode()


def _cell(text: str) -> str:
    """A text no spreadsheet takes for a formula: somebody's name may begin with an equals sign."""
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
