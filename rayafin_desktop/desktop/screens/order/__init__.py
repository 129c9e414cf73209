"""Quotes and orders: the invoice's editor over another door, and the step from order to invoice."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.shell.registry import PageEntry
from rayafin_desktop.desktop.workspace import Workspace


def _quote(workspace: Workspace) -> QWidget:
    from .page import QuoteEditor

    return QuoteEditor(workspace)


def _order(workspace: Workspace) -> QWidget:
    from .page import OrderEditor

    return OrderEditor(workspace)


def _invoicing(workspace: Workspace) -> QWidget:
    from .invoicing import OrderInvoicing

    return OrderInvoicing(workspace)


PAGES = (
    PageEntry(
        key="quote.editor",
        title="New quote",
        icon="file-check",
        make=_quote,
        new="Q",
        permission="order.see",
        many=True,
    ),
    PageEntry(
        key="order.editor",
        title="New order",
        icon="clipboard-list",
        make=_order,
        new="O",
        permission="order.see",
        many=True,
    ),
    PageEntry(
        key="order.invoice",
        title="Invoice an order",
        icon="receipt-text",
        make=_invoicing,
        permission="invoice.draft",
        many=True,
    ),
)
