"""Whole invoices typed into the line grid."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QWidget
from pytestqt.qtbot import QtBot

from rayafin_desktop.desktop.components.layout import Surface, column
from rayafin_desktop.desktop.components.suggestion_list import SuggestionList
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.gallery.lines import SampleLine, sample_lines, three_lines
from rayafin_desktop.desktop.grid.line_grid import LineGrid
from rayafin_desktop.desktop.grid.line_model import LineModel

from .typing_keys import ALT, CONTROL, SHIFT, focused, press, type_text

ITEM, QUANTITY, RATE = 1, 2, 4
ENTER = Qt.Key.Key_Return


@pytest.fixture
def created() -> list[str]:
    return []


@pytest.fixture
def model(created: list[str]) -> LineModel[SampleLine]:
    return LineModel(sample_lines(created.append), Formats())


@pytest.fixture
def grid(model: LineModel[SampleLine], show: Callable[[QWidget], QWidget]) -> LineGrid[SampleLine]:
    made = LineGrid(model, "Invoice lines")
    show(Surface("surface", column(made)))
    made.setFocus()
    return made


def enter_line(*cells: str) -> None:
    """Type a line's cells, Enter after each."""
    for text in cells:
        type_text(text)
        press(ENTER)


def here(grid: LineGrid[SampleLine]) -> tuple[int, int]:
    index = grid.currentIndex()
    return index.row(), index.column()


def test_three_lines_without_a_mouse(
    grid: LineGrid[SampleLine], model: LineModel[SampleLine], qtbot: QtBot
) -> None:
    enter_line("soy oil", "10", "")
    enter_line("chana", "2.5", "61,000")
    enter_line("freight", "", "")
    assert [(line.name, line.quantity, line.rate) for line in model.lines()] == [
        ("Refined soybean oil, tin 15 kg", Decimal("10.000"), Decimal(1845)),
        ("Chana desi", Decimal("2.500"), Decimal("61000.000000")),
        ("Freight", Decimal(1), Decimal(18500)),
    ]
    assert sum(line.net or 0 for line in model.lines()) == 1_845_000 + 15_250_000 + 1_850_000
    assert here(grid) == (3, ITEM)
    with qtbot.waitSignal(grid.left_forward):
        press(ENTER)


def test_tab_and_shift_go_forth_and_back(grid: LineGrid[SampleLine], qtbot: QtBot) -> None:
    type_text("seed")
    press(Qt.Key.Key_Tab)
    assert here(grid) == (0, QUANTITY)
    press(Qt.Key.Key_Backtab, SHIFT)
    assert here(grid) == (0, ITEM)
    with qtbot.waitSignal(grid.left_back):
        press(Qt.Key.Key_Backtab, SHIFT)


def test_sums_in_cells_and_a_refusal_keeps_the_editor_open(
    grid: LineGrid[SampleLine], model: LineModel[SampleLine]
) -> None:
    enter_line("chana", "12*4.5")
    assert model.line(0).quantity == Decimal("54.000")
    type_text("abc")
    press(ENTER)
    assert here(grid) == (0, RATE)
    assert grid.state() == QAbstractItemView.State.EditingState
    assert "12*4.5" in model.refusals[(0, RATE)]
    press(Qt.Key.Key_A, CONTROL)
    type_text("1200+5%")
    press(ENTER)
    assert model.line(0).rate == Decimal(1260)
    assert model.refusals == {}


def test_a_rule_refuses_with_its_own_words(grid: LineGrid[SampleLine], model: LineModel[SampleLine]) -> None:
    enter_line("chana", "(5)")
    assert "credit note" in model.refusals[(0, QUANTITY)]
    assert model.line(0).quantity == 1


def test_escape_restores(grid: LineGrid[SampleLine], model: LineModel[SampleLine]) -> None:
    enter_line("chana", "7")
    grid.go(0, QUANTITY)
    type_text("99")
    press(Qt.Key.Key_Escape)
    assert model.line(0).quantity == Decimal("7.000")


