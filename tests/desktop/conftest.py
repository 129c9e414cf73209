"""A window system without a screen, one theme, and an invented company."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.gallery.samples import SampleBackend
from rayafin_desktop.desktop.runner import Runner
from rayafin_desktop.desktop.shell.frame import PageStack
from rayafin_desktop.desktop.theme import load_fonts, theme
from rayafin_desktop.desktop.wording import set_language
from rayafin_desktop.desktop.workspace import Workspace


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The platform without a screen says for every window that it cannot limit its size: no fault of ours."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", extend=True))


@pytest.fixture(autouse=True, scope="session")
def fonts_and_style(qapp: QApplication) -> None:
    """The bundled fonts and Fusion, before the first widget."""
    load_fonts()
    theme().start(qapp, "light")


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    """Light, normal text, English, left to right, whatever the test before did."""
    if theme().mode != "light" or theme().text_scale != 1.0 or theme().high_contrast:
        theme().apply(mode="light", text_scale=1.0, high_contrast=False)
    set_language("en")
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    yield
    set_language("en")
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[Runner]:
    made = Runner()
    yield made
    made.close()


@pytest.fixture
def backend() -> SampleBackend:
    return SampleBackend()


@pytest.fixture
def workspace(backend: SampleBackend, runner: Runner) -> Workspace:
    return Workspace(backend, runner, Formats())


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Callable[[QWidget], QWidget]]:
    """Show a widget in an active window of 1280 x 800, and keep it to the end of the test."""
    kept: list[QWidget] = []

    def shown(widget: QWidget) -> QWidget:
        kept.append(widget)
        qtbot.addWidget(widget)
        widget.resize(1280, 800)
        with qtbot.waitActive(widget):
            widget.show()
            widget.activateWindow()
        return widget

    yield shown
    # Qt lets go first: a window that loses its Python half while it stands takes the process down.
    for widget in kept:
        for stack in widget.findChildren(PageStack):
            stack.close_all()
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    kept.clear()
