"""A message across a page: what, why, and the next step. It never blocks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame

from rayafin_desktop.desktop.theme.fonts import SMALL
from rayafin_desktop.desktop.theme.sizes import RADIUS_CONTROL
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.screens import Tone

from .avatar import Glyph
from .button import Button, IconButton
from .label import Label
from .layout import row
from .painting import ink, painter_on, rounded, tint

_ICONS: dict[Tone, str] = {"neg": "circle-alert", "warn": "triangle-alert", "pos": "circle-check"}


class Banner(QFrame):
    """A tinted bar; `actions` are (label, what to do), the close button hides it."""

    def __init__(self, tone: Tone = "info", text: str = "", *, closable: bool = True) -> None:
        super().__init__()
        self._tone: Tone = tone
        self._glyph = Glyph(_ICONS.get(tone, "info"), ink(tone))
        self._text = Label(text, SMALL, wrap=True)
        self._actions = row(spacing=4)
        layout = row(self._glyph, self._text, self._actions, spacing=10, margins=(12, 6, 6, 6))
        layout.setStretch(1, 1)
        if closable:
            close = IconButton("x", tr("Close"), small=True)
            close.clicked.connect(self.hide)
            layout.addWidget(close)
        self.setLayout(layout)
        self.setAccessibleName(text)

    def say(self, text: str, tone: Tone | None = None) -> None:
        """Show a message and put it before everything else for a screen reader."""
        if tone is not None:
            self._tone = tone
            self._glyph.set_glyph(_ICONS.get(tone, "info"), ink(tone))
        self._text.setText(text)
        self.setAccessibleName(text)
        self.show()
        self.update()

    def text(self) -> str:
        """The message."""
        return self._text.text()

    def set_actions(self, *actions: tuple[str, Callable[[], object]]) -> None:
        """The next steps offered."""
        while (item := self._actions.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for label, run in actions:
            button = Button(label, small=True)
            button.clicked.connect(lambda _=False, do=run: do())
            self._actions.addWidget(button)

    def paintEvent(self, event: QPaintEvent) -> None:
        rounded(painter_on(self), self.rect().toRectF(), RADIUS_CONTROL, tint(self._tone), None)
