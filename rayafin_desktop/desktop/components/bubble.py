"""A sentence beneath a cell or field: a child of the window, gone with the next key or after a while."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.theme.fonts import MEDIUM, SMALL
from rayafin_desktop.desktop.theme.sizes import RADIUS_CONTROL

from .avatar import Glyph
from .label import Label
from .layout import row
from .painting import RTL, painter_on, rounded

SECONDS = 6


class Bubble(QWidget):
    """Why something was refused; one per window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._text = Label("", SMALL, MEDIUM, "neg")
        self.setLayout(row(Glyph("circle-alert", "neg", 13), self._text, spacing=6, margins=(8, 5, 10, 5)))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    @staticmethod
    def of(widget: QWidget) -> Bubble:
        """The one bubble of the widget's window."""
        window = widget.window()
        return window.findChild(Bubble) or Bubble(window)

    def say(self, target: QWidget, text: str, area: QRect | None = None) -> None:
        """Show a sentence beneath a widget, or beneath a part of it."""
        self._text.setText(text)
        self.adjustSize()
        window = target.window()
        area = area or target.rect()
        at = target.mapTo(window, area.bottomLeft() + QPoint(0, 3))
        if target.layoutDirection() == RTL:
            at.setX(at.x() + area.width() - self.width())
        self.move(max(4, min(at.x(), window.width() - self.width() - 4)), at.y())
        self.show()
        self.raise_()
        self._timer.start(SECONDS * 1000)

    def text(self) -> str:
        """The sentence."""
        return self._text.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        rounded(painter_on(self), self.rect().toRectF(), RADIUS_CONTROL, "neg_tint", "neg_solid")
