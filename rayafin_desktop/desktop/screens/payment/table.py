"""The table of open documents: ticks and amounts by keyboard, one row each."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from rayafin_desktop.desktop.components.bubble import Bubble
from rayafin_desktop.desktop.components.painting import NUMBER as RIGHT
from rayafin_desktop.desktop.components.painting import draw_text, rounded
from rayafin_desktop.desktop.keys import install
from rayafin_desktop.desktop.lists.row_delegate import RowDelegate
from rayafin_desktop.desktop.lists.table import DataTable
from rayafin_desktop.desktop.theme import Role, font
from rayafin_desktop.desktop.theme.fonts import BASE, MEDIUM
from rayafin_desktop.desktop.theme.sizes import (
    CONTROL,
    RADIUS_CONTROL,
    ROW_LIST,
    S2,
    S3,
    S5,
    TABLE_HEAD,
    grown,
)
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.screens import Column

from .lines import PAY, TICK, AllocationLines

Index = QModelIndex | QPersistentModelIndex
_LEAST_NUMBER = 140
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PayDelegate(RowDelegate):
    """A row of the list, with the amount in a box that can be typed into.

    `stepped` after an amount was taken: +1 to the next invoice, -1 to the one before.
    """

    stepped = Signal(int)
    refused = Signal(QWidget, str)

    def __init__(self, parent: QObject, lines: AllocationLines) -> None:
        super().__init__(parent, lines, edge=S5)
        self._lines = lines
        self._row = -1

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index.column() == PAY:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setLayoutDirection(option.direction)
            self._draw_box(painter, _box(QRectF(option.rect)), index)
            painter.restore()

    def _draw(self, painter: QPainter, cell: QRectF, column: Column, row: Any, rtl: bool) -> None:
        if column.key != "pay_minor":
            super()._draw(painter, cell, column, row, rtl)

    def _draw_box(self, painter: QPainter, box: QRectF, index: Index) -> None:
        line = self._lines.row_at(index.row())
        view = self.parent()
        current = isinstance(view, AllocationTable) and view.currentIndex().row() == index.row()
        wrong = index.row() in self._lines.refusals
        if wrong:
            rounded(painter, box, RADIUS_CONTROL, "surface", "neg_solid")
        elif current:
            focused = view.hasFocus() if isinstance(view, QWidget) else False
            rounded(painter, box, RADIUS_CONTROL, "surface", "accent", 2 if focused else 1)
        elif line is not None and line.ticked:
            rounded(painter, box, RADIUS_CONTROL, None, "border")
        if line is None or not line.ticked:
            return
        text = self._lines.formats.money(line.given_minor, line.currency)
        role: Role = "neg" if wrong else "text"
        draw_text(painter, box.adjusted(S3, 0, -S3, 0), text, font(BASE, MEDIUM, tabular=True), role, RIGHT)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        self._row = index.row()
        editor = QLineEdit(parent)
        editor.setObjectName("cell")
        editor.setFont(font(BASE, MEDIUM, tabular=True))
        editor.setAlignment(RIGHT)
        line = self._lines.row_at(index.row())
        editor.setAccessibleName(tr("Pay now for {number}", number=line.number if line else ""))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(_box(QRectF(option.rect)).toRect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QWidget)
            and event.key() in (*_ENTER, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Up, Qt.Key.Key_Down)
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            back = event.key() in (Qt.Key.Key_Backtab, Qt.Key.Key_Up)
            back = back or bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.take(watched, -1 if back else 1)
            return True
        return super().eventFilter(watched, event)

    def take(self, editor: QWidget, step: int = 0) -> None:
        """Take what is typed; an amount that cannot be read stays open with the reason."""
        row = self._row
        self.commitData.emit(editor)
        why = self._lines.refusals.get(row, "")
        if why:
            self.refused.emit(editor, why)
            return
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        if step:
            self.stepped.emit(step)


class AllocationTable(DataTable):
    """Space ticks, F fills the rest, 0 clears, W writes what is left off, digits type an amount.

    `ticked`, `filled`, `cleared` and `given_up` are emitted with the row; `oldest_asked` by A; `passed`
    by Enter or Tab past the last document.
    """

    ticked = Signal(int)
    filled = Signal(int)
    cleared = Signal(int)
    given_up = Signal(int)
    oldest_asked = Signal()
    passed = Signal()

    def __init__(self, lines: AllocationLines, title: str) -> None:
        super().__init__(lines, title, edge=S5)
        self._lines = lines
        self._pay = PayDelegate(self, lines)
        self._delegate = self._pay
        self.setItemDelegate(self._pay)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._pay.stepped.connect(self._step)
        self._pay.refused.connect(lambda editor, why: Bubble.of(self).say(editor, why))
        self.activated_row.connect(self.type_amount)
        self.peek_asked.connect(lambda: self._on_row(self.ticked))
        self.shortcuts = install(
            self,
            "allocation",
            {
                "fill_rest": lambda: self._on_row(self.filled),
                "clear": lambda: self._on_row(self.cleared),
                "write_off": lambda: self._on_row(self.given_up),
                "oldest_first": self.oldest_asked.emit,
            },
        )

    def _column_width(self, column: Column) -> int:
        # A number is short: no figure need give way to it.
        return grown(_LEAST_NUMBER) if column.stretch else super()._column_width(column)

    def height_for(self, rows: int) -> int:
        """The height that shows this many invoices."""
        return grown(TABLE_HEAD) + grown(ROW_LIST) * rows

    def type_amount(self, row: int, first: str = "") -> None:
        """Begin to type the amount of an invoice, with the digit that was pressed."""
        index = self._lines.index(row, PAY)
        self.setCurrentIndex(index)
        self.edit(index)
        editor = self.editor()
        if editor is not None and first:
            editor.setText(first)
            editor.setModified(True)

    def editor(self) -> QLineEdit | None:
        """The amount that is being typed."""
        # One that was closed lives on for a moment, unseen.
        found = self.viewport().findChildren(QLineEdit, "cell")
        return next((one for one in found if one.isVisible()), None)

    def settle(self) -> bool:
        """Take what is being typed; False when it cannot be taken."""
        editor = self.editor()
        if editor is not None:
            self._pay.take(editor)
            return not self._lines.refusals
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        row, text = self.cursor_row(), event.text()
        if plain and row >= 0 and text.isdecimal() and text != "0":
            self.type_amount(row, text)
        elif plain and row >= 0 and event.key() == Qt.Key.Key_F2:
            self.type_amount(row)
        elif plain and event.key() == Qt.Key.Key_Delete:
            self._on_row(self.cleared)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == TICK:
            self.ticked.emit(index.row())
        elif index.isValid() and index.column() == PAY:
            self.type_amount(index.row())

    def _on_row(self, signal: Any) -> None:
        if self.cursor_row() >= 0:
            signal.emit(self.cursor_row())

    def _step(self, by: int) -> None:
        Bubble.of(self).hide()
        row = self.cursor_row() + by
        self.setFocus()
        if 0 <= row < self._lines.rowCount():
            self.move_to(row)
        elif by > 0:
            self.passed.emit()


def _box(cell: QRectF) -> QRectF:
    height = grown(CONTROL)
    top = cell.center().y() - height / 2
    return QRectF(cell.x() + S2, top, cell.width() - 2 * S2, height)
