"""The page of one invoice: a draft that keeps itself, or a posted document that only shows."""

from __future__ import annotations

from decimal import Decimal

from rayafin_desktop.desktop.printing import has_printer
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.features.billing.content import Posted
from rayafin_desktop.features.billing.posting import PostInvoice
from rayafin_desktop.features.billing.rules import DocumentState

from . import reading
from .document_editor import DocumentEditor, Door
from .editor_header import EditorHeader
from .keeper import save_invoice
from .lines import heads_label

_DOOR = Door(
    read_desk=reading.read_desk,
    read_stored=reading.read_stored,
    work_out=reading.work_out_draft,
    pdf=reading.document_pdf,
    save=save_invoice,
)


class InvoiceEditor(DocumentEditor):
    """Without `id` in `show_params` a new draft."""

    key = "invoice.editor"
    nav_key = "invoices"
    header: EditorHeader

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, EditorHeader(tr("New invoice"), workspace), _DOOR, tr("New invoice"))

    def _connect(self) -> None:
        super()._connect()
        header, workspace = self.header, self._workspace
        header.payment_asked.connect(self._record_payment)
        header.credit_asked.connect(lambda: workspace.open("credit_note.editor", id=self.keeper.id))
        header.void_asked.connect(lambda: workspace.open("invoice.void", id=self.keeper.id))

    @property
    def locked(self) -> bool:
        return self.stored is not None and self.stored.detail.document.state is not DocumentState.DRAFT

    def _show_stored_draft(self, stored: reading.Stored) -> None:
        self.title = tr("Invoice draft")
        self.header.title.setText(self.title)
        self.header.show_draft()
        self.header.show_saved(stored.detail.document.updated_at)
        self._work_out()

    def _show_fixed(self, stored: reading.Stored) -> None:
        document = stored.detail.document
        self.title = document.number or ""
        self.header.title.setText(self.title)
        self.header.show_document(stored.detail)
        self.head.show_number(self.title, to_come=False)
        self.head.follow(document.due_on, document.terms_days, document.place_of_supply, document.currency)
        self.looks.tax_labels = {
            line.tax_code_id: heads_label([(head, Decimal(rate)) for head, rate, _ in line.taxes], "")
            for line in stored.detail.lines
        }
        self.grid.show_derived()
        self.banner.hide()
        self.band.show_document(stored.detail, self._workspace.formats)
        self.side.show_legs(stored.legs)
        self.foot.words.setText(stored.words)
        self._show_sums()

    def _post_kept(self) -> None:
        if self.keeper.id is None:
            return
        command = PostInvoice(invoice_id=self.keeper.id, version=self.keeper.version)
        self._workspace.execute(
            command, self._posted, owner=self, confirmed=self._confirmed, failed=self._not_posted
        )

    def _posted(self, posted: Posted) -> None:
        self._posting = False
        self._workspace.say(tr("Invoice {number} posted", number=posted.number))
        self._read(posted.id)
        if has_printer():
            self.paper.print(self.title)

    def _primary(self) -> None:
        if self.locked and self.header.payment.isVisible():
            self._record_payment()
        else:
            super()._primary()

    def _record_payment(self) -> None:
        if self.stored is not None:
            document = self.stored.detail.document
            self._workspace.open("payment.receive", party_id=document.party_id, invoice_id=document.id)
