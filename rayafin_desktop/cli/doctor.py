"""What `rayafin doctor` looks at: the machine, the program, the book, and a whole business cycle."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rayafin_desktop import __version__
from rayafin_desktop.base.errors import BookProblem, RayafinError

if TYPE_CHECKING:
    from sqlalchemy import Connection

LEAST_FREE_BYTES = 500_000_000
# A Qt that cannot start ends its process, so that it is asked in one of its own.
_ASK_QT = """
from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QApplication
from rayafin_desktop.desktop.theme import load_fonts
app = QApplication([])
print(qVersion(), ", ".join(sorted(set(load_fonts()))), sep="|")
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, and whether it is well."""

    subject: str
    ok: bool
    detail: str


def findings(location: str | None) -> Iterator[Finding]:
    """Look at everything, the book only where one is named."""
    location = location or os.environ.get("RAYAFIN_BOOK")
    yield Finding("Python", sys.version_info >= (3, 11), sys.version.split()[0])
    yield Finding("Rayafin Desktop", True, __version__)
    yield from _qt()
    yield Finding("SQLite", sqlite3.sqlite_version_info >= (3, 35), sqlite3.sqlite_version)
    yield _disk(Path(location).parent if location and "://" not in location else Path.cwd())
    if location:
        yield from _book(location)
    yield _guarded("business cycle", _cycle)


def _guarded(subject: str, look: Callable[[], str]) -> Finding:
    """What `look` answers; or what it raised, because a doctor must go on to the next thing."""
    try:
        return Finding(subject, True, look())
    except RayafinError as refusal:
        return Finding(subject, False, str(refusal))
    except Exception as bug:  # noqa: BLE001 - reported as a finding
        return Finding(subject, False, f"{type(bug).__name__}: {bug}")


def _qt() -> Iterator[Finding]:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(  # noqa: S603 - our own interpreter with our own words
        [sys.executable, "-P", "-c", _ASK_QT],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        cwd=Path(__file__).resolve().parents[2],
        timeout=60,
    )
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip()]
        yield Finding("Qt", False, said[-1] if said else f"ended with {done.returncode}")
        return
    version, _, fonts = done.stdout.strip().partition("|")
    yield Finding("Qt", True, version)
    yield Finding("fonts", "Inter" in fonts, fonts or "none of the bundled fonts could be loaded")


def _disk(folder: Path) -> Finding:
    free = shutil.disk_usage(folder if folder.is_dir() else Path.cwd()).free
    return Finding("disk", free >= LEAST_FREE_BYTES, f"{free // 1_000_000} MB free")


def _book(location: str) -> Iterator[Finding]:
    from rayafin_desktop.engine import schema
    from rayafin_desktop.engine.database import open_database

    try:
        database = open_database(location)
    except RayafinError as refusal:
        yield Finding("book", False, str(refusal))
        return
    try:
        with database.read() as connection:
            revision = schema.current_revision(connection)
            yield Finding("book", True, f"{database.dialect}, {database.location}")
            yield Finding("schema", revision == schema.HEAD, f"{revision or 'none'}, newest is {schema.HEAD}")
            if database.is_sqlite:
                found = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
                links = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                yield Finding("integrity", found == "ok", str(found))
                yield Finding("links", not links, f"{len(links)} rows point at nothing")
        with database.write() as connection:
            durable = database.dialect if not database.is_sqlite else _journal(connection)
            yield Finding("durability", True, durable)
    except RayafinError as refusal:
        yield Finding("book", False, str(refusal))
    finally:
        database.close()


def _journal(connection: Connection) -> str:
    """How the file is kept safe; opening it for writing has already refused anything but WAL and FULL."""
    mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
    level = connection.exec_driver_sql("PRAGMA synchronous").scalar()
    return f"journal {mode}, synchronous {level}"


def _cycle() -> str:
    """A company's first day in a book of its own, checked by every invariant, then thrown away."""
    from rayafin_desktop.application import create_book
    from rayafin_desktop.engine.permissions import Role, the_book
    from rayafin_desktop.features.access.commands import AddUser
    from rayafin_desktop.features.companies.commands import CreateCompany

    with tempfile.TemporaryDirectory(prefix="rayafin-doctor-", ignore_cleanup_errors=True) as folder:
        app = create_book(Path(folder) / "cycle.rayafin")
        try:
            company = app.execute(CreateCompany(name="Examined Traders", country="IN"), the_book()).result
            app.execute(
                AddUser(email="examined@example.com", name="Examined Owner", role=Role.OWNER),
                the_book(company.key),
            )
            checked = list(app.verify())
        finally:
            app.close()
    faults = [fault for one in checked for fault in one.faults]
    if faults:
        raise BookProblem("book.corrupt", {"why": f"{faults[0].check}: {faults[0].evidence}"})
    return f"{len(checked)} checks passed, nothing kept"
