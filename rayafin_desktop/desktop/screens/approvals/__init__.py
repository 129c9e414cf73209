"""Approvals: the inbox of what waits for somebody else."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.shell.registry import PageEntry
from rayafin_desktop.desktop.workspace import Workspace


def _inbox(workspace: Workspace) -> QWidget:
    from .inbox_page import InboxPage

    return InboxPage(workspace)


PAGES = (
    PageEntry(
        key="approvals",
        title="Approvals",
        icon="check-check",
        make=_inbox,
        nav_group="",
        nav_order=20,
        go="A",
        permission="approval.read",
    ),
)
