"""Whether the file of a book is whole: SQLite's own look at every page, and at every link between rows.

A flipped bit in an index makes a list shorter without an error; only this finds it. A server looks after its
files itself.
"""

from __future__ import annotations

from sqlalchemy import Connection

from rayafin_desktop.base.errors import BookProblem

from .database import Database
from .feature import Check, Fault
from .work import Read

_SHOWN = 20
_EVERYTHING, _PAGES = "PRAGMA integrity_check(20)", "PRAGMA quick_check(20)"
# Reading so much takes a third of a second on a common disk; larger files are left to `verify`.
LARGEST_AT_START = 200_000_000  # bytes


def file_is_whole(read: Read) -> list[Fault]:
    """The book's file holds together: every page, every index, every link between rows."""
    if read.company_id != 0 or read.connection.dialect.name != "sqlite":
        return []  # once for the whole book
    found = _damage(read.connection, _EVERYTHING)
    links = read.connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(_SHOWN)
    found += [f"a row of {link[0]} points at a row of {link[2]} that is not there" for link in links]
    return [Fault(CHECK.name, one) for one in found]


CHECK = Check("book.file", file_is_whole, of_book=True)


def require_whole(database: Database) -> None:
    """Refuse a damaged file (`book.corrupt`) before anybody works with it; large ones are not looked at."""
    if database.path is None or database.path.stat().st_size > LARGEST_AT_START:
        return
    with database.read() as connection:
        found = _damage(connection, _PAGES)
    if found:
        raise BookProblem("book.corrupt", {"why": found[0]})


def _damage(connection: Connection, look: str) -> list[str]:
    """What the look finds, in SQLite's words; nothing if all is well."""
    lines = [str(row[0]) for row in connection.exec_driver_sql(look)]
    return [] if lines == ["ok"] else [line.strip().replace("\n", "; ") for line in lines]
