"""Commissions: why an entry is what it is, approving and settling it, and the plans behind it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.shell.registry import PageEntry
from rayafin_desktop.desktop.workspace import Workspace


def _commission(workspace: Workspace) -> QWidget:
    from .commission_page import CommissionPage

    return CommissionPage(workspace)


def _run(workspace: Workspace) -> QWidget:
    from .run_page import RunPage

    return RunPage(workspace)


def _plan(workspace: Workspace) -> QWidget:
    from .plan_page import PlanPage

    return PlanPage(workspace)


PAGES = (
    PageEntry(
        key="commission.run",
        title="Settle commissions",
        icon="hand-coins",
        make=_run,
        permission="commission.settle",
    ),
    PageEntry(
        key="commission_plan.form",
        title="Commission plan",
        icon="clipboard-list",
        make=_plan,
        permission="commission.read",
        many=True,
    ),
    PageEntry(
        key="commission",
        title="Commission",
        icon="percent",
        make=_commission,
        permission="commission.read",
        many=True,
    ),
)
