"""Images: rows as plain values, the same from SQLite and PostgreSQL, for sending and comparing.

An image of a unit is the list of its rows in key order, each a list of the values of all columns but
`company_id`, as SQLite stores them: whole numbers, text, null; bytes and ids as hex, instants as
milliseconds, days as ISO text. Equal books have equal images, whatever engine holds them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Column, Connection, Date, LargeBinary, Table

from .columns import IdColumn, canonical_json
from .entity import Part, key_of, mapped_classes, metadata, parent_field
from .entity import Row as EntityRow

Values = list[Any]
Image = list[Values]
Unit = tuple[str, str]  # table name, unit

# Of the book's own rows the company itself travels with its rows, and its people beside them.
COMPANIES, USERS = "companies", "users"


def is_shared(table: Table) -> bool:
    """Whether a table's rows are what a company's books say: those of `info={"shared": False}` are not."""
    return table.name == COMPANIES or ("company_id" in table.c and table.info.get("shared", True))


def shared_tables() -> list[Table]:
    """All such tables, in foreign-key order."""
    return [table for table in metadata.sorted_tables if is_shared(table)]


def has_company(table: Table) -> bool:
    return "company_id" in table.c


@lru_cache(maxsize=512)
def columns_of(table: Table) -> tuple[Column[Any], ...]:
    """The columns of an image, in order."""
    return tuple(column for column in table.columns if column.name != "company_id")


@lru_cache(maxsize=512)
def unit_columns(table: Table) -> tuple[Column[Any], ...]:
    """The columns that name a unit: the id, the parent's id of parts, the key of a derived sum."""
    for cls in mapped_classes():
        if cls.mapping.table is table:
            if issubclass(cls, Part):
                return (table.c[parent_field(cls)],)
            return (table.c["id"],)
    return tuple(column for column in table.primary_key if column.name != "company_id")


def unit_of(row: EntityRow) -> str:
    """The unit a mapped row belongs to."""
    mapping = row.mapping
    owner: UUID = key_of(row)[1] if mapping.parent is not None else row.id  # type: ignore[attr-defined]
    return owner.hex


def unit_of_key(table: Table, key: Mapping[str, Any]) -> str:
    """The unit of a row of derived sums with this key (without `company_id`)."""
    return _unit([_plain(key[column.name]) for column in unit_columns(table)])


def _unit(values: Sequence[Any]) -> str:
    return str(values[0]) if len(values) == 1 and isinstance(values[0], str) else canonical_json(list(values))


def _unit_values(table: Table, unit: str) -> list[Any]:
    names = unit_columns(table)
    values = json.loads(unit) if unit.startswith("[") else [unit]
    if len(values) != len(names):
        raise ValueError(f"{unit!r} names no unit of {table.name}")
    return values


def _plain(value: Any) -> Any:
    """A value as a driver answers it, as plain JSON; both engines alike."""
    kind = type(value)
    if kind is int or kind is str or value is None:
        return value
    if kind is bytes:
        return value.hex()
    if kind is bool:
        return int(value)
    if kind is UUID:
        return value.hex
    if kind is memoryview:
        return bytes(value).hex()
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no column keeps {kind.__name__}")


def _storing(column: Column[Any], dialect: str) -> Callable[[Any], Any] | None:
    """From plain JSON to what the driver takes."""
    kind = column.type
    if isinstance(kind, IdColumn):
        return UUID if dialect == "postgresql" else bytes.fromhex
    if isinstance(kind, LargeBinary):
        return bytes.fromhex
    if dialect == "postgresql":
        if isinstance(kind, Date):
            return date.fromisoformat
        if isinstance(kind, Boolean):
            return bool
    return None


def text_of(image: Image) -> str:
    """An image as the text that is kept, sent and digested."""
    return canonical_json(image)


# --- reading


class _Reader:
    """The SELECTs of one table on one engine."""

    def __init__(self, table: Table, connection: Connection) -> None:
        self.table = table
        self.mark = "?" if connection.dialect.name == "sqlite" else "%s"
        quote = connection.dialect.identifier_preparer.quote
        self.quote = quote
        self.units = unit_columns(table)
        names = [*(c.name for c in self.units), *(c.name for c in columns_of(table))]
        self.wide = len(self.units)
        # Table and column names are the house's own; every value is a bound parameter.
        self.select = f"SELECT {', '.join(map(quote, names))} FROM {quote(table.name)}"  # noqa: S608
        self.order = " ORDER BY " + ", ".join(
            quote(c.name)
            for c in (*self.units, *(k for k in table.primary_key if k not in self.units))
            if c.name != "company_id"
        )
        self.stores = [_storing(column, connection.dialect.name) for column in self.units]

    def bound(self, unit: str) -> list[Any]:
        return [
            value if store is None or value is None else store(value)
            for store, value in zip(self.stores, _unit_values(self.table, unit), strict=True)
        ]


_readers: dict[tuple[str, str], _Reader] = {}


