"""The hot statements, rendered once and sent to the driver directly.

SQLAlchemy spends several times the database's own time on building and preparing a statement. Writing a
document is the hottest path of the house and bulk import its longest, so what every command does is
rendered once, with the tables' own column types: rows inserted, found by their columns, saved, and the
few SELECTs that run in every command (`PreparedStatement`). Everything else stays with SQLAlchemy.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, Executable, Table
from sqlalchemy.types import TypeEngine

from .columns import storing

_PLACEHOLDERS = {"qmark": "?", "pyformat": "%s", "format": "%s"}
# SQLite takes at most 32,766 values a statement; executemany has no such limit, but memory has.
_CHUNK = 10_000
# How many ids one SELECT takes; fewer are filled up by repeating the last, so that five texts serve all.
_BATCHES = (1, 4, 16, 64, 256)

Convert = Callable[[Any], Any]
_Places = list[tuple[int, Convert]]  # which values of a row are to be converted, and how


def _run(connection: Connection, sql: str, values: Any) -> Any:
    """Run one statement and answer its cursor.

    SQLite answers in less time than SQLAlchemy takes to note that it was asked; there the driver is called
    itself. Its errors become ours in `database.foreign_errors_mapped`, whoever called it.
    """
    if connection.dialect.name == "sqlite":
        return _driver(connection).execute(sql, values)
    return connection.exec_driver_sql(sql, values)


def _run_for_each(connection: Connection, sql: str, rows: list[Any]) -> int:
    """Run one statement for each row of values; answers how many rows it changed in all."""
    if not rows:
        return 0
    if len(rows) == 1:
        cursor = _run(connection, sql, rows[0])
    elif connection.dialect.name == "sqlite":
        cursor = _driver(connection).executemany(sql, rows)
    else:
        cursor = connection.exec_driver_sql(sql, rows)
    return int(cursor.rowcount)


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection


def _bind(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    return storing(kind, on_postgresql=dialect.name == "postgresql")


def _result(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def _places(conversions: Iterable[Convert | None]) -> _Places:
    return [(place, convert) for place, convert in enumerate(conversions) if convert is not None]


def _converted(values: Iterable[Any], places: _Places) -> list[Any]:
    converted = list(values)
    for place, convert in places:
        converted[place] = convert(converted[place])
    return converted


class _Insert:
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
        self._binds = _places(_bind(table.c[name].type, dialect) for name in names)

    def send(self, connection: Connection, rows: Iterable[Any]) -> None:
        """Insert the rows, in order."""
        rest = iter(rows)
        while batch := [self._values(row) for row in islice(rest, _CHUNK)]:
            # Column by column: one function for each of them instead of a look-up for each value.
            columns: list[Sequence[Any]] = list(zip(*batch, strict=True))
            for place, convert in self._binds:
                columns[place] = [convert(value) for value in columns[place]]
            _run_for_each(connection, self._sql, list(zip(*columns, strict=True)))


class _Select:
    """`SELECT names FROM table WHERE <columns have values> [AND deleted_at IS NULL]`.

    The last of the columns may be one of several values: `many` of them.
    """

    def __init__(
        self, table: Table, names: Sequence[str], wanted: Sequence[str], dialect: Dialect, *, many: int = 1
    ) -> None:
        mark = _PLACEHOLDERS[dialect.paramstyle]
        quote = dialect.identifier_preparer.quote
        columns = ", ".join(quote(name) for name in names)
        equal = [f"{quote(name)} = {mark}" for name in wanted]
        if many > 1:
            equal[-1] = f"{quote(wanted[-1])} IN ({', '.join([mark] * many)})"
        living = ["deleted_at IS NULL"] if "deleted_at" in table.c else []
        where = " AND ".join(equal + living)
        # Table and column names are the house's own; every value is a bound parameter.
        self._sql = f"SELECT {columns} FROM {quote(table.name)} WHERE {where}"  # noqa: S608
        binds = [_bind(table.c[name].type, dialect) for name in wanted]
        self._binds = _places(binds + [binds[-1]] * (many - 1))
        self._results = _places(_result(table.c[name].type, dialect) for name in names)

    def rows(self, connection: Connection, values: Sequence[Any]) -> list[list[Any]]:
        """The values of the rows whose columns have these values."""
        found = _run(connection, self._sql, tuple(_converted(values, self._binds))).fetchall()
        return [_converted(row, self._results) for row in found]


class _Update:
    """`UPDATE table SET names WHERE <columns have values>`."""

    def __init__(self, table: Table, names: Sequence[str], where: Sequence[str], dialect: Dialect) -> None:
        mark = _PLACEHOLDERS[dialect.paramstyle]
        quote = dialect.identifier_preparer.quote
        changes = ", ".join(f"{quote(name)} = {mark}" for name in names)
        wanted = " AND ".join(f"{quote(name)} = {mark}" for name in where)
        self._sql = f"UPDATE {quote(table.name)} SET {changes} WHERE {wanted}"  # noqa: S608
        self._binds = _places(_bind(table.c[name].type, dialect) for name in (*names, *where))

    def send(self, connection: Connection, rows: Iterable[Sequence[Any]]) -> int:
        """Update by rows of values of `names`, then of `where`; answers how many met the conditions."""
        bound = [tuple(_converted(row, self._binds)) for row in rows]
        return _run_for_each(connection, self._sql, bound)


class PreparedStatement:
    """A statement built with SQLAlchemy whose values are named (`bindparam`), rendered once per engine.

    For the SELECTs that run in every command: `read.first(SELLER, company=read.company_id)`. Lists of
    values (`IN`) cannot be prepared; `Read.by_ids` has them. `bare` rows are the driver's own, without
    names: for ten thousand of them whose columns need no converting.
    """

    def __init__(self, statement: Executable, *, bare: bool = False) -> None:
        self.source = self._statement = statement
        self._bare = bare
        self._rendered: dict[str, _Rendered] = {}

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[Any]:
        """The rows as named tuples, or as the driver has them."""
        rendered = self._on(connection)
        found = _run(connection, rendered.sql, rendered.bound(values)).fetchall()
        if self._bare:
            return list(map(tuple, found))
        make, results = rendered.make, rendered.results
        if not results:  # nothing to convert: ten thousand rows are not copied first
            return list(map(make, found))
        return [make(_converted(row, results)) for row in found]

    def send(self, connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
        """Run a statement that answers nothing, once for each of `rows` of values."""
        rendered = self._on(connection)
        _run_for_each(connection, rendered.sql, [rendered.bound(values) for values in rows])

    def _on(self, connection: Connection) -> _Rendered:
        name = connection.dialect.name
        found = self._rendered.get(name)
        if found is None:
            found = self._rendered[name] = _Rendered(self._statement, connection.dialect)
        return found


class _Rendered:
    """The text of a prepared statement on one engine, and how its values come and go."""

    def __init__(self, statement: Any, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self.sql: str = compiled.string
        # Constants of the statement. A value that is to come and does not is a KeyError, never a NULL.
        self._given = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
        self._by_place = bool(compiled.positional)
        self._names: list[str] = compiled.positiontup if compiled.positional else list(compiled.binds)
        self._binds = {
            compiled.bind_names[bind]: convert
            for bind in compiled.bind_names
            if (convert := _bind(bind.type, dialect)) is not None
        }
        columns = list(getattr(statement, "selected_columns", ()))
        found = namedtuple("found", [column.key for column in columns], rename=True)  # type: ignore[misc]
        self.make: Convert = found._make
        self.results = _places(_result(column.type, dialect) for column in columns)

    def bound(self, values: Mapping[str, Any]) -> tuple[Any, ...] | dict[str, Any]:
        """Named values as the driver takes them."""
        bound = {**self._given, **values}
        for name, convert in self._binds.items():
            bound[name] = convert(bound[name])
        if self._by_place:
            return tuple([bound[name] for name in self._names])
        return {name: bound[name] for name in self._names}


_inserts: dict[tuple[str, str], _Insert] = {}
_selects: dict[tuple[str, str, tuple[str, ...], int], _Select] = {}
_updates: dict[tuple[str, str, tuple[str, ...]], _Update] = {}


def insert_into(
    connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Any], *, items: bool = False
) -> None:
    """Insert rows into `table`; the statement is rendered at the first call and kept."""
    key = (connection.dialect.name, table.name)
    found = _inserts.get(key)
    if found is None:
        found = _inserts[key] = _Insert(table, names, connection.dialect, items=items)
    found.send(connection, rows)


def add_to_sums(connection: Connection, table: Table, rows: Iterable[Any]) -> None:
    """Add the counters in `rows` (dicts of all columns) to those of `table`, making rows that are missing."""
    key = (connection.dialect.name, f"{table.name}+")
    found = _inserts.get(key)
    if found is None:
        names = [column.name for column in table.columns]
        found = _inserts[key] = _Insert(table, names, connection.dialect, items=True, adds=True)
    found.send(connection, rows)


def rows_with(
    connection: Connection, table: Table, names: Sequence[str], wanted: Mapping[str, Any]
) -> list[list[Any]]:
    """The values of `names` in the living rows whose columns have the `wanted` values (none of them NULL)."""
    return _select(connection, table, names, tuple(wanted), 1).rows(connection, list(wanted.values()))


def rows_with_ids(
    connection: Connection,
    table: Table,
    names: Sequence[str],
    wanted: Mapping[str, Any],
    column: str,
    ids: Sequence[Any],
) -> Iterator[list[Any]]:
    """As `rows_with`, where moreover `column` has one of `ids`."""
    columns = (*wanted, column)
    for start in range(0, len(ids), _BATCHES[-1]):
        some = ids[start : start + _BATCHES[-1]]
        size = next(size for size in _BATCHES if size >= len(some))
        values = [*wanted.values(), *some, *[some[-1]] * (size - len(some))]
        yield from _select(connection, table, names, columns, size).rows(connection, values)


def _select(
    connection: Connection, table: Table, names: Sequence[str], wanted: tuple[str, ...], many: int
) -> _Select:
    key = (connection.dialect.name, table.name, wanted, many)
    found = _selects.get(key)
    if found is None:
        found = _selects[key] = _Select(table, names, wanted, connection.dialect, many=many)
    return found


def update_rows(
    connection: Connection,
    table: Table,
    names: tuple[str, ...],
    where: tuple[str, ...],
    rows: Iterable[Sequence[Any]],
) -> int:
    """Set `names` in the rows that meet `where`, by rows of the values of both.

    Answers how many did: less than were given when one has changed meanwhile.
    """
    key = (connection.dialect.name, table.name, names)
    found = _updates.get(key)
    if found is None:
        found = _updates[key] = _Update(table, names, where, connection.dialect)
    return found.send(connection, rows)
