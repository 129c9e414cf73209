"""The second wall between companies on PostgreSQL: row-level security in force for everybody but superusers.

Every statement of the program names its company; this wall holds where one forgets to. A transaction says
which companies it is in by two settings that end with it: `rayafin.company` (their keys, with commas) and
`rayafin.book` (`on` in what is done for the book as a whole: signing in, the company switcher, `verify`),
under which every company can be read, but written only those named. With neither, a company's tables are
empty (decision 012).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from psycopg import sql
from sqlalchemy import Connection, text

from rayafin_desktop.base.errors import BookProblem

from .search import FIND_TEXTS
from .statements import PreparedStatement

THE_BOOK = 0
"""The company key of what belongs to no company."""

_ENTER = PreparedStatement(
    text("SELECT set_config('rayafin.company', :companies, true), set_config('rayafin.book', :book, true)")
)
# Sub-selects: worked out once a statement and not once a row.
_NAMED = "ANY ((SELECT string_to_array(current_setting('rayafin.company', true), ',')::integer[])::integer[])"
_BOOK = "(SELECT current_setting('rayafin.book', true) = 'on')"
# Tables of a company and the column that says whose: all that have a `company_id`, and the companies.
_SCOPED = """
    SELECT c.relname AS name, a.attname AS key, c.relrowsecurity
           AND (c.relforcerowsecurity OR c.relname = 'search_index') AS walled,
           ARRAY(SELECT polname::text FROM pg_policy p WHERE p.polrelid = c.oid ORDER BY 1) AS policies
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
    WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace
      AND (a.attname = 'company_id' OR (c.relname = 'companies' AND a.attname = 'key'))
    ORDER BY 1
"""
# Found through a function that reads as the owner and keeps the wall itself (engine.search).
_SPARES_OWNER = ("search_index",)
_POLICIES = ["of_book", "of_company"]
# What is only ever added to, and what only the owner may touch. Personal values beside the chain may be
# erased on request (`engine.erasure`); none of the columns the chain covers may be changed.
_APPENDED = ("audit_entries", "outbox", "book_facts")
_READ_ONLY = ("alembic_version",)
_ERASABLE = (("audit_entries", "clear"), ("outbox", "payload"))


@dataclass(frozen=True, slots=True)
class Standing:
    """Who the program is on the server: `passes_walls` when row-level security stops nothing of his."""

    role: str
    owns: bool
    passes_walls: bool


def enter(connection: Connection, companies: Iterable[int]) -> None:
    """Say which companies this transaction is in; the book itself is 0. Nothing to do on SQLite."""
    if connection.dialect.name != "postgresql":
        return
    keys = list(companies)
    values = {"companies": ",".join(map(str, keys)), "book": "on" if THE_BOOK in keys else ""}
    _ENTER.send(connection, [values])


def build_walls(connection: Connection) -> None:
    """Put every company's table behind its policies, and give the application roles their rights again.

    Idempotent; run by the owner after each migration, so that a new table has its wall from the start.
    """
    statements = []
    for table in connection.execute(text(_SCOPED)).all():
        name, key = sql.Identifier(table.name), sql.Identifier(table.key)
        mine = sql.SQL("{} = " + _NAMED).format(key)
        # A new company's row is written for the book, before it has a transaction of its own.
        own = sql.SQL("{} OR " + _BOOK).format(mine) if table.name == "companies" else mine
        force = "NO FORCE" if table.name in _SPARES_OWNER else "FORCE"
        statements += [
            sql.SQL("ALTER TABLE {} ENABLE ROW LEVEL SECURITY, " + force + " ROW LEVEL SECURITY").format(
                name
            ),
            sql.SQL("DROP POLICY IF EXISTS of_company ON {}").format(name),
            sql.SQL("DROP POLICY IF EXISTS of_book ON {}").format(name),
            sql.SQL("CREATE POLICY of_company ON {} USING ({}) WITH CHECK ({})").format(name, own, own),
            sql.SQL("CREATE POLICY of_book ON {} FOR SELECT USING (" + _BOOK + ")").format(name),
        ]
    if statements:
        statements.append(sql.SQL(FIND_TEXTS).format())
    for role in application_roles(connection):
        statements += _grants(connection, role)
    _run(connection, statements)


def open_walls(connection: Connection) -> None:
    """Let the owner see all rows until `build_walls`: a migration fills columns of every company."""
    names = [table.name for table in connection.execute(text(_SCOPED)).all() if table.walled]
    _run(
        connection,
        [sql.SQL("ALTER TABLE {} NO FORCE ROW LEVEL SECURITY").format(sql.Identifier(n)) for n in names],
    )


def unwalled(connection: Connection) -> list[str]:
    """The companies' tables that lack row-level security or one of its policies."""
    found = connection.execute(text(_SCOPED)).all()
    return [table.name for table in found if not table.walled or list(table.policies) != _POLICIES]


