"""The newest open offers and bids, beside the inbox."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import Signal

from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import row
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.lists.row_list import RowList
from rayafin_desktop.desktop.lists.table import DataTable
from rayafin_desktop.desktop.theme.fonts import CARD_TITLE, SEMIBOLD
from rayafin_desktop.desktop.theme.sizes import ROW_TWO_LINES, TABLE_HEAD, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.screens import Choice, Column

from .words import OFFER_STATES

_EDGE = 16
_LEAST = 3


class OpenOffersCard(Card):
    """`opened` with an offer's id; `all_asked` by the link."""

    opened = Signal(object)
    all_asked = Signal()

    def __init__(self, formats: Formats) -> None:
        super().__init__(padding=1, spacing=0)
        self.title = Label(tr("Open offers"), CARD_TITLE, SEMIBOLD)
        self.all = Button(tr("View all"), "link")
        self.all.clicked.connect(self.all_asked)
        self.rows = RowList(_columns(), formats)
        self.table = DataTable(
            self.rows, tr("Open offers"), row_height=ROW_TWO_LINES, edge=_EDGE, muted="is_over"
        )
        self.table.activated_row.connect(self._open)
        self.column.addLayout(row(self.title, None, self.all, margins=(_EDGE, 12, _EDGE, 6)))
        self.column.addWidget(self.table)
        self.table.setMinimumHeight(grown(TABLE_HEAD) + grown(ROW_TWO_LINES) * _LEAST)

    def show_offers(self, offers: Sequence[SimpleNamespace]) -> None:
        """Rows with `id`, `number`, `what`, `who`, `price`, `state`, `is_over`."""
        self.rows.set_rows(offers)

    def _open(self, at: int) -> None:
        one: Any = self.rows.row_at(at)
        if one is not None:
            self.opened.emit(one.id)


def _columns() -> tuple[Column, ...]:
    states = tuple(Choice(value=v, label=tr(label), tone=tone) for v, (label, tone) in OFFER_STATES.items())
    return (
        Column(key="number", title=tr("Offer"), kind="code", width=88, sortable=False, priority=3),
        Column(key="what", title=tr("What"), stretch=True, sortable=False, subtitle="who"),
        Column(key="price", title=tr("Price"), kind="rate", width=92, sortable=False, decimals=0, priority=6),
        Column(
            key="state",
            title=tr("Status"),
            kind="status",
            width=118,
            sortable=False,
            choices=states,
            priority=5,
        ),
    )
