"""What came of an import: counts, sums, and every row that could not be used with its reason."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol, TypeVar

from rayafin_desktop.base.errors import Problem
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.permissions import Actor
from rayafin_desktop.engine.work import Read

from .delimited import SourceRow

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)
# Columns that a file of rejected rows has behind its own; reading it again passes over them.
REJECT_COLUMNS = ("Problem", "Source")

# (done, total, what): how far a long import is.
Progress = Callable[[int, int, str], None]


class Done(Protocol[R_co]):
    """What a command did, as the application answers it."""

    @property
    def result(self) -> R_co: ...


class Door(Protocol):
    """The application as far as importers need it; an importer writes through commands like everybody."""

    def execute(self, command: Command[R], actor: Actor) -> Done[R]: ...

    def rehearse(self, commands: Iterable[Command[Any]], actor: Actor) -> Iterator[Done[Any]]: ...

    def read(self, actor: Actor) -> AbstractContextManager[Read]: ...


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that was not used, as it stood in its file, and why."""

    file: str
    line: int
    problem: Problem
    cells: tuple[str, ...]


def rejected(row: SourceRow, problem: Problem) -> RejectedRow:
    return RejectedRow(row.file, row.line, problem, row.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did, or with `dry_run` would do.

    `added` and `skipped_existing` count by kind (`invoices`, `parties` ...). `totals` are sums over what
    was added, in major units of the company's currency. `columns` are those of the rejected rows.
    """

    kind: str
    dry_run: bool
    rows: int
    added: Mapping[str, int]
    skipped_existing: Mapping[str, int]
    totals: Mapping[str, Decimal]
    rejected: tuple[RejectedRow, ...]
    columns: tuple[str, ...]

    def rejects_csv(self) -> str:
        """The rejected rows as a file that can be mended and imported again.

        Cells stand as they stood; the last two columns say what is wrong with a row and where it was.
        """
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow([*self.columns, *REJECT_COLUMNS])
        for row in self.rejected:
            cells = [*row.cells, *[""] * (len(self.columns) - len(row.cells))][: len(self.columns)]
            writer.writerow([*cells, row.problem.code, f"{row.file}:{row.line}"])
        return out.getvalue()


class Importer(Protocol):
    """A kind of file the program takes in: `rayafin import KIND FILES`."""

    def __call__(
        self, app: Door, actor: Actor, files: Sequence[Path], *, dry_run: bool, progress: Progress
    ) -> ImportReport:
        """Import the files; with `dry_run` say exactly what that would do, and leave nothing behind."""
        ...
