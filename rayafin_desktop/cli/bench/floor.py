"""The floor: the rows of the workload written and read through the bare driver, and nothing else.

Eight narrow tables with integer keys, foreign keys on, the unique and secondary indexes that any such
program needs; SQLite in WAL mode with full syncs, as a book has it, or the office database's own driver.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Protocol

from .workload import CUSTOMERS, TERMS, Receipt, Sale, customer_name

Rows = list[tuple[Any, ...]]
BANK, RECEIVABLE, SALES, TAX_20, TAX_5 = range(1, 6)
_TAX_ACCOUNTS = {20: TAX_20, 5: TAX_5}

_SCHEMA = """
CREATE TABLE account (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE);
CREATE TABLE customer (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL);
CREATE TABLE invoice (
    id INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE, customer_id INTEGER NOT NULL REFERENCES customer,
    issued_on TEXT NOT NULL, due_on TEXT NOT NULL,
    net BIGINT NOT NULL, tax BIGINT NOT NULL, gross BIGINT NOT NULL, paid BIGINT NOT NULL
);
CREATE TABLE invoice_line (
    id INTEGER PRIMARY KEY, invoice_id INTEGER NOT NULL REFERENCES invoice, line_no INTEGER NOT NULL,
    description TEXT NOT NULL, quantity BIGINT NOT NULL, price BIGINT NOT NULL,
    rate INTEGER NOT NULL, net BIGINT NOT NULL
);
CREATE TABLE payment (
    id INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE, customer_id INTEGER NOT NULL REFERENCES customer,
    paid_on TEXT NOT NULL, amount BIGINT NOT NULL
);
CREATE TABLE allocation (
    payment_id INTEGER NOT NULL REFERENCES payment, invoice_id INTEGER NOT NULL REFERENCES invoice,
    amount BIGINT NOT NULL, PRIMARY KEY (payment_id, invoice_id)
);
CREATE TABLE entry (
    id INTEGER PRIMARY KEY, posted_on TEXT NOT NULL, kind TEXT NOT NULL, source_id INTEGER NOT NULL
);
CREATE TABLE leg (
    id INTEGER PRIMARY KEY, entry_id INTEGER NOT NULL REFERENCES entry,
    account_id INTEGER NOT NULL REFERENCES account, customer_id INTEGER REFERENCES customer,
    posted_on TEXT NOT NULL, amount BIGINT NOT NULL
);
CREATE INDEX invoice_by_customer ON invoice (customer_id, issued_on);
CREATE INDEX invoice_by_day ON invoice (issued_on);
CREATE INDEX invoice_open ON invoice (customer_id, due_on, gross, paid) WHERE paid < gross;
CREATE INDEX line_by_invoice ON invoice_line (invoice_id);
CREATE INDEX payment_by_customer ON payment (customer_id);
CREATE INDEX allocation_by_invoice ON allocation (invoice_id);
CREATE INDEX entry_by_day ON entry (posted_on);
CREATE INDEX leg_by_entry ON leg (entry_id);
CREATE INDEX leg_by_account ON leg (account_id, posted_on, amount);
CREATE INDEX leg_by_customer ON leg (customer_id, posted_on)
"""
_INSERTS = {
    "account": "INSERT INTO account VALUES (?, ?)",
    "customer": "INSERT INTO customer VALUES (?, ?, ?)",
    "invoice": "INSERT INTO invoice VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "invoice_line": "INSERT INTO invoice_line VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    "payment": "INSERT INTO payment VALUES (?, ?, ?, ?, ?)",
    "allocation": "INSERT INTO allocation VALUES (?, ?, ?)",
    "entry": "INSERT INTO entry VALUES (?, ?, ?, ?)",
    "leg": "INSERT INTO leg VALUES (?, ?, ?, ?, ?, ?)",
}
_ORDER = tuple(_INSERTS)
_DERIVED = (
    "CREATE TABLE month_sum (account_id INTEGER, month TEXT, amount BIGINT, PRIMARY KEY (account_id, month))",
    "INSERT INTO month_sum SELECT account_id, SUBSTR(posted_on, 1, 7), SUM(amount) FROM leg GROUP BY 1, 2",
    "CREATE VIRTUAL TABLE number_text USING fts5(body, tokenize = 'trigram', content = '')",
    "INSERT INTO number_text (rowid, body) SELECT id, number FROM invoice",
)
_PAGE = (
    "SELECT i.id, i.number, i.issued_on, i.due_on, c.name, i.gross, i.paid FROM invoice i "
    "JOIN customer c ON c.id = i.customer_id "
)
_NEWEST = "ORDER BY i.issued_on DESC, i.id DESC LIMIT ?"
_BY_NUMBER = "WHERE i.id IN (SELECT rowid FROM number_text WHERE body MATCH ?) "
_BY_CUSTOMER = "WHERE i.customer_id IN (SELECT id FROM customer WHERE name LIKE ?) "
_ANY_DAY = (
    "SELECT account_id, SUM(amount) FROM (SELECT account_id, amount FROM month_sum WHERE month < ? "
    # CROSS JOIN: left to itself SQLite reads the whole index instead of seeking once for each account.
    "UNION ALL SELECT a.id, l.amount FROM account a CROSS JOIN leg l WHERE l.account_id = a.id "
    "AND l.posted_on BETWEEN ? AND ?) AS both_parts GROUP BY account_id"
)
_STATEMENT = (
    "SELECT e.id, e.posted_on, e.kind, e.source_id, l.amount FROM leg l JOIN entry e ON e.id = l.entry_id "
    "WHERE l.customer_id = ? AND l.posted_on BETWEEN ? AND ? ORDER BY l.posted_on, l.id"
)
_AGED_NOW = (
    "SELECT customer_id, SUM(CASE WHEN due_on >= ? THEN left_ ELSE 0 END), "
    "SUM(CASE WHEN due_on < ? AND due_on >= ? THEN left_ ELSE 0 END), "
    "SUM(CASE WHEN due_on < ? AND due_on >= ? THEN left_ ELSE 0 END), "
    "SUM(CASE WHEN due_on < ? AND due_on >= ? THEN left_ ELSE 0 END), "
    "SUM(CASE WHEN due_on < ? THEN left_ ELSE 0 END) FROM "
    "(SELECT customer_id, due_on, gross - paid AS left_ FROM invoice WHERE paid < gross) AS open_ "
    "GROUP BY customer_id"
)
_AGED_THEN = (
    "SELECT customer_id, SUM(CASE WHEN due_on >= ? THEN left_ ELSE 0 END), "
    "SUM(CASE WHEN due_on < ? AND due_on >= ? THEN left_ ELSE 0 END), "
    "SUM(CASE WHEN due_on < ? AND due_on >= ? THEN left_ ELSE 0 END), "
    "SUM(CASE WHEN due_on < ? AND due_on >= ? THEN left_ ELSE 0 END), "
    "SUM(CASE WHEN due_on < ? THEN left_ ELSE 0 END) FROM "
    "(SELECT i.customer_id, i.due_on, i.gross - COALESCE(a.minor, 0) AS left_ FROM invoice i LEFT JOIN "
    "(SELECT a.invoice_id, SUM(a.amount) AS minor FROM payment p JOIN allocation a ON a.payment_id = p.id "
    "WHERE p.paid_on <= ? GROUP BY a.invoice_id) AS a ON a.invoice_id = i.id WHERE i.issued_on <= ?) "
    "AS open_ WHERE left_ <> 0 GROUP BY customer_id"
)
_AS_DURABLE_AS_A_BOOK = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA cache_size = -65536",
)
_PAID = "UPDATE invoice SET paid = paid + ? WHERE id = ?"


class Driver(Protocol):
    """A connection of the bare driver: sqlite3's, or psycopg's made to look like it."""

    def execute(self, sql: str, values: Sequence[Any] = ..., /) -> Any: ...

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]], /) -> Any: ...

    def close(self) -> None: ...


def _ends(as_of: date) -> list[str]:
    """The days between the buckets of an aging, in the order in which the statements ask for them."""
    zero, *later = ((as_of - timedelta(days=late)).isoformat() for late in (0, 30, 60, 90))
    ends = [zero, zero]
    for end in later:
        ends += [end, end]
    return ends


@dataclass(slots=True)
class _Counters:
    line: int = 0
    entry: int = 0
    leg: int = 0
    payment: int = 0


class Floor:
    """A bare database of the workload's rows. `invoices` counts what it holds."""

    def __init__(self, driver: Driver, *, has_trigrams: bool) -> None:
        self.driver = driver
        self.has_trigrams = has_trigrams
        self.invoices = 0
        self._at = _Counters()
        for statement in _SCHEMA.split(";"):
            driver.execute(statement)
        driver.execute("BEGIN")
        codes = ("bank", "receivable", "sales", "tax 20", "tax 5")
        self._send({"account": [(at, code) for at, code in enumerate(codes, start=1)]})
        names = [(n + 1, f"C{n + 1:04d}", customer_name(n)) for n in range(CUSTOMERS)]
        self._send({"customer": names})
        driver.execute("COMMIT")

    def rows_of(self, some: Iterable[Sale]) -> dict[str, Rows]:
        """The rows of sales, numbered on from those before."""
        rows: dict[str, Rows] = {name: [] for name in ("invoice", "invoice_line", "entry", "leg")}
        at = self._at
        for sale in some:
            self.invoices += 1
            at.entry += 1
            id_, on, customer = self.invoices, sale.on.isoformat(), sale.customer + 1
            taxes = sale.taxes()
            net, tax = sum(line.net_minor for line in sale.lines), sum(taxes.values())
            due_on = (sale.on + TERMS).isoformat()
            rows["invoice"].append((id_, f"F-{id_:07d}", customer, on, due_on, net, tax, net + tax, 0))
            for line_no, line in enumerate(sale.lines, start=1):
                at.line += 1
                rows["invoice_line"].append(
                    (
                        at.line,
                        id_,
                        line_no,
                        line.description,
                        line.quantity,
                        line.unit_minor,
                        line.rate,
                        line.net_minor,
                    )
                )
            rows["entry"].append((at.entry, on, "invoice", id_))
            legs = [(RECEIVABLE, customer, net + tax), (SALES, None, -net)]
            legs += [(_TAX_ACCOUNTS[rate], None, -minor) for rate, minor in taxes.items() if minor]
            rows["leg"] += self._legs(legs, on)
        return rows

    def receipt_rows(self, receipt: Receipt, owed: Sequence[tuple[int, int]]) -> dict[str, Rows]:
        """The rows of a payment over (invoice, minor) of one customer."""
        at = self._at
        at.payment += 1
        at.entry += 1
        on, customer, total = receipt.on.isoformat(), receipt.customer + 1, sum(minor for _, minor in owed)
        legs: list[tuple[int, int | None, int]] = [(BANK, None, total)]
        legs += [(RECEIVABLE, customer, -minor) for _, minor in owed]
        return {
            "payment": [(at.payment, f"P-{at.payment:07d}", customer, on, total)],
            "allocation": [(at.payment, invoice, minor) for invoice, minor in owed],
            "entry": [(at.entry, on, "payment", at.payment)],
            "leg": self._legs(legs, on),
        }

    def _legs(self, legs: Iterable[tuple[int, int | None, int]], on: str) -> Rows:
        rows: Rows = []
        for account, customer, minor in legs:
            self._at.leg += 1
            rows.append((self._at.leg, self._at.entry, account, customer, on, minor))
        return rows

    def write(self, rows: dict[str, Rows]) -> None:
        """One transaction with these rows."""
        self.driver.execute("BEGIN IMMEDIATE")
        self._send(rows)
        self.driver.execute("COMMIT")

    def pay(self, rows: dict[str, Rows], owed: Iterable[tuple[int, int]]) -> None:
        """One transaction with a payment's rows, which marks its invoices as paid."""
        self.driver.execute("BEGIN IMMEDIATE")
        self._send(rows)
        self.driver.executemany(_PAID, [(minor, invoice) for invoice, minor in owed])
        self.driver.execute("COMMIT")

    def _send(self, rows: dict[str, Rows]) -> None:
        for name in _ORDER:
            some = rows.get(name, [])
            if len(some) == 1:
                self.driver.execute(_INSERTS[name], some[0])
            elif some:
                self.driver.executemany(_INSERTS[name], some)

    # --- what is derived once all rows are in, so that writing them stays the barest possible

    def derive(self) -> None:
        """Sums by account and month; in SQLite also a trigram index of the numbers."""
        self.driver.execute("BEGIN")
        for statement in _DERIVED if self.has_trigrams else _DERIVED[:2]:
            self.driver.execute(statement)
        self.driver.execute("COMMIT")

    # --- what the reports and lists of the program come down to

    def month_end(self, as_of: date) -> Rows:
        """The trial balance at the end of a month, from the sums."""
        return self._all(
            "SELECT account_id, SUM(amount) FROM month_sum WHERE month <= ? GROUP BY account_id",
            as_of.isoformat()[:7],
        )

    def any_day(self, as_of: date) -> Rows:
        """The trial balance at the end of a day: the month before from the sums, the rest from the index."""
        day = as_of.isoformat()
        return self._all(_ANY_DAY, day[:7], day[:8] + "01", day)

    def open_items(self, customer: int) -> Rows:
        """What a customer owes, the longest due first."""
        return self._all(
            "SELECT id, number, issued_on, due_on, gross, paid FROM invoice "
            "WHERE customer_id = ? AND paid < gross ORDER BY due_on, issued_on, number",
            customer,
        )

    def aged_now(self, as_of: date) -> Rows:
        """What is open by customer and age, from the partial index over open invoices alone."""
        return self._all(_AGED_NOW, *_ends(as_of))

    def aged_then(self, as_of: date) -> Rows:
        """The same of an earlier day, from invoices and allocations."""
        day = as_of.isoformat()
        return self._all(_AGED_THEN, *_ends(as_of), day, day)

    def statement(self, customer: int, first: date, last: date) -> Rows:
        """A customer's receivable, line by line."""
        return self._all(_STATEMENT, customer, first.isoformat(), last.isoformat())

    def first_page(self, size: int) -> Rows:
        """The newest rows of the list."""
        return self._all(_PAGE + _NEWEST, size)

    def last_page(self, size: int) -> Rows:
        """The oldest rows of the list, read from the other side."""
        return self._all(_PAGE + "ORDER BY i.issued_on, i.id LIMIT ?", size)

    def largest(self, size: int) -> Rows:
        """The list by an amount that no index orders."""
        return self._all(_PAGE + "ORDER BY i.gross DESC, i.id DESC LIMIT ?", size)

    def numbered(self, part: str, size: int) -> Rows:
        """The newest rows whose number has this part, by its trigrams."""
        return self._all(_PAGE + _BY_NUMBER + _NEWEST, f'"{part}"', size)

    def of_customers(self, beginning: str, size: int) -> Rows:
        """The newest rows of customers whose name begins like this."""
        return self._all(_PAGE + _BY_CUSTOMER + _NEWEST, beginning + "%", size)

    def _all(self, sql: str, *values: Any) -> Rows:
        return list(self.driver.execute(sql, values).fetchall())

    def close(self) -> None:
        self.driver.close()


