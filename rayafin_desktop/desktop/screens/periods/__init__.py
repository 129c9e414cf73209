"""Periods: locks by area and month, closing a month or year, and opening balances."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.shell.registry import PageEntry
from rayafin_desktop.desktop.workspace import Workspace


def _periods(workspace: Workspace) -> QWidget:
    from .periods_page import PeriodsPage

    return PeriodsPage(workspace)


def _closing(workspace: Workspace) -> QWidget:
    from .closing_page import ClosingPage

    return ClosingPage(workspace)


def _opening(workspace: Workspace) -> QWidget:
    from .opening_page import OpeningPage

    return OpeningPage(workspace)


PAGES = (
    PageEntry(
        key="periods",
        title="Periods and locks",
        icon="lock",
        make=_periods,
        nav_group="Books",
        nav_order=60,
        go="O",
        permission="period.read",
    ),
    PageEntry(
        key="closing",
        title="Close a month or year",
        icon="list-checks",
        make=_closing,
        nav_group="Books",
        nav_order=61,
        permission="period.read",
    ),
    PageEntry(
        key="opening.balances",
        title="Opening balances",
        icon="scale",
        make=_opening,
        permission="opening.post",
    ),
)
