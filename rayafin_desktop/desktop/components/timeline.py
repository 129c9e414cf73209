"""What happened, newest first."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rayafin_desktop.desktop.theme import colour, font
from rayafin_desktop.desktop.theme.fonts import MEDIUM, MICRO, REGULAR, SMALL
from rayafin_desktop.desktop.theme.sizes import grown
from rayafin_desktop.engine.screens import Tone

from .painting import LEADING, RTL, draw_text, isolated, mirrored, painter_on, solid

_STEP = 38
_INDENT = 22
_TITLE = 17
_FOOT = 5
_TALL = 1000
_WRAP = int(Qt.TextFlag.TextWordWrap)
_DETAIL = int(LEADING & ~Qt.AlignmentFlag.AlignVertical_Mask) | _WRAP


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
        return QSize(200, sum(self._heights(self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(sum(self._heights(event.size().width())))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        whole = QRectF(self.rect())
        rtl = self.layoutDirection() == RTL
        top = 0
        for number, (moment, step) in enumerate(zip(self._moments, self._heights(self.width()), strict=True)):
            dot = mirrored(QRectF(2, top + 6, 8, 8), whole, rtl)
            if number < len(self._moments) - 1:
                x = dot.center().x()
                painter.setPen(QPen(colour("line"), 1.5))
                painter.drawLine(QPointF(x, top + 18), QPointF(x, top + step + 2))
            painter.setPen(QPen(colour(solid(moment.tone)), 2))
            painter.setBrush(colour("surface"))
            painter.drawEllipse(dot)
            upper = mirrored(QRectF(_INDENT, top, whole.width() - _INDENT, grown(18)), whole, rtl)
            draw_text(painter, upper, moment.title, font(SMALL, MEDIUM), "text")
            lower = upper.translated(0, grown(_TITLE))
            lower.setHeight(step - grown(_TITLE))
            # A formula or reason is read whole, so it takes the lines it needs.
            painter.setFont(font(MICRO, REGULAR, tabular=True))
            painter.setPen(colour("text2"))
            painter.drawText(lower, _DETAIL, isolated(moment.detail, painter))
            top += step

    def _heights(self, width: int) -> list[int]:
        """The height of each moment in pixels at a width."""
        metrics = QFontMetrics(font(MICRO, REGULAR, tabular=True))
        area = QRect(0, 0, max(1, width - _INDENT), _TALL)
        return [
            max(grown(_STEP), grown(_TITLE + _FOOT) + metrics.boundingRect(area, _WRAP, m.detail).height())
            for m in self._moments
        ]
