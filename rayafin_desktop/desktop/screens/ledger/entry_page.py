"""A posted journal entry: its lines, where it comes from, and reversing it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.hint_bar import HintBar
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import Rule, Surface, box, column
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.scroll import ScrollColumn
from rayafin_desktop.desktop.components.stat_strip import Figure, StatStrip
from rayafin_desktop.desktop.components.timeline import Moment, Timeline
from rayafin_desktop.desktop.lists.row_list import RowList
from rayafin_desktop.desktop.lists.table import DataTable
from rayafin_desktop.desktop.theme.fonts import CARD_TITLE, SEMIBOLD
from rayafin_desktop.desktop.theme.sizes import GUTTER, ROW_TWO_LINES, S5, TABLE_HEAD, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import Column
from rayafin_desktop.features.ledger.queries import EntryDetail, EntryLine

from . import reading
from .kinds import kind_name, page_of_source


class EntryPage(Surface):
    """Shows the entry `id`; nothing of it can be changed, only reversed."""

    key = "journal.entry"
    nav_key = "journal"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.title = tr("Journal entry")
        self.record_id: UUID | None = None
        self.entry: reading.Entry | None = None
        self.header = PageHeader(self.title, crumbs=(tr("Journal"),))
        self.header.crumb_chosen.connect(lambda _: workspace.open("journal"))
        self.reverse = Button(tr("Reverse entry"), "danger", "undo-2")
        self.reverse.clicked.connect(lambda: workspace.open("journal.reverse", id=self.record_id))
        self.source = Button(tr("Open document"), "primary", "external-link")
        self.source.clicked.connect(self.open_source)
        self.duplicate = Button(tr("Duplicate"), "plain", "copy")
        self.duplicate.clicked.connect(lambda: workspace.open("journal.voucher", copy_of=self.record_id))
        for button in (self.reverse, self.duplicate, self.source):
            button.hide()
            self.header.add_action(button)
        self.figures = StatStrip()
        self.rows = RowList(_columns(), workspace.formats)
        self.table = DataTable(self.rows, tr("Lines"), row_height=ROW_TWO_LINES, edge=S5, strong="is_total")
        self.table.activated_row.connect(self._open_account)
        self._card = Card(padding=1, spacing=0)
        self._card.column.addWidget(self.table)
        self._history_title = Label(tr("Activity"), CARD_TITLE, SEMIBOLD)
        self._history = column(spacing=0)
        form = column(
            self._card, 8, self._history_title, self._history, None,
            spacing=8, margins=(GUTTER, 12, GUTTER, 12),
        )  # fmt: skip
        self.hints = HintBar((("Up/Down", tr("Move")), ("Enter", tr("Open account")), ("Esc", tr("Back"))))
        page = column(self.header, Rule(), self.figures, ScrollColumn(box(form)), self.hints, spacing=0)
        page.setStretch(3, 1)
        self.setLayout(page)
        self.setFocusProxy(self.table)
        workspace.touched.connect(self._touched)
        workspace.formats_changed.connect(self._formats_changed)

    # What the window asks of a page

    def show_params(self, params: dict[str, Any]) -> None:
        """Show the entry `id`."""
        if "id" in params:
            self.record_id = UUID(str(params["id"]))
            self._read()

    def close_page(self) -> None:
        """Let go of the window's signals."""
        self._workspace.touched.disconnect(self._touched)
        self._workspace.formats_changed.disconnect(self._formats_changed)

    @property
    def ready(self) -> bool:
        """Whether the entry is shown."""
        return self.entry is not None or self.record_id is None

    def _read(self) -> None:
        id_ = self.record_id
        if id_ is not None:
            self._workspace.read(
                lambda read: reading.read_entry(read, id_), self._show, owner=self, slot="entry"
            )

    def _show(self, entry: reading.Entry) -> None:
        self.entry = entry
        detail, may = entry.detail, self._workspace.may
        self.title = tr("Entry {number}", number=self._workspace.formats.count(detail.entry_no))
        self.header.title.setText(self.title)
        if detail.reversed_by_id is not None:
            self.header.set_state(tr("Reversed"), "muted")
        elif detail.reverses_id is not None:
            self.header.set_state(tr("Reversal"), "warn")
        else:
            self.header.set_state(tr("Posted"), "pos")
        by_hand = detail.source_kind in ("", "journal")
        open_ = detail.reverses_id is None and detail.reversed_by_id is None
        self.reverse.setVisible(by_hand and open_ and may("journal.reverse"))
        self.duplicate.setVisible(by_hand and detail.reverses_id is None and may("journal.post"))
        self.source.setVisible(bool(page_of_source(detail.source_kind)) and detail.source_id is not None)
        self.rows.set_rows([*(_shown(line) for line in detail.lines), _total(detail)])
        self.table.move_to(0)
        self._card.setFixedHeight(
            grown(TABLE_HEAD) + grown(ROW_TWO_LINES) * min(12, len(detail.lines) + 1) + 2
        )
        self._show_figures(detail)
        self._show_history()

    def _show_figures(self, detail: EntryDetail) -> None:
        formats = self._workspace.formats
        figures = [
            Figure("amount", tr("Amount"), formats.money(detail.total_minor, sign=True)),
            Figure("day", tr("Date"), formats.date(detail.posted_on)),
            Figure("kind", tr("Kind"), kind_name(detail.kind), detail.narration),
        ]
        self.figures.set_figures(tuple(figures))

    def _show_history(self) -> None:
        while (item := self._history.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        history = self.entry.history if self.entry is not None else None
        self._history_title.setVisible(bool(history))
        if history:
            formats = self._workspace.formats
            moments = tuple(
                Moment(one.title, " · ".join(filter(None, (formats.instant(one.at), one.detail))), "info")
                for one in history
            )
            self._history.addWidget(Timeline(moments))

    def open_source(self) -> None:
        """Open the document the entry comes from."""
        if self.entry is not None:
            detail = self.entry.detail
            self._workspace.open(page_of_source(detail.source_kind), id=detail.source_id)

    def _open_account(self, at: int) -> None:
        shown = self.rows.row_at(at)
        if shown is not None and shown.account_id is not None:
            self._workspace.open("account.ledger", id=shown.account_id)

    # Reactions

    def _touched(self, touched: dict[str, Any]) -> None:
        if "entry" in touched:
            self._read()

    def _formats_changed(self) -> None:
        self.rows.formats = self._workspace.formats
        self.table.viewport().update()
        if self.entry is not None:
            self._show_figures(self.entry.detail)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._workspace.back()
            return
        super().keyPressEvent(event)


def _shown(line: EntryLine) -> SimpleNamespace:
    return SimpleNamespace(
        account_id=line.account_id,
        account_code=line.account_code,
        account_name=line.account_name,
        about=" · ".join(filter(None, (line.party_name, line.cost_centre, line.memo))),
        debit_minor=line.debit_minor or None,
        credit_minor=line.credit_minor or None,
        is_total=False,
    )


def _total(detail: EntryDetail) -> SimpleNamespace:
    return SimpleNamespace(
        account_id=None,
        account_code="",
        account_name=tr("Total"),
        about="",
        debit_minor=sum(line.debit_minor for line in detail.lines),
        credit_minor=sum(line.credit_minor for line in detail.lines),
        is_total=True,
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(key="account_code", title=tr("Code"), kind="code", width=90, sortable=False),
        Column(key="account_name", title=tr("Account"), stretch=True, subtitle="about", sortable=False),
        Column(key="debit_minor", title=tr("Debit"), kind="money", width=140, sortable=False),
        Column(key="credit_minor", title=tr("Credit"), kind="money", width=140, sortable=False),
    )