def standing(connection: Connection) -> Standing:
    """What the server says of the role we are."""
    row = connection.execute(
        text(
            "SELECT current_user AS role, r.rolsuper OR r.rolbypassrls AS passes, coalesce((SELECT "
            "pg_has_role(c.relowner, 'USAGE') FROM pg_class c WHERE c.relname = 'companies' "
            "AND c.relnamespace = current_schema()::regnamespace), false) AS owns "
            "FROM pg_roles r WHERE r.rolname = current_user"
        )
    ).one()
    return Standing(row.role, row.owns, row.passes)


def application_roles(connection: Connection) -> list[str]:
    """The roles that use the book without owning it: whoever was granted reading its companies."""
    rows = connection.execute(
        text(
            "SELECT DISTINCT r.rolname FROM pg_class c, aclexplode(c.relacl) a JOIN pg_roles r "
            "ON r.oid = a.grantee WHERE c.relname = 'companies' AND a.privilege_type = 'SELECT' "
            "AND c.relnamespace = current_schema()::regnamespace AND r.oid <> c.relowner ORDER BY 1"
        )
    )
    return [row.rolname for row in rows]


def admit(connection: Connection, role: str, password: str = "") -> None:
    """Give a role what the program needs for everything but migrations; it is made where it is not there.

    BookProblem (`office.role_too_strong`) for a superuser, a role that passes row-level security or the
    owner: the wall would not stand against it. The password travels and is logged as its SCRAM hash only.
    """
    found = connection.execute(
        text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = :role"), {"role": role}
    ).first()
    name = sql.Identifier(role)
    if found is None:
        make = sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS").format(name)
        _run(connection, [make])
    elif found[0] or role == standing(connection).role:
        raise BookProblem("office.role_too_strong", {"role": role})
    if password:
        pgconn = _driver(connection).pgconn
        hashed = pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
        _run(connection, [sql.SQL("ALTER ROLE {} PASSWORD {}").format(name, sql.Literal(hashed))])
    _run(connection, _grants(connection, role))


def _grants(connection: Connection, role: str) -> list[sql.Composed]:
    name = sql.Identifier(role)
    database = connection.execute(text("SELECT current_database()")).scalar_one()
    there = set(
        connection.execute(
            text("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        ).scalars()
    )
    rights = [
        sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(sql.Identifier(database), name),
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(name),
        sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(name),
        sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}").format(name),
    ]
    for table in (*_APPENDED, *_READ_ONLY):
        if table in there:
            kept = "INSERT, " if table in _READ_ONLY else ""
            revoke = sql.SQL("REVOKE " + kept + "UPDATE, DELETE ON {} FROM {}")
            rights.append(revoke.format(sql.Identifier(table), name))
    for table, column in _ERASABLE:
        if table in there:
            grant = sql.SQL("GRANT UPDATE ({}) ON {} TO {}")
            rights.append(grant.format(sql.Identifier(column), sql.Identifier(table), name))
    return rights


def _run(connection: Connection, statements: list[sql.Composed]) -> None:
    """Several statements in one message to the server; they take no values."""
    if statements:
        whole = sql.SQL(";\n").join(statements).as_string(_driver(connection))
        connection.exec_driver_sql(whole, execution_options={"no_parameters": True})


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection
