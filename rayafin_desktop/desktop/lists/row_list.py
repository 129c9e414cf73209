"""A list model over rows that are already at hand: short lists inside a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.engine.screens import Column

_AT_ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class RowList(QAbstractTableModel):
    """Rows in memory under the columns of a descriptor."""

    def __init__(self, columns: tuple[Column, ...], formats: Formats, rows: Sequence[Any] = ()) -> None:
        super().__init__()
        self.columns = columns
        self.formats = formats
        self._rows: list[Any] = list(rows)

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rows(self) -> list[Any]:
        """All rows."""
        return list(self._rows)

    def replace_row(self, position: int, row: Any) -> None:
        """Show a changed row in its place."""
        self._rows[position] = row
        last = len(self.columns) - 1
        self.dataChanged.emit(self.index(position, 0), self.index(position, last))

    def row_at(self, position: int) -> Any | None:
        """The row at a position."""
        return self._rows[position] if 0 <= position < len(self._rows) else None

    def rowCount(self, parent: Index = _AT_ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _AT_ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        column = self.columns[index.column()]
        text = self.formats.cell(column, self._rows[index.row()])
        return f"{column.title}: {text}" if role == Qt.ItemDataRole.AccessibleTextRole else text

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return None
