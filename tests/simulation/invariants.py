"""The invariants of the books, from raw rows: what must be true of a book whatever was done to it."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any

from sqlalchemy import func, select, text

from rayafin_desktop.application import App
from rayafin_desktop.engine.entity import metadata

# Of a posted document these never change again; what settles it and whether it was voided may.
_FOR_EVER = (
    "id", "kind", "number", "series_id", "series_year", "series_n", "issued_on", "party_id", "currency",
    "net_minor", "tax_minor", "total_minor", "entry_id", "buyer_name",
)  # fmt: skip


def verified(app: App, name: str) -> list[str]:
    """What the program's own checks say: the chain, sums, allocations, commissions, tax."""
    return [f"{name}: {one.check}: {fault.evidence}" for one in app.verify() for fault in one.faults]


def broken(app: App, company: int, name: str) -> list[str]:
    """What is wrong with a company's rows, worked out apart from the program's own checks."""
    t = metadata.tables
    found: list[str] = []
    with app.database.read() as connection:
        legs, invoices, payments, allocations = (
            t["legs"], t["invoices"], t["payments"], t["allocations"],
        )  # fmt: skip
        # 1: debits equal credits, entry by entry.
        for entry_id, total in connection.execute(
            select(legs.c.entry_id, func.sum(legs.c.base_minor))
            .where(legs.c.company_id == company)
            .group_by(legs.c.entry_id)
            .having(func.sum(legs.c.base_minor) != 0)
        ):
            found.append(f"{name}: entry {entry_id} is out by {total}")
        # 2: numbers from the first on, without a gap or a repeat, in each series and year.
        numbers: dict[tuple[Any, ...], list[int]] = {}
        for document in (invoices, t["bills"]):
            c = document.c
            for series, year, n in connection.execute(
                select(c.series_id, c.series_year, c.series_n).where(
                    c.company_id == company, c.series_n.is_not(None)
                )
            ):
                numbers.setdefault((series, year), []).append(n)
        for (series, year), some in numbers.items():
            if sorted(some) != list(range(1, len(some) + 1)):
                found.append(f"{name}: series {series} {year}: {sorted(some)}")
        repeated = [
            one for one, count in Counter(
                connection.execute(
                    select(invoices.c.kind, invoices.c.number).where(
                        invoices.c.company_id == company, invoices.c.number.is_not(None)
                    )
                ).all()
            ).items() if count > 1
        ]  # fmt: skip
        if repeated:
            found.append(f"{name}: numbers given out twice: {repeated}")
        # 3: no more is allocated than was paid, and no more than was owed.
        by_payment: Counter[Any] = Counter()
        by_invoice: Counter[Any] = Counter()
        for payment_id, invoice_id, amount in connection.execute(
            select(allocations.c.payment_id, allocations.c.invoice_id, allocations.c.amount_minor).where(
                allocations.c.company_id == company, allocations.c.funds.is_(False)
            )
        ):
            by_payment[payment_id] += amount
            by_invoice[invoice_id] += amount
        for id_, total in connection.execute(
            select(payments.c.id, payments.c.total_minor).where(payments.c.company_id == company)
        ):
            if not 0 <= by_payment[id_] <= total:
                found.append(f"{name}: {by_payment[id_]} of payment {id_} over {total} is allocated")
        for id_, total in connection.execute(
            select(invoices.c.id, invoices.c.total_minor).where(invoices.c.company_id == company)
        ):
            if not 0 <= by_invoice[id_] <= total:
                found.append(f"{name}: {by_invoice[id_]} is allocated to invoice {id_} over {total}")
        # 7: no row refers to one that is not there (PostgreSQL sees to it by itself).
        if app.database.path is not None:
            missing = connection.execute(text("PRAGMA foreign_key_check")).all()
            if missing:
                found.append(f"{name}: rows refer to missing ones: {missing[:3]}")
    return found


def other_companies(app: App, company: int, name: str) -> list[str]:
    """8: a device's book has no row of another company."""
    found = []
    with app.database.read() as connection:
        for table in metadata.sorted_tables:
            if "company_id" in table.c:
                ids = set(connection.execute(select(table.c.company_id).distinct()).scalars())
                if not ids <= {0, company}:
                    found.append(f"{name}: {table.name} has rows of companies {ids - {0, company}}")
    return found


def refusals_of(app: App) -> list[str]:
    """The triggers of an SQLite book, which keep posted rows as they are."""
    if app.database.path is None:
        return []
    with app.database.read() as connection:
        found = connection.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        )
        return [row[0] for row in found]


class Posted:
    """5: what a posted document said when it was first seen, by its id."""

    def __init__(self) -> None:
        self._known: dict[Any, str] = {}

    def changed(self, app: App, company: int) -> list[str]:
        """Posted documents of the server that are gone or say something else than before."""
        invoices = metadata.tables["invoices"]
        columns = [invoices.c[name] for name in _FOR_EVER]
        with app.database.read() as connection:
            now = {
                row.id: hashlib.sha256(repr(tuple(row)).encode()).hexdigest()
                for row in connection.execute(
                    select(*columns).where(invoices.c.company_id == company, invoices.c.state != "DRAFT")
                )
            }
        wrong = [f"posted document {id_} changed" for id_, was in self._known.items() if now.get(id_) != was]
        self._known = now
        return wrong
