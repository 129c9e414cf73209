"""The pages of one quote and of one order: the invoice's editor, without a posting at its end."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from rayafin_desktop.desktop.screens.invoice import reading as invoice_reading
from rayafin_desktop.desktop.screens.invoice.body import Parts
from rayafin_desktop.desktop.screens.invoice.document_kind import DocumentKind
from rayafin_desktop.desktop.screens.invoice.editor import DocumentEditor
from rayafin_desktop.desktop.screens.invoice.foot import Foot
from rayafin_desktop.desktop.screens.invoice.head import HeadForm
from rayafin_desktop.desktop.screens.invoice.invoice_grid import InvoiceGrid
from rayafin_desktop.desktop.screens.invoice.lines import (
    LineLooks,
    content_of_line,
    heads_label,
    line_of_stored,
)
from rayafin_desktop.desktop.screens.invoice.side_panel import SidePanel
from rayafin_desktop.desktop.wording import language, tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.billing.content import InvoiceContent, Saved
from rayafin_desktop.features.billing.drafting import content_of
from rayafin_desktop.features.orders.commands import ConfirmOrder, SendQuote
from rayafin_desktop.features.orders.converting import OrderQuote
from rayafin_desktop.features.orders.printing import order_pdf
from rayafin_desktop.features.orders.rules import OrderKind, OrderState

from . import reading
from .header import OrderHeader


def _kind(of: OrderKind) -> DocumentKind:
    """What the editor asks and says of quotes, or of orders."""
    is_quote = of is OrderKind.QUOTE
    step = SendQuote if is_quote else ConfirmOrder
    return DocumentKind(
        record="sales_order",
        party_form="customer.form",
        new_title=tr("New quote") if is_quote else tr("New order"),
        draft_title=tr("Quote draft") if is_quote else tr("Order draft"),
        posted_words=str,
        blank=lambda day: InvoiceContent(issued_on=day),
        begin=lambda desk: InvoiceContent(
            issued_on=desk.today, terms=desk.terms, prices_include_tax=desk.prices_include_tax
        ),
        read_desk=reading.desk_of(of),
        work_out=invoice_reading.work_out_draft,
        read_stored=reading.read_stored,
        content_of=content_of,
        content_of_line=content_of_line,
        line_of_stored=line_of_stored,
        party_name=lambda document: str(document.buyer_name),
        save=reading.keep(of),
        post=lambda id_, _version: step(id=id_),
        pdf=order_pdf,
        prints=False,
    )


class OrderEditor(DocumentEditor):
    """Without `id` in `show_params` a new draft.

    A draft keeps itself. What is on its way only shows until a change is asked for; it is then saved
    on demand, so that nobody bills by a half-typed line.
    """

    key = "order.editor"
    nav_key = "orders"
    order_kind: ClassVar[OrderKind] = OrderKind.ORDER
    header: OrderHeader
    head: HeadForm
    stored: reading.StoredOrder | None

    def __init__(self, workspace: Workspace) -> None:
        self._changing = False
        of = self.order_kind
        is_quote = of is OrderKind.QUOTE
        kind, looks = _kind(of), LineLooks()
        parts = Parts(
            OrderHeader(kind.new_title, of, workspace),
            HeadForm(workspace),
            InvoiceGrid(workspace, looks),
            Foot(),
            SidePanel(
                workspace,
                kind.pdf,
                waiting=tr("The paper is drawn as soon as there is a customer or a line."),
            ),
        )
        super().__init__(workspace, kind, looks, parts)
        boxes = self.head.boxes
        boxes["number"].label.setText(tr("Number"))
        boxes["due_on"].label.setText(tr("Valid until") if is_quote else tr("Deliver by"))
        self.head.number_hint = tr("assigned when sent") if is_quote else tr("assigned when taken on")
        self.primary_word = tr("Mark as sent") if is_quote else tr("Take the order on")
        self.band.over = "This goes {amount} over"
        self.set_locked(False)
        boxes["terms_days"].hide()
        boxes["supplied_on"].hide()
        header = self.header
        closing = "quote.decline" if is_quote else "order.close"
        header.change_asked.connect(self._change)
        header.close_asked.connect(lambda: workspace.open(closing, id=self.keeper.id))
        header.order_asked.connect(self._order)
        header.invoice_asked.connect(lambda: workspace.open("order.invoice", id=self.keeper.id))

    @property
    def locked(self) -> bool:
        if self.stored is None or self._changing:
            return False
        return self.stored.order.order.state is not OrderState.DRAFT

    def show_params(self, params: dict[str, Any]) -> None:
        self._changing = False
        super().show_params(params)

    def terms_days(self, sheet: invoice_reading.Sheet) -> int | None:
        return None

    def show_standing(self, sheet: invoice_reading.Sheet) -> None:
        self.grid.pricing = sheet.pricing
        self.band.show_credit(sheet.credit, sheet.adds_minor, self._workspace.formats)

    def work_out(self, read: Read, content: Any, id_: UUID | None) -> invoice_reading.Sheet:
        return reading.sheet_of(self.order_kind)(read, content, language(), id_)

    def _show_stored_draft(self, stored: invoice_reading.Stored) -> None:
        order = self._order_of(stored)
        self.title = order.order.order.number or self.kind.draft_title
        self.header.title.setText(self.title)
        if self._changing:
            self.header.show_changing()
        else:
            self.header.show_draft()
            self.header.show_saved(stored.detail.document.updated_at)
        self._work_out()

    def _show_posted(self, stored: invoice_reading.Stored) -> None:
        found = self._order_of(stored)
        document = stored.detail.document
        self.title = document.number or ""
        self.header.title.setText(self.title)
        self.header.show_order(found.order)
        self.head.show_number(self.title, to_come=False)
        self.head.follow(document.due_on, None, document.place_of_supply, document.currency)
        self.looks.tax_labels = {
            line.tax_code_id: heads_label([(head, Decimal(rate)) for head, rate, _ in line.taxes], "")
            for line in stored.detail.lines
        }
        self.grid.show_derived()
        self.banner.hide()
        self._show_reason(found)
        self.foot.words.setText(stored.words)
        self._show_sums()

    def _show_reason(self, stored: reading.StoredOrder) -> None:
        """How far an order has come, or why it ended."""
        order, formats = stored.order.order, self._workspace.formats
        if order.reason:
            self.banner.say(order.reason, "info")
        if order.kind is OrderKind.ORDER and order.state in (OrderState.OPEN, OrderState.PART):
            self.band.show_share(
                order.total_minor - order.unbilled_minor,
                order.total_minor,
                tr(
                    "{amount} to invoice",
                    amount=formats.money(order.unbilled_minor, order.currency, sign=True),
                ),
                lambda minor: formats.money(minor, order.currency, sign=True),
                tr("Invoiced"),
            )
        else:
            self.band.hide()

    def _show_number(self) -> None:
        if self.stored is not None and self._order_of(self.stored).order.order.number:
            self.head.show_number(self.title, to_come=False)

    def _show_sheet(self, sheet: invoice_reading.Sheet) -> None:
        super()._show_sheet(sheet)
        if self._changing:
            self._show_number()

    def _order_of(self, stored: invoice_reading.Stored) -> reading.StoredOrder:
        if not isinstance(stored, reading.StoredOrder):
            raise TypeError("the page of an order shows an order")
        return stored

    # Steps

    def touch(self) -> None:
        self.keeper.touch(at_once=not self._changing)

    def _change(self) -> None:
        if self.stored is not None:
            self._changing = True
            self.keeper.confirmed = frozenset()
            self._show_stored(self.stored)
            self.grid.setFocus()

    def _say_saved(self) -> None:
        if self._changing and self.keeper.id is not None:
            self._changing = False
            self._workspace.say(tr("{number} changed", number=self.title))
            self._read(self.keeper.id)
        else:
            super()._say_saved()

    def _post_kept(self) -> None:
        if self.keeper.id is None:
            super()._post_kept()
            return
        if self._changing:
            self._posting = False
            self._say_saved()
            return
        command = self.kind.post(self.keeper.id, self.keeper.version)
        self._workspace.execute(
            command, self._went_on, owner=self, confirmed=self._confirmed, failed=self._not_posted
        )

    def _went_on(self, saved: Saved) -> None:
        self._posting = False
        self.header.post.setEnabled(True)
        is_quote = self.order_kind is OrderKind.QUOTE
        self._workspace.say(tr("Quote marked as sent") if is_quote else tr("Order taken on"))
        self._read(saved.id)

    def post(self) -> None:
        """Send or take on; a declined quote is offered again as it stands."""
        if self.locked and self.header.post.isVisible() and not self._posting:
            self._posting = True
            self._post_kept()
        else:
            super().post()

    def _order(self) -> None:
        if self.keeper.id is None or self._posting:
            return
        self._posting = True
        self._workspace.execute(
            OrderQuote(quote_id=self.keeper.id),
            self._ordered,
            owner=self,
            confirmed=self._confirmed,
            failed=self._not_ordered,
        )

    def _ordered(self, saved: Saved) -> None:
        self._posting = False
        self._workspace.say(tr("Order made"))
        self._workspace.open("order.editor", id=saved.id)

    def _not_ordered(self, error: Exception) -> None:
        self._posting = False
        self._take_refusal(error)

    def all_the_same(self) -> str:
        return tr("Go on all the same")

    def confirmed_again(self) -> None:
        if self.header.order.isVisible():
            self._order()
        elif self._changing:
            self.keeper.confirmed = self._confirmed
            self.save()
        else:
            self.post()

    def _primary(self) -> None:
        if self.header.order.isVisible():
            self._order()
        elif self.header.invoice.isVisible():
            self._workspace.open("order.invoice", id=self.keeper.id)
        else:
            self.post()


class QuoteEditor(OrderEditor):
    """The page of one quote."""

    key = "quote.editor"
    nav_key = "quotes"
    order_kind = OrderKind.QUOTE
