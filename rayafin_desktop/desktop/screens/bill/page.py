"""The page of one bill; posted debit notes and expenses are shown on it, too."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any
from uuid import UUID

from rayafin_desktop.desktop.screens.invoice.body import Parts
from rayafin_desktop.desktop.screens.invoice.document_kind import DocumentKind
from rayafin_desktop.desktop.screens.invoice.editor import DocumentEditor
from rayafin_desktop.desktop.screens.invoice.side_panel import SidePanel
from rayafin_desktop.desktop.theme.sizes import SIDEBAR
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.features.purchases.commands import SaveBillDraft
from rayafin_desktop.features.purchases.content import BillContent
from rayafin_desktop.features.purchases.drafting import content_of
from rayafin_desktop.features.purchases.posting import PostBill

from . import reading
from .bill_grid import BillGrid
from .foot import BillFoot
from .head import BillHead
from .header import BillHeader, list_of
from .lines import BillLooks, content_of_line, line_of_stored

ROOM_FOR_SIDE = 1460 - SIDEBAR
"""A bill's grid has more columns than an invoice's, and its paper is seldom looked at."""
_CONTENT = tuple(field.name for field in fields(BillContent))


def _save(content: BillContent, id_: UUID | None, version: int | None) -> SaveBillDraft:
    return SaveBillDraft(**{name: getattr(content, name) for name in _CONTENT}, id=id_, version=version)


def _blank(day: date) -> BillContent:
    return BillContent(issued_on=day)


def _begin(desk: reading.Desk) -> BillContent:
    return BillContent(issued_on=desk.today)


def _kind() -> DocumentKind:
    return DocumentKind(
        record="bill",
        party_form="supplier.form",
        new_title=tr("New bill"),
        draft_title=tr("Bill draft"),
        posted_words=lambda number: tr("Bill {number} posted", number=number),
        blank=_blank,
        begin=_begin,
        read_desk=reading.read_desk,
        work_out=reading.work_out_bill,
        read_stored=reading.read_stored,
        content_of=content_of,
        content_of_line=content_of_line,
        line_of_stored=line_of_stored,
        party_name=lambda document: str(document.supplier_name),
        save=_save,
        post=lambda id_, version: PostBill(bill_id=id_, version=version),
        pdf=reading.bill_pdf,
        taxes_of=lambda line: (*line.taxes, *line.own_taxes),
        prints=False,
    )


class BillEditor(DocumentEditor):
    """A new bill, a draft, or a posted purchase document to look at."""

    key = "bill.editor"
    nav_key = "bills"
    header: BillHeader
    head: BillHead
    looks: BillLooks
    room_for_side = ROOM_FOR_SIDE

    def __init__(self, workspace: Workspace) -> None:
        kind, looks = _kind(), BillLooks()
        parts = Parts(
            BillHeader(kind.new_title, workspace),
            BillHead(workspace),
            BillGrid(workspace, looks),
            BillFoot(),
            SidePanel(
                workspace,
                kind.pdf,
                waiting=tr("The paper is drawn as soon as there is a supplier or a line."),
                nothing=tr("Once there are a supplier and a line, what will be posted stands here."),
            ),
        )
        super().__init__(workspace, kind, looks, parts)
        self.band.link.setText(tr("Open supplier"))
        header = self.header
        header.debit_asked.connect(lambda: workspace.open("debit_note.editor", id=self.keeper.id))
        header.void_asked.connect(self._void)
        header.pay_asked.connect(self._pay)

    def _show_posted(self, stored: Any) -> None:
        """Debit notes and expenses have lists of their own; an expense may have no supplier."""
        super()._show_posted(stored)
        document = stored.detail.document
        self.nav_key = list_of(document.kind)
        self.head.reference.setPlaceholderText("")
        self.foot.notes.setPlaceholderText("")
        self.band.link.setVisible(document.party_id is not None)

    def begin(self, desk: reading.Desk) -> None:
        """The accounts a line may name, and the taxes of the country."""
        self.looks.accounts = dict(desk.accounts)
        self.head.set_country(desk.country)

    def show_standing(self, sheet: reading.Sheet) -> None:
        """Where lines go by themselves, what posting will ask, and what we owe the tax office."""
        lines = list(self.grid.lines.lines())
        self.looks.usual = dict(zip(lines, sheet.usual_accounts, strict=False))  # type: ignore[arg-type]
        own = int(sheet.worked.fields["self_assessed_minor"])
        words = [self._workspace.sentence(problem) for problem in sheet.warnings]
        if own:
            amount = self._workspace.formats.money(own, sheet.worked.fields["currency"], sign=True)
            words.append(
                tr("Reverse charge: {amount} of tax is owed by us, not to the supplier.", amount=amount)
            )
        self.tell(words)

    def tell(self, words: list[str]) -> None:
        """Say what is good to know, in the band above the lines."""
        self.band.show_words(" ".join(words))

    def primary_when_posted(self) -> None:
        """Pay it, where that is offered."""
        if self.header.pay.isVisible():
            self._pay()

    def _pay(self) -> None:
        self._workspace.open("bill.pay", id=self.keeper.id)

    def _void(self) -> None:
        if self.stored is not None:
            document = self.stored.detail.document
            self._workspace.open(f"{document.kind.value.lower()}.void", id=document.id)
