"""Opening balances: accounts, open invoices and open bills, with the difference while one types."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget

from rayafin_desktop.base.errors import NeedsConfirmation, Problem, RayafinError
from rayafin_desktop.base.money import currency_digits
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
from rayafin_desktop.desktop.components.segmented import Segmented
from rayafin_desktop.desktop.forms.enter_flow import EnterFlow
from rayafin_desktop.desktop.grid.line_grid import LineGrid
from rayafin_desktop.desktop.grid.line_model import LineModel
from rayafin_desktop.desktop.keys import hints, install
from rayafin_desktop.desktop.theme.fonts import BASE, MEDIUM, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import GUTTER, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.closing.opening import OpeningPosted, PostOpeningBalances
from rayafin_desktop.features.companies.queries import fiscal_year
from rayafin_desktop.features.ledger.queries import accounts

from .opening_lines import (
    AccountLine,
    DocumentLine,
    Named,
    account_kind,
    difference_minor,
    document_kind,
    open_document,
    opening_line,
)

LINES, INVOICES, BILLS = "lines", "invoices", "bills"
_DATE_WIDTH = 190


class _Grid(LineGrid[Any]):
    """One of the three grids; `lines` is its model."""

    def __init__(self, model: LineModel[Any], name: str) -> None:
        self.lines = model
        super().__init__(model, name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.clearSelection()

    def positions(self) -> list[int]:
        """The rows of the lines that count, in order."""
        blank = self.lines.kind.is_blank
        return [at for at in range(self.lines.rowCount()) if not blank(self.lines.line(at))]

    def column_of(self, field: str) -> int:
        """The column of a field of the command, the first that can be typed into else."""
        keys = [one.key for one in self.lines.kind.columns]
        return keys.index(field) if field in keys else 1


class OpeningPage(Surface):
    """Takes the balances of the books before over; Ctrl+Enter posts them."""

    key = "opening.balances"
    nav_key = "periods"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.title = tr("Opening balances")
        self._confirmed: frozenset[str] = frozenset()
        self._posting = False
        self._named: Named = {}
        self.ready = False
        self._today = datetime.now(UTC).date()
        self.digits = currency_digits(workspace.formats.currency)
        self.header = PageHeader(self.title)
        self.post_button = Button(tr("Post opening balances"), "primary", "check")
        self.post_button.clicked.connect(self.post)
        self.header.add_action(self.post_button)
        self.banner = Banner("neg")
        self.banner.hide()
        self.on = DateEdit(workspace.formats, lambda: self._today)
        self._on = FieldBox(tr("Balances at the end of"), self.on, required=True)
        self._on.setFixedWidth(grown(_DATE_WIDTH))
        self.part = Segmented(
            [(LINES, tr("Accounts")), (INVOICES, tr("Open invoices")), (BILLS, tr("Open bills"))],
            tr("What to enter"),
            LINES,
        )
        self.grids = {
            LINES: self._accounts(),
            INVOICES: self._documents(INVOICES),
            BILLS: self._documents(BILLS),
        }
        self._stack = QStackedWidget()
        for grid in self.grids.values():
            self._stack.addWidget(grid)
            grid.lines.lines_changed.connect(self._changed)
            grid.rows_refused.connect(lambda why: self.banner.say(why, "neg"))
            grid.left_forward.connect(lambda: self.post_button.setFocus(Qt.FocusReason.TabFocusReason))
            grid.left_back.connect(lambda: self.part.setFocus(Qt.FocusReason.BacktabFocusReason))
        self.part.chosen.connect(lambda key: self._stack.setCurrentWidget(self.grids[key]))
        card = Card(padding=1, spacing=0)
        card.column.addWidget(self._stack)
        self.note = Label(
            tr("What customers owe and suppliers are owed comes as open documents, so that it ages."),
            SMALL, REGULAR, "text2", wrap=True,
        )  # fmt: skip
        self.state = Pill("", "neutral")
        self._out = Label("", BASE, SEMIBOLD, number=True)
        foot = row(self.state, None, Label(tr("Difference"), SMALL, MEDIUM, "text2"), self._out, spacing=8)
        flow = EnterFlow(self)
        flow.watch(self.on)
        head = row(self._on, column(None, self.part, spacing=0), None, spacing=16)
        form = column(self.banner, head, self.note, card, foot, spacing=12, margins=(GUTTER, 16, GUTTER, 12))
        form.setStretch(form.indexOf(card), 1)
        self.hints = HintBar((*hints("grid")[:3], ("Ctrl+Enter", tr("Post")), ("Esc", tr("Back"))))
        page = column(self.header, Rule(), box(form), self.hints, spacing=0)
        page.setStretch(2, 1)
        self.setLayout(page)
        self.setFocusProxy(self.on)
        self.shortcuts = install(self, "form", {"primary": self.post})
        workspace.formats_changed.connect(self._formats_changed)
        workspace.read(_desk, self._begin, owner=self, slot="day")
        self._changed()

    def _accounts(self) -> _Grid:
        workspace = self._workspace
        kind = account_kind(
            self.digits,
            lambda text, show: workspace.suggest("account_lookup", text, show, owner=self),
            lambda text, show: workspace.suggest("party_lookup", text, show, owner=self),
            lambda: self._named,
        )
        return _Grid(LineModel(kind, workspace.formats), tr("Accounts"))

    def _documents(self, part: str) -> _Grid:
        workspace = self._workspace
        lookup, whose, name = (
            ("customer_lookup", "Customer", tr("Open invoices"))
            if part == INVOICES
            else ("supplier_lookup", "Supplier", tr("Open bills"))
        )
        kind = document_kind(
            self.digits,
            whose,
            lambda text, show: workspace.suggest(lookup, text, show, owner=self),
            lambda: workspace.formats,
            lambda: self.on.value() or self._today,
        )
        return _Grid(LineModel(kind, workspace.formats), name)

    # What the window asks of a page

    def show_params(self, params: dict[str, Any]) -> None:
        """`part` shows the accounts, invoices or bills."""
        part = str(params.get("part", ""))
        if part in self.grids:
            self.part.set_current(part)
            self._stack.setCurrentWidget(self.grids[part])

    def close_page(self) -> None:
        """Let go of the window's signals."""
        self._workspace.formats_changed.disconnect(self._formats_changed)

    def _begin(self, desk: tuple[date, date, Named]) -> None:
        self._today, last, self._named = desk
        if self.on.value() is None:
            self.on.set_value(last)
        self.ready = True

    # Typing

    def lines(self, part: str) -> list[Any]:
        """The lines of one of the grids, without the blank one."""
        return self.grids[part].lines.lines()

    def _changed(self) -> None:
        self._confirmed = frozenset()
        accounts: list[AccountLine] = self.lines(LINES)
        invoices: list[DocumentLine] = self.lines(INVOICES)
        bills: list[DocumentLine] = self.lines(BILLS)
        out = difference_minor(accounts, invoices, bills, self.digits)
        anything = bool(accounts or invoices or bills)
        self._out.setText(self._workspace.formats.money(out))
        if not anything:
            self.state.set_state(tr("Empty"), "neutral")
        elif out:
            self.state.set_state(tr("Stays on opening equity"), "warn")
        else:
            self.state.set_state(tr("Balanced"), "pos")
        self.post_button.setEnabled(anything and not self._posting)

    # Posting

    def post(self) -> None:
        """Post everything entered; a problem comes back to its line."""
        on = self.on.value()
        if self._posting or not all(grid.settle() for grid in self.grids.values()):
            return
        if on is None:
            self.banner.say(tr("Enter the day."), "neg")
            return
        command = PostOpeningBalances(
            on=on,
            lines=tuple(opening_line(line) for line in self.lines(LINES)),
            invoices=tuple(one for line in self.lines(INVOICES) if (one := open_document(line, on))),
            bills=tuple(one for line in self.lines(BILLS) if (one := open_document(line, on))),
        )
        self._posting = True
        self.post_button.setEnabled(False)
        self._workspace.execute(
            command, self._posted, owner=self, confirmed=self._confirmed, failed=self._refused
        )

    def _posted(self, posted: OpeningPosted) -> None:
        self._workspace.say(tr("Opening balances posted"))
        if posted.entry_id is not None:
            self._workspace.open("journal.entry", id=posted.entry_id)
        else:
            self._workspace.open("invoices" if posted.invoices else "journal")
        self._workspace.close(self)

    def _refused(self, error: Exception) -> None:
        self._posting = False
        if isinstance(error, NeedsConfirmation):
            key, text = error.key, "\n".join(self._workspace.sentences(error))
            self._changed()

            def again() -> None:
                self._confirmed |= {key}
                self.post()

            ask(self, tr("Post all the same"), text, again)
        elif isinstance(error, RayafinError):
            self._changed()
            self._show_problems(error.problems)
        else:
            self._workspace.refused.emit(error)

    def _show_problems(self, problems: Any) -> None:
        cells: dict[str, dict[tuple[int, int], str]] = {part: {} for part in self.grids}
        rest: list[str] = []
        for problem in problems:
            text = self._workspace.sentence(problem)
            place = self._place(problem)
            if place is None:
                rest.append(text)
            else:
                part, cell = place
                cells[part].setdefault(cell, text)
        for part, grid in self.grids.items():
            grid.lines.set_errors(cells[part])
        told = [*rest, *(text for found in cells.values() for text in found.values())]
        self.banner.say("\n".join(told), "neg")
        first = next((part for part, found in cells.items() if found), None)
        if first is not None:
            self.show_params({"part": first})
            self.grids[first].setFocus(Qt.FocusReason.OtherFocusReason)
            self.grids[first].go(*min(cells[first]), edit=False)

    def _place(self, problem: Problem) -> tuple[str, tuple[int, int]] | None:
        parts = problem.field.split(".")
        if parts[0] not in self.grids or len(parts) < 2:
            return None
        grid = self.grids[parts[0]]
        rows, at = grid.positions(), int(parts[1])
        return parts[0], (rows[at] if at < len(rows) else at, grid.column_of(parts[2] if parts[2:] else ""))

    def _formats_changed(self) -> None:
        for grid in self.grids.values():
            grid.lines.formats = self._workspace.formats
            grid.viewport().update()
        self._changed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._workspace.back()
            return
        super().keyPressEvent(event)


def _desk(read: Read) -> tuple[date, date, Named]:
    """Today, the last day of the financial year before (the books usually begin after it), and the chart."""
    named: dict[str, tuple[UUID, str]] = {}
    for account in accounts(read).by_id.values():
        if not account.is_group:
            named[account.name.casefold()] = named[account.code.casefold()] = (account.id, account.name)
    return read.today, fiscal_year(read).starts_on - timedelta(days=1), named
