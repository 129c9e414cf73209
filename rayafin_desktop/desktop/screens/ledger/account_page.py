"""One account line by line with its running balance; Enter opens the document behind a line."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent

from rayafin_desktop.desktop.components.hint_bar import HintBar
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import Rule, Surface, column, row
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.stat_strip import Figure, StatStrip
from rayafin_desktop.desktop.keys import install, shortcut
from rayafin_desktop.desktop.lists.row_list import RowList
from rayafin_desktop.desktop.lists.table import DataTable
from rayafin_desktop.desktop.screens.reports.period import PeriodPicker
from rayafin_desktop.desktop.theme.fonts import BASE, REGULAR
from rayafin_desktop.desktop.theme.sizes import GUTTER, ROW_TWO_LINES
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import Column
from rayafin_desktop.features.ledger.balances import LedgerLine

from . import reading
from .kinds import kind_name, page_of_source

_NEAR_END = 40


class AccountPage(Surface):
    """Shows the account `id`, from `first` to `last` where a report asked for that period."""

    key = "account.ledger"
    nav_key = "accounts"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.title = tr("Account")
        self.record_id: UUID | None = None
        self.account: reading.AccountHead | None = None
        self.period: PeriodPicker | None = None
        self.stretch: reading.Stretch | None = None
        self._asked: tuple[date | None, date | None] = (None, None)
        self._reading = self._stale = False
        self.header = PageHeader(self.title, crumbs=(tr("Chart of accounts"),))
        self.header.crumb_chosen.connect(lambda _: workspace.open("accounts"))
        self.figures = StatStrip()
        self._bar = row(spacing=12)
        self.rows = RowList(_columns(), workspace.formats)
        self.table = DataTable(self.rows, tr("Ledger"), row_height=ROW_TWO_LINES)
        self.table.activated_row.connect(self.open_source)
        self.table.moved.connect(self._moved)
        self._nothing = Label(tr("Nothing was posted here in this period."), BASE, REGULAR, "text2").centre()
        self._nothing.hide()
        self.hints = HintBar(
            (
                ("Up/Down", tr("Move")), ("Enter", tr("Open document")), ("E", tr("Entry")),
                ("Alt+P", tr("Period")), ("Esc", tr("Back")),
            )
        )  # fmt: skip
        bar = row(self._bar, None, margins=(GUTTER, 8, GUTTER, 10))
        page = column(
            self.header, Rule(), self.figures, bar, Rule(), self._nothing, self.table, self.hints, spacing=0
        )
        page.setStretch(page.indexOf(self.table), 1)
        page.setStretch(page.indexOf(self._nothing), 1)
        self.setLayout(page)
        self.setFocusProxy(self.table)
        self.shortcuts = install(self, "report", {"period": self._to_period})
        self.shortcuts.append(shortcut(self.table, "E", self.open_entry))
        bar_ = self.table.verticalScrollBar()
        bar_.valueChanged.connect(self._scrolled)
        workspace.touched.connect(self._touched)
        workspace.formats_changed.connect(self._formats_changed)

    # What the window asks of a page

    def show_params(self, params: dict[str, Any]) -> None:
        """Show the account `id` for a period; the one shown already keeps its place."""
        id_ = UUID(str(params["id"])) if "id" in params else None
        asked = (params.get("first"), params.get("last"))
        if id_ is None or (id_ == self.record_id and asked in (self._asked, (None, None))):
            return
        self.record_id, self._asked = id_, asked
        self._workspace.read(
            lambda read: reading.read_account(read, id_), self._begin, owner=self, slot="account"
        )

    def close_page(self) -> None:
        """Let go of the window's signals."""
        self._workspace.touched.disconnect(self._touched)
        self._workspace.formats_changed.disconnect(self._formats_changed)

    @property
    def ready(self) -> bool:
        """Whether lines are shown."""
        return self.stretch is not None or self.record_id is None

    # Reading

    def _begin(self, account: reading.AccountHead) -> None:
        self.account = account
        self.title = f"{account.code} {account.name}"
        self.header.title.setText(self.title)
        self._nothing.setText(
            tr("A group sums up the accounts beneath it; their entries stand in those.")
            if account.is_group
            else tr("Nothing was posted here in this period.")
        )
        if self.period is None:
            self.period = PeriodPicker(self._workspace.formats, account.today, account.year, one_day=False)
            self.period.changed.connect(self.read)
            self._bar.addWidget(self.period)
        first, last = self._asked
        if last is not None:
            start = first or account.year.starts_on
            self.period.show_dates(min(start, last), last)
        self.read()

    def read(self) -> None:
        """Read the period's first lines anew."""
        self._read_from(None)

    def _read_from(self, at: date | None, *, whole: bool = False) -> None:
        account, period = self.account, self.period
        if account is None or period is None:
            return
        first, last = period.dates()
        self._reading = True

        def show(stretch: reading.Stretch) -> None:
            self._show(stretch, added=at is not None)

        self._workspace.read(
            lambda read: reading.read_stretch(read, account, first, last, start=at, whole=whole),
            show,
            owner=self,
            slot="stretch",
        )

    def _show(self, stretch: reading.Stretch, *, added: bool) -> None:
        self._reading = False
        old = self.stretch
        self.stretch = stretch
        shown = [_shown(line) for line in stretch.lines]
        if added and old is not None:
            at, top = self.table.cursor_row(), self.table.verticalScrollBar().value()
            self.rows.set_rows([*self.rows.rows(), *shown])
            self.table.move_to(at)
            self.table.verticalScrollBar().setValue(top)
        else:
            self._show_figures(stretch)
            self.rows.set_rows(shown)
            self.table.move_to(0)
        self.table.setVisible(bool(self.rows.rowCount()))
        self._nothing.setVisible(not self.rows.rowCount())
        self._moved(self.table.cursor_row())

    def _show_figures(self, stretch: reading.Stretch) -> None:
        formats = self._workspace.formats

        def figure(key: str, label: str, minor: int) -> Figure:
            side = tr("debit") if minor > 0 else tr("credit") if minor < 0 else ""
            return Figure(key, label, formats.money(abs(minor), sign=True), side)

        change = stretch.closing_minor - stretch.opening_minor
        self.figures.set_figures(
            (
                figure("opening", tr("Opening"), stretch.opening_minor),
                figure("change", tr("Moved"), change),
                figure("closing", tr("Closing"), stretch.closing_minor),
            )
        )

    # What a person does

    def open_source(self, at: int) -> None:
        """Open the document a line comes from; a journal voucher is its own document."""
        shown = self.rows.row_at(at)
        if shown is None:
            return
        line: LedgerLine = shown.line
        page = page_of_source(line.source_kind)
        if page and line.source_id is not None:
            self._workspace.open(page, id=line.source_id)
        else:
            self._workspace.open("journal.entry", id=line.entry_id)

    def open_entry(self) -> None:
        """Open the entry a line belongs to."""
        shown = self.rows.row_at(self.table.cursor_row())
        if shown is not None:
            self._workspace.open("journal.entry", id=shown.line.entry_id)

    def _to_period(self) -> None:
        if self.period is not None:
            self.period.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Reactions

    def _moved(self, at: int) -> None:
        count = self._workspace.formats.count
        rows, stretch = self.rows.rowCount(), self.stretch
        more = stretch is not None and stretch.next_first is not None
        text = tr("Row {row} of {count}", row=count(at + 1), count=count(rows) + ("+" if more else ""))
        self.hints.set_position(text if rows else "")
        if rows - at <= _NEAR_END:
            self._more()

    def _scrolled(self, value: int) -> None:
        bottom = self.table.rowAt(self.table.viewport().height() - 1)
        if bottom < 0 or self.rows.rowCount() - bottom <= _NEAR_END:
            self._more()

    def _more(self) -> None:
        if not self._reading and self.stretch is not None and self.stretch.next_first is not None:
            self._read_from(self.stretch.next_first)

    def _touched(self, touched: dict[str, Any]) -> None:
        if "entry" in touched:
            self._stale = not self.isVisible()
            if not self._stale:
                self._read_again()

    def _read_again(self) -> None:
        """After a posting: the same lines, and the cursor stays on its own."""
        account, period, shown = self.account, self.period, self.rows.row_at(self.table.cursor_row())
        if account is None or period is None:
            return
        first, last = period.dates()

        def show(stretch: reading.Stretch) -> None:
            self._show(stretch, added=False)
            same = [
                at
                for at, one in enumerate(self.rows.rows())
                if shown is not None
                and (one.line.entry_id, one.line.line_no) == (shown.line.entry_id, shown.line.line_no)
            ]
            self.table.move_to(same[0] if same else 0)

        whole = self.stretch is not None and self.stretch.next_first is None
        self._workspace.read(
            lambda read: reading.read_stretch(read, account, first, last, whole=whole),
            show,
            owner=self,
            slot="stretch",
        )

    def _formats_changed(self) -> None:
        self.rows.formats = self._workspace.formats
        self.table.viewport().update()
        if self.stretch is not None:
            self._show_figures(self.stretch)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self._read_again()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._workspace.back()
            return
        super().keyPressEvent(event)


def _shown(line: LedgerLine) -> SimpleNamespace:
    """A line as the table shows it: an empty side stays empty, and who it is about stands beneath."""
    return SimpleNamespace(
        line=line,
        posted_on=line.posted_on,
        entry_no=line.entry_no,
        what=line.narration or kind_name(line.kind),
        about=" · ".join(filter(None, (kind_name(line.kind), line.party_name))),
        debit_minor=line.debit_minor or None,
        credit_minor=line.credit_minor or None,
        balance_minor=line.balance_minor,
    )


def _columns() -> tuple[Column, ...]:
    def money(key: str, title: str, priority: int = 6) -> Column:
        return Column(key=key, title=title, kind="money", width=130, sortable=False, priority=priority)

    return (
        Column(key="posted_on", title=tr("Date"), kind="date", width=110, sortable=False),
        Column(key="entry_no", title=tr("Entry"), kind="count", width=80, sortable=False, priority=3),
        Column(key="what", title=tr("Note"), stretch=True, subtitle="about", sortable=False),
        money("debit_minor", tr("Debit")),
        money("credit_minor", tr("Credit")),
        money("balance_minor", tr("Balance"), 8),
    )
