"""Opening the window: Qt first, so that something is on the screen while the rest is imported."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from .collector import Collector
from .stall import StallMeter
from .theme import load_fonts, theme
from .theme.current import Mode
from .wording import Language, direction, set_language

if TYPE_CHECKING:
    from rayafin_desktop.application import App


def make_application(
    mode: Mode = "system", language: Language = "en", text_scale: float = 1.0
) -> QApplication:
    """The QApplication with fonts, style, language and direction; the one of the process if there is one."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("Rayafin")
    app.setDesktopFileName("rayafin")
    load_fonts()
    set_language(language)
    app.setLayoutDirection(direction())
    # Numbers are read and written by the company's formats; Qt's own widgets must not group digits.
    QLocale.setDefault(QLocale.c())
    theme().start(app, mode, text_scale)
    app.setWindowIcon(_window_icon())
    return app


def run(book: App, mode: Mode = "system", language: Language = "en") -> int:
    """Show an opened book until its last window is closed; answers the exit code."""
    app = make_application(mode, language)
    from .desk import Desk

    desk = Desk(book)
    desk.finished.connect(app.quit)
    meter = StallMeter()
    meter.start(watch=True)
    desk.start()
    collector = Collector()
    collector.start()
    code = app.exec()
    collector.stop()
    meter.stop()
    desk.close()
    book.close()
    return code


def _window_icon() -> QIcon:
    from .components.avatar import Logo

    logo = Logo(64)
    picture: QPixmap = logo.grab()
    return QIcon(picture)
