"""The table of a list: standard table view, own head and delegate, columns that fit."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from rayafin_desktop.desktop.components.painting import pill_width
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.theme import font
from rayafin_desktop.desktop.theme.fonts import BASE, MEDIUM, REGULAR, SMALL
from rayafin_desktop.desktop.theme.sizes import GUTTER, ROW_LIST, S4, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.screens import Column

from .row_delegate import RowDelegate
from .table_head import TableHead

_STRETCH_LEAST, _STRETCH_LEAST_PARTY = 180, 205
_WIDEST, _WIDEST_TEXT = 260, 190
_MEASURED_ROWS = 40
Index = QModelIndex | QPersistentModelIndex


class DataTable(QTableView):
    """Rows of a model that has `columns`, `formats` and `row_at`.

    `activated_row` on Enter or double click, `peek_asked` on Space, `moved` with the row under
    the cursor, `sort_asked` from the head.
    """

    activated_row = Signal(int)
    peek_asked = Signal()
    moved = Signal(int)
    sort_asked = Signal(str, bool)

    def __init__(
        self,
        model: Any,
        name: str,
        *,
        row_height: int = ROW_LIST,
        edge: int = GUTTER,
        muted: str = "",
        strong: str = "",
    ) -> None:
        super().__init__()
        self._columns: tuple[Column, ...] = model.columns
        self._formats: Formats = model.formats
        self._row_height = row_height
        self._row_at = model.row_at
        self._measured: dict[str, int] = {}
        self.head = TableHead(self, self._columns, edge)
        self.setHorizontalHeader(self.head)
        self.setModel(model)
        self._delegate = RowDelegate(self, model, edge=edge, muted=muted, strong=strong)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.head.sort_asked.connect(self.sort_asked)
        model.dataChanged.connect(self._rows_came)
        model.modelReset.connect(self._measure)
        self.doubleClicked.connect(lambda index: self.activated_row.emit(index.row()))
        self.restyle()

    def restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(grown(self._row_height))
        self._fit_columns()

    def cursor_row(self) -> int:
        """The row under the cursor, -1 for none."""
        return self.currentIndex().row()

    def move_to(self, row: int) -> None:
        """Put the cursor on a row and show it."""
        if 0 <= row < self.model().rowCount():
            index = self.model().index(row, 0)
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(index)

    def selected_rows(self) -> list[int]:
        """The selected rows, in order."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.moved.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.cursor_row() >= 0:
                self.activated_row.emit(self.cursor_row())
            return
        if plain and event.key() == Qt.Key.Key_Space:
            self.peek_asked.emit()
            return
        if plain and event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            last = self.model().rowCount() - 1
            self.move_to(0 if event.key() == Qt.Key.Key_Home else last)
            return
        if plain and event.text().isprintable() and event.text():
            # Letters belong to the page's shortcuts, not to a search through a million rows.
            event.ignore()
            return
        super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _hover(self, row: int) -> None:
        if row != self._delegate.hovered:
            self._delegate.hovered = row
            self.viewport().update()

    def name_columns(self, columns: tuple[Column, ...]) -> None:
        """Other titles and ways of writing for the same columns."""
        self._columns = self.head.columns = columns
        self.head.viewport().update()
        self.viewport().update()

    def _fit_columns(self) -> None:
        """Drop columns of low priority until the stretching one has room; never squeeze a figure."""
        room = self.viewport().width()
        shown = list(range(len(self._columns)))

        def width(n: int) -> int:
            column = self._columns[n]
            wide = self._column_width(column)
            if column.stretch or n not in (shown[0], shown[-1]):
                return wide
            # The first and the last one shown stand off the edge by a gutter.
            return max(wide, self._needed_width(column) + GUTTER - S4)

        def needed() -> int:
            return sum(width(n) for n in shown)

        while len(shown) > 2 and needed() > room:
            droppable = [n for n in shown if not self._columns[n].stretch]
            shown.remove(min(droppable, key=lambda n: (self._columns[n].priority, -n)))
        fixed = sum(width(n) for n in shown if not self._columns[n].stretch)
        for part in (self.head, self._delegate):
            part.first_column, part.last_column = shown[0], shown[-1]
        stretching = [n for n in shown if self._columns[n].stretch]
        for number in range(len(self._columns)):
            self.setColumnHidden(number, number not in shown)
            if number in stretching:
                self.setColumnWidth(number, max(60, (room - fixed) // len(stretching)))
            elif number in shown:
                self.setColumnWidth(number, width(number))

    def _rows_came(self, *_: object) -> None:
        # A bound method and no lambda: the model may outlive the table.
        self._measure()

    def _measure(self) -> None:
        """Widen columns to what the rows on the screen need: a figure or code is never cut."""
        first = max(0, self.rowAt(0))
        last = min(first + _MEASURED_ROWS, self.model().rowCount())
        rows = [row for row in map(self._row_at, range(first, last)) if row is not None]
        wider = False
        for column in self._columns:
            if column.stretch or column.kind in ("check", "tree", "match"):
                continue
            texts = {self._formats.cell(column, row) for row in rows}
            need = max((_text_width(column, text) for text in texts), default=0)
            most = _WIDEST_TEXT if column.kind in ("text", "dim", "party") else _WIDEST
            need = min(max(need, _title_width(column)) + 2 * S4, grown(most))
            if need > self._measured.get(column.key, 0):
                self._measured[column.key] = need
                wider = wider or need + GUTTER - S4 > grown(column.width)
        if wider:
            self._fit_columns()

    def _column_width(self, column: Column) -> int:
        """The width a column has, unless it stretches."""
        if column.stretch:
            return grown(_STRETCH_LEAST_PARTY if column.kind == "party" else _STRETCH_LEAST)
        return max(grown(column.width), self._needed_width(column))

    def _needed_width(self, column: Column) -> int:
        """The width a column must have; dates are measured, because months are long in some languages."""
        measured = self._measured.get(column.key, 0)
        if column.kind not in ("date", "instant"):
            return measured
        face = QFontMetrics(font(tabular=True))
        samples = (date(2026, month, 28) for month in range(1, 13))
        longest = max(face.horizontalAdvance(self._formats.date(day)) for day in samples)
        clock = face.horizontalAdvance(" 00:00") if column.kind == "instant" else 0
        return max(longest + clock + 2 * S4 + 2, measured)


def _title_width(column: Column) -> int:
    room_for_arrow = 18 if column.sortable else 0
    return QFontMetrics(font(SMALL, MEDIUM)).horizontalAdvance(column.title) + room_for_arrow + 2


def _text_width(column: Column, text: str) -> int:
    if column.kind == "status":
        return round(pill_width(tr(text))) + 2
    if column.kind == "party":
        return QFontMetrics(font(BASE, MEDIUM)).horizontalAdvance(text) + 36
    weight = MEDIUM if column.kind == "code" else REGULAR
    return QFontMetrics(font(BASE, weight, tabular=True)).horizontalAdvance(text) + 2
