"""Reading delimited files (CSV) of other programs: any line ends, common encodings, faults by place."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from rayafin_desktop.base.errors import Problem, RuleBroken

MOST_BYTES = 256 * 1024 * 1024
_DELIMITERS = ",;\t"


class SourceRow(NamedTuple):
    """A row as it stands in its file; `line` is the line it begins on, the header being line 1."""

    file: str
    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A file with a header: its column names as written, and its rows."""

    columns: tuple[str, ...]
    rows: list[SourceRow]


def column_key(name: str) -> str:
    """What a column name is compared by: `Customer ID`, `customer_id` and `CustomerID` are the same."""
    return name.strip().casefold().replace(" ", "").replace("_", "")


def read_table(path: Path, required: Sequence[str], known: Sequence[str] | None = None) -> Table:
    """Read a whole file.

    RuleBroken names file and line when it is no text, has not the `required` columns, one that is not
    among the `known` (None takes any), or is broken (`import.malformed`: an open quote at its end, a
    field beyond all measure). A row with too few or too many cells is not a fault of the file.
    """
    text = _text(path)
    header = text[: text.find("\n")] if "\n" in text else text
    delimiter = max(_DELIMITERS, key=header.count)
    records = _records(path, text, delimiter)
    first = next(records, None)
    if first is None:
        raise RuleBroken([_problem("import.empty", path, 1)])
    columns = tuple(name.strip() for name in first.cells)
    _check_columns(path, columns, required, known)
    return Table(columns, list(records))


def picker(columns: Sequence[str], wanted: Sequence[str]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """A function from a row's cells to those of the `wanted` columns, in that order."""
    places = {column_key(name): place for place, name in enumerate(columns)}
    chosen = [places[column_key(name)] for name in wanted]
    return lambda cells: tuple(cells[place] for place in chosen)


def _problem(code: str, path: Path, line: int, **params: object) -> Problem:
    return Problem(code, f"{path.name}:{line}", {"file": path.name, "line": line, **params})


def _text(path: Path) -> str:
    """The file as text: UTF-8 or UTF-16 by its mark, UTF-8 without one, else Windows-1252."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise RuleBroken([_problem("import.too_large", path, 1, most=MOST_BYTES // 1024**2)])
        content = path.read_bytes()
    except OSError as error:
        raise RuleBroken([_problem("import.unreadable", path, 1, why=error.strerror)]) from error
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        nul = content.find(b"\0")
        if nul >= 0:
            raise RuleBroken([_problem("import.not_text", path, content.count(b"\n", 0, nul) + 1)])
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
    raise RuleBroken([_problem("import.not_text", path, line)])


def _records(path: Path, text: str, delimiter: str) -> Iterator[SourceRow]:
    # Texts repeat from row to row (dates, customers, countries): each is kept once.
    seen: dict[str, str] = {}
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    name = path.name
    line = 1
    try:
        for cells in reader:
            if cells:
                yield SourceRow(name, line, tuple(seen.setdefault(cell, cell) for cell in cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise RuleBroken([_problem("import.malformed", path, line, why=str(error))]) from error


def _check_columns(
    path: Path, columns: Sequence[str], required: Sequence[str], known: Sequence[str] | None
) -> None:
    keys = [column_key(name) for name in columns]
    missing = [name for name in required if column_key(name) not in keys]
    if missing:
        raise RuleBroken([_problem("import.columns_missing", path, 1, columns=", ".join(missing))])
    twice = {name for name, key in zip(columns, keys, strict=True) if keys.count(key) > 1}
    if twice:
        raise RuleBroken([_problem("import.column_twice", path, 1, columns=", ".join(sorted(twice)))])
    if known is not None:
        allowed = {column_key(name) for name in known}
        unknown = [name for name, key in zip(columns, keys, strict=True) if key not in allowed]
        if unknown:
            raise RuleBroken([_problem("import.columns_unknown", path, 1, columns=", ".join(unknown))])
