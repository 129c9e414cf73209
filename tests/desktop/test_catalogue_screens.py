"""Every screen of the catalogue over a real book: what it names exists, and it is drawn in every look."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rayafin_desktop.application import App, open_book
from rayafin_desktop.catalogue import Catalogue
from rayafin_desktop.desktop.backend import AppBackend
from rayafin_desktop.desktop.desk import formats_of, registry_of
from rayafin_desktop.desktop.forms.form_dialog import FormDialog
from rayafin_desktop.desktop.keys import bindings
from rayafin_desktop.desktop.lists.list_page import ListPage
from rayafin_desktop.desktop.runner import Runner
from rayafin_desktop.desktop.screens import SPECIAL_PAGES
from rayafin_desktop.desktop.theme import theme
from rayafin_desktop.desktop.theme.icons import icon_path_exists
from rayafin_desktop.desktop.window import MainWindow
from rayafin_desktop.desktop.wording import direction, set_language
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import FormScreen, ListScreen
from rayafin_desktop.features.companies.queries import company_detail
from tests.books import FixedClock, Office, found_company

CATALOGUE = Catalogue()
LISTS = [screen for screen in CATALOGUE.screens if isinstance(screen, ListScreen)]
FORMS = [screen for screen in CATALOGUE.screens if isinstance(screen, FormScreen)]
LOOKS = ("light", "dark", "rtl", "large")


# Lists whose place a page made by hand takes; the descriptor feeds the command line and the badge.
OWN_PAGES = {"approvals"}


def key_of(screen: ListScreen | FormScreen) -> str:
    return screen.key


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Office]:
    """One book for all pages: they only look."""
    path = tmp_path_factory.mktemp("screens") / "book.rayafin"
    shutil.copyfile(sqlite_template, path)
    clock = FixedClock()
    app: App = open_book(path, clock=clock.as_clock())
    yield Office(app, found_company(app, "IN", code="RT", name="Rayafin Traders"), clock, str(path))
    app.close()


@pytest.fixture
def window(book: Office, qtbot: QtBot, show: object) -> Iterator[MainWindow]:
    backend = AppBackend(book.app, book.owner)
    runner = Runner()
    formats = formats_of(backend.read(company_detail))
    made = MainWindow(Workspace(backend, runner, formats), registry_of(book.app))
    made.show()
    yield made
    made.close()
    runner.close()
    made.deleteLater()
    qtbot.waitUntil(lambda: True)


def put_on(look: str, app: QApplication) -> None:
    set_language("ar" if look == "rtl" else "en")
    app.setLayoutDirection(direction())
    theme().apply(mode="dark" if look == "dark" else "light", text_scale=1.3 if look == "large" else 1.0)


@pytest.mark.parametrize("screen", LISTS, ids=key_of)
def test_what_a_list_names_exists(screen: ListScreen) -> None:
    query = CATALOGUE.query(screen.query)
    pages = registry_keys()
    assert {tab.key for tab in screen.tabs} <= set(query.tabs)
    assert {c.key for c in screen.columns if c.sortable} <= set(query.sorts)
    assert not screen.order or screen.order in query.sorts
    assert icon_path_exists(screen.icon)
    assert not screen.opens or screen.opens in pages
    for key in (screen.title_key, screen.amount_key, screen.status_key):
        assert not key or key in {c.key for c in screen.columns}
    for action in screen.actions:
        assert not action.icon or icon_path_exists(action.icon), action.key
        assert not action.opens or action.opens in pages, action.key
    for section in screen.peek:
        assert not section.query or section.query in {*CATALOGUE.records, *CATALOGUE.queries}, section.title


@pytest.mark.parametrize("screen", LISTS, ids=key_of)
def test_the_keys_of_a_list_are_free(screen: ListScreen) -> None:
    own = [action.shortcut for action in screen.actions if action.shortcut]
    standing = {key for one in (*bindings("list"),) for key in one.keys}
    assert len(own) == len(set(own))
    assert not set(own) & (standing | {"G", "N"})


@pytest.mark.parametrize("screen", FORMS, ids=key_of)
def test_what_a_form_names_exists(screen: FormScreen) -> None:
    known = {*CATALOGUE.records, *CATALOGUE.queries}
    assert screen.create is not None or screen.change is not None
    assert screen.change is None or screen.load in known
    assert not screen.icon or icon_path_exists(screen.icon)
    for field in screen.fields:
        assert (field.kind == "lookup") == bool(field.lookup), field.key
        assert not field.lookup or field.lookup in known, field.key
        assert not field.creates or field.creates in registry_keys(), field.key


def registry_keys() -> set[str]:
    """Everything that can be opened."""
    special = {page.key for page in SPECIAL_PAGES}
    return special | {screen.key for screen in LISTS} | {screen.key for screen in FORMS}


@pytest.mark.parametrize("look", LOOKS)
def test_every_list_is_drawn(window: MainWindow, look: str, qapp: QApplication, qtbot: QtBot) -> None:
    put_on(look, qapp)
    for screen in LISTS:
        page = window.open_page(screen.key)
        if screen.key in OWN_PAGES:
            continue
        assert isinstance(page, ListPage), screen.key
        qtbot.waitUntil(lambda page=page: page.overview_shown and not page.model.loading)  # type: ignore[misc]
        assert not window.banner.isVisible(), f"{screen.key}: {window.banner.text()}"
        page.show_peek(True)
        assert not drawn_empty(window)


@pytest.mark.parametrize("look", LOOKS)
def test_every_form_is_drawn(window: MainWindow, look: str, qapp: QApplication) -> None:
    put_on(look, qapp)
    # A special page may have taken a form's place.
    for screen in window.registry.forms.values():
        if screen.create is None:
            continue
        form = window.open_form(screen.key, {})
        assert isinstance(form, FormDialog), screen.key
        assert form.isVisible()
        assert form.panel.width() <= window.width()
        form.discard()


def drawn_empty(widget: QWidget) -> bool:
    """Whether the picture has one colour only."""
    image = widget.grab().toImage()
    first = image.pixelColor(0, 0)
    points = ((x, y) for x in range(0, image.width(), 97) for y in range(0, image.height(), 61))
    return all(image.pixelColor(x, y) == first for x, y in points)


def test_the_text_direction_of_arabic_is_right_to_left(qapp: QApplication) -> None:
    put_on("rtl", qapp)
    assert QWidget().layoutDirection() == Qt.LayoutDirection.RightToLeft
