"""Grey bars where rows will be: shown only when loading takes longer than a blink."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.theme import colour
from rayafin_desktop.desktop.theme.sizes import GUTTER, ROW_LIST, grown
from rayafin_desktop.desktop.wording import tr

from .painting import RTL, mirrored, painter_on, rounded

AFTER_MS = 150
_WIDTHS = (0.22, 0.31, 0.17, 0.27, 0.2)


class SkeletonRows(QWidget):
    """Rows to come."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Loading"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        painter.fillRect(self.rect(), colour("surface"))
        height, whole = grown(ROW_LIST), QRectF(self.rect())
        rtl = self.layoutDirection() == RTL
        for number in range(self.height() // height + 1):
            middle = number * height + height / 2
            first = QRectF(GUTTER, middle - 4, whole.width() * _WIDTHS[number % len(_WIDTHS)], 8)
            last = QRectF(whole.width() - GUTTER - 80, middle - 4, 80, 8)
            for bar in (first, last):
                rounded(painter, mirrored(bar, whole, rtl), 4, "track")
            painter.fillRect(QRectF(0, (number + 1) * height - 1, whole.width(), 1), colour("line"))
