"""Keys drawn as caps: what to press."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from rayafin_desktop.desktop.keys import caps
from rayafin_desktop.desktop.theme import Role, colour, font
from rayafin_desktop.desktop.theme.fonts import MEDIUM, MICRO
from rayafin_desktop.desktop.theme.sizes import grown

from .painting import MIDDLE, painter_on, rounded

_GAP = 3


def cap_widths(keys: str) -> list[float]:
    """The width of each cap of a sequence."""
    measure = QFontMetricsF(font(MICRO, MEDIUM))
    return [max(float(grown(18)), measure.horizontalAdvance(cap) + 10) for cap in caps(keys)]


def caps_width(keys: str) -> float:
    """The width of all caps with the gaps between them."""
    widths = cap_widths(keys)
    return sum(widths) + _GAP * (len(widths) - 1)


def draw_caps(painter: QPainter, box: QRectF, keys: str, ground: Role = "surface") -> None:
    """Draw the caps from the left edge of `box`; keys read left to right in every language."""
    x, height = box.x(), grown(18)
    for cap, width in zip(caps(keys), cap_widths(keys), strict=True):
        key = QRectF(x, round(box.center().y() - height / 2), width, height)
        rounded(painter, key, 4, ground, "border")
        painter.setFont(font(MICRO, MEDIUM))
        painter.setPen(colour("text2"))
        painter.drawText(key, MIDDLE, cap)
        x += width + _GAP


class KeyCaps(QLabel):
    """The keys of one sequence."""

    def __init__(self, keys: str, ground: Role = "surface") -> None:
        super().__init__()
        self._keys, self._ground = keys, ground
        self.setAccessibleName(keys)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(round(caps_width(self._keys)) + 1, grown(20))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_caps(painter_on(self), self.rect().toRectF(), self._keys, self._ground)
