"""The migrations make exactly the tables, indexes and triggers that the entities describe."""

import re
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, text

from rayafin_desktop.engine.database import Database, open_database
from rayafin_desktop.engine.entity import metadata
from rayafin_desktop.engine.schema import HEAD, known_revisions, migrate
from tests.postgres import PostgresServer

ON_SQLITE = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
ON_POSTGRESQL = (
    """SELECT 'column', table_name, column_name, data_type, is_nullable, column_default
       FROM information_schema.columns WHERE table_schema = 'public'""",
    "SELECT 'index', tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    """SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid)
       FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
    """SELECT 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(oid)
       FROM pg_trigger WHERE NOT tgisinternal""",
    "SELECT 'function', proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
)

BETWEEN_CLAUSES = re.compile(r", (?![^(]*\))")
Maker = Callable[[Database], None]


def structure(connection: Connection) -> set[str]:
    """Everything the schema consists of, one text each; the clauses of a table in alphabetical order."""
    queries = (ON_SQLITE,) if connection.dialect.name == "sqlite" else ON_POSTGRESQL
    rows = [row for query in queries for row in connection.execute(text(query))]
    texts = ("\n".join(sorted(clauses(str(value)) for value in row)) for row in rows)
    return {one for one in texts if "alembic_version" not in one}


def clauses(statement: str) -> str:
    """A statement with its lines in order and without what only layout decides."""
    # SQLite writes a column that was added behind the last one, on its line.
    parts = (part for line in statement.splitlines() for part in BETWEEN_CLAUSES.split(line))
    lines = (" ".join(part.replace('"', "").split()).rstrip(", ") for part in parts)
    return "\n".join(sorted(line for line in lines if line))


def by_migrations(database: Database) -> None:
    migrate(database)


def by_entities(database: Database) -> None:
    with database.write() as connection:
        metadata.create_all(connection)


def made(database: Database, maker: Maker) -> set[str]:
    try:
        maker(database)
        with database.read() as connection:
            return structure(connection)
    finally:
        database.close()


def test_the_newest_revision_is_the_one_the_program_expects() -> None:
    assert known_revisions()[-1] == HEAD


def test_migrations_make_what_the_entities_describe_on_sqlite(tmp_path: Path) -> None:
    migrated = made(open_database(tmp_path / "migrated.rayafin", create=True), by_migrations)
    described = made(open_database(tmp_path / "described.rayafin", create=True), by_entities)
    assert migrated - described == set()
    assert described - migrated == set()


def test_migrations_make_what_the_entities_describe_on_postgresql(postgres_server: PostgresServer) -> None:
    urls = [postgres_server.create(), postgres_server.create()]
    try:
        migrated = made(open_database(urls[0]), by_migrations)
        described = made(open_database(urls[1]), by_entities)
    finally:
        for url in urls:
            postgres_server.drop(url)
    assert migrated - described == set()
    assert described - migrated == set()
