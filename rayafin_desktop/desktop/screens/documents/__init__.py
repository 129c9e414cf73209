"""Documents: the files on all records, opened and saved; files dropped on a record."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.shell.registry import PageEntry
from rayafin_desktop.desktop.workspace import Workspace


def _documents(workspace: Workspace) -> QWidget:
    from .documents_page import DocumentsPage

    return DocumentsPage(workspace)


PAGES = (
    PageEntry(
        key="attachments",
        title="Documents",
        icon="folder",
        make=_documents,
        nav_group="Books",
        nav_order=70,
        go="F",
        permission="document.list",
    ),
)
