"""A journal voucher: accounts with debit and credit, posted only when both sides agree."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from rayafin_desktop.base.errors import NeedsConfirmation, Problem, RayafinError
from rayafin_desktop.base.money import currency_digits, to_major
from rayafin_desktop.desktop.components.banner import Banner
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.date_edit import DateEdit
from rayafin_desktop.desktop.components.field import FieldBox
from rayafin_desktop.desktop.components.hint_bar import HintBar
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import Rule, Surface, box, column, row
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.pill import Pill
from rayafin_desktop.desktop.components.question import ask
from rayafin_desktop.desktop.components.text_input import TextEdit
from rayafin_desktop.desktop.forms.enter_flow import EnterFlow
from rayafin_desktop.desktop.grid.line_grid import LineGrid
from rayafin_desktop.desktop.grid.line_model import LineModel
from rayafin_desktop.desktop.keys import hints, install
from rayafin_desktop.desktop.theme.fonts import BASE, MEDIUM, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import FIELD_GAP, GUTTER, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.features.ledger.commands import PostedEntry, PostJournal

from . import reading
from .voucher_lines import (
    ACCOUNT,
    CENTRE,
    COLUMN_OF_FIELD,
    PARTY,
    VoucherLine,
    content_of,
    copied,
    sums,
    voucher_kind,
)

_DATE_WIDTH, _FIGURE_WIDTH = 190, 130
_LEAST_LINES, _USUAL_LINES = 3, 10


class VoucherGrid(LineGrid[VoucherLine]):
    """The grid; `lines` is its model."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.digits = currency_digits(workspace.formats.currency)
        create = self._create if workspace.may("account.save") else None
        kind = voucher_kind(
            self.digits,
            lambda text, show: workspace.suggest("account_lookup", text, show, owner=self),
            lambda text, show: workspace.suggest("party_lookup", text, show, owner=self),
            lambda text, show: workspace.suggest("cost_centre_lookup", text, show, owner=self),
            create,
            self._balancing,
        )
        self.lines: LineModel[VoucherLine] = LineModel(kind, workspace.formats)
        super().__init__(self.lines, tr("Voucher lines"))
        # Shown once it is known that there are any.
        self.setColumnHidden(CENTRE, True)
        # The cell under the cursor has a ring; a selected one says nothing more.
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.clearSelection()

    def positions(self) -> list[int]:
        """The rows of the lines that count, in order."""
        blank = self.lines.kind.is_blank
        return [at for at in range(self.lines.rowCount()) if not blank(self.lines.line(at))]

    def _balancing(self, line: VoucherLine) -> tuple[Decimal | None, Decimal | None]:
        debit, credit = sums([one for one in self.lines.lines() if one is not line], self.digits)
        rest = debit - credit
        if not rest:
            return None, None
        amount = to_major(abs(rest), self.digits)
        return (None, amount) if rest > 0 else (amount, None)

    def _create(self, text: str) -> None:
        self._workspace.create("account.form", lambda _: self.setFocus(), name=text)


