"""`verify`, `doctor`, `backup`, `restore` and `migrate`: looking after a book.

They ask for no user: whoever can read the file, or knows the password of the office database, can do this
already, and a scheduler must be able to. Nothing of a book's content is shown but the evidence of a fault.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rayafin_desktop.base.errors import BookProblem, NeedsConfirmation

from .opening import book_key, opened
from .terminal import Terminal
from .usage import Options, add_globals, book_location

EVERYTHING = "base"  # Alembic's name for the state before the first migration


def add_commands(commands: Any) -> None:
    """Add the commands of this group to the parser."""
    verify = commands.add_parser("verify", help="every invariant over the whole book")
    verify.add_argument("--check", action="append", default=[], metavar="NAME", help="only this; repeatable")
    add_globals(verify, first=False)
    verify.set_defaults(carry_out=verify_book)

    doctor = commands.add_parser("doctor", help="whether program, machine and book are well")
    add_globals(doctor, first=False)
    doctor.set_defaults(carry_out=examine)

    backup = commands.add_parser("backup", help="a verified copy of the book")
    backup.add_argument("folder", metavar="DIR", nargs="?", help="otherwise backups/ beside the book")
    add_globals(backup, first=False)
    backup.set_defaults(carry_out=back_up_book)

    restore = commands.add_parser("restore", help="a backup into a new book")
    restore.add_argument("file", metavar="FILE", help="the backup")
    restore.add_argument("new_book", metavar="NEWBOOK", help="must not exist")
    add_globals(restore, first=False)
    restore.set_defaults(carry_out=restore_book)

    migrate = commands.add_parser("migrate", help="the schema of the book")
    migrate.add_argument("direction", choices=("up", "down", "status"))
    migrate.add_argument(
        "--confirm", action="append", default=[], metavar="KEY", help="go on despite this warning"
    )
    add_globals(migrate, first=False)
    migrate.set_defaults(carry_out=migrate_book)


def verify_book(options: Options, terminal: Terminal) -> int:
    """`verify`: exit 1 and the evidence if an invariant is broken."""
    found: list[dict[str, Any]] = []
    with opened(options) as app:
        known = {check.name for feature in app.catalogue.features for check in feature.checks}
        for name in options.check:
            if name not in known:
                raise BookProblem("cli.unknown_check", {"name": name, "known": ", ".join(sorted(known))})
        for checked in app.verify(options.check):
            faults = [{"check": fault.check, "evidence": fault.evidence} for fault in checked.faults]
            found.append({"company": checked.company, "check": checked.check, "faults": faults})
            where = checked.company or "the book"
            terminal.say(f"{'FAULT' if faults else 'ok':5}  {where}: {checked.check}")
    broken = [fault for one in found for fault in one["faults"]]
    if terminal.as_json:
        terminal.json({"ok": not broken, "checks": found})
    else:
        for one in found:
            for fault in one["faults"]:
                terminal.line(f"{one['company'] or 'the book'}: {fault['check']}: {fault['evidence']}")
        terminal.line(f"{len(found)} checks, {len(broken)} faults")
    return 1 if broken else 0


def examine(options: Options, terminal: Terminal) -> int:
    """`doctor`: exit 1 if anything is not well."""
    from .doctor import findings

    results = []
    for finding in findings(options.book):
        results.append(finding)
        terminal.say(f"{'ok' if finding.ok else 'FAULT':5}  {finding.subject}: {finding.detail}")
    well = all(finding.ok for finding in results)
    if terminal.as_json:
        terminal.json({"ok": well, "findings": results})
    else:
        terminal.line("All is well." if well else "Something is not well; see above.")
    return 0 if well else 1


def back_up_book(options: Options, terminal: Terminal) -> int:
    """`backup`: the copy is read back and checked before it gets its name."""
    from rayafin_desktop.base.dates import utc_now
    from rayafin_desktop.engine.backup import back_up
    from rayafin_desktop.engine.dump import dump

    with opened(options) as app:
        path = app.database.path
        if path is None:
            folder = Path(options.folder) if options.folder else Path.cwd() / "backups"
            made = dump(book_location(options), folder, utc_now())
        else:
            folder = Path(options.folder) if options.folder else path.parent / "backups"
            made = back_up(app.database, folder, utc_now())
    if terminal.as_json:
        terminal.json({"ok": True, "backup": str(made.path), "sha256": made.sha256, "bytes": made.size})
    else:
        terminal.line(f"{made.path}: verified, {made.size} bytes, SHA-256 {made.sha256}")
    return 0


def restore_book(options: Options, terminal: Terminal) -> int:
    """`restore`: the new book is opened once, which gives it an identity of its own; a bad one is removed."""
    from rayafin_desktop.application import open_book
    from rayafin_desktop.engine.backup import restore

    target = Path(options.new_book).expanduser().absolute()
    key = book_key(options.file)
    restore(Path(options.file), target, key)
    try:
        open_book(target, key=key).close()
    except BaseException:
        for rest in ("", "-wal", "-shm", ".key"):
            target.with_name(target.name + rest).unlink(missing_ok=True)
        raise
    if terminal.as_json:
        terminal.json({"ok": True, "book": str(target)})
    else:
        terminal.line(f"{target}: restored from {options.file}")
    return 0


def migrate_book(options: Options, terminal: Terminal) -> int:
    """`migrate`: one revision down, or up to the newest; a file is copied and verified first."""
    from rayafin_desktop.base.dates import utc_now
    from rayafin_desktop.engine import schema
    from rayafin_desktop.engine.backup import back_up
    from rayafin_desktop.engine.database import is_server_location, open_database
    from rayafin_desktop.engine.office import ensure_database

    location = book_location(options)
    if is_server_location(location):
        ensure_database(location)
    database = open_database(location, key=book_key(location))
    try:
        known = schema.known_revisions()
        with database.read() as connection:
            current = schema.current_revision(connection)
        target = _target(options.direction, current, known)
        if target == EVERYTHING and EVERYTHING not in options.confirm:
            raise NeedsConfirmation("cli.would_empty_book", EVERYTHING)
        saved = ""
        if target is None and options.direction == "up" and current is not None:
            schema.prepare(database)  # a wall that is missing, as in a database restored without it
        if target is not None:
            if database.path is not None and current is not None:
                saved = str(back_up(database, database.path.parent / "backups", utc_now()).path)
                terminal.say(f"The book as it was lies in {saved}")
            schema.migrate(database, target)
            with database.read() as connection:
                current = schema.current_revision(connection)
    finally:
        database.close()
    pending = known[known.index(current) + 1 :] if current in known else known
    if terminal.as_json:
        terminal.json(
            {"ok": True, "revision": current, "newest": known[-1], "pending": pending, "backup": saved}
        )
    else:
        waiting = f"; waiting: {', '.join(pending)}" if pending else ", the newest"
        terminal.line(f"The schema is at {current or 'nothing'}{waiting}")
    return 0


def _target(direction: str, current: str | None, known: list[str]) -> str | None:
    """The revision to go to; None where there is nothing to do."""
    if current is not None and current not in known:
        raise BookProblem("book.newer", {"found": current, "known": known[-1]})
    if direction == "up" and current != known[-1]:
        return known[-1]
    if direction == "down" and current is not None:
        place = known.index(current)
        return known[place - 1] if place else EVERYTHING
    return None