def _reader(table: Table, connection: Connection) -> _Reader:
    key = (table.name, connection.dialect.name)
    found = _readers.get(key)
    if found is None:
        found = _readers[key] = _Reader(table, connection)
    return found


def _rows(
    connection: Connection, sql: str, values: Sequence[Any], *, streamed: bool = False
) -> Iterator[Any]:
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.driver_connection
        yield from driver.execute(sql, tuple(values))
    else:
        yield from connection.exec_driver_sql(
            sql, tuple(values), execution_options={"stream_results": streamed}
        )


def image_of(connection: Connection, company_id: int, table: Table, unit: str) -> Image:
    """The image of one unit as it stands; empty if there is none."""
    return images_of(connection, company_id, table, [unit])[unit]


_AT_ONCE = 200


def images_of(
    connection: Connection, company_id: int, table: Table, units: Sequence[str]
) -> dict[str, Image]:
    """The images of several units of a table, those that are not there as empty."""
    reader = _reader(table, connection)
    found: dict[str, Image] = {unit: [] for unit in units}
    scoped = has_company(table)
    if len(reader.units) == 1:
        (name,) = (reader.quote(column.name) for column in reader.units)
        for start in range(0, len(units), _AT_ONCE):
            some = [reader.bound(unit)[0] for unit in units[start : start + _AT_ONCE]]
            where = f" WHERE {name} IN ({', '.join([reader.mark] * len(some))})"
            if scoped:
                where += f" AND company_id = {reader.mark}"
                some.append(company_id)
            for row in _rows(connection, reader.select + where + reader.order, some):
                values = [_plain(value) for value in row]
                found[_unit(values[:1])].append(values[1:])
        return found
    equal = " AND ".join(f"{reader.quote(column.name)} = {reader.mark}" for column in reader.units)
    sql = f"{reader.select} WHERE company_id = {reader.mark} AND {equal}"
    for unit in units:
        for row in _rows(connection, sql, [company_id, *reader.bound(unit)]):
            found[unit].append([_plain(value) for value in row][reader.wide :])
    return found


def every_image(connection: Connection, company_id: int, table: Table) -> Iterator[tuple[str, Image]]:
    """All units of a table in order, one after the other; memory holds one at a time."""
    reader = _reader(table, connection)
    where, values = f" WHERE company_id = {reader.mark}", [company_id]
    if not has_company(table):
        where, values = f" WHERE {reader.quote('key')} = {reader.mark}", [company_id]
    unit = ""
    image: Image = []
    for row in _rows(connection, reader.select + where + reader.order, values, streamed=True):
        plain = [_plain(value) for value in row]
        this = _unit(plain[: reader.wide])
        if this != unit and image:
            yield unit, image
            image = []
        unit = this
        image.append(plain[reader.wide :])
    if image:
        yield unit, image


# --- writing


def put_images(
    connection: Connection, company_id: int, table: Table, images: Iterable[tuple[str, Image]]
) -> None:
    """Insert the rows of images; what stood there must be gone (`take_out`)."""
    names = [column.name for column in columns_of(table)]
    stores = [_storing(column, connection.dialect.name) for column in columns_of(table)]
    converting = [(place, store) for place, store in enumerate(stores) if store is not None]
    scoped = has_company(table)
    rows = []
    for _, image in images:
        for values in image:
            row = list(values)
            for place, store in converting:
                if row[place] is not None:
                    row[place] = store(row[place])
            rows.append((*row, company_id) if scoped else tuple(row))
    _run_for_each(connection, table, [*names, *(["company_id"] if scoped else [])], rows)


def _run_for_each(
    connection: Connection, table: Table, names: Sequence[str], rows: list[tuple[Any, ...]]
) -> None:
    if not rows:
        return
    sqlite = connection.dialect.name == "sqlite"
    mark = "?" if sqlite else "%s"
    quote = connection.dialect.identifier_preparer.quote
    columns = ", ".join(quote(name) for name in names)
    # Table and column names are the house's own; every value is a bound parameter.
    sql = f"INSERT INTO {quote(table.name)} ({columns}) VALUES ({', '.join([mark] * len(names))})"  # noqa: S608
    if sqlite:
        driver: Any = connection.connection.driver_connection
        driver.executemany(sql, rows)
    else:
        connection.exec_driver_sql(sql, rows)


def take_out(connection: Connection, company_id: int, table: Table, units: Sequence[str]) -> None:
    """Delete the rows of units, past the program's own refusals: for putting images in their place only."""
    reader = _reader(table, connection)
    quote = reader.quote
    equal = " AND ".join(f"{quote(column.name)} = {reader.mark}" for column in reader.units)
    # Table and column names are the house's own; every value is a bound parameter.
    sql = f"DELETE FROM {quote(table.name)} WHERE {equal}"  # noqa: S608
    scoped = has_company(table)
    if scoped:
        sql += f" AND company_id = {reader.mark}"
    rows = [(*reader.bound(unit), *([company_id] if scoped else [])) for unit in units]
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.driver_connection
        driver.executemany(sql, rows)
    else:
        connection.exec_driver_sql(sql, rows)
