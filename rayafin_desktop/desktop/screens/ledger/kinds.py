"""What happened, in words, and which page shows the document an entry comes from."""

from __future__ import annotations

from rayafin_desktop.desktop.wording import tr

_PAGES = {
    "invoice": "invoice.editor",
    "credit_note": "invoice.editor",
    "payment": "payment",
    "bill": "bill.editor",
}
_NAMES = {
    "invoice": "Invoice",
    "credit_note": "Credit note",
    "bill": "Bill",
    "debit_note": "Debit note",
    "expense": "Expense",
    "receipt": "Receipt",
    "allocation": "Allocation",
    "unallocation": "Allocation taken back",
    "receipt_reversal": "Payment reversed",
    "bank_charges": "Bank charges",
    "commission": "Commission",
    "commission_payment": "Commission paid",
    "journal": "Journal voucher",
    "reversal": "Reversal",
}


def kind_name(kind: str) -> str:
    """The kind of an entry in words."""
    return tr(_NAMES.get(kind, kind.replace("_", " ").capitalize()))


def page_of_source(source_kind: str) -> str:
    """The page of a document, empty where the entry itself is all there is."""
    return _PAGES.get(source_kind, "")
