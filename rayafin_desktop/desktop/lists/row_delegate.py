"""Draws the cells of a list from the column kinds."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from rayafin_desktop.desktop.components.painting import (
    LEADING,
    NUMBER,
    RTL,
    draw_avatar,
    draw_pill,
    draw_text,
    draw_tick,
    hairline,
    mirrored,
    rounded,
    stacked,
)
from rayafin_desktop.desktop.components.status import tone_of
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.theme import Role, colour, font
from rayafin_desktop.desktop.theme.fonts import BASE, MEDIUM, MICRO, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import GUTTER, RADIUS_CONTROL, S4, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.screens import Column

NUMERIC = frozenset({"money", "qty", "rate", "percent", "count"})
_ACCENT_BAR = 3


class RowModel(Protocol):
    """What the delegate asks of a model."""

    columns: tuple[Column, ...]
    formats: Formats

    def row_at(self, position: int) -> Any | None:
        """The row, or None while it is on the way."""


class RowDelegate(QStyledItemDelegate):
    """Cells of text, parties, codes, dates, figures, states, ticks, trees and matches.

    `edge` is the space before the first and after the last column, so that the table lines up with
    the page; `muted` names an attribute that greys a row, `strong` one that sets it bold.
    """

    def __init__(
        self, parent: QObject, model: RowModel, *, edge: int = GUTTER, muted: str = "", strong: str = ""
    ) -> None:
        super().__init__(parent)
        self._model = model
        self.edge = edge
        self.hovered = -1
        self.first_column, self.last_column = 0, len(model.columns) - 1
        self._muted, self._strong = muted, strong

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(60, grown(24))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        direction: Qt.LayoutDirection = option.direction
        columns = self._model.columns
        number = index.column()
        column = columns[number]
        row = self._model.row_at(index.row())
        selected = bool(state & QStyle.StateFlag.State_Selected)
        rtl = direction == RTL
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(direction)
        if selected:
            painter.fillRect(area, colour("selection"))
        elif index.row() == self.hovered:
            painter.fillRect(area, colour("hover"))
        bottom = area.bottom()
        hairline(painter, QPointF(area.left(), bottom), QPointF(area.right() + 1, bottom))
        if selected and number == self.first_column:
            x = area.right() - _ACCENT_BAR + 1 if rtl else area.x()
            painter.fillRect(QRect(x, area.y(), _ACCENT_BAR, area.height()), colour("accent"))
        before = self.edge if number == self.first_column else S4
        after = self.edge if number == self.last_column else S4
        whole = QRectF(area)
        cell = mirrored(whole.adjusted(before, 0, -after, 0), whole, rtl)
        if row is None:
            self._skeleton(painter, cell, column, rtl)
        else:
            self._draw(painter, cell, column, row, rtl)
        painter.restore()

    def _skeleton(self, painter: QPainter, cell: QRectF, column: Column, rtl: bool) -> None:
        width = min(80.0, cell.width())
        x = cell.right() - width if (column.kind in NUMERIC) != rtl else cell.x()
        rounded(painter, QRectF(x, cell.center().y() - 4, width, 8), 4, "track")

    def _draw(self, painter: QPainter, cell: QRectF, column: Column, row: Any, rtl: bool) -> None:
        kind = column.kind
        value = getattr(row, column.key, None)
        if kind == "check":
            draw_tick(painter, cell, bool(value))
            return
        if value is None or value == "":
            if column.empty:
                draw_text(painter, cell, tr(column.empty), font(), "text3")
            return
        muted = bool(self._muted and getattr(row, self._muted, False))
        alarm = bool(column.alarm and getattr(row, column.alarm, False))
        strong = bool(self._strong and getattr(row, self._strong, False))
        text = self._model.formats.cell(column, row)
        if kind == "status":
            draw_pill(painter, cell, tr(text), tone_of(str(value), column.choices))
        elif kind in NUMERIC:
            role = self._figure_role(value, alarm, muted)
            weight = SEMIBOLD if strong else REGULAR
            draw_text(painter, cell, text, font(BASE, weight, tabular=True), role, NUMBER)
        elif kind in ("date", "instant"):
            role = "neg" if alarm else "text3" if muted else "text2"
            draw_text(painter, cell, text, font(tabular=True), role)
        elif kind == "code":
            draw_text(painter, cell, text, font(BASE, MEDIUM, tabular=True), "text3" if muted else "text")
        elif kind == "party":
            self._draw_party(painter, cell, column, row, text, muted, rtl)
        elif kind == "match":
            self._draw_match(painter, cell, value, text, rtl)
        elif kind == "tree":
            indent = 20 * int(getattr(row, "depth", 0))
            words = mirrored(cell.adjusted(indent, 0, 0, 0), cell, rtl)
            draw_text(painter, words, text, font(BASE, SEMIBOLD if strong else REGULAR), "text")
        else:
            role = "text3" if muted else "text2" if kind == "dim" else "neg" if alarm else "text"
            self._draw_lines(painter, cell, column, row, text, role, SEMIBOLD if strong else REGULAR)

    def _figure_role(self, value: Any, alarm: bool, muted: bool) -> Role:
        if alarm or value < 0:
            return "neg"
        return "text3" if muted or value == 0 else "text"

    def _draw_party(
        self,
        painter: QPainter,
        cell: QRectF,
        column: Column,
        row: Any,
        text: str,
        muted: bool,
        rtl: bool,
    ) -> None:
        badge = mirrored(QRectF(cell.x(), cell.center().y() - 12, 24, 24), cell, rtl)
        draw_avatar(painter, badge, text, RADIUS_CONTROL)
        words = mirrored(cell.adjusted(34, 0, 0, 0), cell, rtl)
        self._draw_lines(painter, words, column, row, text, "text3" if muted else "text", MEDIUM)

    def _draw_lines(
        self, painter: QPainter, cell: QRectF, column: Column, row: Any, text: str, role: Role, weight: int
    ) -> None:
        second = str(getattr(row, column.subtitle, "") or "") if column.subtitle else ""
        if not second or cell.height() < grown(40):
            draw_text(painter, cell, text, font(BASE, weight), role)
            return
        upper, lower = grown(18), grown(16)
        top = cell.center().y() - (upper + lower) / 2
        draw_text(painter, QRectF(cell.x(), top, cell.width(), upper), text, font(BASE, weight), role)
        under = QRectF(cell.x(), top + upper, cell.width(), lower)
        draw_text(painter, under, second, font(MICRO, tabular=True), "text2", LEADING)

    def _draw_match(self, painter: QPainter, cell: QRectF, value: Any, text: str, rtl: bool) -> None:
        bar = mirrored(QRectF(cell.x(), cell.center().y() - 3, 44, 6), cell, rtl)
        fill: Role = "pos_solid" if value >= 85 else "warn_solid"
        rounded(painter, bar, 3, "track")
        stacked(painter, bar, ((value, fill), (100 - value, "track")), rtl)
        words = mirrored(cell.adjusted(52, 0, 0, 0), cell, rtl)
        draw_text(painter, words, text, font(SMALL, MEDIUM, tabular=True), "text2")
