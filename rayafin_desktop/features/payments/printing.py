"""Receipts and payment advices as PDF. What draws them is loaded at the first print."""

from __future__ import annotations

from rayafin_desktop.engine.feature import Document
from rayafin_desktop.engine.work import Read


def _receipt(read: Read, number: str) -> bytes:
    from .document import render  # reportlab is slow to load

    return render(read, number)


DOCUMENTS = (
    Document("receipt", "Receipt", "payment.read", _receipt),
    Document("payment", "Payment advice", "payment.read", _receipt),
)
