"""The one list model: a fixed row count, pages that come when they are looked at.

Rows that have not come yet answer None; the delegate draws a skeleton for them. The cursor and
the selection are kept by row id across sorting, filtering and refreshing.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal

from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.engine.screens import Column

from .page_reader import PAGE, PageReader
from .page_source import Overview, SourceMaker, View, key_of

KEPT_PAGES = 96
_AT_ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class PagedList(QAbstractTableModel):
    """Rows of one `PageSource` under the columns of a descriptor.

    `opened` is emitted when the first rows of a view are there, `settled` with the new position of
    the row that was to be kept (-1: none) when its order is frozen.
    """

    opened = Signal()
    settled = Signal(int)
    located = Signal(object, int)
    overview_changed = Signal(Overview)
    failed = Signal(object)

    def __init__(self, columns: tuple[Column, ...], make_source: SourceMaker, formats: Formats) -> None:
        super().__init__()
        self.columns = columns
        self.formats = formats
        self.view = View()
        self.loading = True
        self._count = 0
        self._generation = 0
        self._pages: OrderedDict[int, list[Any]] = OrderedDict()
        self._asked: set[int] = set()
        self._wished: set[int] = set()
        self._reader = PageReader(make_source, self)
        self._reader.sized.connect(self._take_size)
        self._reader.page_read.connect(self._take_page)
        self._reader.failed.connect(self._take_failure)
        self._reader.found.connect(self._take_position)
        self._reader.overview_read.connect(self.overview_changed)
        # One wish list per turn of the event loop, however many cells were painted.
        self._wish_timer = QTimer(self)
        self._wish_timer.setSingleShot(True)
        self._wish_timer.setInterval(0)
        self._wish_timer.timeout.connect(self._send_wishes)

    # What is shown

    def show_view(self, view: View) -> None:
        """Another tab, text, filter or order; the old rows stay until the new ones come."""
        self.view = view
        self._generation += 1
        self.loading = True
        self._reader.show(self._generation, view)

    def refresh(self, keep: UUID | int | str | None = None) -> None:
        """Read the same view again after a change, keeping the place of the row `keep`."""
        self._generation += 1
        self._reader.show(self._generation, self.view, keep)
        self._reader.want_overview()

    def ask_overview(self) -> None:
        """Figures and counts, by `overview_changed`."""
        self._reader.want_overview()

    def locate(self, key: UUID | int | str) -> None:
        """Where the row stands, by `located`."""
        self._reader.find(key)

    def rest(self) -> None:
        """Let go of the database until rows are wanted again; for a page that is hidden."""
        self._reader.rest()

    def close(self) -> None:
        """Stop reading; call before the model goes. What is still on its way is dropped."""
        self._generation += 1
        self._wish_timer.stop()
        self._reader.close()

    # Rows

    def row_at(self, position: int) -> Any | None:
        """The row at a position, or None while its page is on the way."""
        number, offset = divmod(position, PAGE)
        rows = self._pages.get(number)
        if rows is None:
            if 0 <= position < self._count and number not in self._asked:
                self._wished.add(number)
                if not self._wish_timer.isActive():
                    self._wish_timer.start()
            return None
        self._pages.move_to_end(number)
        return rows[offset] if offset < len(rows) else None

    def position_of(self, key: UUID | int | str) -> int:
        """The position of a row that is at hand, -1 otherwise."""
        for number, rows in self._pages.items():
            for offset, row in enumerate(rows):
                if key_of(row) == key:
                    return number * PAGE + offset
        return -1

    def rowCount(self, parent: Index = _AT_ROOT) -> int:
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = _AT_ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self.row_at(index.row())
        if row is None:
            return ""
        column = self.columns[index.column()]
        text = self.formats.cell(column, row)
        return f"{column.title}: {text}" if role == Qt.ItemDataRole.AccessibleTextRole else text

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return None

    # What the reader delivers

    def _take_size(self, generation: int, count: int, position: int, final: bool) -> None:
        if generation != self._generation:
            return
        first_page = self._pages.get(0) if final and self.loading is False else None
        self._asked.clear()
        self._wished.clear()
        if final and first_page is not None and count == self._count and position < 0:
            # The quick answer was right; nothing on the screen moves.
            pass
        else:
            self.beginResetModel()
            self._count = count
            self._pages.clear()
            self.endResetModel()
        if final:
            self.loading = False
            self.opened.emit()
            self.settled.emit(position)

    def _take_page(self, generation: int, number: int, rows: list[Any]) -> None:
        if generation != self._generation:
            return
        self._asked.discard(number)
        self._pages[number] = rows
        self._pages.move_to_end(number)
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
        first = number * PAGE
        last = min(self._count, first + PAGE) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
        if self.loading and number == 0:
            self.loading = False
            self.opened.emit()

    def _take_position(self, generation: int, key: object, position: int) -> None:
        if generation == self._generation:
            self.located.emit(key, position)

    def _take_failure(self, generation: int, error: object) -> None:
        if generation in (0, self._generation):
            self.loading = False
            self.failed.emit(error)

    def _send_wishes(self) -> None:
        wished = sorted(self._wished)
        self._wished.clear()
        if not wished:
            return
        # The neighbours come next, so that scrolling on finds them ready.
        ahead = [n for n in (wished[-1] + 1, wished[0] - 1) if 0 <= n * PAGE < self._count]
        pages = wished + [n for n in ahead if n not in self._pages]
        self._asked = set(pages)
        self._reader.want(pages)
