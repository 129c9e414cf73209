"""Commissions: why an entry is what it is, and approving and settling it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.shell.registry import PageEntry
from rayafin_desktop.desktop.workspace import Workspace


def _commission(workspace: Workspace) -> QWidget:
    from .commission_page import CommissionPage

    return CommissionPage(workspace)


PAGES = (
    PageEntry(
        key="commission",
        title="Commission",
        icon="percent",
        make=_commission,
        permission="commission.read",
        many=True,
    ),
)
