"""A posted payment: what it paid, what of it is left, and taking back what should not have been."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from rayafin_desktop.base.errors import RayafinError
from rayafin_desktop.desktop.components.banner import Banner
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.hint_bar import HintBar
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import Rule, Surface, box, column, row
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.scroll import ScrollColumn
from rayafin_desktop.desktop.components.stat_strip import Figure, StatStrip
from rayafin_desktop.desktop.components.status import tone_of
from rayafin_desktop.desktop.keys import install, shortcut
from rayafin_desktop.desktop.lists.row_list import RowList
from rayafin_desktop.desktop.lists.table import DataTable
from rayafin_desktop.desktop.printing import file_name, has_printer, print_pdf, save_pdf
from rayafin_desktop.desktop.theme.fonts import BASE, CARD_TITLE, REGULAR, SEMIBOLD
from rayafin_desktop.desktop.theme.sizes import GUTTER, ROW_TWO_LINES, S5, TABLE_HEAD, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import Column
from rayafin_desktop.features.payments.commands import AllocatePayment, Received
from rayafin_desktop.features.payments.kinds import FLOWS, PaymentKind, Side
from rayafin_desktop.features.payments.model import PaymentStatus
from rayafin_desktop.features.payments.queries import AllocationRow, PaymentDetail
from rayafin_desktop.features.payments.rules import Strategy
from rayafin_desktop.features.payments.screens import KINDS, METHODS, STATES

from . import reading
from .allocation_panel import AllocationPanel
from .lines import line_of
from .pay_back import PayBackDialog
from .payment_body import ROOM_FOR_SIDE
from .side_panel import SidePanel
from .take_back import TakeBackDialog
from .words import words_of

_PAGES = {"invoice": "invoice.editor", "bill": "bill.editor", "payment": "payment"}
"""The page that shows what an allocation settles."""


class PostedPage(Surface):
    """Shows the payment `id`; with `print` its receipt is printed, with `allocate` the rest is allocated."""

    key = "payment"
    nav_key = "payments"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.title = tr("Payment")
        self.stored: reading.Stored | None = None
        self.record_id: UUID | None = None
        self._prints = self._allocates = self._sending = False
        self._build()
        workspace.touched.connect(self._touched)
        workspace.formats_changed.connect(self._formats_changed)

    # Construction

    def _build(self) -> None:
        formats = self._workspace.formats
        self.header = PageHeader(tr("Payment"), crumbs=(tr("Payments"),))
        self.header.crumb_chosen.connect(lambda _: self.leave())
        self.reverse = self._button(tr("Reverse"), "danger", "undo-2", self.reverse_payment)
        self.pay_back = self._button(tr("Pay back"), "plain", "corner-down-left", self.begin_paying_back)
        self.pdf = self._button(tr("Save PDF"), "plain", "file-down", self.save_receipt)
        self.print_button = self._button(tr("Print receipt"), "plain", "printer", self.print_receipt)
        self.allocate_rest = self._button(tr("Allocate the rest"), "primary", "split", self.begin_allocating)
        self.allocate = self._button(tr("Allocate"), "primary", "check", self.post_allocation)
        self.figures = StatStrip()
        self.banner = Banner("neg")
        self.banner.hide()
        self.rows = RowList(_columns(), formats)
        self.table = DataTable(
            self.rows, tr("Pays"), row_height=ROW_TWO_LINES, edge=S5, muted="is_taken_back"
        )
        self.table.activated_row.connect(lambda _: self._open_invoice())
        self._card = Card(padding=1, spacing=0)
        self._card.column.addWidget(self.table)
        self.take_back = Button(tr("Un-allocate"), "plain", "undo-2", small=True)
        self.take_back.clicked.connect(self.take_allocation_back)
        self._nothing = Label(tr("It settles nothing yet."), BASE, REGULAR, "text2")
        self.panel = AllocationPanel(formats, words_of(PaymentKind.RECEIPT))
        self.panel.hide()
        self.panel.fill_asked.connect(self._fill)
        self.panel.told.connect(self._workspace.say)
        self.side = SidePanel(formats, tr("What was posted"))
        self.side.show_waiting("")
        self.side.journal.hide()
        self.hints = HintBar()
        title = row(Label(tr("Pays"), CARD_TITLE, SEMIBOLD), None, self.take_back)
        form = column(
            self.banner, title, self._nothing, self._card, self.panel, None,
            spacing=12, margins=(GUTTER, 8, GUTTER, 12),
        )  # fmt: skip
        left = column(self.figures, ScrollColumn(box(form)), self.hints, spacing=0)
        left.setStretch(1, 1)
        body = row(Surface("surface", left), self.side, spacing=0)
        body.setStretch(0, 1)
        page = column(self.header, Rule(), box(body), spacing=0)
        page.setStretch(2, 1)
        self.setLayout(page)
        self.setFocusProxy(self.table)
        handlers = {"primary": self._primary, "print": self.print_receipt}
        self.shortcuts = install(self, "form", handlers)
        self.shortcuts.append(shortcut(self.table, "U", self.take_allocation_back))
        # Where nothing is allocated yet there is no table, and the keys begin at the head.
        for place in (self.table, self.header):
            self.shortcuts.append(shortcut(place, "A", self.begin_allocating))
        self.shortcuts.append(shortcut(self, "Ctrl+Z", self.panel.undo))

    def _button(self, text: str, variant: Any, icon: str, run: Callable[[], object]) -> Button:
        made = Button(text, variant, icon)
        made.clicked.connect(lambda _=False: run())
        made.hide()
        self.header.add_action(made)
        return made

    # What the window asks of a page

    def show_params(self, params: dict[str, Any]) -> None:
        """Show the payment `id`."""
        if "id" in params:
            self.record_id = UUID(str(params["id"]))
            self._prints = bool(params.get("print"))
            self._allocates = bool(params.get("allocate"))
            self._read()

    def close_page(self) -> None:
        """Let go of the window's signals."""
        self._workspace.touched.disconnect(self._touched)
        self._workspace.formats_changed.disconnect(self._formats_changed)

    def leave(self) -> None:
        """Out of allocating, else back to the list."""
        if self._allocates:
            self._allocates = False
            self._show_state()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._workspace.open("payments")

    @property
    def ready(self) -> bool:
        """Whether the payment is shown."""
        return self.stored is not None or self.record_id is None

    def _read(self) -> None:
        id_ = self.record_id
        if id_ is not None:
            self._workspace.read(
                lambda read: reading.read_stored(read, id_), self._show, owner=self, slot="stored"
            )

    def _show(self, stored: reading.Stored) -> None:
        self.stored = stored
        detail = stored.detail
        self.title = detail.number
        self.header.title.setText(detail.number)
        state = _state_of(detail)
        choice = next(one for one in STATES if one.value == state)
        self.header.set_state(tr(choice.label), tone_of(state, STATES))
        self.rows.set_rows([_Shown(row) for row in stored.allocations])
        if stored.allocations:
            self.table.move_to(0)
        self.panel.set_words(words_of(detail.kind))
        self.panel.show_lines([line_of(item) for item in stored.open_items], tr("Nothing is open."))
        self.panel.follows = False
        self.panel.set_available(detail.advance_minor, detail.currency)
        if stored.legs:
            self.side.show_legs(stored.legs)
        self.side.show_history(stored.history)
        self._show_figures()
        self._show_state()
        if self._allocates:
            self.begin_allocating()
        if self._prints:
            self._prints = False
            if has_printer():
                self.print_receipt()

    def _show_figures(self) -> None:
        if self.stored is None:
            return
        detail, formats = self.stored.detail, self._workspace.formats

        def money(minor: int) -> str:
            return formats.money(minor, detail.currency, sign=True)

        method = next(tr(one.label) for one in METHODS if one.value == detail.method)
        kind = next(tr(one.label) for one in KINDS if one.value == detail.kind)
        other = detail.party_name or detail.to_account_name
        moved = tr("Received") if FLOWS[detail.kind].sign > 0 else tr("Paid out")
        figures = [Figure("total", kind, money(detail.total_minor), other)]
        if detail.account_name:
            figures.append(Figure("amount", moved, money(detail.amount_minor), detail.account_name))
        if detail.to_currency and detail.to_currency != detail.currency:
            arrived = formats.money(detail.to_amount_minor, detail.to_currency, sign=True)
            figures.append(Figure("arrived", tr("Arrived"), arrived, detail.to_account_name))
        how = method if detail.account_name and not detail.to_account_name else tr("Date")
        figures.append(Figure("how", how, formats.date(detail.dated_on), detail.reference))
        discount = tr("Discount given") if detail.side is Side.RECEIVABLE else tr("Discount received")
        kept = (
            (tr("Tax withheld"), detail.withheld_minor),
            (tr("Bank charges"), detail.charges_minor),
            (discount, detail.discount_minor),
            (tr("TCS"), detail.tcs_minor),
            (tr("Written off"), detail.write_off_minor),
            (tr("Notes used"), detail.credit_minor),
        )
        figures += [Figure(label, label, money(minor)) for label, minor in kept if minor]
        if detail.advance_minor:
            note = tr("kept as an advance")
            figures.append(Figure("left", tr("Left over"), money(detail.advance_minor), note, "warn"))
        if detail.reversed_on is not None:
            day = formats.date(detail.reversed_on)
            figures.append(Figure("reversed", tr("Reversed"), day, detail.reversal_reason, "neg"))
        self.figures.set_figures(tuple(figures))

    def _show_state(self) -> None:
        stored = self.stored
        if stored is None:
            return
        may, posted = self._workspace.may, stored.detail.status is PaymentStatus.POSTED
        rest = posted and bool(stored.detail.advance_minor) and may("payment.allocate")
        flow = FLOWS[stored.detail.kind]
        live = any(row.is_live and not row.funds for row in stored.allocations) and flow.has_advance
        has_paper = bool(stored.detail.party_id and stored.detail.amount_minor) and not self._allocates
        self.reverse.setVisible(posted and may("payment.reverse") and not self._allocates)
        self.pdf.setVisible(has_paper)
        self.print_button.setVisible(has_paper)
        self.print_button.setText(tr("Print receipt") if flow.sign > 0 else tr("Print advice"))
        self.pay_back.setVisible(rest and not self._allocates and may(_pay_back_right(flow.side)))
        self.allocate_rest.setVisible(rest and not self._allocates)
        self.allocate.setVisible(rest and self._allocates)
        self.panel.setVisible(rest and self._allocates)
        self.take_back.setVisible(live and may("payment.allocate"))
        self._nothing.setVisible(not stored.allocations and flow.has_advance)
        self._card.setVisible(bool(stored.allocations))
        height = grown(TABLE_HEAD) + grown(ROW_TWO_LINES) * max(1, len(stored.allocations)) + 2
        self._card.setFixedHeight(min(height, grown(320)))
        keys = [("Ctrl+P", tr("Print")), ("Esc", tr("Back"))]
        if live:
            keys = [("Enter", tr("Open document")), ("U", tr("Un-allocate")), *keys]
        if rest:
            keys = [("A", tr("Allocate the rest")), *keys]
        if self._allocates:
            keys = [("Space", tr("Tick")), ("F", tr("Fill rest")), ("0", tr("Clear"))]
            keys += [("Ctrl+Z", tr("Undo")), ("Ctrl+Enter", tr("Allocate")), ("Esc", tr("Back"))]
        self.hints.set_hints(keys)
        self._place_focus(rest=rest)

    def _place_focus(self, *, rest: bool) -> None:
        """The focus begins at what is paid, else at the next step, and never falls out of the page."""
        begin = self.allocate_rest if rest else self.print_button
        first: QWidget = self.table if self.stored and self.stored.allocations else begin
        self.setFocusProxy(first)
        focus = self.window().focusWidget()
        if self.isVisible() and not self._allocates and not self.isAncestorOf(focus):
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    # Allocating what is left

    def begin_allocating(self) -> None:
        """Show the open invoices and how the rest could be spread over them."""
        stored = self.stored
        if stored is None or not stored.detail.advance_minor or not self._workspace.may("payment.allocate"):
            return
        self._allocates = True
        self._show_state()
        self.panel.set_best()
        self._fill(None)
        self.panel.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, strategy: object) -> None:
        stored = self.stored
        if stored is None:
            return
        detail = stored.detail
        wanted = strategy if isinstance(strategy, Strategy) else None

        def show(found: Any) -> None:
            amounts = {part.document_id: part.amount_minor for part in found.parts}
            self.panel.show_fill(amounts, "")

        self._workspace.read(
            lambda read: reading.read_fill(read, detail, wanted), show, owner=self, slot="fill"
        )

    def post_allocation(self) -> None:
        """Allocate as the table says."""
        if self.record_id is None or self._sending or not self.panel.table.settle():
            return
        self._sending = True
        lines = self.panel.lines.allocations(self.panel.words.side)
        command = AllocatePayment(payment_id=self.record_id, allocations=lines)
        self._workspace.execute(command, self._allocated, owner=self, failed=self._not_allocated)

    def _allocated(self, received: Received) -> None:
        self._sending = self._allocates = False
        self._workspace.say(tr("{number} allocated", number=received.number))
        self._read()

    def _not_allocated(self, error: Exception) -> None:
        self._sending = False
        if not isinstance(error, RayafinError):
            self._workspace.refused.emit(error)
            return
        others = self.panel.refuse(error.problems, self._workspace.sentence)
        if others:
            self.banner.say("\n".join(self._workspace.sentence(one) for one in others), "neg")

    # Taking back

    def take_allocation_back(self) -> None:
        """Ask why, then open the invoice again."""
        shown = self.rows.row_at(self.table.cursor_row())
        if (
            shown is None
            or not shown.row.is_live
            or shown.row.funds
            or not self._workspace.may("payment.allocate")
        ):
            return
        dialog = TakeBackDialog(self.window(), self._workspace, shown.row)
        dialog.start()

    def begin_paying_back(self) -> None:
        """Ask how much of what is left goes back, and from which account."""
        if self.stored is not None:
            PayBackDialog(self.window(), self._workspace, self.stored.detail).start()

    def reverse_payment(self) -> None:
        """The money went back."""
        self._workspace.open("payment.reverse", id=self.record_id)

    # Paper

    def print_receipt(self) -> None:
        """Print the receipt of the payment."""
        if not has_printer():
            self._workspace.say(tr("No printer is set up on this computer. Save the PDF instead."))
            return
        self._with_pdf(lambda pdf: print_pdf(self.window(), pdf, self.title))

    def save_receipt(self) -> None:
        """Save the receipt as a file."""
        self._with_pdf(lambda pdf: save_pdf(self.window(), pdf, file_name(self.title)))

    def _with_pdf(self, use: Callable[[bytes], object]) -> None:
        id_ = self.record_id
        if id_ is not None:
            self._workspace.read(lambda read: reading.receipt_pdf(read, id_), use, owner=self, slot="pdf")

    # Reactions

    def _primary(self) -> None:
        if self._allocates:
            self.post_allocation()
        else:
            self.begin_allocating()

    def _open_invoice(self) -> None:
        shown = self.rows.row_at(self.table.cursor_row())
        if shown is not None:
            page = _PAGES[shown.row.document]
            self._workspace.open(page, id=shown.row.document_id)

    def _touched(self, touched: dict[str, Any]) -> None:
        if self.record_id in touched.get("payment", ()) or "allocation" in touched:
            self._read()

    def _formats_changed(self) -> None:
        for model in (self.rows, self.panel.lines):
            model.formats = self._workspace.formats
        self.table.viewport().update()
        self.panel.table.viewport().update()
        self._show_figures()

    def _fit_side(self) -> None:
        self.side.setVisible(self.width() >= grown(ROOM_FOR_SIDE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_side()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_side()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)


class _Shown:
    """An allocation as the table shows it: what was taken back is greyed out."""

    def __init__(self, row: AllocationRow) -> None:
        self.row = row
        self.invoice_number = row.invoice_number
        self.allocated_on = row.allocated_on
        self.amount_minor = row.amount_minor
        self.left_minor = row.left_minor
        self.currency = row.currency
        if row.reason:
            self.note = tr("Taken back: {why}", why=row.reason)
        else:
            self.note = tr("pays along") if row.funds else ""
        self.is_taken_back = not row.is_live


def _pay_back_right(side: Side) -> str:
    return "payment.pay" if side is Side.RECEIVABLE else "payment.receive"


def _state_of(detail: PaymentDetail) -> str:
    if detail.status is PaymentStatus.REVERSED:
        return "reversed"
    if detail.kind is PaymentKind.TRANSFER:
        return "transferred"
    return "advance" if detail.advance_minor else "allocated"


def _columns() -> tuple[Column, ...]:
    def money(key: str, title: str) -> Column:
        return Column(key=key, title=title, kind="money", width=120, currency="currency", sortable=False)

    return (
        Column(key="invoice_number", title=tr("Document"), stretch=True, subtitle="note", sortable=False),
        Column(key="allocated_on", title=tr("Date"), kind="date", width=110, sortable=False),
        money("amount_minor", tr("Paid")),
        money("left_minor", tr("Still open")),
    )
