"""The grid itself: keys, the way from cell to cell, pasting rows, its own undo."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from rayafin_desktop.desktop.components.bubble import Bubble
from rayafin_desktop.desktop.components.painting import hairline
from rayafin_desktop.desktop.keys import install
from rayafin_desktop.desktop.lists.table_head import TableHead
from rayafin_desktop.desktop.theme.sizes import ROW_GRID, S4, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.screens import Column

from .line_columns import Refused
from .line_delegate import LineDelegate
from .line_model import LineModel

L = TypeVar("L")
_STRETCH_LEAST = 120


class LineGrid(QTableView, Generic[L]):
    """Lines by keyboard.

    `left_forward` is emitted by Enter on the empty last line, `left_back` by Shift+Tab on the first
    cell, `rows_refused` with a sentence when pasted rows could not be read.
    """

    left_forward = Signal()
    left_back = Signal()
    rows_refused = Signal(str)

    def __init__(self, model: LineModel[L], name: str) -> None:
        super().__init__()
        self._model = model
        columns = tuple(
            Column(key=c.key, title=tr(c.title), kind=c.kind, sortable=False) for c in model.kind.columns
        )
        self.setHorizontalHeader(TableHead(self, columns, edge=S4))
        self.setModel(model)
        self._delegate = LineDelegate(self, model)
        self._delegate.step_asked.connect(self.step)
        self._delegate.refused.connect(self._say_refusal)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            trigger.AnyKeyPressed | trigger.EditKeyPressed | trigger.DoubleClicked | trigger.SelectedClicked
        )
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.shortcuts = install(
            self,
            "grid",
            {
                "copy_line": self.copy_line,
                "remove_line": self.remove_line,
                "line_up": lambda: self.move_line(-1),
                "line_down": lambda: self.move_line(1),
                "paste_rows": self.paste_rows,
                "same_as_above": self.same_as_above,
                "undo": model.undo.undo,
                "redo": model.undo.redo,
            },
        )
        self.restyle()
        self.go(0, self._editable()[0], edit=False)

    def restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(grown(ROW_GRID))
        self._fit_columns()

    def set_locked(self, locked: bool) -> None:
        """Only show the lines, as of a posted document, or take keys again."""
        self._model.locked = locked
        for one in self.shortcuts:
            one.setEnabled(not locked)

    def editing(self) -> bool:
        """Whether a cell is being typed into."""
        return self.state() == QAbstractItemView.State.EditingState

    def settle(self) -> bool:
        """Take what is being typed; False, with the reason shown, when it cannot be taken."""
        # The editor of the cell before may still be waiting to be deleted: only one is visible.
        cells = self.viewport().findChildren(QWidget, "cell")
        cell = next((one for one in cells if one.isVisible()), None)
        if cell is None or not self.editing():
            return True
        at = (self.currentIndex().row(), self.currentIndex().column())
        self.commitData(cell)
        if at in self._model.refusals:
            self._say_refusal(cell, self._model.refusals[at])
            return False
        self.closeEditor(cell, LineDelegate.EndEditHint.NoHint)
        return True

    def height_for(self, lines: int) -> int:
        """The height that shows this many lines."""
        return self.horizontalHeader().height() + grown(ROW_GRID) * lines

    def go(self, row: int, column: int, *, edit: bool = True) -> None:
        """Put the cursor into a cell and begin to type there."""
        index = self._model.index(row, column)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        if edit and not self._model.locked:
            self.edit(index)

    def step(self, by: int) -> None:
        """The next or previous cell to type into; past the last one the next line."""
        Bubble.of(self).hide()
        index = self.currentIndex()
        row, editable = index.row(), self._editable()
        first = editable[0]
        if by > 0 and index.column() <= first and self._is_last_blank(row):
            self.left_forward.emit()
            return
        ahead = [n for n in editable if (n > index.column() if by > 0 else n < index.column())]
        if ahead:
            self.go(row, ahead[0] if by > 0 else ahead[-1])
        elif by > 0:
            self.go(row + 1, first)
        elif row == 0:
            self.left_back.emit()
        else:
            self.go(row - 1, editable[-1])

    def copy_line(self) -> None:
        """The line under the cursor once more."""
        row, column = self._here()
        self._model.copy(row)
        self.go(min(row + 1, self._model.rowCount() - 1), column, edit=False)

    def remove_line(self) -> None:
        """Take the line under the cursor out."""
        row, column = self._here()
        self._model.remove(row)
        self.go(min(row, self._model.rowCount() - 1), column, edit=False)

    def move_line(self, by: int) -> None:
        """Bring the line under the cursor up or down."""
        row, column = self._here()
        if self._model.move(row, row + by):
            self.go(row + by, column, edit=False)

    def same_as_above(self) -> None:
        """Take the value of the cell above."""
        row, column = self._here()
        if row > 0 and self._model.kind.columns[column].put is not None:
            above = self._model.kind.columns[column]
            put, value = above.put, above.get(self._model.line(row - 1))
            if put is not None:
                self._model.put(row, put(self._model.line(row), value), tr("same as above"))

    def paste_rows(self) -> None:
        """Rows from a spreadsheet: columns by tabs, in the order of the cells one types into."""
        text = QGuiApplication.clipboard().text()
        row, _ = self._here()
        try:
            lines = [self._line_of(raw.split("\t")) for raw in text.splitlines() if raw.strip()]
        except (Refused, ValueError) as why:
            self.rows_refused.emit(tr("Nothing was pasted. {why}", why=why))
            return
        self._model.insert(row, lines)

    def event(self, event: QEvent) -> bool:
        # Letters are typed into the cell, also those that begin a shortcut of the window ("G, I").
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and not self._model.locked
            and event.text().isprintable()
            and event.text()
            and not event.modifiers()
            & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            row, column = self._here()
            if column == self._editable()[0] and self._is_last_blank(row):
                self.left_forward.emit()
            elif column in self._editable() and not self._model.locked:
                self.edit(self.currentIndex())
            else:
                self.step(1)
            return
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.step(1 if event.key() == Qt.Key.Key_Tab else -1)
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        # Tab is a step in the grid; the grid says itself when it is left.
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        # The ruled lines go on to the foot: there is always room for one more.
        painter = QPainter(self.viewport())
        height = self.verticalHeader().defaultSectionSize()
        last = self._model.rowCount() - 1
        y = self.rowViewportPosition(last) + 2 * height - 1
        while y < self.viewport().height() - 1:
            hairline(painter, QPointF(0, y), QPointF(self.viewport().width(), y))
            y += height
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _here(self) -> tuple[int, int]:
        """The cell under the cursor; what is being typed there is taken first."""
        index = self.currentIndex()
        self.settle()
        return max(0, index.row()), max(0, index.column())

    def _editable(self) -> list[int]:
        return [n for n in self._model.kind.editable() if not self.isColumnHidden(n)]

    def _is_last_blank(self, row: int) -> bool:
        return row == self._model.rowCount() - 1 and self._model.kind.is_blank(self._model.line(row))

    def _line_of(self, cells: list[str]) -> Any:
        line = self._model.kind.blank()
        for number, text in zip(self._editable(), cells, strict=False):
            line = self._model.put_text(line, number, text)
        return line

    def _say_refusal(self, editor: QWidget, why: str) -> None:
        Bubble.of(self).say(editor, why)
        editor.setFocus()

    def column_room(self, number: int) -> int:
        """How wide a column that does not stretch has to be."""
        return grown(self._model.kind.columns[number].width)

    def _fit_columns(self) -> None:
        columns = self._model.kind.columns
        fixed = sum(self.column_room(n) for n, c in enumerate(columns) if not c.stretch)
        stretching = [n for n, c in enumerate(columns) if c.stretch]
        for number in range(len(columns)):
            if number in stretching:
                room = (self.viewport().width() - fixed) // len(stretching)
                self.setColumnWidth(number, max(grown(_STRETCH_LEAST), room))
            else:
                self.setColumnWidth(number, self.column_room(number))
