"""Crediting an invoice: which lines come back, how much of each, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy

from rayafin_desktop.base.errors import NeedsConfirmation, RayafinError
from rayafin_desktop.desktop.components.banner import Banner
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.date_edit import DateEdit
from rayafin_desktop.desktop.components.field import FieldBox
from rayafin_desktop.desktop.components.hint_bar import HintBar
from rayafin_desktop.desktop.components.label import ElidedLabel, Label
from rayafin_desktop.desktop.components.layout import Rule, Surface, box, column, row
from rayafin_desktop.desktop.components.number_edit import NumberEdit
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.question import ask
from rayafin_desktop.desktop.components.scroll import ScrollColumn
from rayafin_desktop.desktop.components.text_input import TextEdit, mark
from rayafin_desktop.desktop.components.totals import Totals
from rayafin_desktop.desktop.forms.enter_flow import EnterFlow
from rayafin_desktop.desktop.keys import install
from rayafin_desktop.desktop.theme.fonts import BASE, MEDIUM, MICRO, REGULAR, SMALL
from rayafin_desktop.desktop.theme.sizes import FIELD_GAP, GUTTER, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.billing.content import Posted
from rayafin_desktop.features.billing.credit_notes import (
    CreditLine,
    PostCreditNote,
    creditable,
    credited_lines,
)
from rayafin_desktop.features.billing.crediting import Creditable, credited_by_quantity, remaining_of
from rayafin_desktop.features.billing.model import InvoiceLine
from rayafin_desktop.features.billing.queries import InvoiceDetail, invoice_detail

_QUANTITY, _TOTALS = 130, 300


@dataclass(frozen=True, slots=True)
class Creditables:
    """An invoice, and what remains of each of its lines after the credit notes posted so far."""

    detail: InvoiceDetail
    remaining: dict[int, Creditable]


def read_creditables(read: Read, invoice_id: UUID) -> Creditables:
    """What can still be credited of an invoice."""
    detail = invoice_detail(read, invoice_id)
    credited = credited_lines(read, invoice_id)
    remaining = {
        line.line_no: remaining_of(creditable(line), credited.get(line.line_no, ())) for line in detail.lines
    }
    return Creditables(detail, remaining)


class CreditNoteEditor(Surface):
    """For the invoice `id`. Every line begins with nothing credited."""

    key = "credit_note.editor"
    nav_key = "invoices"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.title = tr("Credit note")
        self._found: Creditables | None = None
        self._confirmed: frozenset[str] = frozenset()
        self.quantities: dict[int, NumberEdit] = {}
        self.errors: dict[int, ElidedLabel] = {}
        self.header = PageHeader(self.title, crumbs=(tr("Invoices"), ""))
        self.header.crumb_chosen.connect(self._go_back)
        everything = Button(tr("Credit all that remains"))
        everything.clicked.connect(self.credit_everything)
        self.primary = Button(tr("Post credit note"), "primary", "check")
        self.primary.clicked.connect(self.post)
        self.header.add_action(everything)
        self.header.add_action(self.primary)
        self.banner = Banner("neg")
        self.banner.hide()
        self.issued_on = DateEdit(workspace.formats)
        self.reason = TextEdit()
        self.reason.setPlaceholderText(tr("Returned, damaged, price agreed later …"))
        self._flow = EnterFlow(self)
        self.issued_box = FieldBox(tr("Date"), self.issued_on)
        self.reason_box = FieldBox(tr("Reason"), self.reason, required=True)
        for one in (self.issued_on, self.reason):
            self._flow.watch(one)
            one.changed.connect(self._changed)
        head = row(self.issued_box, self.reason_box, spacing=FIELD_GAP)
        head.setStretch(0, 1)
        head.setStretch(1, 3)
        self._lines = QGridLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setHorizontalSpacing(16)
        self._lines.setVerticalSpacing(8)
        self._lines.setColumnStretch(0, 1)
        card = Card(padding=12)
        card.column.addLayout(self._lines)
        self.totals = Totals()
        self.totals.setFixedWidth(grown(_TOTALS))
        form = column(
            self.banner, head, card, row(None, self.totals), None,
            spacing=16, margins=(GUTTER, 16, GUTTER, 16),
        )  # fmt: skip
        hints = HintBar((("Enter", tr("Next field")), ("Ctrl+Enter", tr("Post")), ("Esc", tr("Back"))))
        page = column(self.header, Rule(), ScrollColumn(box(form)), hints, spacing=0)
        page.setStretch(2, 1)
        self.setLayout(page)
        self.setFocusProxy(self.reason)
        self.shortcuts = install(self, "form", {"primary": self.post})

    # What the window asks of a page

    def show_params(self, params: dict[str, Any]) -> None:
        """Credit the invoice `id`."""
        id_ = UUID(str(params["id"]))
        self._workspace.read(
            lambda read: (read_creditables(read, id_), read.today), self._show, owner=self, slot="invoice"
        )

    def close_page(self) -> None:
        """Nothing is kept: a credit note exists once it is posted."""

    # Showing

    def _show(self, answer: tuple[Creditables, date]) -> None:
        found, today = answer
        document = found.detail.document
        self.header.crumbs[1].set_crumb(document.number or "")
        self.issued_on.set_value(max(today, document.issued_on))
        for at, title in enumerate((tr("Item"), tr("Can be credited"), tr("Credit now"), tr("Amount"))):
            self._lines.addWidget(Label(title, SMALL, MEDIUM, "text2", number=at > 0), 0, at)
        for line in found.detail.lines:
            self._add_line(line, found.remaining[line.line_no])
        self._found = found
        self._changed()

    def _add_line(self, line: InvoiceLine, remaining: Creditable) -> None:
        formats, at = self._workspace.formats, self._lines.rowCount()
        error = ElidedLabel("", MICRO, REGULAR, "neg")
        error.hide()
        name = box(column(ElidedLabel(line.description, BASE, REGULAR), error, spacing=2))
        left = f"{formats.decimal(abs(remaining.quantity), 3)} {line.unit}".strip()
        edit = NumberEdit(formats, decimals=3, least=Decimal(0))
        edit.setEnabled(not remaining.is_nothing)
        edit.changed.connect(self._changed)
        self._flow.watch(edit)
        edit.setAccessibleName(tr("Credit now, line {n}", n=line.line_no))
        edit.setFixedWidth(grown(_QUANTITY))
        amount = Label("", BASE, MEDIUM, number=True)
        amount.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        amount.setFixedWidth(grown(_QUANTITY))
        parts = (name, Label(left, BASE, REGULAR, "text2", number=True), edit, amount)
        self._lines.addWidget(Rule(), at, 0, 1, len(parts))
        for column_, part in enumerate(parts):
            self._lines.addWidget(part, at + 1, column_)
        self.quantities[line.line_no], self.errors[line.line_no] = edit, error
        edit.changed.connect(partial(self._show_amount, line, amount))

    def _show_amount(self, line: InvoiceLine, amount: Label) -> None:
        part = self._part(line)
        currency = self._found.detail.document.currency if self._found else ""
        amount.setText(self._workspace.formats.money(part.total_minor, currency) if part else "")

    def _part(self, line: InvoiceLine) -> Creditable | None:
        """What the quantity typed takes of a line, by the rule that posting uses."""
        quantity = self.quantities[line.line_no].value()
        found = self._found
        remaining = found.remaining[line.line_no] if found else None
        if found is None or remaining is None or not quantity or quantity > abs(remaining.quantity):
            return None
        signed = quantity if remaining.quantity >= 0 else -quantity
        inclusive = found.detail.document.prices_include_tax
        return credited_by_quantity(creditable(line), remaining, signed, prices_include_tax=inclusive)

    def _changed(self) -> None:
        found = self._found
        if found is None:
            return
        self._confirmed = frozenset()
        parts = [part for line in found.detail.lines if (part := self._part(line)) is not None]
        currency = found.detail.document.currency
        net = sum(part.net_minor for part in parts)
        whole = sum(part.total_minor for part in parts)
        money = self._workspace.formats.money
        self.totals.show_totals(
            [(tr("Net"), money(net, currency)), (tr("Tax"), money(whole - net, currency))],
            (tr("Credit"), money(whole, currency, sign=True)),
        )

    # Doing

    def credit_everything(self) -> None:
        """Fill in all that remains of every line."""
        for number, remaining in (self._found.remaining if self._found else {}).items():
            if not remaining.is_nothing:
                self.quantities[number].set_value(abs(remaining.quantity))

    def command(self) -> PostCreditNote:
        """The credit note as it stands on the page."""
        found = self._found
        if found is None:
            raise LookupError("no invoice to credit yet")
        lines = tuple(
            CreditLine(line_no=number, quantity=quantity)
            for number, edit in self.quantities.items()
            if (quantity := edit.value())
        )
        document = found.detail.document
        return PostCreditNote(
            invoice_id=document.id,
            issued_on=self.issued_on.value() or document.issued_on,
            reason=self.reason.value(),
            lines=lines,
        )

    def post(self) -> None:
        """Post, unless something typed cannot be read or nothing is credited."""
        if self._found is None or not self.primary.isEnabled():
            return
        command = self.command()
        unreadable = [number for number, edit in self.quantities.items() if edit.problem()]
        for number, edit in self.quantities.items():
            self._show_error(number, edit.problem())
        if unreadable:
            self.quantities[unreadable[0]].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if not command.lines:
            # No lines would mean all of them: that has a button of its own.
            self.banner.say(tr("Say how much of a line is credited, or credit all that remains."), "neg")
            return
        self.primary.setEnabled(False)
        self._workspace.execute(
            command, self._posted, owner=self, confirmed=self._confirmed, failed=self._refused
        )

    def _posted(self, posted: Posted) -> None:
        self._workspace.say(tr("Credit note {number} posted", number=posted.number))
        self._workspace.close(self)

    def _refused(self, error: Exception) -> None:
        self.primary.setEnabled(True)
        sentences = self._workspace.sentences
        if isinstance(error, NeedsConfirmation):
            key = error.key

            def again() -> None:
                self._confirmed |= {key}
                self.post()

            ask(self, tr("Post all the same"), "\n".join(sentences(error)), again)
        elif isinstance(error, RayafinError):
            self._show_problems(error)
        else:
            self._workspace.refused.emit(error)

    def _show_error(self, line_no: int, text: str) -> None:
        mark(self.quantities[line_no], "error", bool(text))
        self.quantities[line_no].setAccessibleDescription(text)
        self.errors[line_no].setText(text)
        self.errors[line_no].setVisible(bool(text))

    def _show_problems(self, error: RayafinError) -> None:
        numbers = [line.line_no for line in self.command().lines]
        rest = []
        for problem in error.problems:
            parts, text = problem.field.split("."), self._workspace.sentence(problem)
            if problem.field == "reason":
                self.reason_box.set_error(text)
                self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            elif problem.field == "issued_on":
                self.issued_box.set_error(text)
            elif parts[0] == "lines" and len(parts) > 1:
                self._show_error(numbers[int(parts[1])], text)
            else:
                rest.append(text)
        if rest:
            self.banner.say("\n".join(rest), "neg")

    def _go_back(self, crumb: int) -> None:
        if crumb == 1 and self._found is not None:
            self._workspace.open("invoice.editor", id=self._found.detail.document.id)
        else:
            self._workspace.open("invoices")
