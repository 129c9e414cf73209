"""A note against a document: which lines come back, how much of each, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.billing.credit_notes import CreditLine
from rayafin_desktop.features.billing.crediting import Creditable, credited_by_quantity

_QUANTITY, _TOTALS = 130, 300


@dataclass(frozen=True, slots=True)
class Creditables:
    """A document, its lines as rules see them, and what remains of each after the notes posted so far."""

    detail: Any
    whole: Mapping[int, Creditable]
    remaining: Mapping[int, Creditable]
    inclusive: Mapping[int, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteKind:
    """What an editor of notes asks and says; the words are in the person's language."""

    documents: str
    documents_key: str
    editor_key: str
    title: str
    everything: str
    post: str
    reason_hint: str
    available: str
    now: str
    now_in_line: Callable[[int], str]
    whole: str
    nothing: str
    posted: Callable[[str], str]
    read: Callable[[Read, UUID], Creditables]
    command: Callable[[Any, date, str, tuple[CreditLine, ...]], Command[Any]]


class NoteEditor(Surface):
    """For the document `id`. Every line begins with nothing taken back."""

    key = ""
    nav_key = ""

    def __init__(self, workspace: Workspace, kind: NoteKind) -> None:
        super().__init__()
        self._workspace = workspace
        self.kind = kind
        self.title = kind.title
        self._found: Creditables | None = None
        self._confirmed: frozenset[str] = frozenset()
        self.quantities: dict[int, NumberEdit] = {}
        self.errors: dict[int, ElidedLabel] = {}
        self.header = PageHeader(self.title, crumbs=(kind.documents, ""))
        self.header.crumb_chosen.connect(self._go_back)
        everything = Button(kind.everything)
        everything.clicked.connect(self.credit_everything)
        self.primary = Button(kind.post, "primary", "check")
        self.primary.clicked.connect(self.post)
        self.header.add_action(everything)
        self.header.add_action(self.primary)
        self.banner = Banner("neg")
        self.banner.hide()
        self.issued_on = DateEdit(workspace.formats)
        self.reason = TextEdit()
        self.reason.setPlaceholderText(kind.reason_hint)
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
        """Take back from the document `id`."""
        id_ = UUID(str(params["id"]))
        self._workspace.read(
            lambda read: (self.kind.read(read, id_), read.today), self._show, owner=self, slot="invoice"
        )

    def close_page(self) -> None:
        """Nothing is kept: a note exists once it is posted."""

    # Showing

    def _show(self, answer: tuple[Creditables, date]) -> None:
        found, today = answer
        document = found.detail.document
        self.header.crumbs[1].set_crumb(document.number or "")
        self.issued_on.set_value(max(today, document.issued_on))
        titles = (tr("Item"), self.kind.available, self.kind.now, tr("Amount"))
        for at, title in enumerate(titles):
            self._lines.addWidget(Label(title, SMALL, MEDIUM, "text2", number=at > 0), 0, at)
        for line in found.detail.lines:
            self._add_line(line, found.remaining[line.line_no])
        self._found = found
        self._changed()

    def _add_line(self, line: Any, remaining: Creditable) -> None:
        formats, at = self._workspace.formats, self._lines.rowCount()
        error = ElidedLabel("", MICRO, REGULAR, "neg")
        error.hide()
        name = box(column(ElidedLabel(line.description, BASE, REGULAR), error, spacing=2))
        left = f"{formats.decimal(abs(remaining.quantity), 3)} {line.unit}".strip()
        edit = NumberEdit(formats, decimals=3, least=Decimal(0))
        edit.setEnabled(not remaining.is_nothing)
        edit.changed.connect(self._changed)
        self._flow.watch(edit)
        edit.setAccessibleName(self.kind.now_in_line(line.line_no))
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

    def _show_amount(self, line: Any, amount: Label) -> None:
        part = self._part(line)
        currency = self._found.detail.document.currency if self._found else ""
        amount.setText(self._workspace.formats.money(part.total_minor, currency) if part else "")

    def _part(self, line: Any) -> Creditable | None:
        """What the quantity typed takes of a line, by the rule that posting uses."""
        quantity = self.quantities[line.line_no].value()
        found = self._found
        remaining = found.remaining[line.line_no] if found else None
        if found is None or remaining is None or not quantity or quantity > abs(remaining.quantity):
            return None
        signed = quantity if remaining.quantity >= 0 else -quantity
        return credited_by_quantity(
            found.whole[line.line_no],
            remaining,
            signed,
            prices_include_tax=found.inclusive[line.line_no],
        )

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
            (self.kind.whole, money(whole, currency, sign=True)),
        )

    # Doing

    def credit_everything(self) -> None:
        """Fill in all that remains of every line."""
        for number, remaining in (self._found.remaining if self._found else {}).items():
            if not remaining.is_nothing:
                self.quantities[number].set_value(abs(remaining.quantity))

    def lines(self) -> tuple[CreditLine, ...]:
        """What the page takes back now."""
        return tuple(
            CreditLine(line_no=number, quantity=quantity)
            for number, edit in self.quantities.items()
            if (quantity := edit.value())
        )

    def command(self) -> Command[Any]:
        """The note as it stands on the page."""
        if self._found is None:
            raise LookupError("no document to take back from yet")
        document = self._found.detail.document
        day = self.issued_on.value() or document.issued_on
        return self.kind.command(document.id, day, self.reason.value(), self.lines())

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
        if not self.lines():
            # No lines would mean all of them: that has a button of its own.
            self.banner.say(self.kind.nothing, "neg")
            return
        self.primary.setEnabled(False)
        self._workspace.execute(
            command, self._posted, owner=self, confirmed=self._confirmed, failed=self._refused
        )

    def _posted(self, posted: Any) -> None:
        self._workspace.say(self.kind.posted(posted.number))
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
        numbers = [line.line_no for line in self.lines()]
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
            self._workspace.open(self.kind.editor_key, id=self._found.detail.document.id)
        else:
            self._workspace.open(self.kind.documents_key)
