"""Databases lent to tests: a copy of a template is washed and lent again instead of made anew.

Copying the files of a database with some hundred tables takes half a second and more; emptying the tables a
test wrote to takes a few milliseconds. What a test did to the tables themselves cannot be washed out: such a
copy is dropped. Rows, sequences and the template's own rows are the same after each wash; only where rows lie
inside their tables is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

from .postgres import PostgresServer

# Every row of these changes its transaction when somebody alters a table, a trigger, a policy or a function.
_SHAPE = sql.SQL(" UNION ALL ").join(
    sql.SQL("SELECT count(*), coalesce(sum(xmin::text::bigint), 0) FROM {}").format(sql.Identifier(catalogue))
    for catalogue in (
        "pg_class",
        "pg_attribute",
        "pg_constraint",
        "pg_default_acl",
        "pg_index",
        "pg_policy",
        "pg_proc",
        "pg_trigger",
    )
)
_WRITTEN = """
    SELECT relname, pg_relation_size(oid) FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0 ORDER BY 1"""
_COUNTED = "SELECT sequencename, start_value, last_value FROM pg_sequences WHERE schemaname = 'public'"
_OTHERS = """
    SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""
_LARGE = 256 * 1024  # bytes: from here on what a test left behind is given back to the disk


@dataclass
class Lending:
    """Copies of one template; `lend` hands one out and `take_back` washes it."""

    server: PostgresServer
    template: str
    _free: list[str] = field(default_factory=list)
    _rows: dict[str, bytes] = field(default_factory=dict)
    _shapes: dict[str, Sequence[tuple[object, ...]]] = field(default_factory=dict)
    _sequences: dict[str, int | None] = field(default_factory=dict)

    def lend(self) -> str:
        """The SQLAlchemy URL of a database like the template."""
        if self._free:
            return self._free.pop()
        url = self.server.create(template=self.template)
        with self._connected(url) as connection:
            if not self._rows:
                self._learn(connection)
            self._shapes[url] = connection.execute(_SHAPE).fetchall()
        return url

    def take_back(self, url: str) -> None:
        """Wash a lent database, whoever is still connected to it; one of another shape is dropped."""
        with self._connected(url) as connection:
            connection.execute(_OTHERS)
            altered = connection.execute(_SHAPE).fetchall() != self._shapes[url]
            if not altered:
                self._wash(connection)
        if altered:
            self.server.drop(url)
        else:
            self._free.append(url)

    def close(self) -> None:
        """Drop what is not lent."""
        while self._free:
            self.server.drop(self._free.pop())

    def _learn(self, connection: psycopg.Connection[tuple[object, ...]]) -> None:
        """Keep the template's own rows and where its sequences stand."""
        for table in _written(connection):
            with connection.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))) as out:
                self._rows[table] = b"".join(bytes(part) for part in out)
        self._sequences = {str(name): last for name, _, last in connection.execute(_COUNTED)}  # type: ignore[misc]

    def _wash(self, connection: psycopg.Connection[tuple[object, ...]]) -> None:
        """Make every table and sequence what the template has."""
        # Without triggers: neither foreign keys nor those that keep the audit log from being shortened.
        connection.execute("SET session_replication_role = replica")
        written = _written(connection)
        connection.execute(
            sql.SQL("; ").join(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)) for table in written)
        )
        for table, size in written.items():
            if size > _LARGE:
                connection.execute(sql.SQL("VACUUM {}").format(sql.Identifier(table)))
        for table, rows in self._rows.items():
            with connection.cursor().copy(
                sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))
            ) as into:
                into.write(rows)
        for name, first, last in connection.execute(_COUNTED).fetchall():
            then = self._sequences.get(str(name))
            if last != then:
                connection.execute(
                    "SELECT setval(quote_ident(%s), %s, %s)",
                    [name, first if then is None else then, then is not None],
                )

    def _connected(self, url: str) -> psycopg.Connection[tuple[object, ...]]:
        plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        return psycopg.connect(plain, autocommit=True)


def _written(connection: psycopg.Connection[tuple[object, ...]]) -> dict[str, int]:
    """The tables that ever had a row, and their size in bytes."""
    return {str(name): int(size) for name, size in connection.execute(_WRITTEN)}  # type: ignore[call-overload]
