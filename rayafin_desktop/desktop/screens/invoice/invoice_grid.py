"""The line grid of an invoice: items by name, missing ones made in place, rows pasted with their items."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QAbstractItemView

from rayafin_desktop.desktop.backend import Suggestion
from rayafin_desktop.desktop.components.bubble import Bubble
from rayafin_desktop.desktop.grid.line_columns import LineKind, Refused
from rayafin_desktop.desktop.grid.line_grid import LineGrid
from rayafin_desktop.desktop.grid.line_model import LineModel
from rayafin_desktop.desktop.theme import font
from rayafin_desktop.desktop.theme.sizes import S4, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.features.items.queries import item_detail
from rayafin_desktop.features.prices.lookup import Pricing

from .lines import COLUMN_OF_FIELD, EditorLine, LineLooks, line_kind, named_items, with_item
from .offering import OfferedItem, offered_items
from .reading import items_named

Index = QModelIndex | QPersistentModelIndex
_OFFERED = 6
_ROOM_FOR_DISCOUNTS = 760


class InvoiceGrid(LineGrid[EditorLine]):
    """`lines` is its model. A grid for other documents has columns, names and prices of its own."""

    column_of_field: Mapping[str, int] = COLUMN_OF_FIELD
    price_key = "sale_price"

    def __init__(self, workspace: Workspace, looks: LineLooks) -> None:
        self._workspace = workspace
        create = self._create if workspace.may("item.save") else None
        kind = self.line_kind(looks, create)
        self._at = {column.key: number for number, column in enumerate(kind.columns)}
        self.lines: LineModel[EditorLine] = LineModel(kind, workspace.formats)
        self._rooms: dict[int, int] = {}
        self._discounts_wished = False
        self.pricing: Pricing | None = None
        super().__init__(self.lines, self.name())
        # The cell under the cursor has a ring; a selected row says nothing more.
        self.clearSelection()
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)

    def line_kind(self, looks: LineLooks, create: Callable[[str], object] | None) -> LineKind[EditorLine]:
        """The columns of the grid."""
        return line_kind(looks, self._find, create)

    def name(self) -> str:
        """What the grid is called for those who do not see it."""
        return tr("Invoice lines")

    def show_discounts(self, shown: bool) -> None:
        """Keep the column for discounts, or let it go while it is empty and room is short."""
        self._discounts_wished = shown
        self._fit_columns()

    def positions(self) -> list[int]:
        """The rows of the lines that count, in order: blank ones are passed over."""
        return [
            row for row in range(self.lines.rowCount()) if self.lines.line(row) != self.lines.kind.blank()
        ]

    def show_derived(self) -> None:
        """Draw tax and amount again, because the document they follow from has changed."""
        last = self.lines.index(self.lines.rowCount() - 1, self._at["amount"])
        self.lines.dataChanged.emit(self.lines.index(0, self._at["tax"]), last)
        self._measure()

    def column_room(self, number: int) -> int:
        if self.isColumnHidden(number):
            return 0
        return max(super().column_room(number), self._rooms.get(number, 0))

    def _measure(self) -> None:
        """Widen columns of figures for the longest one: no figure is ever shortened."""
        face = QFontMetrics(font(tabular=True))
        lines, rooms = self.lines.lines(), {}
        for number, column in enumerate(self.lines.kind.columns):
            if not column.numeric and column.key not in ("unit", "tax"):
                continue
            values = [value for line in lines if (value := column.get(line)) is not None]
            widest = set(values)
            if values and column.numeric:
                widest = {max(values, key=_digits), max(values, key=abs)}
            texts = [self.lines.formats.value(column.kind, one, decimals=column.decimals) for one in widest]
            rooms[number] = max(map(face.horizontalAdvance, texts), default=0) + 2 * S4 + 2
        if rooms != self._rooms:
            self._rooms = rooms
            self._fit_columns()

    def _fit_columns(self) -> None:
        used = any(line.discount_percent for line in self.lines.lines())
        room = self.viewport().width() >= grown(_ROOM_FOR_DISCOUNTS)
        self.setColumnHidden(self._at["discount"], not (used or room or self._discounts_wished))
        super()._fit_columns()

    def _editable(self) -> list[int]:
        return [number for number in super()._editable() if not self.isColumnHidden(number)]

    def _line_of(self, cells: list[str]) -> EditorLine:
        # Pasted rows have all columns, whichever are on the screen.
        line = self.lines.kind.blank()
        for number, text in zip(self.lines.kind.editable(), cells, strict=False):
            line = self.lines.put_text(line, number, text)
        return line

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if self.isVisible():
            self._tell_refusal(current)

    def _tell_refusal(self, cell: Index) -> None:
        why = self.lines.refusals.get((cell.row(), cell.column()))
        if why:
            Bubble.of(self).say(self.viewport(), why, self.visualRect(cell))
        else:
            Bubble.of(self).hide()

    def paste_rows(self) -> None:
        """Rows from a spreadsheet: item, quantity, rate, discount, tax; items by code or exact name."""
        row, _ = self._here()
        lines: list[EditorLine] = []
        for number, raw in enumerate(QGuiApplication.clipboard().text().splitlines(), start=1):
            if not raw.strip():
                continue
            try:
                lines.append(self._line_of(raw.split("\t")))
            except (Refused, ValueError) as why:
                self.rows_refused.emit(tr("Nothing was pasted. Row {n}: {why}", n=number, why=why))
                return
        texts = named_items(lines)

        def insert(found: dict[str, Any]) -> None:
            self.lines.insert(row, [self._with_pasted_item(line, found.get(line.text)) for line in lines])

        self._workspace.read(lambda read: items_named(read, texts), insert, owner=self, slot="paste")

    def _find(self, text: str, show: Callable[[list[Suggestion]], object]) -> None:
        formats = self._workspace.formats

        pricing, key = self.pricing, self.price_key

        def told(item: OfferedItem) -> Suggestion:
            price, last = item.price(key), item.last_price
            sold = "" if last is None else tr("last {price}", price=formats.decimal(last, 2))
            return Suggestion(
                item.id,
                item.name,
                item.code,
                " · ".join(filter(None, (item.unit, item.hsn, sold))),
                "" if price is None else formats.decimal(price, 2),
                item,
            )

        self._workspace.read(
            lambda read: offered_items(read, text, pricing, _OFFERED),
            lambda found: show([told(one) for one in found]),
            owner=self,
            slot="suggest",
        )

    def _create(self, text: str) -> None:
        row, _ = self._here()

        def made(item_id: UUID) -> None:
            self._workspace.read(lambda read: item_detail(read, item_id), put, owner=self, slot="made")

        def put(item: Any) -> None:
            line = with_item(self.lines.line(row), item, self.price_key)
            self.lines.put(row, line, tr("new item in line {n}", n=row + 1))
            self.setFocus()
            self.go(row, self._at["quantity"])

        self._workspace.create("item.form", made, name=text)

    def _with_pasted_item(self, line: EditorLine, item: Any) -> EditorLine:
        """The pasted line with its item; figures that were pasted go before the item's own."""
        if item is None:
            return line
        whole = with_item(line, item, self.price_key)
        return replace(
            whole,
            rate=line.rate if line.rate is not None else whole.rate,
            tax_code_id=line.tax_code_id or whole.tax_code_id,
        )


def _digits(value: int | Decimal) -> int:
    return len(str(value))
