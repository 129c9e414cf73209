"""Row 3: every system call of a command fails once, and for good; memory runs out at every step."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import CHECKOUT
from tests.reliability.clerks import Desk

# What a failing disk may be called; that it failed at opening, reading or writing is all that differs.
DISK = {"book.disk_error", "book.disk_full", "book.cannot_open", "book.read_only", "book.corrupt"}


def libfiu() -> dict[str, str] | None:
    """What makes a process load libfiu: from LIBFIU_FOLDER (an unpacked package) or where it is installed."""
    places = [Path(os.environ["LIBFIU_FOLDER"])] if "LIBFIU_FOLDER" in os.environ else []
    for place in [*places, Path("/usr/lib/fiu"), *Path("/usr/lib").glob("*-linux-gnu/fiu")]:
        for run in place.rglob("fiu_run_preload.so"):
            folders = {str(found.parent) for found in run.parent.parent.rglob("libfiu.so*")}
            return {
                "LD_PRELOAD": f"{run} {run.with_name('fiu_posix_preload.so')}",
                "LD_LIBRARY_PATH": ":".join(sorted(folders)),
            }
    return None


def starve(desk: Desk, tmp_path: Path, how: str, commands: int) -> list[dict[str, Any]]:
    """Run the starved clerk; answers what it said of each kind of command."""
    more: dict[str, str] = {}
    if how != "memory":
        preload = libfiu()
        if preload is None:
            pytest.skip(
                "libfiu is missing: `apt-get install libfiu0 fiu-utils`, or unpack both into a folder "
                "(`apt-get download`, `dpkg-deb -x`) and name it in LIBFIU_FOLDER"
            )
        more = preload
    desk_file = tmp_path / "desk"
    desk_file.write_bytes(pickle.dumps(desk))
    done = subprocess.run(
        [sys.executable, "-m", "tests.reliability.starved", str(desk_file), how, str(commands)],
        cwd=CHECKOUT,
        env=os.environ | more,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    *told, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert last["command"] == "", "it did not come to the end"
    assert len(told) == commands
    return told


@pytest.mark.parametrize("how", ["once", "for-good"])
def test_a_failing_disk_leaves_nothing_half_done(file_desk: Desk, tmp_path: Path, how: str) -> None:
    """Row 3: an invoice that fails at every system call it makes."""
    for one in starve(file_desk, tmp_path, how, 1):
        assert one["steps"] > 3, one
        assert set(one["codes"]) <= DISK | {"went well"}, one


@pytest.mark.nightly
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("how", ["once", "for-good"])
def test_a_failing_disk_leaves_nothing_half_done_by_any_command(
    file_desk: Desk, tmp_path: Path, how: str
) -> None:
    """Row 3: twelve kinds of command."""
    for one in starve(file_desk, tmp_path, how, 12):
        assert one["steps"] > 1, one
        assert set(one["codes"]) <= DISK | {"went well"}, one


@pytest.mark.skipif(sys.platform != "linux", reason="the size of a process is limited on Linux only")
def test_no_memory_leaves_nothing_half_done(file_desk: Desk, tmp_path: Path) -> None:
    """Row 3: an invoice with less memory than it needs, a step more each time."""
    (one,) = starve(file_desk, tmp_path, "memory", 1)
    assert set(one["codes"]) <= {"no memory", "went well"} | DISK, one


@pytest.mark.nightly
@pytest.mark.timeout(1800)
@pytest.mark.skipif(sys.platform != "linux", reason="the size of a process is limited on Linux only")
def test_no_memory_leaves_nothing_half_done_by_any_command(file_desk: Desk, tmp_path: Path) -> None:
    """Row 3: twelve kinds of command; some of them must have met the limit, or it was none."""
    told = starve(file_desk, tmp_path, "memory", 12)
    assert {code for one in told for code in one["codes"]} <= {"no memory", "went well"} | DISK
