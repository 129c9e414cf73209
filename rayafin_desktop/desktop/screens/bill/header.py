"""The head of the bill editor: what the document is, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.components.status import tone_of
from rayafin_desktop.desktop.screens.invoice.editor_header import DocumentHeader
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.features.billing.rules import DocumentState
from rayafin_desktop.features.billing.screens import STATUSES
from rayafin_desktop.features.purchases.model import PurchaseKind
from rayafin_desktop.features.purchases.queries import BillDetail

_LISTS = {
    PurchaseKind.BILL: ("bills", "Bills"),
    PurchaseKind.DEBIT_NOTE: ("debit_notes", "Debit notes"),
    PurchaseKind.EXPENSE: ("expenses", "Expenses"),
}
"""The list a document stands in: its page and its title."""


def list_of(kind: PurchaseKind) -> str:
    """The page of the list that documents of a kind stand in."""
    return _LISTS[kind][0]


class BillHeader(DocumentHeader):
    """One signal per action; buttons are shown as the document's state and the rights allow."""

    debit_asked = Signal()
    void_asked = Signal()
    pay_asked = Signal()

    def __init__(self, title: str, workspace: Workspace) -> None:
        super().__init__(title, tr("Bills"), workspace)
        self._void = self._button(tr("Void"), "danger", "x", self.void_asked)
        self._debit = self._button(tr("Debit note"), "plain", "undo-2", self.debit_asked)
        self._pdf = self._button(tr("Save PDF"), "plain", "file-down", self.pdf_asked)
        self._print = self._button(tr("Print"), "plain", "printer", self.print_asked)
        self.pay = self._button(tr("Pay bill"), "primary", "hand-coins", self.pay_asked)
        self.save = self._button(tr("Save draft"), "plain", "", self.save_asked)
        self.post = self._button(tr("Post bill"), "primary", "check", self.post_asked)
        self.show_draft()

    def show_draft(self) -> None:
        """A draft: it can be saved and posted."""
        self.set_state(tr("Draft"), "neutral")
        self._offer(self.save, *((self.post,) if self._workspace.may("bill.post") else ()))

    def show_document(self, detail: BillDetail) -> None:
        """A document that is posted or void."""
        may, document = self._workspace.may, detail.document
        choice = next(one for one in STATUSES if one.value == detail.status)
        self.set_state(tr(choice.label), tone_of(detail.status, STATUSES))
        self.crumbs[0].set_crumb(tr(_LISTS[document.kind][1]))
        self.set_saved("")
        self.show_count(0)
        offered: list[QWidget] = [self._pdf, self._print]
        is_posted = document.state is DocumentState.POSTED
        if is_posted and document.settled_minor == document.applied_minor and may("bill.void"):
            offered.append(self._void)
        if is_posted and document.kind is not PurchaseKind.DEBIT_NOTE:
            if document.party_id is not None and may("debit_note.post"):
                offered.append(self._debit)
            if document.open_minor and may("payment.pay"):
                offered.append(self.pay)
        self._offer(*offered)
