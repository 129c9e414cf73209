"""The page of one invoice."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any
from uuid import UUID

from rayafin_desktop.desktop.wording import language, tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.billing.commands import SaveDraft
from rayafin_desktop.features.billing.content import InvoiceContent
from rayafin_desktop.features.billing.drafting import content_of
from rayafin_desktop.features.billing.posting import PostInvoice

from . import reading
from .body import Parts
from .document_kind import DocumentKind
from .editor import DocumentEditor
from .editor_header import EditorHeader
from .foot import Foot
from .head import HeadForm
from .invoice_grid import InvoiceGrid
from .lines import EditorLine, LineLooks, content_of_line, line_of_stored
from .side_panel import SidePanel

_CONTENT = tuple(field.name for field in fields(InvoiceContent))


def _save(content: InvoiceContent, id_: UUID | None, version: int | None) -> SaveDraft:
    return SaveDraft(**{name: getattr(content, name) for name in _CONTENT}, id=id_, version=version)


def _begin(desk: reading.Desk) -> InvoiceContent:
    return InvoiceContent(issued_on=desk.today, terms=desk.terms, prices_include_tax=desk.prices_include_tax)


def _blank(day: date) -> InvoiceContent:
    return InvoiceContent(issued_on=day)


def _kind() -> DocumentKind:
    return DocumentKind(
        record="invoice",
        party_form="customer.form",
        new_title=tr("New invoice"),
        draft_title=tr("Invoice draft"),
        posted_words=lambda number: tr("Invoice {number} posted", number=number),
        blank=_blank,
        begin=_begin,
        read_desk=reading.read_desk,
        work_out=reading.work_out_draft,
        read_stored=reading.read_stored,
        content_of=content_of,
        content_of_line=content_of_line,
        line_of_stored=line_of_stored,
        party_name=lambda document: str(document.buyer_name),
        save=_save,
        post=lambda id_, version: PostInvoice(invoice_id=id_, version=version),
        pdf=reading.document_pdf,
    )


class InvoiceEditor(DocumentEditor):
    """A new invoice, a draft, or a posted invoice or credit note to look at."""

    key = "invoice.editor"
    nav_key = "invoices"
    header: EditorHeader
    head: HeadForm

    def __init__(self, workspace: Workspace) -> None:
        kind, looks = _kind(), LineLooks()
        parts = Parts(
            EditorHeader(kind.new_title, workspace),
            HeadForm(workspace),
            InvoiceGrid(workspace, looks),
            Foot(),
            SidePanel(
                workspace,
                kind.pdf,
                waiting=tr("The paper is drawn as soon as there is a customer or a line."),
                nothing=tr("Once there are a customer and a line, what will be posted stands here."),
            ),
        )
        super().__init__(workspace, kind, looks, parts)
        header = self.header
        header.payment_asked.connect(self._record_payment)
        header.credit_asked.connect(lambda: workspace.open("credit_note.editor", id=self.keeper.id))
        header.void_asked.connect(lambda: workspace.open("invoice.void", id=self.keeper.id))

    def show_standing(self, sheet: Any) -> None:
        """What the customer owes, of how much, and what posting would add."""
        self.grid.pricing = sheet.pricing
        self.band.show_credit(sheet.credit, sheet.adds_minor, self._workspace.formats)

    def editor_line(self, stored: Any, line: Any) -> EditorLine:
        """With the line of an order it was made of."""
        return line_of_stored(line, self.looks.digits, stored.sources.get(line.line_no))

    def work_out(self, read: Read, content: Any, id_: UUID | None) -> Any:
        """A draft does not count against the customer's credit twice."""
        return reading.work_out_draft(read, content, language(), id_)

    def primary_when_posted(self) -> None:
        """Record a payment for it, where that is offered."""
        if self.header.payment.isVisible():
            self._record_payment()

    def _record_payment(self) -> None:
        if self.stored is not None:
            document = self.stored.detail.document
            self._workspace.open("payment.receive", party_id=document.party_id, invoice_id=document.id)
