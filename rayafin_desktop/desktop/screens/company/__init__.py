"""The company itself: its page at a glance, its particulars, bank details and logo."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.shell.registry import PageEntry
from rayafin_desktop.desktop.workspace import Workspace


def _home(workspace: Workspace) -> QWidget:
    from .home import Home

    return Home(workspace)


def _company(workspace: Workspace) -> QWidget:
    from .company_page import CompanyPage

    return CompanyPage(workspace)


PAGES = (
    PageEntry(key="home", title="Home", icon="house", make=_home, nav_group="", nav_order=0, go="D"),
    PageEntry(
        key="company",
        title="Company",
        icon="building-2",
        make=_company,
        nav_group="Settings",
        nav_order=10,
        permission="company.read",
    ),
)
