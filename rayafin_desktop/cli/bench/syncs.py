"""Syncs per posted document, counted by the system: a number without noise.

Run as a program it posts so many invoices on a book that is there: `... syncs BOOK INVOICES`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from rayafin_desktop.application import create_book, open_book

from .figures import Figure
from .office import CLOCK, found_office, returned_to
from .workload import sales

FEW, MANY = 10, 60
_GOAL = 2
_NAME = "syncs to post an invoice"
_COUNTED = re.compile(r"^\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+)\s+.*?(?:fsync|fdatasync)$", re.MULTILINE)


def syncs(folder: Path) -> Iterator[Figure]:
    """What each further invoice adds to the syncs of a whole process."""
    tracer = shutil.which("strace")
    if tracer is None:
        yield Figure(name=_NAME, value=None, unit="", goal=_GOAL, note="needs strace to count")
        return
    empty = folder / "syncs.rayafin"
    app = create_book(empty, clock=CLOCK)
    found_office(app)
    app.close()
    counts = [_counted(tracer, empty, invoices) for invoices in (FEW, MANY)]
    if None in counts:
        yield Figure(name=_NAME, value=None, unit="", goal=_GOAL, note="strace may not trace here")
        return
    few, many = (count or 0 for count in counts)
    yield Figure(name=_NAME, value=(many - few) / (MANY - FEW), unit="", goal=_GOAL)


def _counted(tracer: str, empty: Path, invoices: int) -> int | None:
    """Syncs of a process that posts so many invoices on a fresh copy; None if it could not be traced."""
    book = empty.with_name(f"syncs-{invoices}.rayafin")
    shutil.copyfile(empty, book)
    program = [sys.executable, "-m", "rayafin_desktop.cli.bench.syncs", str(book), str(invoices)]
    done = subprocess.run(  # noqa: S603 - our own program under a tracer
        [tracer, "-f", "-c", "-e", "trace=fsync,fdatasync", *program],
        env=os.environ | {"LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=False,
    )
    found = _COUNTED.findall(done.stderr)
    return sum(map(int, found)) if done.returncode == 0 and found else None


def post_on(book: Path, invoices: int) -> None:
    """Post invoices one by one on a founded book."""
    app = open_book(book, clock=CLOCK)
    try:
        office = returned_to(app)
        for sale in sales(invoices):
            office.post(office.issuing(sale))
    finally:
        app.close()


if __name__ == "__main__":
    post_on(Path(sys.argv[1]), int(sys.argv[2]))
