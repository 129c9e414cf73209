"""Payments: money in and out with what it settles, and what a posted payment did."""

from __future__ import annotations

from functools import partial
from typing import Literal

from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.shell.registry import PageEntry
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.features.payments.kinds import PaymentKind


def _new(
    workspace: Workspace, kind: PaymentKind, meaning: Literal["", "invoice", "bill", "party"] = ""
) -> QWidget:
    from .new_payment_page import NewPaymentPage

    return NewPaymentPage(workspace, kind, meaning)


def _transfer(workspace: Workspace) -> QWidget:
    from .transfer_page import TransferPage

    return TransferPage(workspace)


def _posted(workspace: Workspace) -> QWidget:
    from .posted_page import PostedPage

    return PostedPage(workspace)


_MAY = "payment.receive"
_MAY_PAY = "payment.pay"

PAGES = (
    PageEntry(
        key="payment.receive",
        title="Receive payment",
        icon="banknote",
        make=partial(_new, kind=PaymentKind.RECEIPT),
        new="R",
        permission=_MAY,
        many=True,
    ),
    PageEntry(
        key="invoice.pay",
        title="Receive payment",
        icon="banknote",
        make=partial(_new, kind=PaymentKind.RECEIPT, meaning="invoice"),
        permission=_MAY,
        many=True,
    ),
    PageEntry(
        key="customer.pay",
        title="Receive payment",
        icon="banknote",
        make=partial(_new, kind=PaymentKind.RECEIPT, meaning="party"),
        permission=_MAY,
        many=True,
    ),
    PageEntry(
        key="payment.pay",
        title="Pay supplier",
        icon="hand-coins",
        make=partial(_new, kind=PaymentKind.PAYMENT),
        new="P",
        permission=_MAY_PAY,
        many=True,
    ),
    PageEntry(
        key="bill.pay",
        title="Pay supplier",
        icon="hand-coins",
        make=partial(_new, kind=PaymentKind.PAYMENT, meaning="bill"),
        permission=_MAY_PAY,
        many=True,
    ),
    PageEntry(
        key="supplier.pay",
        title="Pay supplier",
        icon="hand-coins",
        make=partial(_new, kind=PaymentKind.PAYMENT, meaning="party"),
        permission=_MAY_PAY,
        many=True,
    ),
    PageEntry(
        key="payment.transfer",
        title="Transfer",
        icon="repeat",
        make=_transfer,
        new="T",
        permission="payment.transfer",
        many=True,
    ),
    PageEntry(
        key="payment", title="Payment", icon="banknote", make=_posted, permission="payment.read", many=True
    ),
)
