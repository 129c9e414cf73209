"""Reconciling a bank account: its lines on one side, the entries they may mean on the other."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.shell.registry import PageEntry
from rayafin_desktop.desktop.workspace import Workspace


def _reconcile(workspace: Workspace) -> QWidget:
    from .page import ReconcilePage

    return ReconcilePage(workspace)


PAGES = (
    PageEntry(
        key="bank.reconcile",
        title="Reconcile",
        icon="check-check",
        make=_reconcile,
        nav_group="Banking",
        nav_order=43,
        permission="bank.match",
    ),
)
