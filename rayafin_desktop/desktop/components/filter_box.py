"""The text filter of a list: a box with a magnifying glass; Esc clears it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from rayafin_desktop.desktop.theme import font, icon

TYPING_PAUSE_MS = 60


class FilterBox(QLineEdit):
    """`filtered` is emitted a moment after the last letter, `left` when the list should take over."""

    filtered = Signal(str)
    left = Signal()

    def __init__(self, placeholder: str, name: str) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self._glass = self.addAction(icon("search", "text3", 15), QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.filtered.emit(self.text()))
        self.textChanged.connect(lambda _: self._pause.start())
        self.restyle()

    def restyle(self) -> None:
        self.setFont(font())
        self._glass.setIcon(icon("search", "text3", 15))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left.emit()
            return
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
            return
        super().keyPressEvent(event)
