"""A QR code on white, whatever the theme: cameras want dark squares on a light ground."""

from __future__ import annotations

import segno
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rayafin_desktop.desktop.components.painting import painter_on, rounded
from rayafin_desktop.desktop.theme.sizes import grown
from rayafin_desktop.desktop.wording import tr

_SIDE = 196
_QUIET = 4  # modules of ground around the code (ISO/IEC 18004)


class QrCode(QWidget):
    """Draws `data`, never mirrored and in whole pixels."""

    def __init__(self, data: str) -> None:
        super().__init__()
        self._rows = [list(line) for line in segno.make(data, error="m", micro=False).matrix]
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("QR code for your authenticator app"))

    def sizeHint(self) -> QSize:
        return QSize(grown(_SIDE), grown(_SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        rounded(painter, QRectF(self.rect()), 8, "paper", "line")
        count = len(self._rows) + 2 * _QUIET
        step = self.width() // count
        left = (self.width() - step * len(self._rows)) // 2
        top = (self.height() - step * len(self._rows)) // 2
        painter.setRenderHint(painter.RenderHint.Antialiasing, on=False)
        painter.setPen(Qt.PenStyle.NoPen)
        for y, line in enumerate(self._rows):
            for x, is_dark in enumerate(line):
                if is_dark:
                    painter.fillRect(left + x * step, top + y * step, step, step, Qt.GlobalColor.black)
