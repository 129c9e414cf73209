"""The head of a quote's or an order's page: where it stands, and the steps that follow."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.components.status import tone_of
from rayafin_desktop.desktop.screens.invoice.editor_header import DocumentHeader
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.features.orders.queries import OrderDetail
from rayafin_desktop.features.orders.rules import OrderKind, OrderState
from rayafin_desktop.features.orders.screens import STATUSES


class OrderHeader(DocumentHeader):
    """One signal per step; buttons are shown as the state and the rights allow."""

    change_asked = Signal()
    close_asked = Signal()
    order_asked = Signal()
    invoice_asked = Signal()

    def __init__(self, title: str, kind: OrderKind, workspace: Workspace) -> None:
        is_quote = kind is OrderKind.QUOTE
        super().__init__(title, tr("Quotes") if is_quote else tr("Sales orders"), workspace)
        closing = tr("Mark as declined") if is_quote else tr("Close order")
        self._close = self._button(closing, "plain", "x", self.close_asked)
        self._change = self._button(tr("Change"), "plain", "pencil", self.change_asked)
        self._pdf = self._button(tr("Save PDF"), "plain", "file-down", self.pdf_asked)
        self._print = self._button(tr("Print"), "plain", "printer", self.print_asked)
        self.save = self._button(tr("Save draft"), "plain", "", self.save_asked)
        going = tr("Mark as sent") if is_quote else tr("Take the order on")
        self.post = self._button(going, "primary", "check", self.post_asked)
        self.order = self._button(tr("Make order"), "primary", "arrow-right", self.order_asked)
        self.invoice = self._button(tr("Make invoice"), "primary", "receipt-text", self.invoice_asked)
        self.show_draft()

    def show_draft(self) -> None:
        """A draft: it can be saved and brought on its way."""
        self.set_state(tr("Draft"), "neutral")
        self._offer(self.save, *((self.post,) if self._workspace.may("order.save") else ()))

    def show_changing(self) -> None:
        """Something that was on its way is changed: it is saved on demand only."""
        self._offer(self._print, self.save)

    def show_order(self, detail: OrderDetail) -> None:
        """A quote or order on its way, or at its end."""
        may, state = self._workspace.may, detail.order.state
        choice = next(one for one in STATUSES if one.value == detail.status)
        self.set_state(tr(choice.label), tone_of(detail.status, STATUSES))
        self.set_saved("")
        self.show_count(0)
        offered: list[QWidget] = [self._pdf, self._print]
        untouched = not any(line.invoiced_qty or line.drafted_qty for line in detail.lines)
        if may("order.save"):
            if state is OrderState.SENT or (state is OrderState.OPEN and untouched):
                offered.append(self._change)
            if state in (OrderState.SENT, OrderState.OPEN, OrderState.PART):
                offered.append(self._close)
            if state in (OrderState.SENT, OrderState.ACCEPTED) and detail.ordered_as is None:
                offered.append(self.order)
            if state is OrderState.DECLINED:
                offered.append(self.post)
        if state in (OrderState.OPEN, OrderState.PART) and may("invoice.draft"):
            offered.append(self.invoice)
        self._offer(*offered)
