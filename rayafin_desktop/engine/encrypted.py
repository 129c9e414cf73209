"""Encrypted books: SQLCipher under the same rules as a plain file, and copying between the two.

Everything above the driver is as on a plain book. Converting, encrypting anew and decrypting always write
a new, checked file: an existing one is never touched (decision 014).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from rayafin_desktop.base.errors import BookProblem

from .book_key import BookKey, NewKey, key_file_of, unlocked, write_key_file

KEY_VARIABLE = "RAYAFIN_BOOK_KEY"
_PAGE = 4096
_PLAIN_HEADER = b"SQLite format 3\x00"
# Random bytes of a page lack a value of the 256 once in 35,000 pages, and never sixteen of them.
_LEAST_VALUES = 240


def driver() -> Any:
    """SQLCipher's module, loaded when the first encrypted book is opened."""
    import sqlcipher3.dbapi2  # type: ignore[import-untyped]

    return sqlcipher3.dbapi2


def is_encrypted(book: Path) -> bool:
    """Whether a file is an encrypted book: it has a key file, or looks like nothing but noise."""
    try:
        with book.open("rb") as file:
            head = file.read(_PAGE)
        size = book.stat().st_size
    except OSError:
        return False
    if head.startswith(_PLAIN_HEADER) or not head:
        return False
    if key_file_of(book).is_file():
        return True
    return size % _PAGE == 0 and len(set(head)) >= _LEAST_VALUES


def key_for(book: Path, key: BookKey | str | None) -> BookKey | None:
    """The key to open `book` with; None for a plain book.

    A passphrase or recovery key may be given, or stand in RAYAFIN_BOOK_KEY; `book.locked` where none is.
    """
    if not is_encrypted(book):
        return None
    if isinstance(key, BookKey):
        return key
    secret = key or os.environ.get(KEY_VARIABLE, "")
    if not secret:
        raise BookProblem("book.locked", {"path": str(book)})
    return unlocked(book, secret)


def connect(uri: str, key: BookKey, **options: Any) -> Any:
    """A keyed connection of SQLCipher's driver; whether the key fits shows at the first read."""
    connection = driver().connect(uri, uri=True, **options)
    # Its own log goes to stderr, and tells every page it could not read; errors come as exceptions anyway.
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(key.pragma())
    return connection


@contextmanager
def wrong_key_told(book: Path, key: BookKey | None) -> Iterator[None]:
    """A file that makes no sense under a key nobody vouched for is `book.wrong_key`, not damaged."""
    try:
        yield
    except BookProblem as problem:
        if key is None or key.proven or problem.code != "book.corrupt":
            raise
        raise BookProblem("book.wrong_key", {"path": str(book)}) from None


def faulty_pages(connection: Any) -> list[str]:
    """What `PRAGMA cipher_integrity_check` finds: a sentence for each page whose HMAC fails."""
    return [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]


def copy_book(source: Path, key: BookKey | None, target: Path, new: NewKey | None) -> None:
    """Copy a book into a new file, encrypted with `new` or plain; the copy gets an identity of its own.

    This one way encrypts, decrypts and changes the key of a book. The copy is written beside its place,
    compared, checked, made durable and only then named. BookProblem: `book.exists`, `backup.damaged`.
    """
    from .backup import check_copy, made_durable, sync
    from .database import foreign_errors_mapped, refuse_existing

    refuse_existing(target)
    if not target.parent.is_dir():
        raise BookProblem("book.folder_missing", {"path": str(target.parent)})
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.unfinished")
    unfinished.unlink(missing_ok=True)
    new_key = new.key if new is not None else None
    try:
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with wrong_key_told(source, key), foreign_errors_mapped():
            _export(source, key, unfinished, new_key)
        check_copy(unfinished, new_key)
        made_durable(unfinished)
        refuse_existing(target)
        if new is not None:
            # First the key file: a book without one would ask for its printed key.
            write_key_file(target, new.key_file)
        unfinished.rename(target)
        sync(target.parent)
    except BaseException:
        if new is not None and not target.exists():
            key_file_of(target).unlink(missing_ok=True)
        raise
    finally:
        unfinished.unlink(missing_ok=True)


def _export(source: Path, key: BookKey | None, target: Path, new: BookKey | None) -> None:
    """`sqlcipher_export` in one snapshot; then what it leaves out, and whether all rows have arrived."""
    from .database import APPLICATION_ID, STAMP

    with closing(driver().connect(_uri(target, "rw"), uri=True, isolation_level=None)) as copy:
        copy.execute("PRAGMA cipher_log_level = NONE")
        if new is not None:
            copy.execute(new.pragma())
        # A file that is thrown away after any fault needs no journal; it is made durable at the end.
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute("PRAGMA synchronous = OFF")
        copy.execute("PRAGMA foreign_keys = OFF")
        copy.execute("PRAGMA temp_store = MEMORY")
        literal = key.literal() if key is not None else ""
        copy.execute("ATTACH DATABASE ? AS source KEY ?", (_uri(source, "ro"), literal))
        if copy.execute("PRAGMA source.application_id").fetchone()[0] != APPLICATION_ID:
            raise BookProblem(
                "book.unreadable", {"path": str(source), "why": "it belongs to another program"}
            )
        copy.execute("BEGIN")
        copy.execute("SELECT sqlcipher_export('main', 'source')")
        _require_same_counts(copy, target)
        # Two books of one identity would number their documents alike (reliability.md trap 5).
        copy.execute("DELETE FROM main.book_facts WHERE key = 'device_id'")
        copy.execute("COMMIT")
        copy.execute(STAMP)
        copy.execute("DETACH DATABASE source")


def _require_same_counts(copy: Any, target: Path) -> None:
    # A virtual table is not seen before the commit; the tables in which it keeps its rows are.
    found = copy.execute(
        "SELECT name FROM source.sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    ).fetchall()
    for (name,) in found:
        quoted = '"' + name.replace('"', '""') + '"'
        # The names are those of the book's own tables.
        counts = f"SELECT (SELECT count(*) FROM source.{quoted}), (SELECT count(*) FROM main.{quoted})"  # noqa: S608
        there, here = copy.execute(counts).fetchone()
        if there != here:
            why = f"{name} has {here} of {there} rows"
            raise BookProblem("backup.damaged", {"path": str(target), "why": why})


def change_passphrase(book: Path, key: BookKey, passphrase: str) -> None:
    """Wrap the same key anew; the old passphrase opens only copies of the old key file.

    `key` must have opened the book. The recovery key stays as it is.
    """
    from .book_key import require_good

    require_good(passphrase)
    write_key_file(book, key.wrapped(passphrase), replace=True)


def _uri(path: Path, mode: str) -> str:
    return f"file:{quote(str(path.absolute()))}?mode={mode}"
