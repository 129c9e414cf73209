"""What happened, newest first."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from rayafin_desktop.desktop.theme import colour, font
from rayafin_desktop.desktop.theme.fonts import MEDIUM, MICRO, REGULAR, SMALL
from rayafin_desktop.desktop.theme.sizes import grown
from rayafin_desktop.engine.screens import Tone

from .painting import RTL, draw_text, mirrored, painter_on, solid

_STEP = 38


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of a timeline."""

    title: str
    detail: str
    tone: Tone = "info"


class Timeline(QWidget):
    """Moments joined by a line."""

    def __init__(self, moments: tuple[Moment, ...] = ()) -> None:
        super().__init__()
        self._moments = moments
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("; ".join(f"{m.title}, {m.detail}" for m in moments))

    def sizeHint(self) -> QSize:
        return QSize(200, grown(_STEP) * len(self._moments))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        whole, step = QRectF(self.rect()), grown(_STEP)
        rtl = self.layoutDirection() == RTL
        for number, moment in enumerate(self._moments):
            top = number * step
            dot = mirrored(QRectF(2, top + 6, 8, 8), whole, rtl)
            if number < len(self._moments) - 1:
                x = dot.center().x()
                painter.setPen(QPen(colour("line"), 1.5))
                painter.drawLine(QPointF(x, top + 18), QPointF(x, top + step + 2))
            painter.setPen(QPen(colour(solid(moment.tone)), 2))
            painter.setBrush(colour("surface"))
            painter.drawEllipse(dot)
            upper = mirrored(QRectF(22, top, whole.width() - 22, grown(18)), whole, rtl)
            draw_text(painter, upper, moment.title, font(SMALL, MEDIUM), "text")
            lower = upper.translated(0, grown(17))
            lower.setHeight(grown(16))
            draw_text(painter, lower, moment.detail, font(MICRO, REGULAR, tabular=True), "text2")
