"""Companies to choose from as big rows: initials, name, and what tells them apart."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from rayafin_desktop.desktop.components.painting import RTL, draw_avatar, draw_text, mirrored, rounded
from rayafin_desktop.desktop.theme import draw_icon, font
from rayafin_desktop.desktop.theme.fonts import BASE, MICRO, REGULAR, SEMIBOLD
from rayafin_desktop.desktop.theme.sizes import RADIUS_CARD, RADIUS_CONTROL, ROW_ROOMY, grown
from rayafin_desktop.desktop.wording import tr

_CHOICE = Qt.ItemDataRole.UserRole
_SHOWN = 4


@dataclass(frozen=True, slots=True)
class CompanyChoice:
    """A company one can sign in to."""

    key: str
    name: str
    detail: str = ""


class _Rows(QStyledItemDelegate):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, grown(ROW_ROOMY))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        choice: CompanyChoice = index.data(_CHOICE)
        state: QStyle.StateFlag = option.state
        direction: Qt.LayoutDirection = option.direction
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(direction)
        whole, rtl = QRectF(option.rect), direction == RTL
        row = whole.adjusted(1, 1, -1, -1)
        if chosen:
            rounded(painter, row, RADIUS_CARD, "accent_tint", "accent_line")
        elif state & QStyle.StateFlag.State_MouseOver:
            rounded(painter, row, RADIUS_CARD, "hover")
        tile = mirrored(QRectF(row.x() + 8, row.center().y() - 15, 30, 30), row, rtl)
        draw_avatar(painter, tile, choice.name, RADIUS_CONTROL)
        words = row.adjusted(48, 0, -34, 0)
        upper = QRectF(words.x(), words.center().y() - grown(17), words.width(), grown(18))
        lower = QRectF(words.x(), words.center().y() + 1, words.width(), grown(15))
        draw_text(painter, mirrored(upper, row, rtl), choice.name, font(BASE, SEMIBOLD), "text")
        draw_text(painter, mirrored(lower, row, rtl), choice.detail, font(MICRO, REGULAR), "text2")
        if chosen:
            tick = mirrored(QRectF(row.right() - 28, row.y(), 16, row.height()), row, rtl)
            draw_icon(painter, tick, "check", "accent_text")
        painter.restore()


class CompanyList(QListWidget):
    """Arrow keys and letters choose; hidden while there is nothing to choose between."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Company"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(_Rows(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.hide()

    def restyle(self) -> None:
        self.setFixedHeight(min(_SHOWN, max(1, self.count())) * grown(ROW_ROOMY) + 2)

    def show_choices(self, choices: list[CompanyChoice], current: str = "") -> None:
        """Companies, the last used first; one alone needs no choice."""
        self.clear()
        for one in choices:
            item = QListWidgetItem(one.name)
            item.setData(_CHOICE, one)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{one.name} {one.detail}")
            self.addItem(item)
        keys = [one.key for one in choices]
        self.setCurrentRow(keys.index(current) if current in keys else 0)
        self.setVisible(len(choices) > 1)
        self.restyle()

    def chosen(self) -> str:
        """The key of the company marked; empty when there is none."""
        if self.currentRow() < 0:
            return ""
        choice: CompanyChoice = self.currentItem().data(_CHOICE)
        return choice.key
