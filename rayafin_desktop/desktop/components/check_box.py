"""A check box, painted from tokens."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPaintEvent
from PySide6.QtWidgets import QCheckBox

from rayafin_desktop.desktop.theme import font
from rayafin_desktop.desktop.theme.sizes import CONTROL, grown

from .painting import RTL, draw_text, draw_tick, mirrored, painter_on, rounded


class CheckBox(QCheckBox):
    """A box with its words; the words are part of the target."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.restyle()

    def restyle(self) -> None:
        self.setFont(font())
        self.setMinimumHeight(grown(CONTROL))

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        return QSize(round(width) + 34, grown(CONTROL))

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        box = self.rect().toRectF()
        rtl = self.layoutDirection() == RTL
        square = mirrored(QRectF(3, box.center().y() - 9, 18, 18), box, rtl)
        draw_tick(painter, square, self.isChecked(), self.isEnabled())
        if self.hasFocus():
            rounded(painter, square.adjusted(-2, -2, 2, 2), 6, None, "accent", 2)
        words = mirrored(box.adjusted(29, 0, 0, 0), box, rtl)
        draw_text(painter, words, self.text(), self.font(), "text" if self.isEnabled() else "text3")
