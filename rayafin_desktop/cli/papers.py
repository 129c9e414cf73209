"""`pdf`: documents as the customer gets them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rayafin_desktop.base.errors import NotFound

from .opening import signed_in
from .terminal import Terminal
from .usage import Options, add_globals, write_file


def add_commands(commands: Any) -> None:
    """Add the commands of this group to the parser."""
    pdf = commands.add_parser("pdf", help="a document as the customer gets it")
    pdf.add_argument("kind", metavar="KIND", help="as invoice")
    pdf.add_argument("number", metavar="NUMBER")
    pdf.add_argument("-o", "--output", required=True, metavar="FILE")
    add_globals(pdf, first=False)
    pdf.set_defaults(carry_out=make_pdf)


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
