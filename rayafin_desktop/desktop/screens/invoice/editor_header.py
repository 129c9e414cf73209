"""The head of the editor: what the document is, when it was kept, and what can be done with it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.components.button import Button, Variant
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.status import tone_of
from rayafin_desktop.desktop.theme.fonts import MEDIUM, SMALL
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.features.billing.queries import InvoiceDetail
from rayafin_desktop.features.billing.rules import DocumentKind, DocumentState
from rayafin_desktop.features.billing.screens import STATUSES


class DocumentHeader(PageHeader):
    """What every editor's head does: when the draft was kept, how many problems, which buttons."""

    save_asked = Signal()
    post_asked = Signal()
    print_asked = Signal()
    pdf_asked = Signal()
    save: Button
    post: Button

    def __init__(self, title: str, crumb: str, workspace: Workspace) -> None:
        super().__init__(title, crumbs=(crumb,))
        self._workspace = workspace
        self._count = Label("", SMALL, MEDIUM, "neg")
        self._count.hide()
        self.add_action(self._count)
        self._offered: list[Button] = []

    def show_draft(self) -> None:
        """A draft: it can be saved and posted."""
        raise NotImplementedError

    def show_document(self, detail: Any) -> None:
        """A document that is posted or void."""
        raise NotImplementedError

    def show_saved(self, moment: datetime) -> None:
        """When the draft was last kept: the time of today, else the day."""
        formats = self._workspace.formats
        local, now = moment.astimezone(formats.zone), datetime.now(UTC).astimezone(formats.zone)
        when = f"{local:%H:%M}" if local.date() == now.date() else formats.date(local.date())
        self.set_saved(tr("Saved on this computer {time}", time=when))

    def show_count(self, problems: int) -> None:
        """How many problems keep the document from being posted."""
        one, many = tr("Fix 1 problem to post"), tr("Fix {count} problems to post", count=problems)
        self._count.setText("" if not problems else one if problems == 1 else many)
        self._count.setVisible(bool(problems))
        if problems:
            self.set_saved("")

    def problem_count(self) -> str:
        """What is said of the problems, empty when there are none."""
        return self._count.text()

    def _button(self, text: str, variant: Variant, icon: str, asked: SignalInstance) -> Button:
        made = Button(text, variant, icon)
        made.clicked.connect(lambda _=False: asked.emit())
        self.add_action(made)
        self._offered.append(made)
        return made

    def _offer(self, *buttons: QWidget) -> None:
        """Show these buttons and no others."""
        for one in self._offered:
            one.setVisible(one in buttons)


class EditorHeader(DocumentHeader):
    """One signal per action; buttons are shown as the document's state and the rights allow."""

    payment_asked = Signal()
    credit_asked = Signal()
    void_asked = Signal()

    def __init__(self, title: str, workspace: Workspace) -> None:
        super().__init__(title, tr("Invoices"), workspace)
        self._void = self._button(tr("Void invoice"), "danger", "x", self.void_asked)
        self._credit = self._button(tr("Credit note"), "plain", "undo-2", self.credit_asked)
        self._pdf = self._button(tr("Save PDF"), "plain", "file-down", self.pdf_asked)
        self._print = self._button(tr("Print"), "plain", "printer", self.print_asked)
        self.payment = self._button(tr("Record payment"), "primary", "banknote", self.payment_asked)
        self.save = self._button(tr("Save draft"), "plain", "", self.save_asked)
        self.post = self._button(tr("Post and print"), "primary", "printer", self.post_asked)
        self.show_draft()

    def show_draft(self) -> None:
        """A draft: it can be saved and posted."""
        may = self._workspace.may
        self.set_state(tr("Draft"), "neutral")
        self._offer(self.save, *((self.post,) if may("invoice.post") else ()))

    def show_document(self, detail: InvoiceDetail) -> None:
        """A document that is posted or void."""
        may, document = self._workspace.may, detail.document
        choice = next(one for one in STATUSES if one.value == detail.status)
        self.set_state(tr(choice.label), tone_of(detail.status, STATUSES))
        self.set_saved("")
        self.show_count(0)
        offered: list[QWidget] = [self._pdf, self._print]
        is_posted = document.state is DocumentState.POSTED
        if is_posted and document.settled_minor == document.applied_minor and may("invoice.void"):
            offered.append(self._void)
        if is_posted and document.kind is DocumentKind.INVOICE:
            if may("credit_note.post"):
                offered.append(self._credit)
            if document.open_minor and may("payment.receive"):
                offered.append(self.payment)
        self._offer(*offered)