def test_every_change_can_be_undone_in_order(
    grid: LineGrid[SampleLine], model: LineModel[SampleLine]
) -> None:
    model.set_lines(three_lines())
    start = model.lines()
    grid.go(0, QUANTITY, edit=False)
    press(Qt.Key.Key_D, CONTROL)
    assert [line.name[:8] for line in model.lines()] == ["Cotton y", "Cotton y", "Cotton b", "Freight,"]
    press(Qt.Key.Key_Delete, CONTROL)
    assert len(model.lines()) == 3
    press(Qt.Key.Key_Up, ALT)
    assert [line.name[:8] for line in model.lines()] == ["Cotton b", "Cotton y", "Freight,"]
    assert model.undo.undoText() == "move line 2"
    after = model.lines()
    for _ in range(3):
        press(Qt.Key.Key_Z, CONTROL)
    assert model.lines() == start
    for _ in range(3):
        press(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert model.lines() == after


def test_a_blank_line_always_waits_at_the_end(
    grid: LineGrid[SampleLine], model: LineModel[SampleLine]
) -> None:
    model.set_lines(three_lines())
    for _ in range(5):
        grid.go(0, ITEM, edit=False)
        grid.remove_line()
    assert model.lines() == []
    assert model.rowCount() == 1
    model.undo.undo()
    assert model.rowCount() == 2


def test_rows_from_a_spreadsheet(
    grid: LineGrid[SampleLine], model: LineModel[SampleLine], qtbot: QtBot
) -> None:
    QGuiApplication.clipboard().setText("Chana desi\t1,250.5\t61,250\nFreight\t1\t18500\n")
    press(Qt.Key.Key_V, CONTROL | SHIFT)
    assert [(line.name, line.quantity) for line in model.lines()] == [
        ("Chana desi", Decimal("1250.500")),
        ("Freight", Decimal("1.000")),
    ]
    model.undo.undo()
    assert model.lines() == []
    QGuiApplication.clipboard().setText("Chana desi\tmany\n")
    with qtbot.waitSignal(grid.rows_refused) as refused:
        press(Qt.Key.Key_V, CONTROL | SHIFT)
    assert "Nothing was pasted" in refused.args[0]
    assert model.lines() == []


def test_same_as_above(grid: LineGrid[SampleLine], model: LineModel[SampleLine]) -> None:
    model.set_lines(three_lines())
    grid.go(1, RATE, edit=False)
    press(Qt.Key.Key_Apostrophe, CONTROL)
    assert model.line(1).rate == Decimal("284.50")


def test_a_missing_item_is_created_in_place(grid: LineGrid[SampleLine], created: list[str]) -> None:
    type_text("guar")
    press(Qt.Key.Key_C, ALT)
    assert created == ["guar"]


def test_the_list_under_a_cell_keeps_the_focus_in_the_cell(grid: LineGrid[SampleLine]) -> None:
    type_text("so")
    editor = focused()
    assert editor.objectName() == "cell"
    assert SuggestionList.of(grid).open_for(editor)
    press(Qt.Key.Key_Down)
    press(ENTER)
    assert grid.currentIndex().column() == QUANTITY


def test_a_looked_at_cell_is_not_a_change(grid: LineGrid[SampleLine], model: LineModel[SampleLine]) -> None:
    model.set_lines(three_lines())
    grid.go(0, ITEM)
    for _ in range(9):
        press(ENTER)
    assert not model.undo.canUndo()


def test_five_hundred_lines_stay_quick(grid: LineGrid[SampleLine], model: LineModel[SampleLine]) -> None:
    one = three_lines()[0]
    model.set_lines([replace(one, quantity=Decimal(n + 1)) for n in range(500)])
    start = time.perf_counter()
    model.setData(model.index(250, QUANTITY), "7")
    whole = sum(line.net or 0 for line in model.lines())
    assert time.perf_counter() - start < 0.05
    assert whole == sum(28450 * (7 if n == 250 else n + 1) for n in range(500))


def test_cells_are_spoken(grid: LineGrid[SampleLine], model: LineModel[SampleLine]) -> None:
    model.set_lines(three_lines())
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.index(0, 6).data(role) == "Line 1, Amount: 3,41,400.00"
    assert model.index(3, ITEM).data(role) == "Line 4, Item: empty"
    spoken = QAccessible.queryAccessibleInterface(grid)
    assert spoken.role() == QAccessible.Role.Table
    assert spoken.text(QAccessible.Text.Name) == "Invoice lines"
