"""A report's rows on the screen: sections, outline, subtotals and a ruled total."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from rayafin_desktop.base.formats import MINUS
from rayafin_desktop.desktop.components.painting import LEADING, NUMBER, draw_text, hairline, mirrored
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.lists.row_delegate import NUMERIC, RowDelegate
from rayafin_desktop.desktop.lists.row_list import RowList
from rayafin_desktop.desktop.lists.table import DataTable
from rayafin_desktop.desktop.theme import Role, font
from rayafin_desktop.desktop.theme.fonts import BASE, MEDIUM, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import GUTTER, ROW_GRID, S4, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.report import Cell, CellKind, ReportRow
from rayafin_desktop.engine.report import ReportTable as Table
from rayafin_desktop.engine.screens import Column

_INDENT = 20
_WIDTHS: Mapping[CellKind, int] = {"money": 130, "code": 90, "date": 110, "count": 70, "percent": 90}
_GROWS_LEAST, _GROWS_MOST = 180, 240
_MEASURED = 40
Index = QModelIndex | QPersistentModelIndex


class ReportRows(RowList):
    """The rows of a report; a row has its cells as `c0`, `c1` ... and the report's row as `row`."""

    def __init__(self, formats: Formats, table: Table) -> None:
        super().__init__(_columns(table), formats)
        self.outline = table.outline
        self._shape = table.columns

    def fits(self, table: Table) -> bool:
        """Whether a report has these columns."""
        return table.columns == self._shape


def _columns(table: Table) -> tuple[Column, ...]:
    return tuple(
        Column(
            key=f"c{number}",
            title=tr(one.title),
            kind=one.kind,
            width=_WIDTHS.get(one.kind, 110),
            stretch=one.grows,
            sortable=False,
            currency="currency",
        )
        for number, one in enumerate(table.columns)
    )


def shown_rows(table: Table, level: int) -> list[SimpleNamespace]:
    """The rows of a level of detail: 1 has sums only, each further one a step of the outline."""
    return [_shown(table, row) for row in table.rows if row.level <= level]


def _shown(table: Table, row: ReportRow) -> SimpleNamespace:
    # Words of the program are translated, names of what can be opened are somebody's own.
    cells = {f"c{n}": _worded(one, row) for n, one in enumerate(row.values)}
    return SimpleNamespace(row=row, currency=row.currency or table.currency, **cells)


def _worded(cell: Cell, row: ReportRow) -> Cell:
    coded = row.kind == "group" and bool(row.values[0])  # a group of the chart has a code and its own name
    return tr(cell) if isinstance(cell, str) and cell and row.about is None and not coded else cell


class ReportDelegate(RowDelegate):
    """Cells that are text already; the kind of the row decides their weight and rules."""

    def __init__(self, parent: QObject, rows: ReportRows) -> None:
        super().__init__(parent, rows, edge=GUTTER)
        self._rows = rows

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        row = self._rows.row_at(index.row())
        if row is None or row.row.kind not in ("subtotal", "total"):
            return
        column = self._rows.columns[index.column()]
        summed = column.kind in NUMERIC and getattr(row, column.key) is not None
        if not summed and row.row.kind == "subtotal":
            return
        area = QRectF(option.rect)
        role: Role = "border_strong"
        top = area.top()
        hairline(painter, QPointF(area.left(), top), QPointF(area.right(), top), role)
        if row.row.kind == "total":
            for y in (area.bottom() - 2, area.bottom()):
                hairline(painter, QPointF(area.left(), y), QPointF(area.right(), y), role)

    def _draw(self, painter: QPainter, cell: QRectF, column: Column, row: Any, rtl: bool) -> None:
        text = self._rows.formats.cell(column, row)
        if not text:
            return
        kind, number = row.row.kind, int(column.key[1:])
        weight = {"section": SEMIBOLD, "group": MEDIUM, "subtotal": MEDIUM, "total": SEMIBOLD}.get(
            kind, REGULAR
        )
        if column.kind in NUMERIC:
            zero = getattr(row, column.key) == 0
            role: Role = "neg" if MINUS in text else "text3" if zero else "text"
            draw_text(painter, cell, text, font(BASE, weight, tabular=True), role, NUMBER)
            return
        before = _INDENT * row.row.indent if number == self._rows.outline else 0
        words = mirrored(cell.adjusted(before, 0, 0, 0), cell, rtl)
        tone: Role = "text2" if kind == "section" else "text"
        draw_text(painter, words, text, font(BASE, weight, tabular=True), tone, LEADING)


