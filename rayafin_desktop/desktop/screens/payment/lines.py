"""The open documents of a party and what of the payment each of them gets, with undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from rayafin_desktop.base.formats import number_style, parse_decimal
from rayafin_desktop.base.money import currency_digits, to_major, to_minor
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.lists.row_list import RowList
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.screens import Column
from rayafin_desktop.features.payments.content import AllocationLine
from rayafin_desktop.features.payments.kinds import Side
from rayafin_desktop.features.payments.queries import OpenItemRow

TICK, NUMBER, DUE, BALANCE, PAY, LEFT = range(6)
Index = QModelIndex | QPersistentModelIndex
_FILL = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenLine:
    """An open invoice with what it gets now; minor units of `currency`."""

    id: UUID
    number: str
    issued_on: date
    due_on: date
    is_overdue: bool
    open_minor: int
    currency: str
    given_minor: int = 0
    gives_up: bool = False

    @property
    def write_off_minor(self) -> int:
        """What is let go of it: all that is not paid now, if a person said so."""
        return max(0, self.open_minor - self.given_minor) if self.gives_up and self.given_minor else 0

    @property
    def ticked(self) -> bool:
        return self.given_minor != 0

    @property
    def pay_minor(self) -> int | None:
        """What is shown in the cell: nothing where nothing is paid."""
        return self.given_minor or None

    @property
    def left_minor(self) -> int:
        return self.open_minor - self.given_minor - self.write_off_minor


def line_of(item: OpenItemRow) -> OpenLine:
    """An open invoice that gets nothing yet."""
    return OpenLine(
        id=item.id,
        number=item.number,
        issued_on=item.issued_on,
        due_on=item.due_on,
        is_overdue=item.is_overdue,
        open_minor=item.open_minor,
        currency=item.currency,
    )


def columns(document: str) -> tuple[Column, ...]:
    """The columns of the table, in the order of the constants above."""

    def money(key: str, title: str, width: int) -> Column:
        return Column(key=key, title=title, kind="money", width=width, currency="currency", sortable=False)

    return (
        Column(key="ticked", title="", kind="check", width=36, sortable=False),
        Column(key="number", title=document, kind="code", stretch=True, sortable=False),
        Column(key="due_on", title=tr("Due"), kind="date", width=102, alarm="is_overdue", sortable=False),
        money("open_minor", tr("Balance"), 112),
        money("pay_minor", tr("Pay now"), 132),
        money("left_minor", tr("Left after"), 112),
    )


def _allocation(line: OpenLine, side: Side) -> AllocationLine:
    digits, given_up = currency_digits(line.currency), line.write_off_minor
    return AllocationLine(
        invoice_id=line.id if side is Side.RECEIVABLE else None,
        bill_id=line.id if side is Side.PAYABLE else None,
        amount=to_major(line.given_minor + given_up, digits),
        write_off=to_major(given_up, digits) if given_up else None,
    )


class _Give(QUndoCommand):
    """Give the invoices other amounts; fills in a row are one step."""

    def __init__(
        self, lines: AllocationLines, before: dict[UUID, int], after: dict[UUID, int], text: str, kind: int
    ) -> None:
        super().__init__(text)
        self._lines, self._before, self.after, self._kind = lines, before, after, kind

    def id(self) -> int:
        return self._kind

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Give):
            return False
        self.after = other.after
        self.setText(other.text())
        return True

    def redo(self) -> None:
        self._lines.show_given(self.after)

    def undo(self) -> None:
        self._lines.show_given(self._before)


class AllocationLines(RowList):
    """The table's rows. `available_minor` is the money there is to allocate.

    `given` is emitted after every change of amounts; `refusals` says by row why an amount was not
    taken or cannot be posted.
    """

    given = Signal()

    def __init__(self, formats: Formats, document: str) -> None:
        super().__init__(columns(document), formats)
        self.undo = QUndoStack(self)
        self.available_minor = 0
        self.refusals: dict[int, str] = {}

    def set_document(self, document: str) -> None:
        """Call the documents something else."""
        self.beginResetModel()
        self.columns = columns(document)
        self.endResetModel()

    # Amounts

    def lines(self) -> list[OpenLine]:
        """All open invoices."""
        return self.rows()

    def set_lines(self, lines: Sequence[OpenLine]) -> None:
        """Show another payer's invoices; there is nothing to undo then."""
        self.refusals.clear()
        self.set_rows(lines)
        self.undo.clear()
        self.given.emit()

    def given_minor(self) -> int:
        """The sum of what the invoices get."""
        return sum(line.given_minor for line in self.lines())

    def rest_minor(self) -> int:
        """What is not allocated; negative when too much is."""
        return self.available_minor - self.given_minor()

    def allocations(self, side: Side) -> tuple[AllocationLine, ...]:
        """The documents that get something, as commands take them; what is let go of one is on top."""
        return tuple(_allocation(one, side) for one in self.lines() if one.given_minor)

    def toggle_giving_up(self, row: int) -> None:
        """Let go what is left of a document that is paid in part, or not any more."""
        line = self.lines()[row]
        self.replace_row(row, replace(line, gives_up=not line.gives_up))
        self.given.emit()

    def rows_given(self) -> list[int]:
        """The rows that `allocations` names, in its order."""
        return [row for row, one in enumerate(self.lines()) if one.given_minor]

    def give(self, row: int, minor: int) -> None:
        """Give one invoice an amount."""
        line = self.lines()[row]
        if minor != line.given_minor:
            self._push({line.id: minor}, tr("{number} pay now", number=line.number))

    def give_all(self, amounts: Mapping[UUID, int], text: str) -> None:
        """Give every invoice what `amounts` says, the others nothing."""
        wanted = {line.id: amounts.get(line.id, 0) for line in self.lines()}
        if wanted != self._given():
            self._push(wanted, text, _FILL)

    def show_given(self, amounts: Mapping[UUID, int]) -> None:
        """Show amounts; used by undo steps only."""
        for row, line in enumerate(self.lines()):
            wanted = amounts.get(line.id, line.given_minor)
            if wanted != line.given_minor:
                self.refusals.pop(row, None)
                self.replace_row(row, replace(line, given_minor=wanted))
        self.given.emit()

    def set_refusals(self, refusals: Mapping[int, str]) -> None:
        """Say by row what keeps an amount from being posted."""
        if dict(refusals) != self.refusals:
            self.refusals = dict(refusals)
            self.dataChanged.emit(self.index(0, PAY), self.index(max(0, self.rowCount() - 1), PAY))

    def _given(self) -> dict[UUID, int]:
        return {line.id: line.given_minor for line in self.lines()}

    def _push(self, changes: Mapping[UUID, int], text: str, kind: int = -1) -> None:
        before = self._given()
        self.undo.push(_Give(self, before, before | dict(changes), text, kind))

    # Table

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == PAY else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, number = index.row(), index.column()
        if role == Qt.ItemDataRole.ToolTipRole and number == PAY:
            return self.refusals.get(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            line = self.lines()[row]
            if number == TICK:
                return f"{line.number}: {tr('paid now') if line.ticked else tr('not paid now')}"
            why = self.refusals.get(row, "") if number == PAY else ""
            return f"{line.number}, {super().data(index, role)} {why}".strip()
        return super().data(index, Qt.ItemDataRole.DisplayRole if role == Qt.ItemDataRole.EditRole else role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a typed amount; empty is none."""
        row = index.row()
        try:
            minor = self._minor(str(value), self.lines()[row].currency)
        except ValueError as why:
            self.refusals[row] = str(why)
            self.dataChanged.emit(index, index)
            return False
        self.refusals.pop(row, None)
        self.give(row, minor)
        return True

    def _minor(self, text: str, currency: str) -> int:
        if not text.strip():
            return 0
        try:
            amount = parse_decimal(text, number_style(self.formats.locale))
        except ValueError:
            raise ValueError(tr("Use digits, or a sum such as 12*4.5")) from None
        if amount < 0:
            raise ValueError(tr("Enter an amount above zero, or leave it out."))
        return to_minor(amount, currency_digits(currency))
