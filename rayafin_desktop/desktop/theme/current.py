"""The theme in force, and switching it while the program runs.

Painted widgets read `tokens()` when they paint, so a switch needs only a repaint; widgets that keep
a font or an icon take part by `Themed.restyle`.
"""

from __future__ import annotations

from functools import cache
from typing import Literal, Protocol, runtime_checkable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget

from .tokens import LIGHT, Role, Tokens, tokens_for

Mode = Literal["light", "dark", "system"]
TEXT_SCALES = (0.9, 1.0, 1.15, 1.3)


@runtime_checkable
class Themed(Protocol):
    """A widget that keeps fonts, icons or sizes and takes fresh ones when the theme changes."""

    def restyle(self) -> None:
        """Fetch fonts, icons and sizes anew."""


class Theme(QObject):
    """Tokens and text size in force; `changed` is emitted after every widget was restyled."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.mode: Mode = "system"
        self.high_contrast = False
        self.text_scale = 1.0
        self.tokens: Tokens = LIGHT
        self.animated = True

    def start(self, app: QApplication, mode: Mode = "system", text_scale: float = 1.0) -> None:
        """Set the style once, before any sheet, and follow the system's colours from now on."""
        app.setStyle("Fusion")
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        self.high_contrast = hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
        self.apply(mode=mode, text_scale=text_scale)

    def apply(
        self,
        *,
        mode: Mode | None = None,
        text_scale: float | None = None,
        high_contrast: bool | None = None,
    ) -> None:
        """Switch whatever is given; the rest stays."""
        self.mode = mode or self.mode
        self.text_scale = text_scale or self.text_scale
        self.high_contrast = self.high_contrast if high_contrast is None else high_contrast
        fresh = tokens_for(dark=self._wants_dark(), high_contrast=self.high_contrast)
        self.tokens = fresh
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        from .fonts import font
        from .palette import palette
        from .stylesheet import stylesheet

        app.setPalette(palette(fresh))
        app.setFont(font())
        app.setStyleSheet(stylesheet(fresh))
        for widget in app.allWidgets():
            if isinstance(widget, Themed):
                widget.restyle()
            if isinstance(widget, QWidget):
                widget.update()
        self.changed.emit()

    def colour(self, role: Role, alpha: float | None = None) -> QColor:
        """The colour of a role, optionally with an opacity of 0 to 1."""
        colour = QColor(getattr(self.tokens, role))
        if alpha is not None:
            colour.setAlphaF(alpha)
        return colour

    def _wants_dark(self) -> bool:
        if self.mode != "system":
            return self.mode == "dark"
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return False
        return app.styleHints().colorScheme() == Qt.ColorScheme.Dark

    def _system_changed(self) -> None:
        if self.mode == "system":
            self.apply()


@cache
def theme() -> Theme:
    """The one theme of this process."""
    return Theme()


def tokens() -> Tokens:
    """The tokens in force."""
    return theme().tokens


def colour(role: Role, alpha: float | None = None) -> QColor:
    """The colour of a role in the theme in force."""
    return theme().colour(role, alpha)
