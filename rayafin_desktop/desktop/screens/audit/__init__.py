"""The audit log: read-only, with the history of a record and the proof that nothing was changed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.shell.registry import PageEntry
from rayafin_desktop.desktop.workspace import Workspace


def _audit(workspace: Workspace) -> QWidget:
    from .audit_page import AuditPage

    return AuditPage(workspace)


PAGES = (
    PageEntry(
        key="audit",
        title="Audit log",
        icon="history",
        make=_audit,
        nav_group="Settings",
        nav_order=60,
        go="H",
        permission="audit.read",
    ),
)