def sqlite_floor(path: Path) -> Floor:
    """A new, empty floor in a file, as durable as a book: WAL, every commit synced."""
    driver = sqlite3.connect(path, isolation_level=None)
    for pragma in _AS_DURABLE_AS_A_BOOK:
        driver.execute(pragma).fetchall()
    return Floor(driver, has_trigrams=True)


class _Postgres:
    """psycopg's connection with the words of sqlite3."""

    def __init__(self, location: str) -> None:
        import psycopg

        # SQLAlchemy's spelling names its driver, which the driver itself does not understand.
        url = location.replace("postgresql+psycopg://", "postgresql://", 1)
        self._connection = psycopg.connect(url, autocommit=True)
        self._connection.execute("DROP SCHEMA IF EXISTS bench_floor CASCADE")
        self._connection.execute("CREATE SCHEMA bench_floor")
        self._connection.execute("SET search_path = bench_floor")

    def execute(self, sql: str, values: Sequence[Any] = ()) -> Any:
        text = "BEGIN" if sql == "BEGIN IMMEDIATE" else sql.replace("?", "%s")
        return self._connection.execute(text.encode(), values)

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        with self._connection.cursor() as cursor:
            cursor.executemany(sql.replace("?", "%s").encode(), rows)

    def close(self) -> None:
        self._connection.execute("DROP SCHEMA bench_floor CASCADE")
        self._connection.close()


def postgres_floor(location: str) -> Floor:
    """A new, empty floor in a schema of its own beside the office database's tables; dropped at the end."""
    return Floor(_Postgres(location), has_trigrams=False)
