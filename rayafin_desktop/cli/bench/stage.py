"""What all measures of one run share: the book, its floor, and the workload both are given."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rayafin_desktop.application import create_book
from rayafin_desktop.cli.books import new_book
from rayafin_desktop.cli.terminal import Terminal

from .floor import Floor, postgres_floor, sqlite_floor
from .office import CLOCK, Office, found_office
from .workload import Sale, sales

EXTRA = 2_000  # more sales than the measures post one by one


@dataclass(slots=True)
class Stage:
    """A book with its office, and the floor beside it.

    `count` is the size of the workload, `first_of_floor` the floor's id of its first invoice; `extra` are
    further sales, to be posted one by one. `folder` may be written to. `is_file` is false for an office
    database, whose server's work and disk the processor time here knows nothing of.
    """

    office: Office
    floor: Floor
    count: int
    terminal: Terminal
    folder: Path
    is_file: bool = True
    first_of_floor: int = 1
    extra: Iterator[Sale] = field(default_factory=lambda: sales(EXTRA))

    @property
    def book(self) -> Path:
        return book_in(self.folder)

    @property
    def bare(self) -> Path:
        return bare_in(self.folder)


def book_in(folder: Path) -> Path:
    """The file of the book that is measured."""
    return folder / "bench.rayafin"


def bare_in(folder: Path) -> Path:
    """The file of its floor."""
    return folder / "floor.db"


@contextmanager
def sqlite_stage(folder: Path, count: int, terminal: Terminal) -> Iterator[Stage]:
    """A new book in a file. Closed at the end, and not removed: its size and its start are measured then."""
    app = create_book(book_in(folder), clock=CLOCK)
    try:
        office = found_office(app)
        floor = sqlite_floor(bare_in(folder))
        try:
            yield Stage(office, floor, count, terminal, folder)
        finally:
            floor.close()
    finally:
        app.close()


@contextmanager
def postgres_stage(location: str, folder: Path, count: int, terminal: Terminal) -> Iterator[Stage]:
    """A new company in an empty office database, which keeps it; the floor's own schema is dropped."""
    with new_book(location, CLOCK) as app:
        office = found_office(app)
        floor = postgres_floor(location)
        try:
            yield Stage(office, floor, count, terminal, folder, is_file=False)
        finally:
            floor.close()
