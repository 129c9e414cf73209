"""Debit notes, self-invoices and bills as PDF, and the report on numbers. What draws is loaded late."""

from __future__ import annotations

from datetime import date
from functools import partial

from sqlalchemy import select

from rayafin_desktop.engine.feature import Document
from rayafin_desktop.engine.report import Report, ReportTable
from rayafin_desktop.engine.work import Read

from ..billing.model import SeriesCounter
from ..billing.printing import numbers_table
from ..billing.queries import NumberFate, counters, voided
from ..billing.queries import fates_of as fates_of_sales
from ..billing.rules import SeriesKind
from .model import PurchaseDocument, PurchaseKind
from .numbers import KINDS


def _document(kind: PurchaseKind, read: Read, number: str) -> bytes:
    from .document import purchase_pdf  # reportlab is slow to load

    return purchase_pdf(read, number, kind)


def _self_invoice(read: Read, number: str) -> bytes:
    from .document import self_invoice_pdf

    return self_invoice_pdf(read, number)


def number_fates_report(read: Read, *, as_of: date | None = None) -> ReportTable:
    """Every number given out, of sales and (to who may see bills) of purchases, with its fate; missing ones
    stand out (rules.md 2.3)."""
    found = [([(one, fates_of_sales(read, one)) for one in counters(read)], "invoice")]
    if read.actor.may("bill.see"):
        for kind in KINDS:
            is_self = kind is SeriesKind.SELF_INVOICE
            part = [(one, fates_of(read, one, is_self=is_self)) for one in counters(read, (kind,))]
            found.append((part, "bill"))
    return numbers_table(read, found, as_of)


def fates_of(read: Read, counter: SeriesCounter, *, is_self: bool = False) -> list[NumberFate]:
    """What became of each number of a counter of purchases; `is_self` for those of self-invoices."""
    d, own = PurchaseDocument.c, "self_" if is_self else ""
    n = d[f"{own}series_n"]
    statement = select(n, d[f"{own}number"], d.state, d.booked_on, d.id, d.posted_at, d.total_minor).where(
        d.company_id == read.company_id,
        d[f"{own}series_id"] == counter.series_id,
        d[f"{own}series_year"] == counter.year,
    )
    given = voided(read, counter) | {row[0]: NumberFate(*row) for row in read.fetch(statement)}
    return [
        given.get(at, NumberFate(at, "", None, None, None, None, None))
        for at in range(counter.first_n, counter.next_n)
    ]


DOCUMENTS = (
    Document("bill", "Bill", "bill.see", partial(_document, PurchaseKind.BILL)),
    Document("debit_note", "Debit note", "bill.see", partial(_document, PurchaseKind.DEBIT_NOTE)),
    Document("expense", "Expense", "bill.see", partial(_document, PurchaseKind.EXPENSE)),
    Document("self_invoice", "Self-invoice", "bill.see", _self_invoice),
)
REPORTS = (
    Report(
        "series",
        "Document numbers",
        "number_series.see",
        number_fates_report,
        group="Registers",
        purpose="Every number given out and what became of it. None may be missing.",
        kinds=("invoice", "bill"),
    ),
)
