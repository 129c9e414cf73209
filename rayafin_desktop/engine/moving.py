"""Moving a book from its file into an office database: every row in one transaction, digests compared.

The audit chain goes along as it is: its hashes cover values, not how an engine stores them. Only the
device's id stays behind, since the file may live on somewhere as what it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table, func, select, text, update

from rayafin_desktop.base.errors import BookProblem

from . import search
from .columns import canonical_json
from .database import Database
from .entity import in_insert_order, metadata
from .record import audit_entries, plain_value
from .schema import HEAD, book_facts, current_revision, migrate
from .tenancy import build_walls, open_walls

Progress = Callable[[int, int, str], None]
_ROWS_AT_ONCE = 2000
_OWN_FACT = "device_id"
_EMPTY = ("companies", "users", audit_entries.name)


def move(source: Database, target: Database, progress: Progress = lambda done, whole, what: None) -> int:
    """Copy a whole book from a file into an empty office database; answers how many rows.

    The file can be read but not written meanwhile, and is left as it is. BookProblem: `move.only_to_office`,
    `move.not_empty` (nothing is ever added to a book that is there), `move.differs` with the table whose
    rows came out otherwise. On any error the office database is as before.
    """
    if source.path is None or target.path is not None:
        raise BookProblem("move.only_to_office")
    migrate(target)
    with source.write() as here, target.write() as there:
        if current_revision(here) != HEAD:
            raise BookProblem("book.older", {"found": current_revision(here)})
        there.execute(text("SET LOCAL statement_timeout = 0"))
        open_walls(there)
        _refuse_unless_empty(there)
        tables = [table for table in in_insert_order(metadata.tables.values()) if table is not book_facts]
        rules = _rules_at_rest(there)
        count = 0
        for done, table in enumerate(tables):
            progress(done, len(tables), table.name)
            count += _copied(here, there, table)
        _take_facts(here, there)
        _take_texts(here, there)
        # What waits for the commit is looked at now: a table with checks to come cannot be altered.
        there.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
        for statement in rules:
            there.exec_driver_sql(statement)
        build_walls(there)
        here.rollback()
    return count


def _refuse_unless_empty(there: Connection) -> None:
    for name in _EMPTY:
        if there.execute(select(func.count()).select_from(metadata.tables[name])).scalar_one():
            raise BookProblem("move.not_empty", {"table": name})


def _rules_at_rest(there: Connection) -> list[str]:
    """Switch our own triggers off, which would refuse entries of a closed year; answers how to wake them.

    What they hold was held when the rows were first written. Foreign keys stay in force.
    """
    names = [
        there.dialect.identifier_preparer.quote(row.relname)
        for row in there.execute(
            text(
                "SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
                "WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace ORDER BY 1"
            )
        )
    ]
    for name in names:
        there.exec_driver_sql(f"ALTER TABLE {name} DISABLE TRIGGER USER")
    return [f"ALTER TABLE {name} ENABLE TRIGGER USER" for name in names]


def _copied(here: Connection, there: Connection, table: Table) -> int:
    """Copy a table, then compare the digests of what was read here and what lies there."""
    sent, count = 0, 0
    names = [column.name for column in table.columns]
    for rows in _batches(here, table):
        there.execute(table.insert(), [dict(zip(names, row, strict=True)) for row in rows])
        sent = (sent + _digest(rows)) % _WHOLE
        count += len(rows)
    kept = sum(_digest(rows) for rows in _batches(there, table)) % _WHOLE if count else 0
    if kept != sent:
        raise BookProblem("move.differs", {"table": table.name})
    return count


def _batches(connection: Connection, table: Table) -> Iterator[Sequence[Any]]:
    yield from connection.execute(select(table).execution_options(yield_per=_ROWS_AT_ONCE)).partitions()


_WHOLE = 1 << 128


def _digest(rows: Sequence[Any]) -> int:
    """The sum of the rows' 128-bit digests: the same in whatever order they come."""
    return sum(
        int.from_bytes(
            hashlib.blake2b(
                canonical_json([plain_value(value) for value in row]).encode(), digest_size=16
            ).digest(),
            "big",
        )
        for row in rows
    )


def _take_facts(here: Connection, there: Connection) -> None:
    """The book's id and the key of its password hashes; the device is another one."""
    for fact in here.execute(select(book_facts).where(book_facts.c.key != _OWN_FACT)).all():
        changed = there.execute(
            update(book_facts).where(book_facts.c.key == fact.key).values(value=fact.value)
        )
        if not changed.rowcount:
            there.execute(book_facts.insert(), {"key": fact.key, "value": fact.value})


def _take_texts(here: Connection, there: Connection) -> None:
    """The index of texts: other tables on each engine, the same entries."""
    index = search.search_index.c
    found = here.execute(
        select(index.company_id, index.kind, index.id, index.body).execution_options(yield_per=_ROWS_AT_ONCE)
    )
    for rows in found.partitions():
        by_company: dict[int, list[search.Entry]] = {}
        for row in rows:
            by_company.setdefault(row.company_id, []).append(search.Entry(row.kind, row.id, row.body))
        for company_id, entries in by_company.items():
            search.write(there, company_id, entries)
