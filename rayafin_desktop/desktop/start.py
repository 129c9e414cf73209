"""The QApplication: fonts, style, language and direction, before the first widget."""

from __future__ import annotations

import sys

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from .theme import load_fonts, theme
from .theme.current import Mode
from .wording import Language, direction, set_language


def make_application(
    mode: Mode = "system", language: Language = "en", text_scale: float = 1.0
) -> QApplication:
    """The QApplication with fonts, style, language and direction; the one of the process if there is one."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("Rayafin")
    app.setDesktopFileName("rayafin")
    load_fonts()
    speak(app, language)
    # Numbers are read and written by the company's formats; Qt's own widgets must not group digits.
    QLocale.setDefault(QLocale.c())
    theme().start(app, mode, text_scale)
    app.setWindowIcon(_window_icon())
    return app


def speak(app: QApplication, language: Language) -> None:
    """Choose language and direction for every window built from now on."""
    set_language(language)
    app.setLayoutDirection(direction())


def wants_high_contrast(app: QApplication, contrast: str) -> bool:
    """Whether to show high contrast: as chosen ("high", "normal"), or as the system asks ("system")."""
    if contrast == "system":
        hints = app.styleHints()  # held, or its parts are gone before they answer
        return hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
    return contrast == "high"


def _window_icon() -> QIcon:
    from .components.avatar import Logo

    logo = Logo(64)
    picture: QPixmap = logo.grab()
    return QIcon(picture)
