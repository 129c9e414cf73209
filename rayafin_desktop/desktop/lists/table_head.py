"""The head of a list: titles, the sorted column, a click to sort."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QHeaderView, QTableView

from rayafin_desktop.desktop.components.painting import (
    LEADING,
    MIDDLE,
    NUMBER,
    RTL,
    draw_text,
    hairline,
    mirrored,
)
from rayafin_desktop.desktop.theme import colour, draw_icon, font
from rayafin_desktop.desktop.theme.fonts import MEDIUM, SMALL
from rayafin_desktop.desktop.theme.sizes import GUTTER, S4, TABLE_HEAD, grown
from rayafin_desktop.engine.screens import Column

from .row_delegate import NUMERIC


def _place(column: Column) -> Qt.AlignmentFlag:
    """Figures stand under the right end of their title, ticks under its middle."""
    return NUMBER if column.kind in NUMERIC else MIDDLE if column.kind == "check" else LEADING


class TableHead(QHeaderView):
    """`sort_asked` is emitted with the column key and whether to sort downwards."""

    sort_asked = Signal(str, bool)

    def __init__(self, view: QTableView, columns: tuple[Column, ...], edge: int = GUTTER) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self.columns = columns
        self._edge = edge
        self._sort: tuple[str, bool] = ("", False)
        self.first_column, self.last_column = 0, len(columns) - 1
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setMinimumSectionSize(24)
        self.sectionClicked.connect(self._clicked)
        self.restyle()

    def restyle(self) -> None:
        self.setFixedHeight(grown(TABLE_HEAD))

    def set_sort(self, key: str, descending: bool) -> None:
        """Mark the column that orders the rows."""
        self._sort = (key, descending)
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        if section >= len(self.columns):
            return
        column = self.columns[section]
        rtl = self.layoutDirection() == RTL
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        painter.fillRect(rect, colour("surface"))
        hairline(painter, QPointF(rect.left(), rect.bottom()), QPointF(rect.right() + 1, rect.bottom()))
        before = self._edge if section == self.first_column else S4
        after = self._edge if section == self.last_column else S4
        whole = QRectF(rect)
        cell = mirrored(whole.adjusted(before, 0, -after, 0), whole, rtl)
        active = bool(column.title) and self._sort[0] == column.key
        face = font(SMALL, MEDIUM)
        numeric = column.kind in NUMERIC
        draw_text(painter, cell, column.title, face, "text" if active else "text2", _place(column))
        if active:
            width = QFontMetricsF(face).horizontalAdvance(column.title)
            # Figures stand at the right in both directions, words at the leading edge.
            if numeric:
                x = cell.right() - width - 18
            else:
                x = cell.right() - width - 18 if rtl else cell.x() + width + 4
            arrow = "arrow-down" if self._sort[1] else "arrow-up"
            draw_icon(painter, QRectF(x, cell.y(), 14, cell.height()), arrow, "text2", size=13, stroke=2)
        painter.restore()

    def _clicked(self, section: int) -> None:
        column = self.columns[section]
        if column.sortable:
            key, descending = self._sort
            self.sort_asked.emit(column.key, not descending if key == column.key else False)
