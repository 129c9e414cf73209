"""A state in one word, and a small count."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from rayafin_desktop.desktop.theme.sizes import TARGET, grown
from rayafin_desktop.engine.screens import Tone

from .painting import draw_pill, painter_on, pill_width


class Pill(QLabel):
    """A state such as Draft or Overdue; a label to screen readers."""

    def __init__(self, text: str, tone: Tone = "neutral", *, dot: bool = True) -> None:
        super().__init__(text)
        self._tone: Tone = tone
        self._dot = dot
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_state(self, text: str, tone: Tone) -> None:
        """Show another state."""
        self._tone = tone
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(pill_width(self.text(), self._dot)) + 1, grown(TARGET))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_pill(painter_on(self), self.rect().toRectF(), self.text(), self._tone, self._dot)
