"""One of a few: radio buttons that look like one control; arrow keys move between them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from rayafin_desktop.desktop.theme import colour, font, tokens
from rayafin_desktop.desktop.theme.fonts import MEDIUM, SMALL
from rayafin_desktop.desktop.theme.sizes import CONTROL_SMALL, grown

from .painting import MIDDLE, painter_on, rounded


class _Segment(QRadioButton):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.restyle()

    def restyle(self) -> None:
        self.setFont(font(SMALL, MEDIUM))
        self.setFixedHeight(grown(CONTROL_SMALL) - 4)

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        return QSize(round(width) + 20, grown(CONTROL_SMALL) - 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        box = self.rect().toRectF()
        if self.isChecked():
            dark = tokens().dark
            rounded(painter, box, 5, "border" if dark else "surface", None if dark else "border")
        if self.hasFocus():
            rounded(painter, box, 5, None, "accent", 2)
        painter.setFont(self.font())
        painter.setPen(colour("text" if self.isChecked() else "text2"))
        painter.drawText(box, MIDDLE, self.text())


class Segmented(QWidget):
    """A choice of two to four words; `chosen` is emitted with the key."""

    chosen = Signal(str)

    def __init__(self, entries: list[tuple[str, str]], name: str, current: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._keys = [key for key, _ in entries]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(0)
        for index, (_, label) in enumerate(entries):
            segment = _Segment(label)
            self._group.addButton(segment, index)
            layout.addWidget(segment)
        self.set_current(current or self._keys[0])
        self._group.idClicked.connect(lambda index: self.chosen.emit(self._keys[index]))

    def current(self) -> str:
        """The key chosen."""
        return self._keys[self._group.checkedId()]

    def set_current(self, key: str) -> None:
        """Choose by key, without `chosen`."""
        self._group.button(self._keys.index(key)).setChecked(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        rounded(painter_on(self), self.rect().toRectF(), 7, "track")
