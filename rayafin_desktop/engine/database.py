"""Opening the book: SQLite by default, PostgreSQL by choice, one behaviour.

SQLite writes begin with BEGIN IMMEDIATE in WAL mode with synchronous=FULL and foreign keys on, all
asserted at every connect (reliability.md traps 1 to 3): with the driver's defaults two processes lose
updates silently and a power cut loses posted documents. PostgreSQL relies on the company's chain row,
locked at the start of every write (engine.work).
"""

from __future__ import annotations

import os
import random
import socket
import sqlite3
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote
from uuid import UUID

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from sqlalchemy.pool import NullPool, QueuePool

from rayafin_desktop.base.errors import BookProblem, Busy, Offline, Problem, RayafinError, RuleBroken, Stale

from . import encrypted
from .book_key import BookKey, key_file_of
from .compiled import COMPILED

T = TypeVar("T")

APPLICATION_ID = 0x52594642  # "RYFB" in the SQLite header: this file is a Rayafin book.
STAMP = f"PRAGMA application_id = {APPLICATION_ID}"
BUSY_SECONDS = 15
# The longest one statement may take on an office database: no query of ours is meant to take longer.
READ_SECONDS, WRITE_SECONDS = 300, 120
# Serialisation failure, deadlock, lock not available: the same command may well succeed next time.
_RETRY_STATES = frozenset({"40001", "40P01", "55P03"})


ENTRIES = "rayafin.entries"
"""Under this name a connection's `info` has the audit entries its transaction has written so far."""


class OutcomeUnknown(Offline):
    """The server was lost during the commit; `entries` are the audit entries it wrote if it went well."""

    def __init__(self, entries: Sequence[tuple[int, UUID]] = ()) -> None:
        super().__init__("book.outcome_unknown")
        self.entries = tuple(entries)


