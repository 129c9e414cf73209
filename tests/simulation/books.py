"""What stands in a book, read without the program's own feed, images and digests."""

from __future__ import annotations

import hashlib
import zlib
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, select, text

from rayafin_desktop.application import App
from rayafin_desktop.engine.entity import metadata

from .model import Kept, Seen

# By name, so that a table that stops travelling is noticed here.
NOT_SHARED = frozenset(
    {
        "audit_entries", "before_images", "book_facts", "bucket_digests", "chains", "changes",
        "device_contacts", "operations", "outbox", "sharing", "staged_units", "unit_digests", "users",
        "enrolment_codes",
    }
)  # fmt: skip
Rows = dict[str, frozenset[tuple[Any, ...]]]


def shared_tables() -> list[Table]:
    """The tables every book of a company must agree on."""
    return [t for t in metadata.sorted_tables if t.name not in NOT_SHARED and "company_id" in t.c]


def shared_rows(app: App, company: int, *, as_stored: bool = False) -> Rows:
    """Table -> its rows of the company, the texts of the search index too.

    `as_stored` takes what SQLite keeps as it is, which is quick; two SQLite books are compared so.
    """
    with app.database.read() as connection:
        if as_stored:
            return _stored_rows(connection, company)
        found = {table.name: _rows(connection, table, company) for table in shared_tables()}
        companies = metadata.tables["companies"]
        found["companies"] = frozenset(
            tuple(map(_plain, row))
            for row in connection.execute(select(companies).where(companies.c.key == company))
        )
        found["search_index"] = frozenset(
            (row[0], row[1], _id(row[2]))
            for row in connection.execute(
                text("SELECT body, kind, id FROM search_index WHERE company_id = :company"),
                {"company": company},
            )
        )
    return {name: rows for name, rows in found.items() if rows}


def _stored_rows(connection: Connection, company: int) -> Rows:
    driver: Any = connection.connection.driver_connection
    found = {}
    for table in shared_tables():
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        sql = f'SELECT {names} FROM "{table.name}" WHERE company_id = ?'  # noqa: S608 - the house's own names
        found[table.name] = frozenset(driver.execute(sql, (company,)))
    names = ", ".join(f'"{column.name}"' for column in metadata.tables["companies"].columns)
    sql = f'SELECT {names} FROM companies WHERE "key" = ?'  # noqa: S608
    found["companies"] = frozenset(driver.execute(sql, (company,)))
    sql = "SELECT body, kind, id FROM search_index WHERE company_id = ?"
    found["search_index"] = frozenset(driver.execute(sql, (company,)))
    return {name: rows for name, rows in found.items() if rows}


def _rows(connection: Connection, table: Table, company: int) -> frozenset[tuple[Any, ...]]:
    columns = [column for column in table.columns if column.name != "company_id"]
    statement = select(*columns).where(table.c.company_id == company)
    return frozenset(tuple(map(_plain, row)) for row in connection.execute(statement))


def _plain(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(bytes(value)).hexdigest()
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return round(value.timestamp() * 1000)
    if isinstance(value, date):
        return value.isoformat()
    return repr(value) if isinstance(value, dict | list) else value


def _id(value: Any) -> str:
    return value.hex if isinstance(value, UUID) else bytes(value).hex()


def digest_of(rows: Rows) -> str:
    """One text for all rows."""
    return " ".join(f"{name}:{len(some)}:{hash(some):x}" for name, some in sorted(rows.items()))


def difference(one: Rows, other: Rows) -> list[str]:
    """What one has and the other has not, in short."""
    found = []
    for name in sorted(one.keys() | other.keys()):
        here, there = one.get(name, frozenset()), other.get(name, frozenset())
        if here != there:
            only_here, only_there = sorted(map(repr, here - there)), sorted(map(repr, there - here))
            found.append(f"{name}: only here {only_here[:2]}, only there {only_there[:2]}")
    return found


def operations_of(app: App, company: int) -> list[Kept]:
    """The operations a book keeps, in the order of device and number."""
    table = metadata.tables["operations"]
    with app.database.read() as connection:
        rows = connection.execute(
            select(table)
            .where(table.c.company_id == company)
            .order_by(table.c.id, table.c.device_id, table.c.n)
        ).all()
    return [
        Kept(row.device_id.hex, row.n, str(row.id), row.link, row.state, row.change_n, row.answer or "[]")
        for row in rows
    ]


def text_of(app: App, company: int, id_: str) -> str:
    """The canonical text of an operation."""
    table = metadata.tables["operations"]
    with app.database.read() as connection:
        found = connection.execute(
            select(table.c.text).where(table.c.company_id == company, table.c.id == UUID(id_)).limit(1)
        ).scalar_one()
    return zlib.decompress(bytes(found)).decode()


def entries_of(app: App, company: int) -> list[tuple[int, str]]:
    """The audit log: number and hash."""
    table = metadata.tables["audit_entries"]
    with app.database.read() as connection:
        rows = connection.execute(
            select(table.c.n, table.c.hash).where(table.c.company_id == company).order_by(table.c.n)
        )
        return [(int(n), bytes(link).hex()) for n, link in rows]


def head_of(app: App, company: int) -> int:
    """The company's change number."""
    chains = metadata.tables["chains"]
    with app.database.read() as connection:
        return int(connection.execute(select(chains.c.n).where(chains.c.company_id == company)).scalar_one())


def seen(app: App, company: int, rows: Rows) -> Seen:
    """A device's book as the reference sees it; `rows` may be empty where nobody compares them."""
    sharing, before = metadata.tables["sharing"], metadata.tables["before_images"]
    with app.database.read() as connection:
        row = connection.execute(select(sharing).where(sharing.c.company_id == company)).one()
        provisional = connection.execute(select(before.c.unit).where(before.c.company_id == company)).all()
    return Seen(
        row.device_id.hex,
        int(row.cursor_n),
        tuple(operations_of(app, company)),
        digest_of(rows),
        head_of(app, company),
        len(provisional),
    )
