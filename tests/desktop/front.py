"""A session with preferences and documents of its own, and what tests do at the front window."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, QStandardPaths
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rayafin_desktop.application import open_book
from rayafin_desktop.desktop.main import Session
from rayafin_desktop.desktop.preferences import preferences
from rayafin_desktop.desktop.window import MainWindow
from tests.books import PASSWORD, FixedClock, Office, found_company

EMAIL = "asha@example.com"


@dataclass
class Front:
    """A running session; `folder` is where this test's books lie."""

    session: Session
    folder: Path
    bot: QtBot

    @property
    def window(self) -> MainWindow:
        """The company's window, which must be open."""
        desk = self.session.desk
        assert desk is not None
        assert desk.window is not None
        return desk.window

    def until(self, true: Callable[[], object]) -> None:
        """Let the windows live until something is true."""
        self.bot.waitUntil(lambda: bool(true()), timeout=10_000)

    def entered(self) -> MainWindow:
        """Wait for the company's window."""
        self.until(lambda: self.session.desk is not None and self.session.desk.window is not None)
        self.activate(self.window)
        return self.window

    def activate(self, widget: QWidget) -> None:
        """Give a window the keyboard."""
        with self.bot.waitActive(widget):
            widget.show()
            widget.activateWindow()

    def sign_in(self, password: str = PASSWORD, email: str = "") -> None:
        """Fill the card and press the button."""
        card = self.session.front.sign_in
        self.until(card.button.isEnabled)
        if email:
            card.user.set_value(email)
        card.password.setText(password)
        card.button.click()


@pytest.fixture
def front(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Front]:
    # Both are Qt's own ways to other folders; nothing of the person's is read or written.
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    QStandardPaths.setTestModeEnabled(True)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    preferences.cache_clear()
    preferences().choose("mode", "light")
    session = Session(qapp)
    yield Front(session, tmp_path, qtbot)
    session.close()
    # Windows go now, not in the middle of the next test.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    preferences.cache_clear()
    QStandardPaths.setTestModeEnabled(False)


@pytest.fixture
def two_companies(sqlite_template: Path, tmp_path: Path) -> Iterator[Office]:
    """A closed book with two companies of one owner; the office is the first, for what tests prepare."""
    path = tmp_path / "two.rayafin"
    shutil.copyfile(sqlite_template, path)
    clock = FixedClock()
    app = open_book(path, clock=clock.as_clock())
    owner = found_company(app, "IN", code="RT", name="Rayafin Traders")
    office = Office(app, owner, clock, str(path))
    yield office
    app.close()
