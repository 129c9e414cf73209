"""Reconcile: take a statement in, match its lines, and keep that bank and books agree. All by keyboard."""

from __future__ import annotations

import base64
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QSizePolicy

from rayafin_desktop.base.errors import NeedsConfirmation, RayafinError
from rayafin_desktop.base.money import currency_digits, to_major
from rayafin_desktop.desktop.components.banner import Banner
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.hint_bar import HintBar
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import Rule, Surface, box, column, row
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.question import ask
from rayafin_desktop.desktop.components.stat_strip import Figure, StatStrip
from rayafin_desktop.desktop.components.tabs import Tabs
from rayafin_desktop.desktop.keys import shortcut
from rayafin_desktop.desktop.lists.row_list import RowList
from rayafin_desktop.desktop.lists.table import DataTable
from rayafin_desktop.desktop.runner import answer_of
from rayafin_desktop.desktop.theme.fonts import BASE, MEDIUM, REGULAR
from rayafin_desktop.desktop.theme.sizes import GUTTER, ROW_TWO_LINES
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import Column
from rayafin_desktop.features.banking.importing import ImportBankStatement, StatementImported
from rayafin_desktop.features.banking.matching import LegChosen, MatchBankLine, MatchBankLines, MatchedBySelf
from rayafin_desktop.features.banking.reconciling import ReconcileAccount
from rayafin_desktop.features.banking.suggestions import MatchRow, match_rows

from .entering import PaymentsEntered
from .reading import Desk, MoneyAccount, money_accounts, read_desk


def _line_columns() -> tuple[Column, ...]:
    return (
        Column(key="booked_on", title=tr("Day"), kind="date", width=116, sortable=False),
        Column(key="who", title=tr("What the bank says"), stretch=True, subtitle="words", sortable=False),
        Column(
            key="amount_minor",
            title=tr("Amount"),
            kind="money",
            width=126,
            currency="currency",
            sortable=False,
        ),
    )


def _match_columns() -> tuple[Column, ...]:
    return (
        Column(key="posted_on", title=tr("Day"), kind="date", width=116, sortable=False),
        Column(key="title", title=tr("Entry"), stretch=True, subtitle="words", sortable=False),
        Column(key="amount_minor", title=tr("Amount"), kind="money", width=126, sortable=False, priority=3),
        Column(key="score", title=tr("Fit"), kind="match", width=90, sortable=False),
    )


