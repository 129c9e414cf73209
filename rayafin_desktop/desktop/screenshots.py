"""Every screen of a book drawn offscreen, one PNG each: `rayafin screenshots`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from .backend import AppBackend
from .desk import FIRST_PAGE, formats_of, registry_of
from .lists.list_page import ListPage
from .runner import Runner
from .shell.registry import Registry
from .window import MainWindow
from .wording import tr
from .workspace import Workspace

if TYPE_CHECKING:
    from rayafin_desktop.application import App
    from rayafin_desktop.engine.permissions import Actor

SIZE = (1280, 800)
_LAYOUT_ROUNDS = 4
"""Layouts within layouts settle one after the other."""

PATIENCE = 10.0
"""Seconds a page may take to show its rows before it is drawn as it stands."""


def settle(until: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    """Let the event loop run until something is true; False when it never was."""
    end = time.monotonic() + seconds
    while not until():
        if time.monotonic() > end:
            return False
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)
    QApplication.processEvents()
    return True


def _ready(page: QWidget) -> Callable[[], bool]:
    """Whether a page shows what it has; special pages may say so by an attribute `ready`."""
    if isinstance(page, ListPage):
        return lambda: (
            page.overview_shown
            and not page.model.loading
            and (page.model.rowCount() == 0 or page.model.row_at(0) is not None)
        )
    return lambda: bool(getattr(page, "ready", True))


def draw_screens(app: App, actor: Actor, folder: Path, only: str = "") -> Iterator[Path]:
    """Draw each page and form that the actor may see; answers the files as they are made.

    Needs `start.make_application` first, which settles theme, language and size of text.
    """
    from rayafin_desktop.features.companies.queries import company_detail, fiscal_year

    backend = AppBackend(app, actor)
    company, year = backend.read(lambda read: (company_detail(read), fiscal_year(read).label))
    runner = Runner()
    window = MainWindow(Workspace(backend, runner, formats_of(company)), registry_of(app))
    window.resize(*SIZE)
    window.sidebar.company.show_company(
        company.name, tr("FY {year} · {currency}", year=year, currency=company.currency)
    )
    window.sidebar.show_person(actor.name, str(actor.role or "").capitalize())
    window.show()
    window.activateWindow()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield from _pages(window, window.registry, folder, only)
        yield from _forms(window, window.registry, folder, only)
    finally:
        window.close()
        window.deleteLater()
        runner.close()
        QApplication.processEvents()


def _pages(window: MainWindow, registry: Registry, folder: Path, only: str) -> Iterator[Path]:
    for key in registry.pages:
        if only and only != key:
            continue
        page = window.open_page(key)
        if page is None:
            continue
        settle(_ready(page))
        yield _save(window, folder, key)
        if isinstance(page, ListPage) and page.model.rowCount() and page.screen_.peek:
            page.show_peek(True)
            settle(lambda: not window.workspace.runner.reading)
            yield _save(window, folder, f"{key}-peek")
            page.show_peek(False)


def _forms(window: MainWindow, registry: Registry, folder: Path, only: str) -> Iterator[Path]:
    settle(_ready(window.open_page(FIRST_PAGE) or window))
    for key, screen in registry.forms.items():
        if (only and only != key) or screen.create is None:
            continue
        form = window.open_form(key, {})
        if form is not None:
            settle(lambda: not window.workspace.runner.reading)
            yield _save(window, folder, key)
            form.discard()


def _save(window: MainWindow, folder: Path, name: str) -> Path:
    window.toast.hide()
    for _ in range(_LAYOUT_ROUNDS):
        QApplication.processEvents()
    path = folder / f"{name.replace('.', '-')}.png"
    window.grab().save(str(path))
    return path
