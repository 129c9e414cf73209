"""Row 37: a day's work and more in one process: memory, open files and the log do not grow without end."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import closing
from pathlib import Path

import pytest

from rayafin_desktop.engine.backup import back_up
from rayafin_desktop.engine.listing import Look, page
from tests.books import FixedClock
from tests.reliability.clerks import Desk, business
from tests.reliability.proof import Told, prove

LARGEST_LOG = 64_000_000  # bytes


def resident() -> int:
    """The memory of this process, in bytes."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def open_files() -> int:
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - the links need not be looked at


def soak(desk: Desk, tmp_path: Path, rounds: int, steps: int) -> list[tuple[int, int]]:
    """Rounds of posting, reading and a backup; answers memory and open files after each."""
    measured = []
    told = Told()
    clock = FixedClock()
    with closing(desk.open()) as app:
        turns = business(app, desk)
        for _ in range(rounds):
            told.add([next(turns) for _ in range(steps)])
            with app.read(desk.actor) as read:
                for name in ("invoices", "payments", "parties"):
                    page(app.catalogue.query(name), read, Look())
            clock.advance(days=1)
            for path in (tmp_path / "backups").glob("*"):
                path.unlink()
            back_up(app.database, tmp_path / "backups", clock.now())
            log = Path(desk.location + "-wal")
            assert log.stat().st_size <= LARGEST_LOG
            gc.collect()
            measured.append((resident(), open_files()))
        prove(app, told)
    return measured


def require_no_growth(measured: list[tuple[int, int]], most: float) -> None:
    """The second half may hold this much more memory than the first at its end, and no more files."""
    middle = measured[len(measured) // 2]
    last = measured[-1]
    assert last[1] <= middle[1]
    assert last[0] <= middle[0] * most, measured


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured on Linux only")
def test_a_short_soak(file_desk: Desk, tmp_path: Path) -> None:
    """Row 37, short: eight rounds; no more open files, and memory grows by cached pages alone."""
    require_no_growth(soak(file_desk, tmp_path, rounds=8, steps=10), 1.10)


@pytest.mark.nightly
@pytest.mark.timeout(7200)
@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured on Linux only")
def test_a_long_soak(file_desk: Desk, tmp_path: Path) -> None:
    """Row 37: 300 rounds of a hundred documents; less than 5 % more memory in the second half."""
    require_no_growth(soak(file_desk, tmp_path, rounds=300, steps=100), 1.05)
