"""The negotiations about one offer."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import Signal

from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import box, column, row
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.lists.row_list import RowList
from rayafin_desktop.desktop.lists.table import DataTable
from rayafin_desktop.desktop.theme.fonts import CARD_TITLE, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import ROW_TWO_LINES, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.screens import Choice, Column

from .measures import said_quantity
from .words import OFFER_STATES

_EDGE = 16


class TalksCard(Card):
    """`opened` with a negotiation's id, `begin_asked` by the button."""

    opened = Signal(object)
    begin_asked = Signal()

    def __init__(self, formats: Formats) -> None:
        super().__init__(padding=1, spacing=0)
        self._formats = formats
        self.begin = Button(tr("Talk with somebody"), "plain", "message-square", small=True)
        self.begin.clicked.connect(self.begin_asked)
        self.nothing = Label(tr("Nobody talks about this offer yet."), SMALL, REGULAR, "text2")
        self.rows = RowList(_columns(), formats)
        self.table = DataTable(self.rows, tr("Negotiations"), row_height=ROW_TWO_LINES, edge=_EDGE)
        self.table.head.hide()
        self.table.activated_row.connect(self._open)
        head = row(
            Label(tr("Negotiations"), CARD_TITLE, SEMIBOLD), None, self.begin, margins=(_EDGE, 10, _EDGE, 8)
        )
        self.column.addLayout(head)
        self._nothing_box = box(column(self.nothing, margins=(_EDGE, 2, _EDGE, 14)))
        self.column.addWidget(self._nothing_box)
        self.column.addWidget(self.table)

    def show_talks(self, talks: Sequence[Any], unit: TradeUnit) -> None:
        """The negotiations of `OfferDetail`."""
        self.rows.set_rows(
            [
                SimpleNamespace(
                    id=one.id,
                    party_name=one.party_name or tr("Our own"),
                    about=tr(
                        "round {number}, {quantity}",
                        number=one.rounds,
                        quantity=said_quantity(one.last_quantity, unit, self._formats) or "–",
                    ),
                    price=one.last_price,
                    state=str(one.state),
                )
                for one in talks
            ]
        )
        self._nothing_box.setVisible(not talks)
        self.table.setVisible(bool(talks))
        self.table.setFixedHeight(grown(ROW_TWO_LINES) * len(talks) + 2)

    def _open(self, at: int) -> None:
        one: Any = self.rows.row_at(at)
        if one is not None:
            self.opened.emit(one.id)


def _columns() -> tuple[Column, ...]:
    states = tuple(Choice(value=v, label=tr(label), tone=tone) for v, (label, tone) in OFFER_STATES.items())
    return (
        Column(
            key="party_name", title=tr("Party"), kind="party", stretch=True, subtitle="about", sortable=False
        ),
        Column(key="price", title=tr("Price"), kind="rate", width=90, sortable=False, decimals=0),
        Column(key="state", title=tr("Status"), kind="status", width=112, sortable=False, choices=states),
    )
