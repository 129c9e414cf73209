"""`pdf` and `report`: documents as the customer gets them, and figures as the owner wants them."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rayafin_desktop.base.errors import NotFound

from .opening import signed_in
from .terminal import Terminal, printable
from .usage import Options, WrongUsage, add_globals, day, write_file

if TYPE_CHECKING:
    from rayafin_desktop.catalogue import Catalogue
    from rayafin_desktop.engine.listing import ListQuery
    from rayafin_desktop.engine.read import Read
    from rayafin_desktop.engine.report import Report, ReportTable

FORMATS = ("text", "json", "csv", "xlsx", "pdf")
_KEYWORDS = ("first", "last", "as_of", "party", "member", "account", "cost_centre", "compare")


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
    report.add_argument("--from", dest="first", type=day, metavar="DATE", help="first day of the period")
    report.add_argument("--to", dest="last", type=day, metavar="DATE", help="last day of the period")
    report.add_argument("--as-of", type=day, metavar="DATE", help="the day a balance is of")
    report.add_argument("--party", metavar="CODE", help="of this customer or supplier")
    report.add_argument("--member", metavar="EMAIL", help="of this member of the company")
    report.add_argument("--account", metavar="CODE", help="of this account")
    report.add_argument("--cost-centre", metavar="CODE", help="of this cost centre")
    report.add_argument("--compare", metavar="WITH", help="period or year, the one before")
    report.add_argument(
        "--option", action="append", default=[], metavar="NAME=VALUE", help="any other choice of the report"
    )
    report.add_argument("--format", choices=FORMATS, help="text, or as --json says")
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
    """`report`: text and PDF are in the company's locale, files for machines exact and plain."""
    kind = options.format or ("json" if terminal.as_json else "text")
    if kind in ("pdf", "xlsx") and options.output is None:
        raise WrongUsage("cli.needs_output", {"format": kind})
    with signed_in(options) as (app, actor):
        report = app.catalogue.reports.get(options.name)
        if report is None:
            known = ", ".join(sorted(app.catalogue.reports))
            raise NotFound("cli.unknown_report", {"name": options.name, "known": known})
        actor.require(report.permission)
        with app.read(actor) as read:
            table = report.run(read, **_asked(options, report, app.catalogue, read))
    if kind == "text" and options.output is None:
        _tell(terminal, table)
        return 0
    content = _written(table, kind)
    if options.output is None:
        terminal.line(content.decode("utf-8-sig").rstrip("\n"))
    else:
        write_file(options.output, content)
        terminal.say(f"{options.output}: {table.title}, {len(table.rows)} rows")
    return 0


def _asked(options: Options, report: Report, catalogue: Catalogue, read: Read) -> dict[str, Any]:
    """What was given, by the keywords the report takes; one it does not take is wrong usage."""
    given = {name: value for name in _KEYWORDS if (value := getattr(options, name)) is not None}
    for text in options.option:
        name, _, value = text.partition("=")
        given[name.replace("-", "_")] = value
    if "first" in given and "last" in given and given["first"] > given["last"]:
        raise WrongUsage("cli.period_backwards")
    takes = report.takes
    for name in given:
        if name not in takes:
            raise WrongUsage("cli.report_without", {"name": options.name, "option": _option(name)})
    for name, needed in takes.items():
        if needed and name not in given:
            raise WrongUsage("cli.report_needs", {"name": options.name, "option": _option(name)})
    for option in report.options:
        known = [value for value, _ in option.choices]
        if given.get(option.name, known[0]) not in known:
            params = {"option": _option(option.name), "known": ", ".join(known)}
            raise WrongUsage("cli.report_choice", params)
    for name, parameter in catalogue.report_parameters.items():
        if name in given:
            given[name] = _record(catalogue.query(parameter.lookup), read, name, given[name])
    return given


def _record(query: ListQuery, read: Read, name: str, code: str) -> Any:
    """The id of the record with this code in the list it is chosen from."""
    from rayafin_desktop.engine.listing import Look, page

    found = page(query, read, Look(where=(("code", code),)), limit=1)
    if not found:
        raise NotFound("cli.report_record", {"option": _option(name), "code": code}, field=name)
    return found[0].id


def _option(name: str) -> str:
    return {"first": "--from", "last": "--to"}.get(name, "--" + name.replace("_", "-"))


def _tell(terminal: Terminal, table: ReportTable) -> None:
    """The report for a person: sections and totals stand as on paper, outlines indented."""
    terminal.line(printable(f"{table.firm}: {table.title}"))
    if table.subtitle:
        terminal.line(printable(table.subtitle))
    terminal.line()
    rows = []
    for row in table.rows:
        cells = list(table.written(row))
        cells[table.outline] = "  " * row.indent + cells[table.outline]
        rows.append(cells)
    heads = [column.title for column in table.columns]
    terminal.table(heads, rows, [column.is_numeric for column in table.columns])
    for remark in table.foot:
        terminal.line(printable(remark))


def _written(table: ReportTable, kind: str) -> bytes:
    """The report as the content of a file."""
    from rayafin_desktop.engine.report_files import WRITERS

    if kind in WRITERS:
        return WRITERS[kind](table)
    if kind == "pdf":
        from rayafin_desktop.features.companies.reporting import report_pdf

        return report_pdf(table)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        _tell(Terminal(), table)
    return out.getvalue().encode()
