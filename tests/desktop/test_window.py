"""The main window: pages, keys, palette, messages, lock."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rayafin_desktop.desktop.components.layout import Surface
from rayafin_desktop.desktop.components.overlay import Overlay
from rayafin_desktop.desktop.forms.form_dialog import FormDialog
from rayafin_desktop.desktop.gallery.pages import CUSTOMER, LinesPage
from rayafin_desktop.desktop.gallery.samples import INVOICES
from rayafin_desktop.desktop.keys import KEYMAP, PROFILES, bindings, duplicates
from rayafin_desktop.desktop.lists.list_page import ListPage
from rayafin_desktop.desktop.shell.palette import Palette
from rayafin_desktop.desktop.shell.palette_entries import Entry, ranked
from rayafin_desktop.desktop.shell.registry import PageEntry, Registry
from rayafin_desktop.desktop.window import MainWindow
from rayafin_desktop.desktop.workspace import Workspace

from .typing_keys import ALT, CONTROL, SHIFT, focused, press, type_text


def editor(workspace: Workspace) -> QWidget:
    page = LinesPage(workspace)
    page.key = "invoice.editor"
    return page


@pytest.fixture
def window(workspace: Workspace, show: Callable[[QWidget], QWidget], qtbot: QtBot) -> Iterator[MainWindow]:
    registry = Registry()
    registry.add_screens([INVOICES, CUSTOMER])
    registry.add_page(
        PageEntry(
            key="invoice.editor", title="New invoice", icon="receipt-text", make=editor, new="I", many=True
        )
    )
    registry.add_page(
        PageEntry(
            key="secret", title="Secret", icon="lock", make=lambda w: Surface(), permission="never.given"
        )
    )
    made = MainWindow(workspace, registry)
    show(made)
    made.open_page("invoices")
    page = made.stack.currentWidget()
    assert isinstance(page, ListPage)
    qtbot.waitUntil(lambda: not page.model.loading)
    page.table.setFocus()
    yield made
    made.stack.close_all()


def overlay(window: MainWindow) -> Overlay | None:
    return next((one for one in window.findChildren(Overlay) if one.isVisible()), None)


def test_g_then_i_and_n_then_i(window: MainWindow) -> None:
    type_text("ni")
    assert window.stack.currentWidget().key == "invoice.editor"  # type: ignore[union-attr]
    window.sidebar.search.setFocus()
    type_text("gi")
    assert window.stack.currentWidget().key == "invoices"  # type: ignore[union-attr]
    assert window.windowTitle().startswith("Invoices")


def test_letters_in_a_text_field_are_only_text(window: MainWindow, qtbot: QtBot) -> None:
    type_text("/")
    assert focused().accessibleName() == "Filter"
    type_text("nigi")
    assert window.stack.currentWidget().key == "invoices"  # type: ignore[union-attr]
    assert window.stack.currentWidget().filter.text() == "nigi"  # type: ignore[union-attr]


def test_back_returns_to_the_row_that_was_left(window: MainWindow) -> None:
    page = window.stack.currentWidget()
    assert isinstance(page, ListPage)
    for _ in range(4):
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert window.stack.currentWidget() is not page
    press(Qt.Key.Key_Left, ALT)
    assert window.stack.currentWidget() is page
    assert page.table.cursor_row() == 4
    assert focused() is page.table
    press(Qt.Key.Key_Right, ALT)
    assert window.stack.currentWidget() is not page


def test_the_palette_goes_where_one_types(window: MainWindow) -> None:
    press(Qt.Key.Key_K, CONTROL)
    palette = overlay(window)
    assert isinstance(palette, Palette)
    type_text("new cust")
    assert palette.visible_titles()[0] == "New customer"
    press(Qt.Key.Key_Return)
    assert isinstance(overlay(window), FormDialog)


def test_the_palette_gives_the_focus_back(window: MainWindow) -> None:
    before = focused()
    press(Qt.Key.Key_K, CONTROL)
    press(Qt.Key.Key_Escape)
    assert overlay(window) is None
    assert focused() is before


def test_keys_of_the_window_rest_under_a_panel(window: MainWindow) -> None:
    press(Qt.Key.Key_K, CONTROL)
    press(Qt.Key.Key_K, CONTROL)
    assert sum(one.isVisible() for one in window.findChildren(Overlay)) == 1


def test_records_found_join_the_palette(window: MainWindow) -> None:
    ran: list[str] = []
    found = Entry("Meridian Oils", lambda: ran.append("opened"), "People", "customer", "users")
    window.search = lambda text, take: take([found] if text == "meri" else [])
    press(Qt.Key.Key_K, CONTROL)
    type_text("meri")
    palette = overlay(window)
    assert isinstance(palette, Palette)
    assert palette.visible_titles()[0] == "Meridian Oils"
    press(Qt.Key.Key_Return)
    assert ran == ["opened"]


def test_ranking_prefers_starts_then_words_then_likeness() -> None:
    def entry(title: str, group: str = "Go to") -> Entry:
        return Entry(title, print, group)  # type: ignore[arg-type]

    titles = ["Trial balance", "Balance sheet", "Account balances", "Bank", "Invoices"]
    groups = ranked([entry(title) for title in titles], "balance")
    assert groups[0][0] == "Best match"
    assert [one.title for _, entries in groups for one in entries][:3] == [
        "Balance sheet",
        "Trial balance",
        "Account balances",
    ]
    assert [one.title for _, entries in ranked([entry(t) for t in titles], "invoces") for one in entries] == [
        "Invoices"
    ]
    both = [entry("Pay", "Do"), entry("Payments", "Go to")]
    assert [one.title for _, entries in ranked(both, ">pay") for one in entries] == ["Pay"]
    assert ranked(both, "zzzz") == []


def test_what_is_not_allowed_is_said_and_not_shown(workspace: Workspace, window: MainWindow) -> None:
    workspace.backend._allowed = False  # type: ignore[attr-defined]
    assert window.open_page("secret") is None
    assert "Ask the owner" in window.toast.text()
    assert "secret" not in [entry.key for entry in window.registry.navigation(workspace.may)]


def test_a_toast_takes_the_step_back(window: MainWindow, workspace: Workspace) -> None:
    undone: list[int] = []
    workspace.say("Invoice deleted", lambda: undone.append(1))
    assert window.toast.isVisible()
    window.toast._undo.click()
    assert undone == [1]
    assert not window.toast.isVisible()


def test_nothing_of_the_book_is_painted_while_locked(window: MainWindow, qtbot: QtBot) -> None:
    open_ = window.grab().toImage()
    window.lock("asha@rayafin.example")
    locked = window.grab().toImage()
    assert locked != open_
    assert not window.frame.isVisible()
    press(Qt.Key.Key_K, CONTROL)
    assert overlay(window) is None
    with qtbot.waitSignal(window.unlock_asked) as asked:
        type_text("secret word")
        press(Qt.Key.Key_Return)
    assert asked.args == ["secret word"]
    window.unlock()
    assert window.frame.isVisible()
    assert window.lock_screen.password.text() == ""


def test_amounts_are_hidden_everywhere_at_once(window: MainWindow, workspace: Workspace) -> None:
    page = window.stack.currentWidget()
    assert isinstance(page, ListPage)
    column = [c.key for c in page.model.columns].index("balance")
    assert page.model.index(1, column).data() == "12,64,000.00"
    press(Qt.Key.Key_H, CONTROL | SHIFT)
    assert page.model.index(1, column).data() == "•••"


def test_text_size_by_keys(window: MainWindow) -> None:
    height = window.sidebar.search.height()
    window.change_text(1)
    window.change_text(1)
    assert window.sidebar.search.height() > height * 1.2
    window.change_text(0)
    assert window.sidebar.search.height() == height


def test_question_mark_shows_every_key(window: MainWindow) -> None:
    type_text("?")
    panel = overlay(window)
    assert panel is not None
    assert panel.panel.accessibleName() == "All keys"


@pytest.mark.parametrize("where", sorted({binding.where for binding in KEYMAP}))
def test_no_key_is_given_twice_in_one_place(where: str) -> None:
    keys = [key for one in bindings(where) if not one.native for key in one.keys]  # type: ignore[arg-type]
    assert duplicates(keys) == []


def test_profiles_give_no_key_twice() -> None:
    for own in PROFILES.values():
        assert duplicates(own.values()) == []


def test_the_windows_own_shortcuts_are_all_different(window: MainWindow) -> None:
    assert duplicates(one.key().toString() for one in window.shortcuts) == []


def test_a_sum_in_the_palette_is_worked_out_and_copied(window: MainWindow) -> None:
    window.open_palette()
    type_text("=1200*1.05")
    palette = window.findChild(Palette)
    assert palette is not None
    assert palette.visible_titles() == ["1,260"]
    press(Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == "1,260"


def test_a_profile_adds_the_keys_of_another_program(window: MainWindow, qtbot: QtBot) -> None:
    other = MainWindow(window.workspace, window.registry, "tally")
    qtbot.addWidget(other)
    there = {made.key().toString() for made in other.shortcuts}
    # The registry of this test knows a page for N, I and none for receipts and vouchers.
    assert {"F3", "F8", "Alt+G"} <= there
    assert "F7" not in there
