"""A list page by keyboard: cursor, side panel, filter, tabs, states, what it sends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rayafin_desktop.desktop.gallery.samples import INVOICES, SampleBackend, SampleSource
from rayafin_desktop.desktop.lists.list_page import ListPage
from rayafin_desktop.desktop.lists.page_source import View
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import Action, Choice, Filter

from .typing_keys import ALT, CONTROL, SHIFT, focused, press, type_text


@dataclass(frozen=True, kw_only=True)
class Remind:
    """A command on a row."""

    invoice_id: int


SCREEN = replace(
    INVOICES,
    actions=(
        *(a for a in INVOICES.actions if a.key != "remind"),
        Action(
            key="remind", label="Remind", icon="mail", shortcut="R", command=Remind, identity="invoice_id",
            when="late",
        ),
        Action(
            key="void", label="Void", icon="x", shortcut="Shift+Del", command=Remind, identity="invoice_id",
            danger=True, confirm="The invoice stays in the books as void.",
        ),
        Action(key="secret", label="Secret", icon="lock", permission="nobody.may"),
    ),
)  # fmt: skip


@pytest.fixture
def page(workspace: Workspace, show: Callable[[QWidget], QWidget], qtbot: QtBot) -> Iterator[ListPage]:
    made = ListPage(workspace, SCREEN)
    show(made)
    qtbot.waitUntil(lambda: not made.model.loading)
    made.table.setFocus()
    yield made
    made.close_page()


def buttons(widget: QWidget) -> list[str]:
    return [one.accessibleName() for one in widget.findChildren(QPushButton) if one.isVisibleTo(widget)]


def test_the_side_panel_follows_the_cursor(page: ListPage, qtbot: QtBot) -> None:
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space)
    assert page.peek.isVisible()
    assert page.hints._position.text() == "Row 3 of 10,48,576"
    assert "Record payment" in buttons(page.peek)
    press(Qt.Key.Key_Down)
    assert page.peek.isVisible()
    assert "Remind" not in buttons(page.peek), "a paid invoice needs no reminder"
    press(Qt.Key.Key_Space)
    assert not page.peek.isVisible()


def test_home_and_end_reach_both_ends(page: ListPage, qtbot: QtBot) -> None:
    press(Qt.Key.Key_End, CONTROL)
    assert page.table.cursor_row() == page.model.rowCount() - 1
    qtbot.waitUntil(lambda: page.model.row_at(page.table.cursor_row()) is not None)
    press(Qt.Key.Key_Home)
    assert page.table.cursor_row() == 0


def test_slash_filters_and_escape_clears(page: ListPage, qtbot: QtBot) -> None:
    type_text("/")
    type_text("meridian")
    qtbot.waitUntil(lambda: page.model.view.text == "meridian" and not page.model.loading)
    assert page.model.row_at(0).customer == "Meridian Oils"  # type: ignore[union-attr]
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.model.view.text == "")
    press(Qt.Key.Key_Escape)
    assert focused() is page.table


def test_no_result_names_the_filter_and_clears_it(page: ListPage, qtbot: QtBot) -> None:
    type_text("/")
    type_text("zebra")
    qtbot.waitUntil(lambda: page._states.currentWidget() not in (page._table_box, page._skeleton))
    panel = page._states.currentWidget()
    assert panel is not None
    assert panel.title.text() == "No invoice matches “zebra”"  # type: ignore[attr-defined]
    panel.findChildren(QPushButton)[0].click()
    qtbot.waitUntil(lambda: page._states.currentWidget() is page._table_box)
    assert page.filter.text() == ""


def test_first_use_says_what_to_do_and_offers_it(
    runner: Any, show: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    from rayafin_desktop.desktop.formats import Formats

    workspace = Workspace(SampleBackend(rows=0), runner, Formats())
    screen = replace(SCREEN, tabs=(), stats=())
    page = ListPage(workspace, screen)
    show(page)
    qtbot.waitUntil(lambda: page._states.currentWidget() is not page._table_box)
    panel = page._states.currentWidget()
    assert panel is not None
    with qtbot.waitSignal(workspace.page_asked) as asked:
        next(one for one in panel.findChildren(QPushButton) if one.text() == "New invoice").click()
    assert asked.args == ["invoice.editor", {}]
    page.close_page()


def test_an_empty_view_points_to_the_one_with_rows_and_offers_no_beginning(
    runner: Any, show: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    from rayafin_desktop.desktop.formats import Formats

    # No row in all, but some in the views: nobody is told that he has no invoices yet.
    page = ListPage(Workspace(SampleBackend(rows=0), runner, Formats()), SCREEN)
    show(page)
    qtbot.waitUntil(lambda: page.overview_shown and page._states.currentWidget() is not page._skeleton)
    qtbot.waitUntil(lambda: getattr(page._states.currentWidget(), "title", None) is not None)
    panel = page._states.currentWidget()
    assert panel is not None
    assert panel.title.text() == "Nothing under “All”"  # type: ignore[attr-defined]
    next(one for one in panel.findChildren(QPushButton) if one.text() == "Show “Unpaid”").click()
    qtbot.waitUntil(lambda: page._states.currentWidget() is page._table_box)
    assert page.tabs.key() == "unpaid"
    page.close_page()


def test_a_figure_that_is_left_out_is_not_shown_and_one_is_one(page: ListPage) -> None:
    from rayafin_desktop.desktop.lists.page_source import Overview

    page._take_overview(Overview({"overdue": 100, "late_count": 1}))
    said = [one.accessibleName() for one in page.stats.buttons()]
    assert len(said) == 1
    assert "1 invoice" in said[0]
    assert "1 invoices" not in said[0]


def test_an_error_is_shown_in_place_and_can_be_tried_again(
    runner: Any, show: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    from rayafin_desktop.desktop.formats import Formats

    class Broken(SampleSource):
        fails = True

        def count(self, view: View) -> int:
            if Broken.fails:
                raise OSError("disk gone")
            return super().count(view)

    class BrokenBackend(SampleBackend):
        def source(self, query: str) -> SampleSource:
            return Broken(100)

    page = ListPage(Workspace(BrokenBackend(), runner, Formats()), SCREEN)
    show(page)
    qtbot.waitUntil(lambda: page._states.currentWidget() not in (page._table_box, page._skeleton))
    panel = page._states.currentWidget()
    assert panel is not None
    Broken.fails = False
    panel.findChildren(QPushButton)[0].click()
    qtbot.waitUntil(lambda: page._states.currentWidget() is page._table_box)
    page.close_page()


def test_tabs_by_number_and_figures_that_open_their_rows(page: ListPage, qtbot: QtBot) -> None:
    press(Qt.Key.Key_4, ALT)
    assert page.model.view.tab == "overdue"
    qtbot.waitUntil(lambda: page.model.rowCount() == 38)
    page.stats.chosen.emit("outstanding")
    assert page.tabs.key() == "unpaid"


def test_an_action_sends_its_command_for_the_row(
    page: ListPage, backend: SampleBackend, qtbot: QtBot
) -> None:
    type_text("r")
    assert backend.executed == [], "the first row is a draft and not late"
    page.table.move_to(2)
    type_text("r")
    qtbot.waitUntil(lambda: backend.executed == [Remind(invoice_id=2)])


def test_what_cannot_be_undone_is_asked_first(page: ListPage, backend: SampleBackend, qtbot: QtBot) -> None:
    press(Qt.Key.Key_Delete, SHIFT)
    assert focused().accessibleName() == "Cancel"
    press(Qt.Key.Key_Space)
    assert backend.executed == []
    press(Qt.Key.Key_Delete, SHIFT)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: backend.executed == [Remind(invoice_id=0)])


def test_what_is_not_allowed_is_not_offered(
    runner: Any, show: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    from rayafin_desktop.desktop.formats import Formats

    page = ListPage(Workspace(SampleBackend(allowed=False), runner, Formats()), SCREEN)
    show(page)
    assert "secret" not in [action.key for action in page._actions]
    page.close_page()


def test_selected_rows_are_counted_and_summed(page: ListPage, qtbot: QtBot) -> None:
    page.table.move_to(1)
    press(Qt.Key.Key_Down, SHIFT)
    assert page.selection.isVisible()
    assert page.selection._count.text() == "2 selected"
    assert page.selection._sum.text() == "Balance ₹15,82,960.75"
    press(Qt.Key.Key_C, CONTROL)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert [line.split("\t")[0] for line in lines] == ["INV-26-01043", "INV-26-01042"]


def test_a_change_elsewhere_refreshes_and_keeps_the_place(
    page: ListPage, workspace: Workspace, qtbot: QtBot
) -> None:
    page.table.move_to(7)
    with qtbot.waitSignal(page.model.settled):
        workspace.touched.emit({"invoice": frozenset()})
    assert page.table.cursor_row() == 7
    with qtbot.assertNotEmitted(page.model.settled, wait=50):
        workspace.touched.emit({"party": frozenset()})


def test_a_link_shows_its_tab_text_and_row(page: ListPage, qtbot: QtBot) -> None:
    page.show_params({"tab": "all", "text": "nilgiri"})
    qtbot.waitUntil(lambda: page.model.view.text == "nilgiri" and not page.model.loading)
    assert page.filter.text() == "nilgiri"
    page.show_params({"text": ""})
    qtbot.waitUntil(lambda: page.model.view.text == "" and not page.model.loading)
    with qtbot.waitSignal(page.model.located):
        page.show_params({"id": 640})
    assert page.table.cursor_row() == 640


def test_fields_filter_and_are_cleared(
    workspace: Workspace, show: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    states = (Choice(value="PAID", label="Paid"), Choice(value="VOID", label="Void"))
    screen = replace(SCREEN, filters=(Filter(key="state", label="Status", choices=states),))
    page = ListPage(workspace, screen)
    show(page)
    qtbot.waitUntil(lambda: not page.model.loading)
    page.table.setFocus()
    type_text("f")
    assert focused().accessibleName() == "Status"
    press(Qt.Key.Key_Down)
    assert page.model.view.where == (("state", "PAID"),)
    page.show_params({"where": {"state": "VOID"}})
    assert page.filters.where() == (("state", "VOID"),)
    page.show_params({})
    assert not page.model.view.where
    assert not page.filters.where()
    page.close_page()


def test_narrow_lists_drop_columns_before_they_cut_figures(page: ListPage) -> None:
    page.resize(900, 700)
    keys = [c.key for n, c in enumerate(page.model.columns) if not page.table.isColumnHidden(n)]
    assert "customer" in keys
    assert "balance" in keys
    page.show_peek(True)
    QApplication.processEvents()
    narrow = [c.key for n, c in enumerate(page.model.columns) if not page.table.isColumnHidden(n)]
    assert len(narrow) < len(keys)
    assert "balance" in narrow