class ReconcilePage(Surface):
    """Works through the waiting lines of one money account."""

    key = "bank.reconcile"
    nav_key = "bank.reconcile"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.title = tr("Reconcile")
        self.accounts: list[MoneyAccount] = []
        self.account_id: UUID | None = None
        self.desk: Desk | None = None
        self._asked: UUID | None = None
        self.entering = PaymentsEntered(self, workspace, self.key, self._refused)
        self.header = PageHeader(self.title)
        self.take_button = self._button(tr("Take a statement in"), "plain", "file-input", self.choose_file)
        self.auto_button = self._button(tr("Match by itself"), "plain", "sparkles", self.match_all)
        self.keep_button = self._button(tr("Keep reconciliation"), "primary", "check-check", self.keep)
        self.figures = StatStrip()
        self.tabs: Tabs | None = None
        self._tabs = row(margins=(GUTTER, 0, GUTTER, 0))
        self.banner = Banner("info")
        self.banner.hide()
        self.lines = RowList(_line_columns(), workspace.formats)
        self.line_table = DataTable(self.lines, tr("Lines of the bank"), row_height=ROW_TWO_LINES)
        self.line_table.moved.connect(self._moved)
        self.line_table.activated_row.connect(lambda _: self.take_best())
        self.matches = RowList(_match_columns(), workspace.formats)
        self.match_table = DataTable(self.matches, tr("Entries it may mean"), row_height=ROW_TWO_LINES)
        self.match_table.activated_row.connect(lambda _: self.match_chosen())
        self._no_lines = Label("", BASE, REGULAR, "text2", wrap=True).centre()
        self._no_match = Label("", BASE, REGULAR, "text2", wrap=True).centre()
        self.match_button = Button(tr("Match"), "primary", "link")
        self.match_button.clicked.connect(self.match_chosen)
        self.book_button = Button(tr("Book to an account"), "plain", "book-open")
        self.book_button.clicked.connect(self.book)
        self.pay_button = Button(tr("Receive payment"), "plain", "banknote")
        self.pay_button.clicked.connect(lambda _=False: self.enter_payment())
        self.leave_button = Button(tr("Leave out"), "plain", "eye-off")
        self.leave_button.clicked.connect(self.leave_out)
        self.hints = HintBar(
            (
                ("Enter", tr("Match the best")),
                ("Tab", tr("Entries")),
                ("R", tr("Receive")),
                ("P", tr("Pay")),
                ("B", tr("Book to an account")),
                ("X", tr("Leave out")),
                ("A", tr("Match by itself")),
                ("Ctrl+Enter", tr("Keep reconciliation")),
            )
        )  # fmt: skip
        self._lay_out()
        self._add_keys()
        workspace.touched.connect(self._touched)
        workspace.formats_changed.connect(self._show)
        workspace.read(money_accounts, self._begin, owner=self, slot="accounts")

    def _button(self, text: str, variant: Any, icon: str, run: Any) -> Button:
        button = Button(text, variant, icon)
        button.clicked.connect(lambda _=False: run())
        self.header.add_action(button)
        return button

    def _lay_out(self) -> None:
        left = column(
            row(Label(tr("Lines of the bank"), BASE, MEDIUM), None, margins=(GUTTER, 10, GUTTER, 10)),
            Rule(), self._no_lines, self.line_table,
            spacing=0,
        )  # fmt: skip
        buttons = row(
            self.match_button,
            self.pay_button,
            self.book_button,
            self.leave_button,
            None,
            margins=(GUTTER, 10, GUTTER, 10),
        )
        right = column(
            row(Label(tr("Entries it may mean"), BASE, MEDIUM), None, margins=(GUTTER, 10, GUTTER, 10)),
            Rule(), self._no_match, self.match_table, Rule(), buttons,
            spacing=0,
        )  # fmt: skip
        for layout, label, table in (
            (left, self._no_lines, self.line_table),
            (right, self._no_match, self.match_table),
        ):
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
            layout.setStretch(layout.indexOf(table), 1)
        halves = row(box(left), Rule(Qt.Orientation.Vertical), box(right), spacing=0)
        halves.setStretch(0, 11)
        halves.setStretch(2, 9)
        warning = row(self.banner, margins=(GUTTER, 0, GUTTER, 0))
        page = column(
            self.header, Rule(), self._tabs, self.figures, warning, Rule(), box(halves), self.hints, spacing=0
        )
        page.setStretch(6, 1)
        self.setLayout(page)
        self.setFocusProxy(self.line_table)

    def _add_keys(self) -> None:
        self.shortcuts = [
            *(shortcut(self, key, self.keep) for key in ("Ctrl+Return", "Ctrl+Enter")),
            *(
                shortcut(table, key, partial(self.enter_payment, comes_in=comes_in))
                for table in (self.line_table, self.match_table)
                for key, comes_in in (("R", True), ("P", False))
            ),
            *(shortcut(table, "B", self.book) for table in (self.line_table, self.match_table)),
            *(shortcut(table, "X", self.leave_out) for table in (self.line_table, self.match_table)),
            *(shortcut(table, "A", self.match_all) for table in (self.line_table, self.match_table)),
        ]

    # What the window asks of a page

    def show_params(self, params: dict[str, Any]) -> None:
        """Show the money account `id`, where one is asked for."""
        if "id" in params:
            self._asked = UUID(str(params["id"]))
            if self.accounts:
                self._choose(str(self._asked))

    def close_page(self) -> None:
        """Let go of the window's signals."""
        self._workspace.touched.disconnect(self._touched)
        self._workspace.formats_changed.disconnect(self._show)

    @property
    def ready(self) -> bool:
        """Whether an account is shown."""
        return self.desk is not None or not self.accounts

    # Reading

    def _begin(self, found: list[MoneyAccount]) -> None:
        self.accounts = found
        if not found:
            return
        self.tabs = Tabs([(str(one.id), one.name) for one in found], tr("Account"))
        self.tabs.chosen.connect(self._choose)
        self._tabs.addWidget(self.tabs)
        self._tabs.addStretch(1)
        self._choose(str(self._asked or found[0].id))

    def _choose(self, key: str) -> None:
        self.account_id = UUID(key)
        if self.tabs is not None and self.tabs.key() != key:
            self.tabs.show_tab(key)
        self.banner.hide()
        self.read()

    def read(self) -> None:
        """Read the account's waiting lines and its standing anew."""
        account_id = self.account_id
        if account_id is not None:
            self._workspace.read(
                lambda read: read_desk(read, account_id, None), self._take, owner=self, slot="desk"
            )

    def _take(self, desk: Desk) -> None:
        at = max(self.line_table.cursor_row(), 0)
        had_lines = self.desk is not None and bool(self.desk.lines)
        self.desk = desk
        self.lines.set_rows(desk.lines)
        self._show()
        if desk.lines:
            self.line_table.move_to(min(at, len(desk.lines) - 1))
            if not had_lines:  # hidden until now, so the focus went elsewhere
                self.line_table.setFocus()
        else:
            self._take_matches([])

    def _show(self) -> None:
        desk = self.desk
        if desk is None:
            return
        formats, found = self._workspace.formats, desk.standing

        def money(minor: int | None) -> str:
            return "–" if minor is None else formats.money(minor, found.currency, sign=True)

        difference = found.difference_minor
        waiting = tr("{count} lines wait", count=formats.count(found.lines_open)) if found.lines_open else ""
        self.figures.set_figures(
            (
                Figure("books", tr("In the books"), money(found.books_minor), formats.date(found.as_of)),
                Figure(
                    "unseen",
                    tr("Not at the bank yet"),
                    money(found.unpresented_minor),
                    self._unseen(found.unpresented, money(found.before_minor) if found.before_minor else ""),
                ),
                Figure("bank", tr("At the bank"), money(found.bank_minor), waiting),
                Figure(
                    "difference",
                    tr("Difference"),
                    money(difference),
                    tr("nothing is left") if difference == 0 else "",
                    "neutral" if difference is None else "pos" if difference == 0 else "neg",
                ),
            )
        )
        self.keep_button.setEnabled(difference == 0 and not found.lines_open)
        self.auto_button.setEnabled(bool(desk.lines))
        self.line_table.setVisible(bool(desk.lines))
        self._no_lines.setVisible(not desk.lines)
        self._no_lines.setText(
            tr("Every line of the bank is done.")
            if found.bank_minor is not None
            else tr("Take a statement of your bank in to begin: MT940, camt, OFX or CSV.")
        )

    def _unseen(self, count: int, before: str) -> str:
        """How many entries the bank has not seen, and what it had not seen before its first statement."""
        entries = tr("{count} entries", count=self._workspace.formats.count(count))
        return f"{entries}, " + tr("{amount} from before", amount=before) if before else entries

    # Proposals

    def _moved(self, at: int) -> None:
        line = self.lines.row_at(at)
        if line is not None:
            self._workspace.read(
                lambda read: match_rows(read, line.id), self._take_matches, owner=self, slot="matches"
            )

    def _take_matches(self, rows: list[MatchRow]) -> None:
        self.matches.set_rows(rows)
        line = self.current_line()
        self.match_table.setVisible(bool(rows))
        self._no_match.setVisible(not rows)
        self._no_match.setText(
            tr("No entry has this amount within 14 days. Book it, or enter the payment first.")
            if line
            else ""
        )
        if rows:
            self.match_table.move_to(0)
        self.match_button.setEnabled(bool(rows))
        self.book_button.setEnabled(line is not None and self._workspace.may("bank.book"))
        self.leave_button.setEnabled(line is not None)
        comes_in = line is None or line.amount_minor > 0
        self.pay_button.setText(tr("Receive payment") if comes_in else tr("Pay supplier"))
        self.pay_button.icon_name = "banknote" if comes_in else "hand-coins"
        self.pay_button.setEnabled(line is not None and self.entering.may_enter(line))

    def current_line(self) -> Any | None:
        """The line under the cursor."""
        return self.lines.row_at(self.line_table.cursor_row())

    # What a person does

    def take_best(self) -> None:
        """Match the line under the cursor to the entry that fits it best."""
        rows = self.matches.rows()
        if rows:
            self._match(rows[:1])

    def match_chosen(self) -> None:
        """Match the line to the entries selected at its side; they must add up to it."""
        chosen = [self.matches.row_at(at) for at in self.match_table.selected_rows()]
        self._match([one for one in chosen if one is not None])

    def _match(self, rows: list[MatchRow]) -> None:
        line = self.current_line()
        if line is None or not rows:
            return
        legs = tuple(LegChosen(entry_id=one.entry_id, leg_no=one.leg_no) for one in rows)
        command = MatchBankLine(bank_line_id=line.id, legs=legs)
        self._workspace.execute(
            command, lambda _: self.line_table.setFocus(), failed=self._refused, owner=self
        )

    def match_all(self) -> None:
        """Let every line find its entry where only one fits."""
        if self.account_id is not None and self.auto_button.isEnabled():
            command = MatchBankLines(account_id=self.account_id)
            self._workspace.execute(command, self._matched, failed=self._refused, owner=self)

    def _matched(self, done: MatchedBySelf) -> None:
        count = self._workspace.formats.count
        self._workspace.say(
            tr(
                "{matched} matched, {booked} booked, {waiting} wait for you",
                matched=count(done.matched),
                booked=count(done.booked),
                waiting=count(done.waiting),
            )
        )

    def book(self) -> None:
        """Post an entry for the line."""
        line = self.current_line()
        if line is not None and self.book_button.isEnabled():
            self._workspace.open("bank_line.book", id=line.id)

    def enter_payment(self, *, comes_in: bool | None = None) -> None:
        """Enter the payment the line tells of: who paid is to be said, the rest stands there."""
        line = self.current_line()
        if line is not None:
            self.entering.enter(line, comes_in=comes_in)

    def leave_out(self) -> None:
        """Leave the line out, with a reason."""
        line = self.current_line()
        if line is not None:
            self._workspace.open("bank_line.ignore", id=line.id)

    def keep(self) -> None:
        """Keep that bank and books agree today."""
        if self.desk is None or not self.keep_button.isEnabled():
            return
        found = self.desk.standing
        balance = to_major(found.bank_minor or 0, currency_digits(found.currency))
        command = ReconcileAccount(
            account_id=found.account_id, reconciled_on=found.as_of, bank_balance=balance
        )
        said = tr("Reconciled as of {day}", day=self._workspace.formats.date(found.as_of))
        self._workspace.execute(
            command, lambda _: self._workspace.say(said), failed=self._refused, owner=self
        )

    # Statements

    def choose_file(self) -> None:
        """Ask which file of the bank to take in."""
        dialog = QFileDialog(self.window())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.take_in(Path(path)))
        dialog.finished.connect(lambda _: dialog.deleteLater())
        dialog.open()

    def take_in(self, path: Path, confirmed: frozenset[str] = frozenset()) -> None:
        """Read a file of the bank and take its movements over."""
        account_id = self.account_id
        if account_id is None:
            return

        def read_file() -> ImportBankStatement:
            content = base64.b64encode(path.read_bytes()).decode("ascii")
            return ImportBankStatement(account_id=account_id, file_name=path.name, content=content)

        def send(command: ImportBankStatement) -> None:
            self._workspace.execute(
                command,
                self._taken,
                failed=lambda error: self._not_taken(error, path, confirmed),
                confirmed=confirmed,
                owner=self,
            )

        self._workspace.runner.read(answer_of(read_file), send, owner=self, failed=self._refused)

    def _taken(self, found: StatementImported) -> None:
        count = self._workspace.formats.count
        said = tr("{added} new lines of {read}", added=count(found.lines_added), read=count(found.lines_read))
        if found.problems:
            self.banner.say(
                f"{said}. " + tr("{count} could not be read.", count=count(len(found.problems))), "warn"
            )
            self.banner.show()
        else:
            self._workspace.say(said)

    def _not_taken(self, error: Exception, path: Path, confirmed: frozenset[str]) -> None:
        if not isinstance(error, NeedsConfirmation):
            self._refused(error)
            return
        ask(
            self,
            tr("Take it in all the same"),
            "\n".join(self._workspace.sentences(error)),
            lambda: self.take_in(path, confirmed | {error.key}),
        )

    def _refused(self, error: Exception) -> None:
        if isinstance(error, RayafinError):
            self.banner.say("\n".join(self._workspace.sentences(error)), "neg")
            self.banner.show()
        elif isinstance(error, OSError):
            self.banner.say(tr("The file cannot be read."), "neg")
            self.banner.show()
        else:
            self._workspace.refused.emit(error)

    # Reactions

    def _touched(self, touched: dict[str, Any]) -> None:
        if {"bank_line", "bank_match", "entry", "bank_statement", "account"} & set(touched):
            self.read()
        if "payment" in touched:
            self.entering.find()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._workspace.back()
            return
        super().keyPressEvent(event)