class Database:
    """An opened database. `write()` and `read()` hand out connections in a transaction."""

    def __init__(
        self, writer: Engine, reader: Engine, location: str, path: Path | None, key: BookKey | None = None
    ) -> None:
        """`key` is that of an encrypted file."""
        self.key = key
        self._writer = writer
        self._reader = reader
        self.location = location
        self.path = path
        # The last audit entries this program wrote, as (company, id): what it need not be told of again.
        self.written: deque[tuple[int, UUID]] = deque(maxlen=1000)
        self._open: set[Any] = set()  # connections to a server, see `cut_off`
        if path is None:
            for engine in (writer, reader):
                event.listen(engine, "connect", lambda driver, record: self._open.add(driver))
                event.listen(engine, "close", lambda driver, record: self._open.discard(driver))

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._writer.dialect.name

    @property
    def server_url(self) -> str:
        """The location of an office database, password included: for another connection, not to be shown."""
        return self._writer.url.render_as_string(hide_password=False)

    @property
    def is_sqlite(self) -> bool:
        return self.path is not None

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A write transaction; rolls back on any exception. Foreign errors come out as ours.

        A server lost during the commit itself is `book.outcome_unknown`: it may or may not have kept the
        transaction, and claiming either could cost a document or post it twice.
        """
        committing = False
        entries: list[tuple[int, UUID]] = []
        try:
            with foreign_errors_mapped(), self._writer.begin() as connection:
                connection.info[ENTRIES] = entries
                yield connection
                committing = True
        except Offline as lost:
            if committing:
                raise OutcomeUnknown(entries) from lost
            raise
        self.written.extend(entries)

    @contextmanager
    def read(self, *, positions: bool = False) -> Iterator[Connection]:
        """A read transaction: one consistent snapshot, and the database itself refuses writes.

        `positions=True` allows temporary tables (`listing.Positions`), which PostgreSQL forbids in a
        read-only transaction; it is rolled back at the end, so that nothing can be left behind.
        """
        writable = positions and not self.is_sqlite
        with foreign_errors_mapped(), (self._writer if writable else self._reader).connect() as connection:
            if writable:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            # Never committed: closing the connection rolls back, temporary tables included.
            with connection.begin() as transaction:
                yield connection
                transaction.rollback()

    def retrying(self, action: Callable[[], T], *, seconds: float = BUSY_SECONDS) -> T:
        """Run `action` (a whole transaction) again while the database says "busy, try later"."""
        deadline = time.monotonic() + seconds
        attempt = 0
        while True:
            try:
                return action()
            except Busy:
                attempt += 1
                if time.monotonic() >= deadline:
                    raise
                # Jitter is about fairness between processes, not about secrecy.
                time.sleep(min(0.2, 0.002 * 2 ** min(attempt, 7)) * (0.5 + random.random()))  # noqa: S311

    def cut_off(self) -> None:
        """End what waits for a server that no longer answers: each caller gets Offline, as from a reset.

        Only once it is known that the server is gone. Idle connections end, too, and are made anew at their
        next use.
        """
        for driver in tuple(self._open):
            with suppress(Exception):  # closed meanwhile: then nobody waits for it
                sock = socket.socket(fileno=os.dup(driver.fileno()))
                with sock:
                    sock.shutdown(socket.SHUT_RDWR)

    def scrub(self) -> bool:
        """Write a file anew without its free space, and empty its log; answers whether both were done.

        Somebody who is reading keeps the log in use: then what was removed is overwritten as the log is.
        A server does this by itself (autovacuum), in its own time.
        """
        if not self.is_sqlite:
            return False
        try:
            with foreign_errors_mapped(), self._writer.connect() as connection:
                driver: Any = connection.connection.driver_connection
                driver.execute("VACUUM")
                [busy, *_] = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except (Busy, BookProblem):
            return False
        return not busy

    @property
    def write_engine(self) -> Engine:
        """For migrations only; everything else goes through `write()`."""
        return self._writer

    def close(self) -> None:
        self._let_a_writer_close()
        # The writer goes last: the last connection folds the write-ahead log into the file, and only it may.
        self._reader.dispose()
        self._writer.dispose()

    def _let_a_writer_close(self) -> None:
        """Have a writer among the connections of a book that was only read: readers cannot fold a log in.

        A log that stays keeps the book from being opened on read-only media.
        """
        if self.path is None or self._writer.pool.checkedin():  # type: ignore[attr-defined]
            return
        if self.path.with_name(self.path.name + "-wal").exists():
            # What is wrong with the file was said when it was opened, and closing must go on.
            with suppress(DBAPIError, RayafinError), foreign_errors_mapped():
                self._writer.connect().close()


def is_server_location(location: str) -> bool:
    return location.startswith(("postgresql://", "postgresql+psycopg://", "postgres://"))


def open_database(
    location: str | os.PathLike[str], *, create: bool = False, key: BookKey | str | None = None
) -> Database:
    """Open a book by file name or `postgresql://` URL.

    `create=True` makes a new SQLite file and refuses an existing one (`book.exists`); without it a
    missing file is `book.missing` and a file that is no book is `book.unreadable`. An encrypted file is
    opened by its passphrase or recovery key (otherwise taken from RAYAFIN_BOOK_KEY): `book.locked` without
    one, `book.wrong_key` with another's. A new file is encrypted if a `BookKey` is given.
    """
    text = os.fspath(location)
    if is_server_location(text):
        return _open_postgresql(text)
    return _open_sqlite(Path(text), create=create, secret=key)


def _open_sqlite(path: Path, *, create: bool, secret: BookKey | str | None) -> Database:
    path = path.expanduser().absolute()
    key = secret if create and isinstance(secret, BookKey) else None
    if create:
        refuse_existing(path)
        if not path.parent.is_dir():
            raise BookProblem("book.folder_missing", {"path": str(path.parent)})
        try:
            descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
        except FileExistsError as error:
            raise BookProblem("book.exists", {"path": str(path)}) from error
        except OSError as error:
            raise BookProblem("book.cannot_create", {"path": str(path), "why": error.strerror}) from error
        os.close(descriptor)
    else:
        if not path.is_file():
            raise BookProblem("book.missing", {"path": str(path)})
        key = encrypted.key_for(path, secret)
        if key is None:
            _check_header(path)
    writable = create or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    writer = _sqlite_engine(
        path, "BEGIN IMMEDIATE", read_only=not writable, folder_writable=writable, key=key
    )
    reader = _sqlite_engine(path, "BEGIN", read_only=True, folder_writable=writable, key=key)
    database = Database(writer, reader, str(path), path, key)
    try:
        if create:
            with database.write() as connection:
                connection.exec_driver_sql(STAMP)
        else:
            with encrypted.wrong_key_told(path, key):
                _check_application(database)
    except BaseException:
        database.close()
        raise
    return database


def refuse_existing(path: Path) -> None:
    """Raise `book.exists` if a book may not be made at `path` because something is there.

    A left-over write-ahead log counts: SQLite would replay it into the new file. So does a key file: it
    opens some other book, perhaps one that is only elsewhere for a while.
    """
    rests = (path.with_name(path.name + "-wal"), path.with_name(path.name + "-journal"))
    for found in (path, *rests, key_file_of(path)):
        if found.exists():
            raise BookProblem("book.exists", {"path": str(found)})


def _check_header(path: Path) -> None:
    """Refuse a file that is not SQLite before the driver gets to say something less helpful.

    An empty file is refused too: it is what remains of a book that was truncated, and opening it would
    quietly make a new one.
    """
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise BookProblem("book.cannot_open", {"path": str(path), "why": error.strerror}) from error
    if head != b"SQLite format 3\x00":
        raise BookProblem("book.unreadable", {"path": str(path), "why": "not a Rayafin book"})


def _check_application(database: Database) -> None:
    """Refuse another program's SQLite file before anything is written to it."""
    with database.read() as connection:
        found = connection.exec_driver_sql("PRAGMA application_id").scalar()
    if found != APPLICATION_ID:
        raise BookProblem(
            "book.unreadable", {"path": database.location, "why": "it belongs to another program"}
        )


