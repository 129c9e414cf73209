"""`office` and `move`: setting up an office database, and taking a book's file into it."""

from __future__ import annotations

import getpass
import os
import sys
from typing import TYPE_CHECKING, Any

from rayafin_desktop.base.errors import BookProblem

from .terminal import Terminal
from .usage import Options, WrongUsage, add_globals, book_location, named_book, with_password

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rayafin_desktop.application import App
    from rayafin_desktop.engine.database import Database

OLDEST_SERVER = 13
"""The oldest major version of PostgreSQL with everything the schema uses."""


def add_commands(commands: Any) -> None:
    """Add the commands of this group to the parser."""
    move = commands.add_parser("move", help="a book's file into an empty office database")
    move.add_argument("file", metavar="FILE", help="the book; it is left as it is")
    move.add_argument(
        "url", metavar="URL", nargs="?", default="", help="otherwise RAYAFIN_DB_HOST, RAYAFIN_DB_NAME, ..."
    )
    add_globals(move, first=False)
    move.set_defaults(carry_out=move_book)

    office = commands.add_parser("office", help="an office database: its address, its roles")
    parts = office.add_subparsers(dest="part", metavar="PART", required=True)
    test = parts.add_parser("test", help="whether it can be used, or what exactly is wrong")
    add_globals(test, first=False)
    test.set_defaults(carry_out=test_office)
    admit = parts.add_parser("admit", help="make or admit the role the program works as; run by the owner")
    admit.add_argument("role", metavar="ROLE", help="password by RAYAFIN_ROLE_PASSWORD or prompt")
    add_globals(admit, first=False)
    admit.set_defaults(carry_out=admit_role)


def move_book(options: Options, terminal: Terminal) -> int:
    """`move`: then every invariant is looked at in the new place; exit 1 if one is broken."""
    from rayafin_desktop.application import open_book
    from rayafin_desktop.engine.database import is_server_location
    from rayafin_desktop.engine.moving import move

    url = with_password(options.url or named_book())
    if not url:
        raise WrongUsage("cli.no_book")
    if not is_server_location(url) or is_server_location(options.file):
        raise BookProblem("move.only_to_office")
    source = open_book(options.file)
    try:
        target = open_book(url)
        try:
            rows = move(source.database, target.database, terminal.progress)
            shown = target.database.location
        finally:
            target.close()
    finally:
        source.close()
    app = open_book(url)
    try:
        checks, faults = _verified(app)
    finally:
        app.close()
    if terminal.as_json:
        terminal.json({"ok": not faults, "rows": rows, "checks": checks, "faults": faults})
    else:
        for fault in faults:
            terminal.line(fault)
        terminal.line(f"{shown}: {rows} rows moved, every digest the same; {checks} checks passed.")
        terminal.line(
            f"{options.file} is left as it was. Put it away: from now on the office database counts."
        )
    return 1 if faults else 0


def _verified(app: App) -> tuple[int, list[str]]:
    checked = list(app.verify())
    return len(checked), [f"{fault.check}: {fault.evidence}" for one in checked for fault in one.faults]


def test_office(options: Options, terminal: Terminal) -> int:
    """`office test`: exit 0 when a book could be opened there."""
    from rayafin_desktop.engine.office import test

    test(_server(options))
    terminal.json({"ok": True}) if terminal.as_json else terminal.line("The office database can be used.")
    return 0


def admit_role(options: Options, terminal: Terminal) -> int:
    """`office admit`: give a role its rights; with a password, set that too. Safe to repeat."""
    from rayafin_desktop.application import open_book
    from rayafin_desktop.engine.tenancy import admit

    password = os.environ.get("RAYAFIN_ROLE_PASSWORD", "")
    if not password and sys.stdin.isatty():
        password = getpass.getpass(f"Password for {options.role} (empty: leave it as it is): ")
    app = open_book(_server(options))
    try:
        with app.database.write() as connection:
            admit(connection, options.role, password)
    finally:
        app.close()
    if terminal.as_json:
        terminal.json({"ok": True, "role": options.role})
    else:
        terminal.line(f"{options.role} may work with this office database, and may not change its tables.")
    return 0


def _server(options: Options) -> str:
    from rayafin_desktop.engine.database import is_server_location

    location = book_location(options)
    if not is_server_location(location):
        raise BookProblem("office.only_servers")
    return location


def office_findings(database: Database) -> Iterator[tuple[str, bool, str]]:
    """What `doctor` says of an office database: (subject, whether it is well, detail)."""
    from sqlalchemy import text

    from rayafin_desktop.engine.tenancy import application_roles, standing, unwalled

    with database.read() as connection:
        version, encoding, tls = connection.execute(
            text(
                "SELECT current_setting('server_version'), current_setting('server_encoding'), "
                "(SELECT version || ', ' || cipher FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl)"
            )
        ).one()
        host = connection.execute(text("SELECT inet_client_addr()")).scalar()
        role, lacking, roles = standing(connection), unwalled(connection), application_roles(connection)
    well = int(version.split(".")[0]) >= OLDEST_SERVER and encoding == "UTF8"
    yield "server", well, f"PostgreSQL {version}, {encoding}"
    what = "owns the tables" if role.owns else "works with tables of another"
    strong = "; no wall stops it: a superuser, or passes row-level security" if role.passes_walls else ""
    others = f"; admitted: {', '.join(roles)}" if roles else ""
    yield "role", not role.passes_walls, f"{role.role} {what}{strong}{others}"
    missing = f"missing on {', '.join(lacking)}: the owner runs rayafin migrate up"
    yield "row-level security", not lacking, missing if lacking else "in force for every company"
    local = host is None or str(host).startswith(("127.", "::1"))
    none = "none, on this machine" if local else "none: what is typed and read can be listened to"
    yield "TLS", bool(tls) or local, tls or none
