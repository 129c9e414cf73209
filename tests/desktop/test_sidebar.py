"""The sidebar: its groups fold by key and mouse, and are folded again the next time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rayafin_desktop.desktop.preferences import preferences
from rayafin_desktop.desktop.shell.nav_group import NavGroup
from rayafin_desktop.desktop.shell.nav_item import NavItem
from rayafin_desktop.desktop.shell.sidebar import FOLDED_AT_FIRST, NavEntry, Sidebar

from .typing_keys import focused, press

ENTRIES = (
    NavEntry("home", "Home", "house"),
    NavEntry("customers", "Customers", "users", "Sales"),
    NavEntry("invoices", "Invoices", "file-text", "Sales"),
    NavEntry("units", "Units", "package", "Settings"),
    NavEntry("taxes", "Tax codes", "percent", "Settings"),
)


@pytest.fixture
def sidebar(show: Callable[[QWidget], QWidget]) -> Sidebar:
    made = Sidebar()
    made.set_entries(ENTRIES)
    made.show_active("invoices")
    show(made)
    return made


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[None]:
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))
    preferences.cache_clear()
    yield
    preferences.cache_clear()


def seen(sidebar: Sidebar) -> list[str]:
    return [item.key for item in sidebar.findChildren(NavItem) if item.isVisible()]


def group(sidebar: Sidebar, key: str) -> NavGroup:
    return next(one for one in sidebar.findChildren(NavGroup) if one.key == key)


def test_what_is_set_up_once_is_folded_at_first(sidebar: Sidebar) -> None:
    assert seen(sidebar) == ["home", "customers", "invoices"]
    assert not group(sidebar, "Settings").isChecked()


def test_a_group_opens_and_folds_by_key(sidebar: Sidebar, qtbot: QtBot) -> None:
    settings = group(sidebar, "Settings")
    settings.setFocus()
    with qtbot.waitSignal(sidebar.folding) as told:
        press(Qt.Key.Key_Return)
    assert told.args == [frozenset()]
    assert seen(sidebar)[-2:] == ["units", "taxes"]
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Left)
    assert "units" not in seen(sidebar), "a second Left must not open it again"
    press(Qt.Key.Key_Right)
    assert "units" in seen(sidebar)
    press(Qt.Key.Key_Space)
    assert "units" not in seen(sidebar)
    assert focused() is settings


def test_the_page_shown_stands_even_in_a_folded_group(sidebar: Sidebar) -> None:
    sidebar.show_active("taxes")
    assert seen(sidebar) == ["home", "customers", "invoices", "taxes"]
    sidebar.show_active("home")
    assert seen(sidebar) == ["home", "customers", "invoices"]


def test_tab_goes_through_headings_and_pages_that_are_shown(sidebar: Sidebar) -> None:
    sidebar.search.setFocus()
    met: list[QWidget] = []
    while focused() is not sidebar.person:
        press(Qt.Key.Key_Tab)
        met.append(focused())
    names = [one.accessibleName() for one in met[:-1]]
    assert names == ["Home", "Sales", "Customers", "Invoices", "Settings"]


@pytest.mark.usefixtures("kept")
def test_folding_is_kept_for_the_next_time() -> None:
    assert preferences().folded == FOLDED_AT_FIRST
    preferences().fold({"Sales", "Books"})
    preferences.cache_clear()
    assert preferences().folded == {"Sales", "Books"}
    preferences().fold(())
    assert preferences().folded == frozenset(), "nothing folded is a choice, too"
