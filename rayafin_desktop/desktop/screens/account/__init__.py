"""My account: password, second factor, and where one is signed in."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.shell.registry import PageEntry
from rayafin_desktop.desktop.workspace import Workspace


def _account(workspace: Workspace) -> QWidget:
    from .account_page import AccountPage

    return AccountPage(workspace)


PAGES = (
    PageEntry(
        key="account",
        title="My account",
        icon="shield-check",
        make=_account,
        nav_group="Settings",
        nav_order=19,
    ),
)
