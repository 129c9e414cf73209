"""A short message that goes by itself, with Undo where there is something to undo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRectF, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.theme.fonts import BASE, MEDIUM
from rayafin_desktop.desktop.theme.sizes import CONTROL, RADIUS_CARD, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.screens import Tone

from .avatar import Glyph
from .button import Button
from .label import Label
from .layout import row
from .painting import ink, painter_on, rounded, shadow

SECONDS = 8
_BLUR = 14


class Toast(QWidget):
    """One message at the foot of the window; a new one takes the place of the old."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._glyph = Glyph("circle-check", "pos")
        self._text = Label("", BASE, MEDIUM)
        self._undo = Button(tr("Undo"), "link")
        self._undo.clicked.connect(self._undone)
        self._action: Callable[[], object] | None = None
        self.setLayout(
            row(self._glyph, self._text, 8, self._undo, spacing=8, margins=(28, _BLUR, 28, _BLUR + 4))
        )
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, text: str, undo: Callable[[], object] | None = None, tone: Tone = "pos") -> None:
        """Show a message; with `undo` a link that takes the step back."""
        self._glyph.set_glyph("circle-alert" if tone == "neg" else "circle-check", ink(tone))
        self._text.setText(text)
        self._action = undo
        self._undo.setVisible(undo is not None)
        self.setFixedHeight(grown(CONTROL) + 10 + 2 * _BLUR)
        self.adjustSize()
        self.place()
        self.show()
        self.raise_()
        self._timer.start(SECONDS * 1000)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def text(self) -> str:
        """The message."""
        return self._text.text()

    def place(self) -> None:
        """To the middle of the window's foot."""
        window = self._window
        x = (window.width() - self.width()) // 2
        self.move(QPoint(x, window.height() - self.height() - 44))

    def _undone(self) -> None:
        self.hide()
        if self._action is not None:
            self._action()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        box = QRectF(self.rect()).adjusted(_BLUR, _BLUR - 4, -_BLUR, -_BLUR)
        shadow(painter, box, RADIUS_CARD, _BLUR)
        rounded(painter, box, RADIUS_CARD, "raised", "border")
