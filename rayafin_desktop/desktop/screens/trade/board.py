"""The live board: what is bid and what is offered now, by commodity, the best price on top."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.empty_state import EmptyPanel
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import Surface, box, clear, column, row
from rayafin_desktop.desktop.components.scroll import ScrollColumn
from rayafin_desktop.desktop.lists.row_list import RowList
from rayafin_desktop.desktop.lists.table import DataTable
from rayafin_desktop.desktop.theme.fonts import CARD_TITLE, MEDIUM, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import GUTTER, ROW_TWO_LINES, TABLE_HEAD, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import Column

from .measures import one_of, said_price, said_quantity
from .words import BASES, label_of

if TYPE_CHECKING:
    from rayafin_desktop.features.offers.board import Board, BoardLine

_MOST = 8


class BoardView(QWidget):
    """`Enter` on a line opens its offer; `offer_asked` by the button of the empty board."""

    offer_asked = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.tables: list[DataTable] = []
        self._boards = column(spacing=12, margins=(GUTTER, 16, GUTTER, 16))
        self._stack = QStackedWidget()
        nothing = EmptyPanel(
            "megaphone",
            tr("Nothing is bid or offered"),
            tr("Offers and bids that stand are held against each other here."),
            (((tr("New offer"), "primary", self.offer_asked.emit)),),
        )
        self._stack.addWidget(Surface("app", column(ScrollColumn(box(self._boards)), spacing=0)))
        self._stack.addWidget(nothing)
        self.setLayout(column(self._stack, spacing=0))
        self.read()

    def read(self) -> None:
        """Ask for the board anew."""

        def ask(read: Any) -> Sequence[Board]:
            from rayafin_desktop.features.offers.board import live_board

            return live_board(read)

        self._workspace.read(ask, self._show, owner=self, slot="board")

    def close_page(self) -> None:
        """Nothing is held."""

    def _show(self, boards: Sequence[Board]) -> None:
        clear(self._boards)
        self.tables = []
        for board in boards:
            self._boards.addWidget(self._card(board))
        self._boards.addStretch(1)
        self._stack.setCurrentIndex(0 if boards else 1)
        if self.tables:
            self.setFocusProxy(self.tables[0])

    def _card(self, board: Board) -> Card:
        formats = self._workspace.formats
        card = Card(padding=1, spacing=0)
        unit = TradeUnit(str(board.unit))
        spread = ""
        if board.spread is not None:
            words = tr("spread {spread}") if board.spread >= 0 else tr("crossed by {spread}")
            spread = words.format(spread=said_price(abs(board.spread), unit, board.currency, formats))
        tone = "pos" if board.spread is not None and board.spread <= 0 else "text2"
        head = row(
            Label(board.commodity_name, CARD_TITLE, SEMIBOLD),
            Label(f"{board.currency} / {one_of(unit)}", SMALL, REGULAR, "text2"),
            None,
            Label(spread, SMALL, MEDIUM, tone, tabular=True),  # type: ignore[arg-type]
            margins=(16, 10, 16, 6),
        )
        card.column.addLayout(head)
        lines = max(len(board.bids), len(board.offers))
        bids = self._table(tr("Bids"), board.bids, lines, board.commodity_name)
        offers = self._table(tr("Offers"), board.offers, lines, board.commodity_name)
        both = row(bids, offers, spacing=0)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        card.column.addLayout(both)
        return card

    def _table(self, title: str, lines: Sequence[BoardLine], count: int, goods: str) -> DataTable:
        rows = RowList(_columns(title), self._workspace.formats, [self._row(one) for one in lines[:_MOST]])
        table = DataTable(rows, f"{goods}: {title}", row_height=ROW_TWO_LINES, edge=16)
        table.setFixedHeight(grown(TABLE_HEAD) + grown(ROW_TWO_LINES) * min(count, _MOST) + 3)
        table.activated_row.connect(lambda at, of=rows: self._open(of.row_at(at)))
        # The table would let its rows go with the last reference to them.
        table.board_rows = rows  # type: ignore[attr-defined]
        self.tables.append(table)
        return table

    def _row(self, one: BoardLine) -> SimpleNamespace:
        formats = self._workspace.formats
        quantity = said_quantity(one.left_quantity, TradeUnit(str(one.unit)), formats)
        where = " ".join(filter(None, (label_of(BASES, one.basis), one.place)))
        return SimpleNamespace(
            id=one.offer_id,
            party_name=one.party_name,
            about=" · ".join(filter(None, (quantity, one.variety, where))),
            per_unit=one.per_unit if one.per_unit is not None else one.price,
        )

    def _open(self, one: Any) -> None:
        if one is not None:
            self._workspace.open("offer.page", id=one.id)


def _columns(title: str) -> tuple[Column, ...]:
    return (
        Column(key="party_name", title=title, kind="party", stretch=True, subtitle="about", sortable=False),
        Column(key="per_unit", title=tr("Price"), kind="rate", width=100, decimals=0, sortable=False),
    )
