"""What must hold of a book after whatever happened to it: by its own `verify` and by a look of our own."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, inspect, select, text

from rayafin_desktop.application import App
from rayafin_desktop.features.billing.model import SalesDocument
from rayafin_desktop.features.companies.model import Company
from rayafin_desktop.features.ledger.model import JournalEntry, Leg
from rayafin_desktop.features.payments.model import Payment
from tests.engine.chain import broken_links


@dataclass(slots=True)
class Told:
    """What clerks have told: number -> amount in minor units, by what it is."""

    invoices: dict[str, int] = field(default_factory=dict)
    payments: dict[str, int] = field(default_factory=dict)

    def add(self, lines: Iterable[str]) -> None:
        """Take lines of clerks; the same number twice is a fault of the book and fails here."""
        for line in lines:
            kind, number, amount = line.split()
            where = {"invoice": self.invoices, "payment": self.payments}[kind]
            assert number not in where, f"{kind} {number} was given twice"
            where[number] = int(amount)

    def __len__(self) -> int:
        return len(self.invoices) + len(self.payments)


def prove(app: App, told: Told, *, at_most_more: int = 0, verify: bool = True) -> None:
    """Fail unless everything told is in the book and the book is whole.

    `at_most_more` commands may have been kept without their answer getting through. `verify=False` leaves
    out the program's own checks, for a look after each of many crashes.
    """
    with app.database.read() as connection:
        stored = {
            "invoices": _numbers(connection, SalesDocument.c.number, SalesDocument.c.total_minor),
            "payments": _numbers(connection, Payment.c.number, Payment.c.total_minor),
        }
        assert lost(told.invoices, stored["invoices"]) == {}
        assert lost(told.payments, stored["payments"]) == {}
        more = len(stored["invoices"]) + len(stored["payments"]) - len(told)
        assert more <= at_most_more, f"{more} documents that nobody was told of"
        assert gaps(connection) == []
        assert unbalanced(connection) == []
        for key in connection.execute(select(Company.c.key)).scalars().all():
            assert broken_links(connection, key) == []
        if app.database.is_sqlite:
            assert connection.exec_driver_sql("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall() == []
    if verify:
        assert [one for one in app.verify() if one.faults] == []


def lost(told: dict[str, int], stored: dict[str, int]) -> dict[str, int]:
    """What was acknowledged and is not there, or not with its amount."""
    return {number: amount for number, amount in told.items() if stored.get(number) != amount}


def _numbers(connection: Connection, number: Any, amount: Any) -> dict[str, int]:
    rows = connection.execute(select(number, amount).where(number.is_not(None))).all()
    found = {row[0]: int(row[1]) for row in rows}
    assert len(found) == len(rows), "a number stands twice"
    return found


def gaps(connection: Connection) -> list[str]:
    """Series, and entry numbers of companies, that do not run 1, 2, 3 without gap or repeat."""
    d, e = SalesDocument.c, JournalEntry.c
    runs: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    documents = select(d.company_id, d.series_id, d.series_year, d.series_n).where(d.series_n.is_not(None))
    for *series, n in connection.execute(documents):
        runs["series", *series].append(n)
    for company, n in connection.execute(select(e.company_id, e.entry_no)):
        runs["entries", company].append(n)
    return [str(run) for run, found in runs.items() if sorted(found) != list(range(1, len(found) + 1))]


def unbalanced(connection: Connection) -> list[Any]:
    """Entries whose legs do not add up to nothing, or that have none."""
    sums = (
        select(Leg.c.entry_id, func.sum(Leg.c.base_minor).label("base")).group_by(Leg.c.entry_id).subquery()
    )
    wrong = (
        select(JournalEntry.c.entry_no)
        .join_from(JournalEntry.mapping.table, sums, sums.c.entry_id == JournalEntry.c.id, isouter=True)
        .where(func.coalesce(sums.c.base, 1) != 0)
    )
    return list(connection.execute(wrong).scalars())


def content_digest(connection: Connection, without: Iterable[str] = ("book_facts",)) -> dict[str, str]:
    """Table -> digest over all its rows in a fixed order; two books of one content have equal ones.

    What a restored copy must have of its own, its facts, is left out.
    """
    found = {}
    names = set(inspect(connection).get_table_names()) - set(without)
    for name in sorted(names):
        rows = Counter(repr(tuple(row)) for row in connection.execute(text(f'SELECT * FROM "{name}"')))  # noqa: S608 - our own tables
        lines = "\n".join(f"{count} {row}" for row, count in sorted(rows.items()))
        found[name] = hashlib.sha256(lines.encode()).hexdigest()
    return found


def digest_of(app: App) -> dict[str, str]:
    """The content digest of an opened book."""
    with app.database.read() as connection:
        return content_digest(connection)


def check_file(path: Path) -> None:
    """What SQLite itself says of a file that nobody has open."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
