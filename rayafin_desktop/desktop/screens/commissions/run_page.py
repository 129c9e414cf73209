"""A settlement run: what is approved, by beneficiary, ticked and settled at once; and what waits, and why."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView

from rayafin_desktop.base.errors import NeedsConfirmation, RayafinError
from rayafin_desktop.desktop.components.banner import Banner
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.date_edit import DateEdit
from rayafin_desktop.desktop.components.hint_bar import HintBar
from rayafin_desktop.desktop.components.label import Label, label_for
from rayafin_desktop.desktop.components.layout import Rule, Surface, box, column, fixed_width, row
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.question import ask
from rayafin_desktop.desktop.components.segmented import Segmented
from rayafin_desktop.desktop.components.stat_strip import Figure, StatStrip
from rayafin_desktop.desktop.keys import install, shortcut
from rayafin_desktop.desktop.lists.row_list import RowList
from rayafin_desktop.desktop.lists.table import DataTable
from rayafin_desktop.desktop.theme.fonts import MEDIUM, REGULAR, SMALL
from rayafin_desktop.desktop.theme.sizes import GUTTER, ROW_LIST, S5, TABLE_HEAD, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.features.commissions.commands import Settled
from rayafin_desktop.features.commissions.periods import Period
from rayafin_desktop.features.commissions.run_commands import RunChoice, RunSettlement
from rayafin_desktop.features.commissions.runs import Outcome, RunPreview, settlement_preview

from .run_lines import TICK, GroupLine, GroupLines, entries_of, entry_columns, left_columns, line_of

_DATE_WIDTH = 150
_KINDS = frozenset({"commission_entry", "commission_settlement", "commission"})


class GroupTable(DataTable):
    """Beneficiaries; Space or a click on the box ticks."""

    def __init__(self, lines: GroupLines) -> None:
        super().__init__(lines, tr("To settle"), edge=S5)
        self._lines = lines
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.peek_asked.connect(self.tick)

    def tick(self) -> None:
        """Turn the row under the cursor over."""
        if self.cursor_row() >= 0:
            self._lines.tick(self.cursor_row())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == TICK:
            self._lines.tick(index.row())


class RunPage(Surface):
    """The run of a period; `member_id` keeps it to one member."""

    key = "commission.run"
    nav_key = "commission_settlements"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.title = tr("Settle commissions")
        self.preview: RunPreview | None = None
        self._member_id: UUID | None = None
        self._confirmed: frozenset[str] = frozenset()
        self._settling = False
        self._build()
        workspace.touched.connect(self._touched)
        workspace.formats_changed.connect(self._show)
        self._read()

    # Construction

    def _build(self) -> None:
        workspace = self._workspace
        self.header = PageHeader(self.title, crumbs=(tr("Commission settlements"),))
        self.header.crumb_chosen.connect(lambda _: workspace.open("commission_settlements"))
        self.button = Button(tr("Settle"), "primary", "hand-coins")
        self.button.clicked.connect(self.settle)
        self.header.add_action(self.button)
        self.banner = Banner("neg")
        self.banner.hide()
        self.period = Segmented(
            [
                (Period.MONTH.value, tr("Month")),
                (Period.QUARTER.value, tr("Quarter")),
                (Period.HALF.value, tr("Half-year")),
                (Period.YEAR.value, tr("Year")),
            ],
            tr("Period"),
        )
        self.period.chosen.connect(lambda _: self._read())
        self.day = DateEdit(workspace.formats, self._today)
        self.day.setAccessibleName(tr("A day of the period"))
        self.day.changed.connect(self._read)
        self.span = Label("", SMALL, REGULAR, "text2", tabular=True)
        self.everybody = Button(tr("Show everybody"), "plain", small=True)
        self.everybody.clicked.connect(self.show_everybody)
        self.everybody.hide()
        choose = row(
            label_for(tr("Period"), self.period, Label(tr("Period"), SMALL, MEDIUM, "text2")),
            self.period,
            fixed_width(self.day, grown(_DATE_WIDTH)),
            self.span,
            None,
            self.everybody,
            spacing=12,
        )
        self.figures = StatStrip()
        self.lines = GroupLines(workspace.formats)
        self.table = GroupTable(self.lines)
        self.lines.dataChanged.connect(self._show_figures)
        self.table.moved.connect(self._show_lines)
        self.table.activated_row.connect(lambda _: self._turn_to("lines"))
        self.nothing = Label(tr("Nothing is approved up to the end of this period."), SMALL, REGULAR, "text2")
        self.nothing.hide()
        self.below = Segmented([("lines", tr("Lines")), ("left", tr("Left out"))], tr("Below"))
        self.below.chosen.connect(lambda _: self._show_below())
        self.note = Label("", SMALL, REGULAR, "text2")
        self.entries = RowList(entry_columns(), workspace.formats)
        self.entry_table = DataTable(self.entries, tr("Lines"), edge=S5)
        self.left = RowList(left_columns(), workspace.formats)
        self.left_table = DataTable(self.left, tr("Left out"), edge=S5)
        self.left_table.activated_row.connect(lambda at: self._open(self.left, at))
        self.entry_table.activated_row.connect(lambda at: self._open(self.entries, at))
        self._card, self._lower = Card(padding=1, spacing=0), Card(padding=1, spacing=0)
        self._card.column.addWidget(self.table)
        for table in (self.entry_table, self.left_table):
            self._lower.column.addWidget(table)
        self.hints = HintBar(
            (("Space", tr("Tick")), ("A", tr("All or none")), ("L", tr("Left out")),
             ("Ctrl+Enter", tr("Settle")), ("Esc", tr("Back")))
        )  # fmt: skip
        form = column(
            self.banner, choose, self._card, self.nothing, row(self.below, self.note, None, spacing=12),
            self._lower, spacing=12, margins=(GUTTER, 12, GUTTER, 12),
        )  # fmt: skip
        form.setStretch(form.indexOf(self._lower), 1)
        page = column(self.header, Rule(), self.figures, box(form), self.hints, spacing=0)
        page.setStretch(3, 1)
        self.setLayout(page)
        self.setFocusProxy(self.table)
        self.shortcuts = [
            *install(self, "form", {"primary": self.settle}),
            shortcut(self, "A", self.lines.tick_all),
            shortcut(self, "L", self._turn_below),
        ]
        self._show_below()

    def _today(self) -> date:
        return self.preview.day if self.preview is not None else datetime.now(UTC).date()

    def restyle(self) -> None:
        self._fit()

    def _fit(self) -> None:
        rows = max(2, min(self.lines.rowCount(), 6))
        self._card.setFixedHeight(grown(TABLE_HEAD) + grown(ROW_LIST) * rows + 4)

    # What the window asks of a page

    def show_params(self, params: dict[str, Any]) -> None:
        """Show the run; of one member with `member_id`."""
        if "member_id" in params:
            chosen = params["member_id"]
            self._member_id = UUID(str(getattr(chosen, "id", chosen)))
            self._read()

    def close_page(self) -> None:
        """Let go of the window's signals."""
        self._workspace.touched.disconnect(self._touched)
        self._workspace.formats_changed.disconnect(self._show)

    @property
    def ready(self) -> bool:
        """Whether the preview is shown."""
        return self.preview is not None

    def show_everybody(self) -> None:
        """Take the restriction to one member away."""
        self._member_id = None
        self._read()

    def _read(self) -> None:
        period, day, member_id = Period(self.period.current()), self.day.value(), self._member_id
        self._workspace.read(
            lambda read: settlement_preview(read, period=period, day=day, member_id=member_id),
            self._take,
            owner=self,
            slot="preview",
        )

    def _take(self, preview: RunPreview) -> None:
        unticked = {line.group.key for line in self.lines.lines() if not line.ticked}
        self.preview = preview
        if self.day.value() is None and not self.day.text():
            self.day.blockSignals(True)
            self.day.set_value(preview.day)
            self.day.blockSignals(False)
        self.lines.set_rows([line_of(one, ticked=one.key not in unticked) for one in preview.groups])
        self.table.move_to(0)
        self.left.set_rows(preview.left_out)
        if not preview.groups and preview.left_out:
            self.below.set_current("left")
        self._show()

    # Showing

    def _show(self) -> None:
        preview = self.preview
        if preview is None:
            return
        formats = self._workspace.formats
        for table in (self.lines, self.entries, self.left):
            table.formats = formats
        self.span.setText(f"{formats.date(preview.first)} – {formats.date(preview.last)}")
        self.everybody.setVisible(self._member_id is not None)
        self._card.setVisible(bool(preview.groups))
        self.nothing.setVisible(not preview.groups)
        self._fit()
        self._show_figures()
        self._show_lines()
        self._show_below()

    def _show_figures(self) -> None:
        formats, preview = self._workspace.formats, self.preview
        ticked = self.lines.ticked()

        def total(key: str, label: str, outcome: Outcome, tone: Any) -> Figure | None:
            ones = [line for line in ticked if line.outcome is outcome]
            if not ones:
                return None
            return Figure(key, label, _sums(ones, self._workspace), _count(ones, self._workspace), tone)

        figures = (
            total("pay", tr("To members"), Outcome.PAYMENT, "accent"),
            total("bills", tr("Agents' bills"), Outcome.BILL, "info"),
            total("invoices", tr("Brokerage invoices"), Outcome.INVOICE, "pos"),
            total("carried", tr("Carried forward"), Outcome.CARRY, "warn"),
            Figure("left", tr("Left out"), formats.count(preview.left_out_count if preview else 0)),
        )
        self.figures.set_figures(tuple(one for one in figures if one is not None))
        count = formats.count(len(ticked))
        self.button.setText(tr("Settle {count}", count=count) if ticked else tr("Settle"))
        self.button.setEnabled(bool(ticked) and not self._settling)

    def _show_lines(self, *_: object) -> None:
        line = self.lines.row_at(max(self.table.cursor_row(), 0))
        self.entries.set_rows(entries_of(line) if line is not None else [])
        self._show_note()

    def _show_below(self) -> None:
        shows_left = self.below.current() == "left"
        self.left_table.setVisible(shows_left)
        self.entry_table.setVisible(not shows_left)
        self._show_note()

    def _show_note(self) -> None:
        formats, preview = self._workspace.formats, self.preview
        if self.below.current() == "left":
            count = preview.left_out_count if preview else 0
            self.note.setText(tr("{count} not settled, each with its reason", count=formats.count(count)))
            return
        line = self.lines.row_at(max(self.table.cursor_row(), 0))
        self.note.setText(line.name if line is not None else "")

    def _turn_below(self) -> None:
        self._turn_to("lines" if self.below.current() == "left" else "left")

    def _turn_to(self, which: str) -> None:
        self.below.set_current(which)
        self._show_below()

    def _open(self, rows: RowList, at: int) -> None:
        found = rows.row_at(at)
        if found is not None:
            self._workspace.open("commission", id=found.id)

    # Settling

    def settle(self) -> None:
        """Settle what is ticked."""
        ticked = self.lines.ticked()
        if not ticked or self._settling:
            return
        command = RunSettlement(
            period=Period(self.period.current()),
            day=self.day.value(),
            member_id=self._member_id,
            chosen=tuple(RunChoice(key=line.group.key, expected_minor=line.amount_minor) for line in ticked),
        )
        self._settling = True
        self.button.setEnabled(False)
        self._workspace.execute(
            command, self._settled, owner=self, confirmed=self._confirmed, failed=self._refused
        )

    def _settled(self, done: tuple[Settled, ...]) -> None:
        self._settling, self._confirmed = False, frozenset()
        self.banner.hide()
        self._workspace.say(tr("{count} settled", count=self._workspace.formats.count(len(done))))
        self._workspace.open("commission_settlements")

    def _refused(self, error: Exception) -> None:
        self._settling = False
        self._show_figures()
        if isinstance(error, NeedsConfirmation):
            key, text = error.key, "\n".join(self._workspace.sentences(error))

            def again() -> None:
                self._confirmed |= {key}
                self.settle()

            ask(self, tr("Settle all the same"), text, again)
        elif isinstance(error, RayafinError):
            self.banner.say("\n".join(self._workspace.sentences(error)), "neg")
            self._read()
        else:
            self._workspace.refused.emit(error)

    def _touched(self, touched: dict[str, Any]) -> None:
        if _KINDS & set(touched) and not self._settling:
            self._read()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._workspace.back()
            return
        super().keyPressEvent(event)


def _sums(lines: list[GroupLine], workspace: Workspace) -> str:
    """What they come to, each currency by itself."""
    sums: dict[str, int] = {}
    for line in lines:
        sums[line.currency] = sums.get(line.currency, 0) + line.payable_minor
    return " + ".join(workspace.formats.money(minor, currency, sign=True) for currency, minor in sums.items())


def _count(lines: list[GroupLine], workspace: Workspace) -> str:
    if len(lines) == 1:
        return tr("1 settlement")
    return tr("{count} settlements", count=workspace.formats.count(len(lines)))