class VoucherPage(Surface):
    """A new voucher; after posting its entry is shown."""

    key = "journal.voucher"
    nav_key = "journal"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.title = tr("New journal entry")
        self._desk: reading.VoucherDesk | None = None
        self._confirmed: frozenset[str] = frozenset()
        self._posting = False
        self._build()
        workspace.formats_changed.connect(self._formats_changed)
        workspace.read(reading.read_desk, self._begin, owner=self, slot="desk")
        self._changed()

    # Construction

    def _build(self) -> None:
        workspace = self._workspace
        self.header = PageHeader(self.title, crumbs=(tr("Journal"),))
        self.header.crumb_chosen.connect(lambda _: workspace.open("journal"))
        self.header.set_state(tr("New"), "accent")
        self.post_button = Button(tr("Post entry"), "primary", "check")
        self.post_button.clicked.connect(self.post)
        self.header.add_action(self.post_button)
        self.banner = Banner("neg")
        self.banner.hide()
        self.posted_on = DateEdit(workspace.formats, self._today)
        self.narration = TextEdit()
        self.narration.setPlaceholderText(tr("What this is for"))
        self.reverse_on = DateEdit(workspace.formats, self._today)
        self.reverse_on.setPlaceholderText(tr("Never"))
        self.boxes = {
            "posted_on": FieldBox(tr("Date"), self.posted_on, required=True),
            "narration": FieldBox(tr("Note"), self.narration),
            "reverse_on": FieldBox(tr("Reverses itself on"), self.reverse_on),
        }
        flow = EnterFlow(self)
        flow.watch(self.posted_on)
        self.grid = VoucherGrid(workspace)
        self._card = Card(padding=1, spacing=0)
        self._card.column.addWidget(self.grid)
        self.state = Pill(tr("Balanced"), "pos")
        self.why = Label("", SMALL, REGULAR, "text2")
        self._debit = Label("", BASE, SEMIBOLD, number=True)
        self._credit = Label("", BASE, SEMIBOLD, number=True)
        foot = row(
            self.state, self.why, None,
            Label(tr("Debit"), SMALL, MEDIUM, "text2"), self._debit, 16,
            Label(tr("Credit"), SMALL, MEDIUM, "text2"), self._credit, spacing=8,
        )  # fmt: skip
        self.hints = HintBar((*hints("grid")[:3], ("Ctrl+Enter", tr("Post")), ("Esc", tr("Back"))))
        head = row(*self.boxes.values(), spacing=FIELD_GAP)
        form = column(self.banner, head, self._card, foot, None, spacing=12, margins=(GUTTER, 16, GUTTER, 12))
        form.setStretch(form.indexOf(self._card), 100)
        page = column(self.header, Rule(), box(form), self.hints, spacing=0)
        page.setStretch(2, 1)
        self.setLayout(page)
        self.setFocusProxy(self.posted_on)
        self.grid.lines.lines_changed.connect(self._changed)
        self.grid.lines.undo.undoTextChanged.connect(self._show_last_change)
        self.grid.rows_refused.connect(lambda why: self.banner.say(why, "neg"))
        self.grid.left_forward.connect(lambda: self.post_button.setFocus(Qt.FocusReason.TabFocusReason))
        self.grid.left_back.connect(lambda: self.narration.setFocus(Qt.FocusReason.BacktabFocusReason))
        # The day it reverses itself is seldom wanted: Enter goes past it, Tab into it.
        self.narration.returnPressed.connect(lambda: self.grid.setFocus(Qt.FocusReason.TabFocusReason))
        self.posted_on.changed.connect(self._changed)
        self.shortcuts = install(self, "form", {"primary": self.post})
        self.restyle()

    def restyle(self) -> None:
        for key in ("posted_on", "reverse_on"):
            self.boxes[key].setFixedWidth(grown(_DATE_WIDTH))
        for label in (self._debit, self._credit):
            label.setMinimumWidth(grown(_FIGURE_WIDTH))
        self._fit()

    def _fit(self) -> None:
        self._card.setMinimumHeight(self.grid.height_for(_LEAST_LINES) + 2)
        wished = max(_USUAL_LINES, self.grid.lines.rowCount() + 1)
        self._card.setMaximumHeight(self.grid.height_for(wished) + 2)

    def _today(self) -> date:
        return self._desk.today if self._desk is not None else datetime.now(UTC).date()

    # What the window asks of a page

    def show_params(self, params: dict[str, Any]) -> None:
        """A voucher starts empty; `copy_of` fills it with the lines of an entry that stands."""
        if "copy_of" in params:
            id_ = UUID(str(params["copy_of"]))
            self._workspace.read(
                lambda read: reading.read_entry(read, id_), self._copy, owner=self, slot="copy"
            )

    def close_page(self) -> None:
        """Let go of the window's signals."""
        self._workspace.formats_changed.disconnect(self._formats_changed)

    @property
    def ready(self) -> bool:
        """Whether the day is known."""
        return self._desk is not None

    def _begin(self, desk: reading.VoucherDesk) -> None:
        self._desk = desk
        self.grid.setColumnHidden(CENTRE, not desk.with_centres)
        if self.posted_on.value() is None:
            self.posted_on.set_value(desk.today)

    def _copy(self, entry: reading.Entry) -> None:
        self.narration.set_value(entry.detail.narration)
        self.grid.lines.set_lines([copied(line, self.grid.digits) for line in entry.detail.lines])
        self._changed()

    # Typing

    def reason(self) -> str:
        """Why the voucher cannot be posted; empty when it can."""
        lines = self.grid.lines.lines()
        debit, credit = sums(lines, self.grid.digits)
        if len(lines) < 2:
            return tr("An entry needs at least two lines.")
        missing = [at for at, line in enumerate(lines, start=1) if line.account_id is None]
        if missing:
            return tr("Line {n} has no account.", n=missing[0])
        empty = [at for at, line in enumerate(lines, start=1) if not (line.debit or line.credit)]
        if empty:
            return tr("Line {n} has no amount.", n=empty[0])
        nobody = self._without_party(lines)
        if nobody:
            return tr("Line {n} is kept per customer and supplier. Say whose it is.", n=nobody[0])
        if debit != credit:
            amount = self._workspace.formats.money(abs(debit - credit), sign=True)
            side = tr("credit") if debit > credit else tr("debit")
            return tr("{amount} is missing on the {side} side.", amount=amount, side=side)
        if self.posted_on.value() is None:
            return tr("Enter the day.")
        return ""

    def _without_party(self, lines: list[VoucherLine]) -> list[int]:
        kept = self._desk.with_party if self._desk is not None else frozenset()
        return [
            at for at, line in enumerate(lines, start=1) if line.account_id in kept and line.party_id is None
        ]

    def _changed(self) -> None:
        formats = self._workspace.formats
        self._confirmed = frozenset()
        debit, credit = sums(self.grid.lines.lines(), self.grid.digits)
        self._debit.setText(formats.money(debit))
        self._credit.setText(formats.money(credit))
        why = self.reason()
        if debit != credit:
            out = formats.money(abs(debit - credit), sign=True)
            self.state.set_state(tr("Out by {amount}", amount=out), "neg")
        else:
            self.state.set_state(tr("Balanced") if debit else tr("Empty"), "pos" if debit else "neutral")
        self.why.setText(why)
        self.post_button.setEnabled(not why and not self._posting)
        self.post_button.setToolTip(why)
        self._fit()

    def _show_last_change(self, text: str) -> None:
        self.header.set_saved(tr("Last change: {text}", text=text) if text else "")

    # Posting

    def post(self) -> None:
        """Post the voucher; a problem comes back to its line."""
        if self._posting or not self.grid.settle():
            return
        why, posted_on = self.reason(), self.posted_on.value()
        if why or posted_on is None:
            self.banner.say(why, "neg")
            return
        lines = tuple(one for line in self.grid.lines.lines() if (one := content_of(line)) is not None)
        command = PostJournal(
            posted_on=posted_on,
            narration=self.narration.value(),
            lines=lines,
            reverse_on=self.reverse_on.value(),
        )
        self._posting = True
        self.post_button.setEnabled(False)
        self._workspace.execute(
            command, self._posted, owner=self, confirmed=self._confirmed, failed=self._refused
        )

    def _posted(self, entry: PostedEntry) -> None:
        number = self._workspace.formats.count(entry.entry_no)
        self._workspace.say(tr("Entry {number} posted", number=number))
        entry_id: UUID = entry.entry_id
        self._workspace.open("journal.entry", id=entry_id)
        self._workspace.close(self)

    def _refused(self, error: Exception) -> None:
        self._posting = False
        self._changed()
        if isinstance(error, NeedsConfirmation):
            key, text = error.key, "\n".join(self._workspace.sentences(error))

            def again() -> None:
                self._confirmed |= {key}
                self.post()

            ask(self, tr("Post all the same"), text, again)
        elif isinstance(error, RayafinError):
            self._show_problems(error)
        else:
            self._workspace.refused.emit(error)

    def _show_problems(self, error: RayafinError) -> None:
        cells: dict[tuple[int, int], str] = {}
        fields: dict[str, str] = {}
        rest: list[str] = []
        rows = self.grid.positions()
        for problem in error.problems:
            text = self._workspace.sentence(problem)
            cell = _cell(problem, rows)
            if cell is not None:
                cells.setdefault(cell, text)
            elif problem.field in self.boxes:
                fields.setdefault(problem.field, text)
            else:
                rest.append(text)
        for key, one in self.boxes.items():
            one.set_error(fields.get(key, ""))
        self.grid.lines.set_errors(cells)
        if rest or cells:
            self.banner.say("\n".join([*rest, *cells.values()]), "neg")
        if cells:
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
            self.grid.go(*min(cells), edit=False)

    def _formats_changed(self) -> None:
        self.grid.lines.formats = self._workspace.formats
        self.grid.viewport().update()
        self._changed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.grid.lines.lines():
                self._workspace.say(tr("Not posted yet. Alt+Left leads back to it."))
            self._workspace.open("journal")
            return
        super().keyPressEvent(event)


def _cell(problem: Problem, rows: list[int]) -> tuple[int, int] | None:
    parts = problem.field.split(".")
    if parts[0] != "lines" or len(parts) < 2:
        return None
    at = int(parts[1])
    default = PARTY if problem.code == "entry.party_missing" else ACCOUNT
    return (
        rows[at] if at < len(rows) else at,
        COLUMN_OF_FIELD.get(parts[2] if len(parts) > 2 else "", default),
    )