def _sqlite_engine(
    path: Path, begin: str, *, read_only: bool, folder_writable: bool, key: BookKey | None
) -> Engine:
    uri = f"file:{quote(str(path))}?mode={'ro' if read_only else 'rw'}"
    log = path.with_name(path.name + "-wal")

    def connect() -> Any:
        # Where no shared memory can be made, SQLite reads a WAL book only as an immutable file; with a
        # log beside it somebody else is writing, and then its shared memory is there too.
        unchanging = not folder_writable and not log.exists()
        name = uri + "&immutable=1" if unchanging else uri
        options: dict[str, Any] = {
            "isolation_level": None,
            "timeout": BUSY_SECONDS,
            "check_same_thread": False,
        }
        if key is not None:
            return encrypted.connect(name, key, **options)
        return sqlite3.connect(name, uri=True, **options)

    engine = create_engine(
        "sqlite+pysqlite://",
        module=sqlite3 if key is None else encrypted.driver(),
        creator=connect,
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=8,
        execution_options={"compiled_cache": COMPILED},
        hide_parameters=True,  # people's names and password hashes stay out of tracebacks
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        # isolation_level=None already set: we send BEGIN ourselves, below.
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA temp_store = MEMORY")
        cursor.execute("PRAGMA cache_size = -65536")
        if read_only:
            pass  # a read-only connection takes the journal mode it finds
        else:
            cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute("PRAGMA synchronous = FULL")
            mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
            sync = cursor.execute("PRAGMA synchronous").fetchone()[0]
            if (mode, sync) != ("wal", 2):
                raise BookProblem("book.not_durable", {"path": str(path), "mode": mode, "sync": sync})
        if cursor.execute("PRAGMA foreign_keys").fetchone()[0] != 1:
            raise BookProblem("book.not_durable", {"path": str(path), "mode": "foreign_keys", "sync": 0})
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _open_postgresql(location: str) -> Database:
    url = make_url(location).set(drivername="postgresql+psycopg")
    database_url = url.render_as_string(hide_password=True)
    try:
        import psycopg  # noqa: F401  (an extra: only an office database needs it)
    except ImportError as error:  # pragma: no cover - the lock always has it
        raise BookProblem("book.no_driver", {"driver": "psycopg"}) from error
    return Database(
        _postgresql_engine(url, read_only=False), _postgresql_engine(url, read_only=True), database_url, None
    )


def _postgresql_engine(url: URL, *, read_only: bool) -> Engine:
    seconds = READ_SECONDS if read_only else WRITE_SECONDS
    options = (
        f"-c lock_timeout=15000 -c statement_timeout={seconds}s -c idle_in_transaction_session_timeout=600000"
    )
    if read_only:
        options += " -c default_transaction_read_only=on"
    return create_engine(
        url,
        poolclass=NullPool if os.environ.get("RAYAFIN_NO_POOL") else QueuePool,
        **(
            {}
            if os.environ.get("RAYAFIN_NO_POOL")
            else {"pool_size": 4, "max_overflow": 8, "pool_timeout": 20}
        ),
        pool_pre_ping=True,  # a restarted server is noticed before a person is bothered with it
        isolation_level="REPEATABLE READ" if read_only else "READ COMMITTED",
        execution_options={"compiled_cache": COMPILED},
        hide_parameters=True,
        connect_args={
            "options": options,
            "connect_timeout": 10,
            "application_name": "rayafin",
            # A machine that went without a word is noticed after half a minute, not after two hours.
            "keepalives_idle": 10,
            "keepalives_interval": 5,
            "keepalives_count": 4,
            "tcp_user_timeout": 30_000,
        },
    )


@contextmanager
def foreign_errors_mapped() -> Iterator[None]:
    """Turn driver errors into the product's own, where they enter."""
    try:
        yield
    except RayafinError:
        raise
    except UnicodeEncodeError as error:  # half a surrogate pair, which no database keeps
        raise RuleBroken([Problem("text.not_storable")]) from error
    except UnicodeDecodeError as error:  # text in the file, or in the driver's own complaint about it
        raise BookProblem("book.corrupt", {"why": "it holds text that is none"}) from error
    except PoolExhausted as error:
        raise Busy("book.busy") from error
    except DBAPIError as error:
        mapped = _mapped(error)
        if mapped is None:
            raise
        raise mapped from error
    except _sqlite_errors() as error:
        # From a statement that went straight to the driver; what has no name of ours looks like the others.
        raise _mapped_sqlite(error) or DBAPIError.instance(None, None, error, type(error)) from error


def _sqlite_errors() -> tuple[type[Exception], ...]:
    """What SQLite's driver raises; SQLCipher's has exceptions of its own, and is loaded only if needed."""
    ciphering = sys.modules.get("sqlcipher3.dbapi2")
    return (sqlite3.Error,) if ciphering is None else (sqlite3.Error, ciphering.Error)


def _mapped(error: DBAPIError) -> RayafinError | None:
    original = error.orig
    if isinstance(original, _sqlite_errors()):
        return _mapped_sqlite(original)
    state = getattr(original, "sqlstate", None)
    if isinstance(error, DataError) and "NUL" in str(original):
        return RuleBroken([Problem("text.not_storable")])
    if isinstance(error, IntegrityError) and state == "23505":
        return Stale("row.taken", {"what": original.diag.constraint_name})  # type: ignore[union-attr]
    if isinstance(error, IntegrityError) and state == "23503":
        return RuleBroken([Problem("row.refers_to_nothing")])
    if state == "57014" and "timeout" in str(original):
        return BookProblem("book.too_slow")
    if state in _RETRY_STATES:
        return Busy("book.busy")
    if state == "P0001":  # raised by our own triggers; the message is the code
        return _trigger_refusal(str(original))
    if state == "25006":
        return BookProblem("book.read_only", {"path": "the database"})
    if state == "53100":
        return BookProblem("book.disk_full", {"path": "the database server"})
    if error.connection_invalidated or state in ("57P01", "57P02", "57P03", "08006", "08001", "08003"):
        return Offline("book.server_lost")
    if state is None and any(cls.__name__ == "OperationalError" for cls in type(original).__mro__):
        return Offline("book.server_unreachable")
    return None


def _mapped_sqlite(error: BaseException) -> RayafinError | None:
    extended = getattr(error, "sqlite_errorcode", None) or 0
    code = extended & 0xFF
    message = str(error)
    # By the message: a primary key has a code of its own, and SQLCipher's driver knows no extended codes.
    if code == sqlite3.SQLITE_CONSTRAINT and message.startswith("UNIQUE constraint failed: "):
        return Stale("row.taken", {"what": message.rpartition(": ")[2]})
    if message == "FOREIGN KEY constraint failed":
        return RuleBroken([Problem("row.refers_to_nothing")])
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Busy("book.busy")
    if code == sqlite3.SQLITE_FULL:
        return BookProblem("book.disk_full", {"path": "this disk"})
    if code == sqlite3.SQLITE_READONLY:
        return BookProblem("book.read_only", {"path": "this file"})
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return BookProblem("book.corrupt", {"why": message})
    if code == sqlite3.SQLITE_CANTOPEN:
        return BookProblem("book.cannot_open", {"path": "this file", "why": message})
    if code == sqlite3.SQLITE_IOERR:
        return BookProblem("book.disk_error", {"why": message})
    if code == sqlite3.SQLITE_CONSTRAINT and "." in message and " " not in message:
        return _trigger_refusal(message)  # RAISE(ABORT, 'noun.fault') in our triggers
    return None


def _trigger_refusal(message: str) -> RayafinError | None:
    """Our triggers raise with an error code as their message (`entry.unbalanced`)."""
    code = message.splitlines()[0].strip()
    if "." in code and " " not in code:
        return RuleBroken([Problem(code)])
    return None
