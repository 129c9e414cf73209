"""Lines of a document as a table model; every change is one splice that can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from rayafin_desktop.base.formats import number_style, parse_decimal
from rayafin_desktop.base.money import round_half_up
from rayafin_desktop.desktop.backend import Suggestion
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.wording import tr

from .line_columns import LineColumn, LineKind, Refused

L = TypeVar("L")
Index = QModelIndex | QPersistentModelIndex
_AT_ROOT = QModelIndex()
_DISPLAY = Qt.ItemDataRole.DisplayRole


class _Splice(QUndoCommand):
    """Replace lines [at : at + len(old)] by `new`: edit, remove, copy, move and paste alike."""

    def __init__(self, model: LineModel[Any], at: int, old: list[Any], new: list[Any], text: str) -> None:
        super().__init__(text)
        self._model, self._at, self._old, self._new = model, at, old, new

    def redo(self) -> None:
        self._model.splice(self._at, len(self._old), self._new)

    def undo(self) -> None:
        self._model.splice(self._at, len(self._new), self._old)


class LineModel(QAbstractTableModel, Generic[L]):
    """Frozen lines under columns; a blank line is always kept at the end.

    A `locked` model only shows. `lines_changed` is emitted after every change; `refusals` says, by
    (row, column), why what was typed there was not taken.
    """

    lines_changed = Signal()

    def __init__(self, kind: LineKind[L], formats: Formats, undo: QUndoStack | None = None) -> None:
        super().__init__()
        self.kind = kind
        self.formats = formats
        self.undo = undo or QUndoStack(self)
        self.refusals: dict[tuple[int, int], str] = {}
        self.locked = False
        self._lines: list[L] = [kind.blank()]

    # Lines

    def lines(self) -> list[L]:
        """The lines without the blank ones."""
        return [line for line in self._lines if not self.kind.is_blank(line)]

    def line(self, position: int) -> L:
        """The line at a position, blank ones included."""
        return self._lines[position]

    def set_lines(self, lines: Sequence[L]) -> None:
        """Show another document; there is nothing to undo then."""
        self.beginResetModel()
        self._lines = [*lines, self.kind.blank()]
        self.refusals.clear()
        self.endResetModel()
        self.undo.clear()
        self.lines_changed.emit()

    def set_errors(self, errors: dict[tuple[int, int], str]) -> None:
        """Say what a posting refused, by (row, column)."""
        self.refusals = dict(errors)
        last = self.index(len(self._lines) - 1, len(self.kind.columns) - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def splice(self, at: int, count: int, new: Sequence[L]) -> None:
        """Replace `count` lines from `at` by `new`; used by undo steps only."""
        same = min(count, len(new))
        last_column = len(self.kind.columns) - 1
        if same:
            self._lines[at : at + same] = new[:same]
            self.dataChanged.emit(self.index(at, 0), self.index(at + same - 1, last_column))
        if len(new) > count:
            self.beginInsertRows(_AT_ROOT, at + same, at + len(new) - 1)
            self._lines[at + same : at + same] = new[same:]
            self.endInsertRows()
        elif count > len(new):
            self.beginRemoveRows(_AT_ROOT, at + same, at + count - 1)
            del self._lines[at + same : at + count]
            self.endRemoveRows()
        self.refusals.clear()
        self._keep_blank_line()
        self.lines_changed.emit()

    def remove(self, position: int) -> None:
        """Take a line out."""
        if not self.kind.is_blank(self._lines[position]):
            self._push(position, [self._lines[position]], [], tr("remove line {n}", n=position + 1))

    def copy(self, position: int) -> None:
        """The line once more, beneath it."""
        if not self.kind.is_blank(self._lines[position]):
            self._push(position + 1, [], [self._lines[position]], tr("copy line {n}", n=position + 1))

    def move(self, position: int, target: int) -> bool:
        """Bring a line to another place; the blank one stays last."""
        last = len(self._lines) - 2
        if not (0 <= position <= last and 0 <= target <= last) or position == target:
            return False
        low, high = sorted((position, target))
        old = self._lines[low : high + 1]
        new = list(old)
        new.insert(target - low, new.pop(position - low))
        self._push(low, old, new, tr("move line {n}", n=position + 1))
        return True

    def insert(self, position: int, lines: Sequence[L]) -> None:
        """Put lines in, as pasted from a spreadsheet; one step to undo."""
        if lines:
            self._push(position, [], list(lines), tr("paste {count} lines", count=len(lines)))

    def put(self, position: int, line: L, text: str) -> None:
        """Replace a line."""
        if line != self._lines[position]:
            self._push(position, [self._lines[position]], [line], text)

    # Table

    def rowCount(self, parent: Index = _AT_ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _AT_ROOT) -> int:
        return 0 if parent.isValid() else len(self.kind.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if self.kind.columns[index.column()].put is not None and not self.locked:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == _DISPLAY:
            return tr(self.kind.columns[section].title)
        return None

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        row, number = index.row(), index.column()
        column = self.kind.columns[number]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.refusals.get((row, number))
        if role in (_DISPLAY, Qt.ItemDataRole.EditRole):
            return self.text(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = self.text(row, column) or tr("empty")
            wrong = self.refusals.get((row, number), "")
            return f"{tr('Line {n}', n=row + 1)}, {tr(column.title)}: {text} {wrong}".strip()
        return None

    def text(self, position: int, column: LineColumn[L]) -> str:
        """A cell as people read it; a blank line has no figures."""
        line = self._lines[position]
        if column.key == "#" and not (self.locked and self.kind.is_blank(line)):
            return self.formats.count(position + 1)
        if self.kind.is_blank(line) and column.put is None:
            return ""
        return self.formats.value(column.kind, column.get(line), decimals=column.decimals)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row, number = index.row(), index.column()
        column = self.kind.columns[number]
        if column.put is None or self.locked:
            return False
        try:
            changed = column.put(self._lines[row], self._read(column, value))
        except Refused as why:
            self.refusals[(row, number)] = str(why)
            self.dataChanged.emit(index, index)
            return False
        self.refusals.pop((row, number), None)
        self.put(row, changed, tr("{field} in line {n}", field=tr(column.title).lower(), n=row + 1))
        return True

    def put_text(self, line: L, number: int, text: str) -> L:
        """A line with a typed text in one column, for pasted rows; raises `Refused`."""
        column = self.kind.columns[number]
        return line if column.put is None else column.put(line, self._read(column, text))

    def _read(self, column: LineColumn[L], value: Any) -> Any:
        if not column.numeric or isinstance(value, Suggestion):
            return value
        text = str(value).strip()
        if not text:
            return None
        try:
            return round_half_up(parse_decimal(text, number_style(self.formats.locale)), column.most)
        except ValueError:
            raise Refused(tr("Use digits, or a sum such as 12*4.5")) from None

    def _push(self, at: int, old: list[L], new: list[L], text: str) -> None:
        self.undo.push(_Splice(self, at, old, new, text))

    def _keep_blank_line(self) -> None:
        if not self._lines or not self.kind.is_blank(self._lines[-1]):
            end = len(self._lines)
            self.beginInsertRows(_AT_ROOT, end, end)
            self._lines.append(self.kind.blank())
            self.endInsertRows()
