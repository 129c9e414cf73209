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
from rayafin_desktop.base.errors import RayafinError, RuleBroken

from .usage import named_book, with_password

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from rayafin_desktop.application import App
    from rayafin_desktop.engine.permissions import Actor

LEAST_FREE_BYTES = 500_000_000
CYCLE_INVOICES, CYCLE_SEED = 40, 1
# A Qt that cannot start ends its process, so that it is asked in one of its own.
_ASK_QT = """
from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QApplication
from rayafin_desktop.desktop.theme import load_fonts
app = QApplication([])
print(qVersion(), ", ".join(sorted(set(load_fonts()))), sep="|")
"""


class CycleFailed(Exception):
    """The business cycle went wrong; the text says how."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, and whether it is well."""

    subject: str
    ok: bool
    detail: str


def findings(location: str | None) -> Iterator[Finding]:
    """Look at everything, the book only where one is named."""
    location = with_password(location or named_book())
    yield Finding("Python", sys.version_info >= (3, 11), sys.version.split()[0])
    yield Finding("Rayafin Desktop", True, __version__)
    yield from _qt()
    yield Finding("SQLite", sqlite3.sqlite_version_info >= (3, 35), sqlite3.sqlite_version)
    yield _disk(Path(location).parent if location and "://" not in location else Path.cwd())
    if location:
        if "://" not in location:
            yield _place(Path(location))
        yield from _book(location)
    yield _guarded("business cycle", _cycle)


def _guarded(subject: str, look: Callable[[], str]) -> Finding:
    """What `look` answers; or what it raised, because a doctor must go on to the next thing."""
    try:
        return Finding(subject, True, look())
    except (CycleFailed, RayafinError) as refusal:
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


def _place(path: Path) -> Finding:
    """Whether the book lies on a disk of this computer that nobody else copies from."""
    from rayafin_desktop.engine.messages import ENGINE_MESSAGES, MessageBook
    from rayafin_desktop.engine.placement import misplaced

    path = path.expanduser().resolve()
    problem = misplaced(path)
    if problem is None:
        return Finding("place", True, str(path.parent))
    return Finding("place", False, MessageBook([ENGINE_MESSAGES]).sentence(problem))


def _book(location: str) -> Iterator[Finding]:
    from rayafin_desktop.engine import encrypted, schema
    from rayafin_desktop.engine.book_key import key_file_of
    from rayafin_desktop.engine.database import open_database

    from .opening import book_key

    try:
        database = open_database(location, key=book_key(location))
    except RayafinError as refusal:
        yield Finding("book", False, str(refusal))
        return
    try:
        with database.read() as connection:
            revision = schema.current_revision(connection)
            yield Finding("book", True, f"{database.dialect}, {database.location}")
            yield Finding("schema", revision == schema.HEAD, f"{revision or 'none'}, newest is {schema.HEAD}")
            if database.key is not None:
                broken = encrypted.faulty_pages(connection.connection.driver_connection)
                version = connection.exec_driver_sql("PRAGMA cipher_version").scalar()
                yield Finding("encryption", not broken, broken[0] if broken else f"SQLCipher {version}")
                told = key_file_of(Path(location))
                yield Finding("key file", told.is_file(), str(told) if told.is_file() else "missing")
            if database.is_sqlite:
                found = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
                links = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                yield Finding("integrity", found == "ok", str(found))
                yield Finding("links", not links, f"{len(links)} rows point at nothing")
        with database.write() as connection:
            if database.is_sqlite:
                yield Finding("durability", True, _journal(connection))
            else:
                yield from _server_keeps(connection)
        if not database.is_sqlite:
            from .office import office_findings

            for subject, well, detail in office_findings(database):
                yield Finding(subject, well, detail)
    except RayafinError as refusal:
        yield Finding("book", False, str(refusal))
    finally:
        database.close()


def _server_keeps(connection: Connection) -> Iterator[Finding]:
    """Whether what the server has acknowledged outlives a power cut there."""
    from rayafin_desktop.engine.server_facts import setting_of

    switches = ("fsync", "synchronous_commit", "full_page_writes")
    found = {name: setting_of(connection, name) for name in switches}
    said = ", ".join(f"{name} {value}" for name, value in found.items())
    yield Finding("durability", "off" not in found.values(), said)


def _journal(connection: Connection) -> str:
    """How the file is kept safe; opening it for writing has already refused anything but WAL and FULL."""
    mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
    level = connection.exec_driver_sql("PRAGMA synchronous").scalar()
    return f"journal {mode}, synchronous {level}"


def _cycle() -> str:
    """A whole business in a book of its own, over every model, checked by every invariant, then thrown away.

    Last, a batch that ends in a refusal must leave no trace in it.
    """
    from rayafin_desktop.application import create_book
    from rayafin_desktop.base.dates import utc_now
    from rayafin_desktop.sample.clock import SampleClock
    from rayafin_desktop.sample.company import populate
    from rayafin_desktop.sample.housekeeping import keep_house
    from rayafin_desktop.sample.main_job import main_job
    from rayafin_desktop.sample.plan import SamplePlan

    plan = SamplePlan.of(today=utc_now().date(), seed=CYCLE_SEED, invoices=CYCLE_INVOICES)
    clock = SampleClock(plan.first_day)
    with tempfile.TemporaryDirectory(prefix="rayafin-doctor-", ignore_cleanup_errors=True) as folder:
        app = create_book(Path(folder) / "cycle.rayafin", clock=clock.as_clock())
        try:
            made = populate(app, clock, plan)
            steps = list(main_job(made.house, made.sales))
            keep_house(made.house)
            checked = list(app.verify())
            before = _rows_of_models(app)
            _require_rollback(app, made.house.people.owner)
            after = _rows_of_models(app)
        finally:
            app.close()
    faults = [fault for one in checked for fault in one.faults]
    if faults:
        raise CycleFailed(f"{faults[0].check}: {faults[0].evidence}")
    if before != after:
        raise CycleFailed("a refused batch left something behind")
    unused = sorted(name for name, count in before.items() if not count)
    if unused:
        raise CycleFailed(f"no row came into {', '.join(unused)}")
    return (
        f"{len(steps)} steps, {len(before)} models with {sum(before.values())} rows, "
        f"{len(checked)} checks passed, rolled back"
    )


def _rows_of_models(app: App) -> dict[str, int]:
    """How many rows each model of each feature has."""
    from sqlalchemy import func, select

    with app.database.read() as connection:
        return {
            model.mapping.table.name: connection.execute(
                select(func.count()).select_from(model.mapping.table)
            ).scalar_one()
            for feature in app.catalogue.features
            for model in feature.entities
        }


def _require_rollback(app: App, owner: Actor) -> None:
    """A good command and a bad one together: the good one must not stay."""
    from rayafin_desktop.features.parties.commands import SaveParty

    try:
        app.execute_all([SaveParty(name="Rolled Back Traders"), SaveParty(name="")], owner)
    except RuleBroken:
        return
    raise CycleFailed("a party without a name was taken")
