"""The schema's version: Alembic migrations up and down, and the refusal of books from the future."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Column, Connection, String, Table, func, inspect, select, text

from rayafin_desktop.base.dates import utc_now
from rayafin_desktop.base.errors import BookProblem
from rayafin_desktop.base.ids import new_id

from .backup import back_up
from .database import APPLICATION_ID, Database
from .entity import metadata
from .tenancy import build_walls, open_walls, standing, unwalled

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"
# The newest revision; opening a book compares against this without importing Alembic's scripts.
HEAD = "0027"

# Facts about the book itself: its id and the id of the device that writes to it.
book_facts = Table(
    "book_facts",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("value", String(200), nullable=False),
)

# `password_key` is mixed into every password hash of this book (access.passwords).
_FACTS: Mapping[str, Callable[[], str]] = {
    "book_id": lambda: str(new_id()),
    "device_id": lambda: str(new_id()),
    "password_key": lambda: secrets.token_hex(32),
}


def _config() -> Config:
    from alembic.config import Config  # slow to load, and most books need no migration

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def current_revision(connection: Connection) -> str | None:
    """The book's schema revision, or None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def known_revisions() -> list[str]:
    """All revisions this program knows, oldest first."""
    from alembic.script import ScriptDirectory

    script = ScriptDirectory.from_config(_config())
    return [revision.revision for revision in script.walk_revisions()][::-1]


def migrate(database: Database, revision: str = "head") -> None:
    """Bring the schema to `revision`, up or down, in one transaction.

    The book's facts are completed in the same transaction, so that no crash leaves a book without them.
    """
    from alembic import command

    config = _config()
    with _constraints_at_the_end(database) as connection:
        if connection.dialect.name == "postgresql":
            # Two programs that open an empty database at once: the second waits and finds it done.
            connection.execute(text("SET LOCAL statement_timeout = 0"))  # filling a column takes its time
            connection.execute(select(func.pg_advisory_xact_lock(APPLICATION_ID)))
        config.attributes["connection"] = connection
        known = known_revisions()
        current = current_revision(connection)
        _refuse_newer(current, known)
        if current is None and set(inspect(connection).get_table_names()) - {"alembic_version"}:
            raise BookProblem(
                "book.unreadable", {"path": database.location, "why": "it holds another program's tables"}
            )
        target = known[-1] if revision == "head" else revision
        on_server = connection.dialect.name == "postgresql"
        if on_server and current is not None:
            _require_owner(connection, current)
            open_walls(connection)
        going_down = target == "base" or (current is not None and known.index(target) < known.index(current))
        if going_down:
            command.downgrade(config, target)
        else:
            command.upgrade(config, target)
        if inspect(connection).has_table(book_facts.name):
            _complete_facts(connection)
        if on_server:
            build_walls(connection)


@contextmanager
def _constraints_at_the_end(database: Database) -> Iterator[Connection]:
    """A writing transaction in which SQLite lets tables be copied, as changing a constraint needs there.

    It checks foreign keys when all is done instead of at each step: a table that others point at cannot
    be dropped and made anew otherwise. The connection is thrown away, so that no later one is unchecked.
    """
    if database.path is None:
        with database.write() as connection:
            yield connection
        return
    try:
        with database.write() as connection:
            # The switch does nothing inside a transaction; nothing has been done in this one yet.
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if broken is not None:
                raise BookProblem(
                    "book.unreadable", {"path": database.location, "why": f"{broken[0]} points at nothing"}
                )
    finally:
        database.write_engine.dispose()
        # One writer is always there: as the last to close it folds the log into the file.
        database.write_engine.connect().close()


def _refuse_newer(current: str | None, known: Sequence[str]) -> None:
    if current is not None and current not in known:
        raise BookProblem("book.newer", {"found": current, "known": known[-1]})


def _require_owner(connection: Connection, current: str) -> None:
    """Only the owner of the tables may change them; who works with the book asks him to."""
    found = standing(connection)
    if not found.owns:
        raise BookProblem("office.owner_needed", {"role": found.role, "found": current, "known": HEAD})


def _complete_facts(connection: Connection) -> None:
    for key, made in _FACTS.items():
        if connection.execute(select(book_facts.c.value).where(book_facts.c.key == key)).first() is None:
            connection.execute(book_facts.insert(), {"key": key, "value": made()})


def prepare(database: Database) -> None:
    """Make an opened database usable: migrate an old or empty one, refuse a newer one.

    An old file is copied and verified (into `backups/` beside it) before it is touched.
    """
    with database.read() as connection:
        current = current_revision(connection)
        identified = current is not None and _has_device(connection)
        walled = connection.dialect.name == "sqlite" or not (
            unwalled(connection) and standing(connection).owns
        )
    if current == HEAD and identified and walled:
        return
    _refuse_newer(current, known_revisions())
    if current is not None and current != HEAD and database.path is not None:
        back_up(database, database.path.parent / "backups", utc_now())
    migrate(database)


def _has_device(connection: Connection) -> bool:
    """Whether the book knows which device it is on; a restored copy does not."""
    return (
        connection.execute(select(book_facts.c.value).where(book_facts.c.key == "device_id")).first()
        is not None
    )


def book_fact(connection: Connection, key: str) -> UUID:
    """The book's or device's id."""
    value = connection.execute(select(book_facts.c.value).where(book_facts.c.key == key)).scalar()
    if value is None:
        raise BookProblem("book.unreadable", {"path": "the database", "why": f"it has no {key}"})
    try:
        return UUID(value)
    except ValueError as error:
        raise BookProblem("book.corrupt", {"why": f"its {key} is none"}) from error
