"""A trade desk at a window: a real book on either engine, and what tests of its pages do in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta, timezone
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rayafin_desktop.desktop.backend import AppBackend
from rayafin_desktop.desktop.components.overlay import Overlay
from rayafin_desktop.desktop.desk import registry_of
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.runner import Runner
from rayafin_desktop.desktop.window import MainWindow
from rayafin_desktop.desktop.workspace import Workspace
from tests.books import Office

from .trade_office import TradeOffice, trade_office

P = TypeVar("P", bound=QWidget)
INDIA = timezone(timedelta(hours=5, minutes=30))
_PAUSE_MS = 1_000  # what lasts longer is no pause before a read: a notice that goes away


@dataclass
class TradeTill:
    """The desk's book with its window."""

    desk: TradeOffice
    window: MainWindow
    bot: QtBot

    @property
    def office(self) -> Office:
        return self.desk.office

    def until(self, true: Callable[[], object]) -> None:
        """Let the window live until something is true."""
        self.bot.waitUntil(lambda: bool(true()), timeout=10_000)

    def rest(self) -> None:
        """Wait until nothing is read or written, and the short pauses before a read have run out."""
        for _ in range(3):
            self.until(self._is_quiet)
            self.bot.wait(10)
        self.until(self._is_quiet)

    def _is_quiet(self) -> bool:
        pauses = (one for one in self.window.findChildren(QTimer) if one.isSingleShot() and one.isActive())
        return not self.window.workspace.runner.reading and all(one.interval() > _PAUSE_MS for one in pauses)

    def open(self, key: str, kind: type[P], **params: object) -> P:
        """Open a page and wait until it is shown."""
        self.window.open_page(key, params)
        page = self.page(kind)
        self.until(lambda: page.ready)  # type: ignore[attr-defined]
        self.rest()
        return page

    def page(self, kind: type[P]) -> P:
        """The page in front."""
        found = self.window.stack.currentWidget()
        assert isinstance(found, kind), found
        return found

    def overlay(self) -> Overlay:
        """The panel over the window."""
        found = [one for one in self.window.findChildren(Overlay) if one.isVisible()]
        assert found, "no panel is open"
        return found[-1]


@pytest.fixture
def trade(office: Office, qtbot: QtBot, tmp_path: Path) -> Iterator[TradeTill]:
    """A furnished desk, on both engines."""
    desk = trade_office(office)
    runner = Runner()
    workspace = Workspace(AppBackend(office.app, office.owner), runner, Formats(zone=INDIA))
    window = MainWindow(workspace, registry_of(office.app))
    window.resize(1280, 800)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    crashes: list[object] = []
    window.problems.crashed.connect(crashes.append)
    yield TradeTill(desk, window, qtbot)
    window.close()
    runner.close()
    assert not crashes, crashes[0]
