"""The invoice editor: from a new draft to a posted invoice, its credit notes and its void."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.shell.registry import PageEntry
from rayafin_desktop.desktop.workspace import Workspace


def _editor(workspace: Workspace) -> QWidget:
    from .page import InvoiceEditor

    return InvoiceEditor(workspace)


def _credit_note(workspace: Workspace) -> QWidget:
    from .credit_note import CreditNoteEditor

    return CreditNoteEditor(workspace)


PAGES = (
    PageEntry(
        key="invoice.editor",
        title="New invoice",
        icon="receipt-text",
        make=_editor,
        new="I",
        permission="invoice.see",
        many=True,
    ),
    PageEntry(
        key="credit_note.editor",
        title="Credit note",
        icon="undo-2",
        make=_credit_note,
        permission="credit_note.post",
        many=True,
    ),
)
