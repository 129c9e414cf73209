"""Debit notes, self-invoices and bills as PDF. What draws is loaded at the first print."""

from __future__ import annotations

from functools import partial

from rayafin_desktop.engine.feature import Document
from rayafin_desktop.engine.work import Read

from .model import PurchaseKind


def _document(kind: PurchaseKind, read: Read, number: str) -> bytes:
    from .document import purchase_pdf  # reportlab is slow to load

    return purchase_pdf(read, number, kind)


def _self_invoice(read: Read, number: str) -> bytes:
    from .document import self_invoice_pdf

    return self_invoice_pdf(read, number)


DOCUMENTS = (
    Document("bill", "Bill", "bill.see", partial(_document, PurchaseKind.BILL)),
    Document("debit_note", "Debit note", "bill.see", partial(_document, PurchaseKind.DEBIT_NOTE)),
    Document("expense", "Expense", "bill.see", partial(_document, PurchaseKind.EXPENSE)),
    Document("self_invoice", "Self-invoice", "bill.see", _self_invoice),
)