class ReportTable(DataTable):
    """The table; `activated_row` with a row whose record can be opened or not.

    Unlike a list it drops no column, every figure belongs to the report: a wide one is scrolled, by Left and
    Right too.
    """

    def __init__(self, rows: ReportRows, name: str) -> None:
        self._rows, self._least = rows, list[int]()
        super().__init__(rows, name, row_height=ROW_GRID, edge=GUTTER)
        self._delegate = ReportDelegate(self, rows)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setCornerWidget(QWidget())  # the style would draw a frame where the scroll bars meet
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def _fit_columns(self) -> None:
        """Usual widths where they fit, else what the figures need; what is still too wide is scrolled."""
        room = self.viewport().width()
        least = self._least or [0] * len(self._columns)
        exact = (*NUMERIC, "code", "date")  # never cut; other words may end in dots
        growing = [n for n, column in enumerate(self._columns) if column.stretch]
        usual = [
            grown(_GROWS_LEAST)
            if column.stretch
            else max(grown(column.width), least[n] if column.kind in exact else 0)
            for n, column in enumerate(self._columns)
        ]
        width = usual
        if sum(usual) > room:
            width = [least[n] if column.kind in exact else usual[n] for n, column in enumerate(self._columns)]
        if sum(width) > room:  # scrolled anyway: then nothing is cut short, either
            for n in growing:
                width[n] = max(width[n], min(least[n], grown(_GROWS_MOST)))
        spare = max(0, room - sum(width))
        for number in range(len(self._columns)):
            more = spare // len(growing) if number in growing else 0
            self.setColumnWidth(number, width[number] + more)

    def _measure(self) -> None:
        """What each column needs for its widest cell, in all rows and not only those on the screen."""
        rows = [self._row_at(n) for n in range(self.model().rowCount())]
        self._least = [self._needed(n, column, rows) for n, column in enumerate(self._columns)]
        self._fit_columns()
        self._span_sections(rows)

    def _needed(self, number: int, column: Column, rows: Sequence[Any]) -> int:
        face = QFontMetrics(font(BASE, SEMIBOLD, tabular=True))
        filled = [row for row in rows if getattr(row, column.key) not in (None, "")]
        if column.kind in NUMERIC:
            widest = [pick(filled, key=lambda row: getattr(row, column.key)) for pick in (min, max) if filled]
            texts = {self._formats.cell(column, row) for row in widest}
        else:
            own = [row for row in filled if row.row.kind != "section"]
            said = {self._formats.cell(column, row) for row in own}
            texts = set(sorted(said, key=len, reverse=True)[:_MEASURED])
        title = QFontMetrics(font(SMALL, MEDIUM)).horizontalAdvance(column.title)
        text = max(map(face.horizontalAdvance, texts), default=0)
        indent = _INDENT * max((row.row.indent for row in filled), default=0) * (column.stretch)
        outer = GUTTER - S4 if number in (0, len(self._columns) - 1) else 0
        return max(title, text + indent) + 2 * S4 + outer + 2

    def _span_sections(self, rows: Sequence[Any]) -> None:
        """The name of a section runs over the columns behind it, which it leaves empty."""
        self.clearSpans()
        outline, last = self._rows.outline, len(self._columns) - 1
        for at, row in enumerate(rows):
            empty = all(getattr(row, f"c{n}") in (None, "") for n in range(outline + 1, last + 1))
            if row.row.kind == "section" and empty and outline < last:
                self.setSpan(at, outline, 1, last - outline + 1)
