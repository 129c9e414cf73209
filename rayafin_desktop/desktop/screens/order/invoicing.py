"""From an order to an invoice: how much of each line, all that remains unless somebody says less."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from rayafin_desktop.base.errors import NeedsConfirmation, RayafinError
from rayafin_desktop.desktop.components.banner import Banner
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.hint_bar import HintBar
from rayafin_desktop.desktop.components.label import ElidedLabel, Label
from rayafin_desktop.desktop.components.layout import Rule, Surface, box, column
from rayafin_desktop.desktop.components.number_edit import NumberEdit
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.scroll import ScrollColumn
from rayafin_desktop.desktop.components.text_input import mark
from rayafin_desktop.desktop.forms.enter_flow import EnterFlow
from rayafin_desktop.desktop.keys import install
from rayafin_desktop.desktop.theme.fonts import BASE, MEDIUM, MICRO, REGULAR, SMALL
from rayafin_desktop.desktop.theme.sizes import GUTTER, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.billing.content import Saved
from rayafin_desktop.features.orders.converting import InvoiceOrders, TakenLine
from rayafin_desktop.features.orders.queries import (
    OrderDetail,
    RemainingRow,
    order_detail,
    remaining_rows,
)
from rayafin_desktop.features.parties.model import Party

_QUANTITY = 130


@dataclass(frozen=True, slots=True)
class Remaining:
    """An order and what of its lines can still be invoiced."""

    detail: OrderDetail
    rows: tuple[RemainingRow, ...]
    customer: str


def read_remaining(read: Read, order_id: UUID) -> Remaining:
    """What can still be invoiced of an order."""
    detail = order_detail(read, order_id)
    party = detail.order.party_id
    name = read.get(Party, party).name if party is not None else ""
    return Remaining(detail, tuple(remaining_rows(read, order_id)), name)


class OrderInvoicing(Surface):
    """For the order `id`. Every line begins with all that remains."""

    key = "order.invoice"
    nav_key = "orders"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.title = tr("Invoice an order")
        self._found: Remaining | None = None
        self.quantities: dict[int, NumberEdit] = {}
        self.errors: dict[int, ElidedLabel] = {}
        self.header = PageHeader(self.title, crumbs=(tr("Sales orders"), ""))
        self.header.crumb_chosen.connect(self._go_back)
        nothing = Button(tr("Clear all"))
        nothing.clicked.connect(self.clear_all)
        self.primary = Button(tr("Make invoice"), "primary", "receipt-text")
        self.primary.clicked.connect(self.make)
        self.header.add_action(nothing)
        self.header.add_action(self.primary)
        self.banner = Banner("neg")
        self.banner.hide()
        self._flow = EnterFlow(self)
        self._lines = QGridLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setHorizontalSpacing(16)
        self._lines.setVerticalSpacing(8)
        self._lines.setColumnStretch(0, 1)
        card = Card(padding=12)
        card.column.addLayout(self._lines)
        note = Label(
            tr("A draft is made, with the order's prices, discounts and taxes. Nothing is posted yet."),
            SMALL, REGULAR, "text2", wrap=True,
        )  # fmt: skip
        form = column(self.banner, card, note, None, spacing=16, margins=(GUTTER, 16, GUTTER, 16))
        hints = HintBar(
            (("Enter", tr("Next field")), ("Ctrl+Enter", tr("Make invoice")), ("Esc", tr("Back")))
        )
        page = column(self.header, Rule(), ScrollColumn(box(form)), hints, spacing=0)
        page.setStretch(2, 1)
        self.setLayout(page)
        self.shortcuts = install(self, "form", {"primary": self.make})

    # What the window asks of a page

    def show_params(self, params: dict[str, Any]) -> None:
        """Invoice the order `id`."""
        if "id" not in params:
            return
        id_ = UUID(str(params["id"]))
        self._workspace.read(lambda read: read_remaining(read, id_), self._show, owner=self, slot="order")

    def close_page(self) -> None:
        """Nothing is kept: an invoice exists once it is made."""

    # Showing

    def _show(self, found: Remaining) -> None:
        self.header.crumbs[1].set_crumb(found.detail.order.number or "")
        self.header.note.setText(found.customer)
        titles = (tr("Item"), tr("Ordered"), tr("Invoiced"), tr("Left"), tr("Invoice now"))
        for at, title in enumerate(titles):
            self._lines.addWidget(Label(title, SMALL, MEDIUM, "text2", number=at > 0), 0, at)
        for row in found.rows:
            self._add_line(row)
        self._found = found
        first = next((edit for edit in self.quantities.values() if edit.isEnabled()), None)
        if first is not None:
            self.setFocusProxy(first)
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_line(self, line: RemainingRow) -> None:
        formats, at = self._workspace.formats, self._lines.rowCount()

        def figure(quantity: Decimal, tone: Any = "text2") -> Label:
            return Label(formats.decimal(quantity, 3), BASE, REGULAR, tone, number=True)

        error = ElidedLabel("", MICRO, REGULAR, "neg")
        error.hide()
        text = " · ".join(filter(None, (line.description.partition("\n")[0], line.unit)))
        name = box(column(ElidedLabel(text, BASE, REGULAR), error, spacing=2))
        edit = NumberEdit(formats, decimals=3)
        edit.set_value(line.remaining_qty or None)
        edit.setEnabled(bool(line.remaining_qty))
        edit.setAccessibleName(tr("Invoice now, line {n}", n=line.line_no))
        edit.setFixedWidth(grown(_QUANTITY))
        self._flow.watch(edit)
        parts = (
            name,
            figure(line.quantity),
            figure(line.invoiced_qty + line.drafted_qty),
            figure(line.remaining_qty, "text"),
            edit,
        )
        self._lines.addWidget(Rule(), at, 0, 1, len(parts))
        for column_, part in enumerate(parts):
            self._lines.addWidget(part, at + 1, column_)
        self.quantities[line.line_no], self.errors[line.line_no] = edit, error

    # Doing

    def clear_all(self) -> None:
        """Begin from nothing, to name a few lines."""
        for edit in self.quantities.values():
            edit.set_value(None)

    def command(self) -> InvoiceOrders:
        """The step as it stands on the page."""
        found = self._found
        if found is None:
            raise LookupError("no order yet")
        order_id = found.detail.order.id
        lines = tuple(
            TakenLine(order_id=order_id, line_no=number, quantity=quantity)
            for number, edit in self.quantities.items()
            if (quantity := edit.value())
        )
        return InvoiceOrders(order_ids=(order_id,), lines=lines)

    def make(self) -> None:
        """Make the draft, unless something typed cannot be read or nothing is taken."""
        if self._found is None or not self.primary.isEnabled():
            return
        for number, edit in self.quantities.items():
            self._show_error(number, edit.problem())
        unreadable = [edit for edit in self.quantities.values() if edit.problem()]
        if unreadable:
            unreadable[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        command = self.command()
        if not command.lines:
            self.banner.say(tr("Say how much of a line is invoiced."), "neg")
            return
        self.primary.setEnabled(False)
        self._workspace.execute(command, self._made, owner=self, failed=self._refused)

    def _made(self, saved: Saved) -> None:
        self._workspace.say(tr("Invoice drafted"))
        self._workspace.close(self)
        self._workspace.open("invoice.editor", id=saved.id)

    def _refused(self, error: Exception) -> None:
        self.primary.setEnabled(True)
        if not isinstance(error, RayafinError) or isinstance(error, NeedsConfirmation):
            self._workspace.refused.emit(error)
            return
        numbers = [line.line_no for line in self.command().lines]
        rest = []
        for problem in error.problems:
            parts, text = problem.field.split("."), self._workspace.sentence(problem)
            if parts[0] == "lines" and len(parts) > 1:
                self._show_error(numbers[int(parts[1])], text)
            else:
                rest.append(text)
        if rest:
            self.banner.say("\n".join(rest), "neg")

    def _show_error(self, line_no: int, text: str) -> None:
        mark(self.quantities[line_no], "error", bool(text))
        self.quantities[line_no].setAccessibleDescription(text)
        self.errors[line_no].setText(text)
        self.errors[line_no].setVisible(bool(text))

    def _go_back(self, crumb: int) -> None:
        if crumb == 1 and self._found is not None:
            self._workspace.open("order.editor", id=self._found.detail.order.id)
        else:
            self._workspace.open("orders")
