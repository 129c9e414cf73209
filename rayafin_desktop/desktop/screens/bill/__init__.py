"""The bill editor: from a new draft to a posted bill, and debit notes against it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.shell.registry import PageEntry
from rayafin_desktop.desktop.workspace import Workspace


def _editor(workspace: Workspace) -> QWidget:
    from .page import BillEditor

    return BillEditor(workspace)


def _debit_note(workspace: Workspace) -> QWidget:
    from .debit_note import DebitNoteEditor

    return DebitNoteEditor(workspace)


PAGES = (
    PageEntry(
        key="bill.editor",
        title="New bill",
        icon="receipt-text",
        make=_editor,
        new="B",
        permission="bill.see",
        many=True,
    ),
    PageEntry(
        key="debit_note.editor",
        title="Debit note",
        icon="undo-2",
        make=_debit_note,
        permission="debit_note.post",
        many=True,
    ),
)
