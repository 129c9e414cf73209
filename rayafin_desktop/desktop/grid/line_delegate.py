"""Draws the cells of a line grid and edits them; Enter and Tab belong to the grid."""

from __future__ import annotations

from typing import Any

import shiboken6
from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from rayafin_desktop.desktop.backend import Suggestion
from rayafin_desktop.desktop.components.bubble import Bubble
from rayafin_desktop.desktop.components.painting import LEADING, NUMBER, RTL, draw_text, hairline, rounded
from rayafin_desktop.desktop.components.suggestion_list import SuggestionList
from rayafin_desktop.desktop.theme import Role, font
from rayafin_desktop.desktop.theme.sizes import RADIUS_TICK, S4, grown
from rayafin_desktop.desktop.wording import tr

from .line_columns import LineColumn
from .line_model import LineModel

Index = QModelIndex | QPersistentModelIndex
_PADDING = S4


class LookupCell(QLineEdit):
    """A cell that finds records; the list beneath never takes the focus."""

    def __init__(self, parent: QWidget, model: LineModel[Any], of: LineColumn[Any]) -> None:
        super().__init__(parent)
        self._model = model
        self._find = of.find or model.kind.find
        self._create = None if of.find else model.kind.create
        self.taken: Suggestion | None = None
        self.textEdited.connect(self._edited)

    def value(self) -> Suggestion | str:
        """The record marked or taken, else the text."""
        suggestions = SuggestionList.of(self)
        if self.taken is None and suggestions.open_for(self):
            self.taken = suggestions.marked()
        return self.taken if self.taken is not None else self.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        suggestions = SuggestionList.of(self)
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and key == Qt.Key.Key_C and self._create is not None:
            suggestions.close_for(self)
            self._create(self.text().strip())
        elif key == Qt.Key.Key_F4:
            self._search("")
        elif suggestions.open_for(self) and key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not alt:
            suggestions.move_mark(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def _edited(self, text: str) -> None:
        self.taken = None
        if text.strip():
            self._search(text)
        else:
            SuggestionList.of(self).close_for(self)

    def _search(self, text: str) -> None:
        if self._find is None:
            return

        def show(found: list[Suggestion]) -> None:
            if not shiboken6.isValid(self) or (text and self.text() != text):
                return  # answered too late
            create = self._create
            make = (lambda: create(self.text().strip())) if create is not None and text else None
            suggestions = SuggestionList.of(self)
            suggestions.offer(self, found, text.strip(), self._take, make, tr(self._model.kind.create_noun))

        self._find(text.strip(), show)

    def _take(self, one: Suggestion) -> None:
        self.taken = one
        self.setText(one.title)


class LineDelegate(QStyledItemDelegate):
    """`step_asked` is emitted when Enter or Tab has committed a cell: +1 forward, -1 back."""

    step_asked = Signal(int)
    refused = Signal(QWidget, str)

    def __init__(self, parent: QObject, model: LineModel[Any]) -> None:
        super().__init__(parent)
        self._model = model
        self._edited = (-1, -1)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(40, grown(24))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        bottom = area.bottom()
        hairline(painter, QPointF(area.left(), bottom), QPointF(area.right() + 1, bottom))
        column = self._model.kind.columns[index.column()]
        cell = QRectF(area).adjusted(_PADDING, 0, -_PADDING, 0)
        wrong = (index.row(), index.column()) in self._model.refusals
        role: Role = "neg" if wrong else "text2" if column.kind == "dim" else "text"
        flags = NUMBER if column.numeric else LEADING
        text = self._model.text(index.row(), column)
        draw_text(painter, cell, text, font(tabular=column.numeric or column.kind == "dim"), role, flags)
        ring = QRectF(area).adjusted(0, 0, 0, -1)
        if state & QStyle.StateFlag.State_HasFocus:
            rounded(painter, ring, RADIUS_TICK, None, "accent", 2)
        elif wrong:
            rounded(painter, ring, RADIUS_TICK, None, "neg_solid")
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = self._model.kind.columns[index.column()]
        self._edited = (index.row(), index.column())
        editor = LookupCell(parent, self._model, column) if column.lookup else QLineEdit(parent)
        editor.setObjectName("cell")
        editor.setFrame(False)
        editor.setFont(font(tabular=column.numeric))
        rtl = option.direction == RTL
        if column.numeric:
            editor.setAlignment(NUMBER)
        elif rtl:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        editor.setAccessibleName(f"{tr('Line {n}', n=index.row() + 1)} {tr(column.title)}")
        return editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        SuggestionList.of(editor).close_for(editor)
        if isinstance(editor, QLineEdit) and editor.isModified():
            # What was refused is gone with its editor; a refusal of the stored value stays.
            self._model.refusals.pop((index.row(), index.column()), None)
            Bubble.of(editor).hide()
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        refused = (index.row(), index.column()) in self._model.refusals
        if isinstance(editor, QLineEdit) and not (refused and editor.isModified()):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        value: object = editor.value() if isinstance(editor, LookupCell) else ""
        if isinstance(editor, QLineEdit) and not isinstance(editor, LookupCell):
            value = editor.text()
        shown = str(index.data(Qt.ItemDataRole.EditRole))
        if value == shown and (index.row(), index.column()) not in self._model.refusals:
            return  # looked at, not changed
        self._model.setData(index, value)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(0, 0, 0, -1))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QWidget)
        ):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            tab = event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
            control = bool(
                event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
            )
            if event.key() == Qt.Key.Key_Escape and SuggestionList.of(watched).open_for(watched):
                SuggestionList.of(watched).close_for(watched)  # the list first, then what was typed
                return True
            if (enter or tab) and not control:
                back = event.key() == Qt.Key.Key_Backtab or bool(
                    event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                )
                self._commit(watched, -1 if back else 1)
                return True
        return super().eventFilter(watched, event)

    def _commit(self, editor: QWidget, step: int) -> None:
        at = self._edited
        self.commitData.emit(editor)
        if at in self._model.refusals:
            # A value that was not taken stays open with the reason.
            self.refused.emit(editor, self._model.refusals[at])
            return
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self.step_asked.emit(step)
