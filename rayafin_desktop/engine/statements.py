"""INSERT statements built once per table and sent to the driver directly.

SQLAlchemy spends several times the database's own time on preparing an executemany. Writing a document is
the hottest path of the house and bulk import its longest, so inserts are rendered once here, with the
table's own bind processors; everything else stays with SQLAlchemy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, Table

_PLACEHOLDERS = {"qmark": "?", "pyformat": "%s", "format": "%s"}
# SQLite takes at most 32,766 values a statement; executemany has no such limit, but memory has.
_CHUNK = 10_000


class Insert:
    """`INSERT INTO table (names)`, for rows given as objects (attributes) or dicts (items).

    `adds=True` adds to the counters of a row that is there already.
    """

    def __init__(
        self, table: Table, names: Sequence[str], dialect: Dialect, *, items: bool = False, adds: bool = False
    ) -> None:
        mark = _PLACEHOLDERS[dialect.paramstyle]
        quote = dialect.identifier_preparer.quote
        columns = ", ".join(quote(name) for name in names)
        marks = ", ".join([mark] * len(names))
        # Table and column names are the house's own; every value is a bound parameter.
        self._sql = f"INSERT INTO {quote(table.name)} ({columns}) VALUES ({marks})"  # noqa: S608
        if adds:
            keys = [column.name for column in table.primary_key]
            sums = ", ".join(f"{n} = {table.name}.{n} + excluded.{n}" for n in names if n not in keys)
            self._sql += f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {sums}"
        self._values: Callable[[Any], tuple[Any, ...]] = itemgetter(*names) if items else attrgetter(*names)
        self._processors: list[tuple[int, Callable[[Any], Any]]] = []
        for position, name in enumerate(names):
            processor = table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
            if processor is not None:
                self._processors.append((position, processor))

    def send(self, connection: Connection, rows: Iterable[Any]) -> None:
        """Insert the rows, in order."""
        batch: list[tuple[Any, ...]] = []
        for row in rows:
            values = list(self._values(row))
            for position, processor in self._processors:
                values[position] = processor(values[position])
            batch.append(tuple(values))
            if len(batch) == _CHUNK:
                connection.exec_driver_sql(self._sql, batch)
                batch = []
        if len(batch) == 1:
            connection.exec_driver_sql(self._sql, batch[0])
        elif batch:
            connection.exec_driver_sql(self._sql, batch)


_inserts: dict[tuple[str, str], Insert] = {}


def insert_into(
    connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Any], *, items: bool = False
) -> None:
    """Insert rows into `table`; the statement is rendered at the first call and kept."""
    key = (connection.dialect.name, table.name)
    found = _inserts.get(key)
    if found is None:
        found = _inserts[key] = Insert(table, names, connection.dialect, items=items)
    found.send(connection, rows)


def add_to_sums(connection: Connection, table: Table, rows: Iterable[Any]) -> None:
    """Add the counters in `rows` (dicts of all columns) to those of `table`, making rows that are missing."""
    key = (connection.dialect.name, f"{table.name}+")
    found = _inserts.get(key)
    if found is None:
        names = [column.name for column in table.columns]
        found = _inserts[key] = Insert(table, names, connection.dialect, items=True, adds=True)
    found.send(connection, rows)
