"""Reports: the list of them, and the page that shows any of them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.shell.registry import PageEntry
from rayafin_desktop.desktop.workspace import Workspace


def _centre(workspace: Workspace) -> QWidget:
    from .centre import ReportsCentre

    return ReportsCentre(workspace)


def _report(workspace: Workspace) -> QWidget:
    from .report_page import ReportPage

    return ReportPage(workspace)


def _statement(workspace: Workspace) -> QWidget:
    from .statement_page import StatementPage

    return StatementPage(workspace)


PAGES = (
    PageEntry(
        key="reports",
        title="Reports",
        icon="chart-column",
        make=_centre,
        nav_group="Books",
        nav_order=12,
        go="R",
    ),
    PageEntry(key="report", title="Report", icon="chart-column", make=_report, many=True),
    PageEntry(
        key="party.statement",
        title="Statement of account",
        icon="file-text",
        make=_statement,
        permission="statement.see",
        many=True,
    ),
)
