"""A report's rows on the screen: sections, outline, subtotals and a ruled total."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from rayafin_desktop.desktop.components.painting import LEADING, NUMBER, draw_text, hairline, mirrored
from rayafin_desktop.desktop.formats import HIDDEN, Formats
from rayafin_desktop.desktop.lists.row_delegate import NUMERIC, RowDelegate
from rayafin_desktop.desktop.lists.row_list import RowList
from rayafin_desktop.desktop.lists.table import DataTable
from rayafin_desktop.desktop.theme import Role, font
from rayafin_desktop.desktop.theme.fonts import BASE, MEDIUM, REGULAR, SEMIBOLD
from rayafin_desktop.desktop.theme.sizes import GUTTER, ROW_GRID
from rayafin_desktop.engine.screens import Column

if TYPE_CHECKING:
    from rayafin_desktop.paper.report import TablePaper
    from rayafin_desktop.paper.tables import Row

_INDENT = 20
Index = QModelIndex | QPersistentModelIndex


class ReportRows(RowList):
    """The rows of a report; a row has its cells as `c0`, `c1` ... and the paper's row as `paper`."""

    def __init__(self, formats: Formats, paper: TablePaper) -> None:
        super().__init__(_columns(paper), formats)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        # Cells are written already, so that amounts are hidden here and not by the formats.
        text = super().data(index, role)
        if text and self.formats.hide_amounts and self.columns[index.column()].kind in NUMERIC:
            return HIDDEN
        return text


def _columns(paper: TablePaper) -> tuple[Column, ...]:
    return tuple(
        Column(
            key=f"c{number}",
            title=one.head,
            kind="money" if one.align == "end" else "text",
            width=120 if one.align == "end" else 90,
            stretch=one.grows,
            sortable=False,
        )
        for number, one in enumerate(paper.columns)
    )


def shown_rows(paper: TablePaper, level: int) -> list[SimpleNamespace]:
    """The rows of a level of detail: 1 has sums only, each further one a step of the outline."""
    return [_shown(row) for row in paper.rows if _level(row) <= level]


def deepest(rows: Sequence[Row]) -> int:
    """How many levels of detail a report has."""
    return max((_level(row) for row in rows), default=1)


def _level(row: Row) -> int:
    if row.kind in ("subtotal", "total"):
        return 1
    return 2 if row.kind == "section" else 2 + max(0, row.indent - 1)


def _shown(row: Row) -> SimpleNamespace:
    return SimpleNamespace(paper=row, **{f"c{number}": cell for number, cell in enumerate(row.cells)})


class ReportDelegate(RowDelegate):
    """Cells that are text already; the kind of the row decides their weight and rules."""

    def __init__(self, parent: QObject, rows: ReportRows) -> None:
        super().__init__(parent, rows, edge=GUTTER)
        self._rows = rows

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        row = self._rows.row_at(index.row())
        if row is None or row.paper.kind not in ("subtotal", "total"):
            return
        if self._rows.columns[index.column()].kind not in NUMERIC and row.paper.kind == "subtotal":
            return
        area = QRectF(option.rect)
        role: Role = "border_strong"
        top = area.top()
        hairline(painter, QPointF(area.left(), top), QPointF(area.right(), top), role)
        if row.paper.kind == "total":
            for y in (area.bottom() - 2, area.bottom()):
                hairline(painter, QPointF(area.left(), y), QPointF(area.right(), y), role)

    def _draw(self, painter: QPainter, cell: QRectF, column: Column, row: Any, rtl: bool) -> None:
        text = str(getattr(row, column.key, "") or "")
        if not text:
            return
        kind, number = row.paper.kind, int(column.key[1:])
        weight = {"section": SEMIBOLD, "subtotal": MEDIUM, "total": SEMIBOLD}.get(kind, REGULAR)
        if column.kind in NUMERIC:
            shown = HIDDEN if self._rows.formats.hide_amounts else text
            role: Role = "neg" if "\u2212" in text else "text"
            draw_text(painter, cell, shown, font(BASE, weight, tabular=True), role, NUMBER)
            return
        before = _INDENT * row.paper.indent if number == self._outline_column() else 0
        words = mirrored(cell.adjusted(before, 0, 0, 0), cell, rtl)
        tone: Role = "text2" if kind == "section" else "text"
        draw_text(painter, words, text, font(BASE, weight, tabular=True), tone, LEADING)

    def _outline_column(self) -> int:
        """Where the outline is indented: the first column."""
        return 0


class ReportTable(DataTable):
    """The table; `activated_row` with a row whose record can be opened or not."""

    def __init__(self, rows: ReportRows, name: str) -> None:
        super().__init__(rows, name, row_height=ROW_GRID, edge=GUTTER)
        self._delegate = ReportDelegate(self, rows)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
