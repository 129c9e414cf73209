"""Payments: receiving money and allocating it, and what a posted payment did."""

from __future__ import annotations

from functools import partial
from typing import Literal

from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.shell.registry import PageEntry
from rayafin_desktop.desktop.workspace import Workspace


def _receive(workspace: Workspace, meaning: Literal["", "invoice", "customer"] = "") -> QWidget:
    from .receive_page import ReceivePage

    return ReceivePage(workspace, meaning)


def _posted(workspace: Workspace) -> QWidget:
    from .posted_page import PostedPage

    return PostedPage(workspace)


_MAY = "payment.receive"

PAGES = (
    PageEntry(
        key="payment.receive",
        title="Receive payment",
        icon="banknote",
        make=_receive,
        new="R",
        permission=_MAY,
        many=True,
    ),
    PageEntry(
        key="invoice.pay",
        title="Receive payment",
        icon="banknote",
        make=partial(_receive, meaning="invoice"),
        permission=_MAY,
        many=True,
    ),
    PageEntry(
        key="customer.pay",
        title="Receive payment",
        icon="banknote",
        make=partial(_receive, meaning="customer"),
        permission=_MAY,
        many=True,
    ),
    PageEntry(
        key="payment", title="Payment", icon="banknote", make=_posted, permission="payment.read", many=True
    ),
)
