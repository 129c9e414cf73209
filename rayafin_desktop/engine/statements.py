"""The hot statements, rendered once per table and sent to the driver directly.

SQLAlchemy spends several times the database's own time on preparing a statement. Writing a document is
the hottest path of the house and bulk import its longest, so what every command does (insert rows, load
one by its key, save a changed one) is rendered once here, with the table's own column types; everything
else stays with SQLAlchemy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
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
            processor = _bind(table, name, dialect)
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


class ByKey:
    """`SELECT names FROM table WHERE <key> [AND deleted_at IS NULL]`, for one row."""

    def __init__(self, table: Table, names: Sequence[str], key: Sequence[str], dialect: Dialect) -> None:
        mark = _PLACEHOLDERS[dialect.paramstyle]
        quote = dialect.identifier_preparer.quote
        columns = ", ".join(quote(name) for name in names)
        wanted = " AND ".join(f"{quote(name)} = {mark}" for name in key)
        living = " AND deleted_at IS NULL" if "deleted_at" in table.c else ""
        # Table and column names are the house's own; every value is a bound parameter.
        self._sql = f"SELECT {columns} FROM {quote(table.name)} WHERE {wanted}{living}"  # noqa: S608
        self._key = [_bind(table, name, dialect) for name in key]
        results = [table.c[name].type.dialect_impl(dialect).result_processor(dialect, None) for name in names]
        self._results = [(place, process) for place, process in enumerate(results) if process is not None]

    def one(self, connection: Connection, key: Sequence[Any]) -> list[Any] | None:
        """The values of the row with this key, or None."""
        bound = tuple(bind(value) if bind else value for bind, value in zip(self._key, key, strict=True))
        row = connection.exec_driver_sql(self._sql, bound).first()
        if row is None:
            return None
        values = list(row)
        for place, process in self._results:
            values[place] = process(values[place])
        return values


class Update:
    """`UPDATE table SET names WHERE <conditions>`, for one row."""

    def __init__(self, table: Table, names: Sequence[str], where: Sequence[str], dialect: Dialect) -> None:
        mark = _PLACEHOLDERS[dialect.paramstyle]
        quote = dialect.identifier_preparer.quote
        changes = ", ".join(f"{quote(name)} = {mark}" for name in names)
        wanted = " AND ".join(f"{quote(name)} = {mark}" for name in where)
        self._sql = f"UPDATE {quote(table.name)} SET {changes} WHERE {wanted}"  # noqa: S608
        self._binds = [_bind(table, name, dialect) for name in (*names, *where)]

    def send(self, connection: Connection, values: Sequence[Any]) -> int:
        """Update by the values of `names`, then of `where`; answers how many rows met the conditions."""
        bound = tuple(bind(value) if bind else value for bind, value in zip(self._binds, values, strict=True))
        return connection.exec_driver_sql(self._sql, bound).rowcount


def _bind(table: Table, name: str, dialect: Dialect) -> Callable[[Any], Any] | None:
    return table.c[name].type.dialect_impl(dialect).bind_processor(dialect)


_by_key: dict[tuple[str, str], ByKey] = {}
_updates: dict[tuple[str, str, tuple[str, ...]], Update] = {}
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


def row_by_key(
    connection: Connection, table: Table, names: Sequence[str], key: Sequence[str], values: Sequence[Any]
) -> list[Any] | None:
    """The values of `names` in the living row whose `key` columns have `values`, or None."""
    place = (connection.dialect.name, table.name)
    found = _by_key.get(place)
    if found is None:
        found = _by_key[place] = ByKey(table, names, key, connection.dialect)
    return found.one(connection, values)


def update_row(
    connection: Connection, table: Table, changes: Mapping[str, Any], where: Mapping[str, Any]
) -> int:
    """Set `changes` in the row that meets `where`; answers how many did (0 when it changed meanwhile)."""
    names = tuple(changes)
    place = (connection.dialect.name, table.name, names)
    found = _updates.get(place)
    if found is None:
        found = _updates[place] = Update(table, names, tuple(where), connection.dialect)
    return found.send(connection, (*changes.values(), *where.values()))
