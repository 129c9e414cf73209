"""`import`: files of other programs, in; `export`: what the book holds, out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rayafin_desktop.base.errors import NotFound

from .opening import signed_in
from .terminal import Terminal, printable
from .usage import Options, add_globals, write_file

SHOWN_REJECTS = 20


def add_commands(commands: Any) -> None:
    """Add the commands of this group to the parser."""
    take_in = commands.add_parser(
        "import",
        help="files of other programs, in",
        description="A row that cannot be used is reported with its line and reason, and kept in a file for "
        "fixing. Importing the same again adds nothing. Exit code 1 only where no row could be used.",
    )
    take_in.add_argument("kind", metavar="KIND", help="as retail")
    take_in.add_argument("files", metavar="FILE", nargs="+", type=Path)
    take_in.add_argument("--dry-run", action="store_true", help="say what would be done, and leave nothing")
    take_in.add_argument(
        "--rejects",
        type=Path,
        metavar="FILE",
        help="for rows that could not be used (otherwise KIND-rejected.csv beside the book)",
    )
    add_globals(take_in, first=False)
    take_in.set_defaults(carry_out=import_files)

    give_out = commands.add_parser(
        "export",
        help="what the book holds about a person, out",
        description="A ZIP with everything about a party: a JSON document, and the files attached to it.",
    )
    give_out.add_argument("kind", choices=("personal",), help="personal: of one party")
    give_out.add_argument("code", metavar="PARTY", help="the party's code, or a user's e-mail")
    give_out.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    add_globals(give_out, first=False)
    give_out.set_defaults(carry_out=export_person)


def export_person(options: Options, terminal: Terminal) -> int:
    """`export personal`: writes the whole file or nothing."""
    from rayafin_desktop.features.privacy.exporting import export_personal
    from rayafin_desktop.features.privacy.finding import subject_called

    with signed_in(options) as (app, actor), app.read(actor) as read:
        subject, id_ = subject_called(read, options.code)
        content = export_personal(read, subject, id_)
    write_file(options.output, content)
    if terminal.as_json:
        terminal.json({"ok": True, "file": str(options.output), "bytes": len(content)})
    else:
        terminal.line(f"{options.output}: everything the book holds about {options.code}")
    return 0


def import_files(options: Options, terminal: Terminal) -> int:
    """`import`: hands the files to the importer of this kind."""
    with signed_in(options) as (app, actor):
        known = {name: one for feature in app.catalogue.features for name, one in feature.importers.items()}
        importer = known.get(options.kind)
        if importer is None:
            names = ", ".join(sorted(known))
            raise NotFound("cli.unknown_importer", {"name": options.kind, "known": names})
        report = importer(app, actor, options.files, dry_run=options.dry_run, progress=terminal.progress)
        sentence = app.catalogue.messages.sentence
        beside = app.database.path.parent if app.database.path else Path()
    rejected = [
        {
            "file": row.file,
            "line": row.line,
            "code": row.problem.code,
            "message": sentence(row.problem),
            "cells": row.cells,
        }
        for row in report.rejected
    ]
    kept = ""
    if rejected and not report.dry_run:
        content = report.rejects_csv().encode("utf-8")
        path = options.rejects or _free_name(beside / f"{options.kind}-rejected.csv", content)
        write_file(path, content)
        kept = str(path)
    if terminal.as_json:
        terminal.json(
            {
                "ok": True,
                "dry_run": report.dry_run,
                "rows": report.rows,
                "added": report.added,
                "skipped_existing": report.skipped_existing,
                "totals": report.totals,
                "rejected": rejected,
                "rejects_file": kept,
            }
        )
    else:
        _tell(terminal, report, rejected, kept)
    used = sum(report.added.values()) + sum(report.skipped_existing.values())
    return 1 if rejected and not used else 0


def _tell(terminal: Terminal, report: Any, rejected: list[dict[str, Any]], kept: str) -> None:
    """The report for a person."""
    terminal.line(f"{report.rows} rows read" + (", nothing written" if report.dry_run else ""))
    verb = "would be added" if report.dry_run else "added"
    for kind in report.added:
        there = report.skipped_existing.get(kind, 0)
        name = kind.replace("_", " ")
        terminal.line(f"{name}: {report.added[kind]} {verb}, {there} there already")
    for name, total in report.totals.items():
        terminal.line(f"{name}: {total}")
    for row in rejected[:SHOWN_REJECTS]:
        terminal.line(printable(f"{row['file']}:{row['line']}: {row['code']}: {row['message']}"))
    if len(rejected) > SHOWN_REJECTS:
        terminal.line(f"and {len(rejected) - SHOWN_REJECTS} more rows that could not be used")
    if kept:
        terminal.line(f"The {len(rejected)} rows that could not be used lie in {kept}")


def _free_name(path: Path, content: bytes) -> Path:
    """The name itself, or with the first number that makes it free: somebody may be mending the last one.

    A file that says just the same is written again rather than doubled.
    """
    number, free = 2, path
    while free.exists() and free.read_bytes() != content:
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return free
