"""The plug pulled between any two system calls, on the real program; and proof that the simulator sees."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from rayafin_desktop.application import open_book
from rayafin_desktop.base.errors import RayafinError
from rayafin_desktop.features.billing.model import SalesDocument
from rayafin_desktop.features.payments.model import Payment
from tests.conftest import CHECKOUT
from tests.reliability.clerks import Desk
from tests.reliability.power import VARIANTS, Disk, operations, strace, trace
from tests.reliability.proof import Told, lost, prove

BOOK = "book.rayafin"


@pytest.fixture(scope="module", autouse=True)
def _can_trace() -> None:
    if strace() is None:
        pytest.skip("strace is missing or may not trace: `apt-get install strace`")


@dataclass(slots=True)
class Seen:
    """What became of the disks looked at."""

    disks: int = 0
    lost: int = 0
    damaged: int = 0
    first: list[str] = field(default_factory=list)

    def fault(self, kind: str, what: str) -> None:
        setattr(self, kind, getattr(self, kind) + 1)
        if len(self.first) < 5:
            self.first.append(what)


def pull_the_plug(
    desk: Desk,
    tmp_path: Path,
    *,
    points: int,
    steps: int,
    sessions: int = 2,
    synchronous: str = "FULL",
    backups: bool = False,
    verify_each: int = 100,
) -> Seen:
    """Trace a clerk, then look at the four disks of each of `points` moments of the trace."""
    folder = Path(desk.location).parent
    tmp_path.mkdir()
    if backups:
        (folder / "backups").mkdir()
    disk = Disk(folder)
    desk_file = tmp_path / "desk"
    desk_file.write_bytes(pickle.dumps(desk))
    record = tmp_path / "trace"
    where = str(folder / "backups") if backups else ""
    module = ["-m", "tests.reliability.traced", str(desk_file), str(steps), str(sessions), synchronous, where]
    trace(module, record, CHECKOUT)
    ops = list(operations(record, folder))
    record.unlink()
    chance = Random(20261128)
    at = set(chance.sample(range(len(ops)), min(points, len(ops))))
    told, copies, seen = Told(), dict[str, str](), Seen()
    with image_folder(tmp_path) as images:
        for position, op in enumerate(ops):
            disk.do(op)
            if op.what == "ack":
                line = op.data.decode()
                if line.startswith("backup "):
                    _, name, digest = line.split()
                    copies[name] = digest
                else:
                    told.add([line])
            if position in at:
                for variant in VARIANTS:
                    look(disk.after_power_cut(variant, chance), images, told, copies, seen, verify_each)
    assert len(told) == steps * sessions
    return seen


@contextmanager
def image_folder(tmp_path: Path) -> Iterator[Path]:
    """Where disks are laid out: in memory where the machine has such a place, for speed only."""
    memory = Path("/dev/shm")  # noqa: S108
    parent = memory if os.access(memory, os.W_OK) else tmp_path
    folder = parent / f"rayafin-power-{os.getpid()}"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def look(
    disk: dict[str, bytes], images: Path, told: Told, copies: dict[str, str], seen: Seen, verify_each: int
) -> None:
    """Lay one disk out, open the book on it, and count what is lost or damaged."""
    folder = images / str(seen.disks)
    for name, content in disk.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    seen.disks += 1
    try:
        for name, digest in copies.items():
            if hashlib.sha256(disk.get(f"backups/{name}", b"")).hexdigest() != digest:
                seen.fault("lost", f"backup {name}")
            manifest = disk.get(f"backups/{Path(name).stem}.json", b"{}")
            if json.loads(manifest).get("sha256") != digest:
                seen.fault("lost", f"manifest of {name}")
        _look_at_book(folder / BOOK, told, seen, verify_each)
    finally:
        shutil.rmtree(folder)


def _look_at_book(book: Path, told: Told, seen: Seen, verify_each: int) -> None:
    try:
        with closing(sqlite3.connect(book)) as connection:
            if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                seen.fault("damaged", "integrity_check")
                return
            gone = [
                *lost(told.invoices, _stored(connection, SalesDocument.mapping.table.name)),
                *lost(told.payments, _stored(connection, Payment.mapping.table.name)),
            ]
            if gone:
                seen.fault("lost", f"{gone[0]} and {len(gone) - 1} more")
                return
        if seen.disks % verify_each == 0:
            app = open_book(book)
            try:
                prove(app, told, at_most_more=1)
            finally:
                app.close()
    except (sqlite3.DatabaseError, RayafinError) as problem:
        seen.fault("damaged", str(problem))


def _stored(connection: sqlite3.Connection, table: str) -> dict[str, int]:
    return dict(connection.execute(f"SELECT number, total_minor FROM {table} WHERE number IS NOT NULL"))  # noqa: S608


def test_a_power_cut_costs_nothing_acknowledged(file_desk: Desk, tmp_path: Path) -> None:
    """Row 2: a sample of crash points x 4 disks; 0 lost, 0 damaged."""
    seen = pull_the_plug(file_desk, tmp_path / "t", points=30, steps=4, backups=True, verify_each=60)
    assert seen.disks >= 100
    assert (seen.lost, seen.damaged) == (0, 0), seen.first


@pytest.mark.parametrize("synchronous", ["NORMAL", "OFF"])
def test_the_simulator_sees_a_careless_program(file_desk: Desk, tmp_path: Path, synchronous: str) -> None:
    """Row 2, the test of the test: with less than synchronous=FULL, what was acknowledged gets lost."""
    seen = pull_the_plug(file_desk, tmp_path / "t", points=12, steps=4, sessions=1, synchronous=synchronous)
    assert seen.lost + seen.damaged > 0


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_a_thousand_power_cuts(desk_at: Callable[[Path], Desk], tmp_path: Path) -> None:
    """Row 2: at least a thousand crash points x 4 disks, backups among them; 0 lost, 0 damaged."""
    disks = 0
    for turn in range(3):
        folder = tmp_path / str(turn)
        folder.mkdir()
        seen = pull_the_plug(
            desk_at(folder / BOOK),
            tmp_path / f"t{turn}",
            points=500,
            steps=30,
            sessions=3,
            backups=True,
        )
        assert (seen.lost, seen.damaged) == (0, 0), seen.first
        disks += seen.disks
    assert disks >= 4000
