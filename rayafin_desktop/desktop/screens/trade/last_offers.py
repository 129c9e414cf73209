"""What a party offered last, beneath the form."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.components.label import ElidedLabel, Label
from rayafin_desktop.desktop.components.layout import Rule, column, row
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.lists.row_list import RowList
from rayafin_desktop.desktop.lists.table import DataTable
from rayafin_desktop.desktop.theme.fonts import CARD_TITLE, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import ROW_COMPACT, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.screens import Choice, Column

from .seen import Around
from .words import OFFER_STATES


class LastOffers(QWidget):
    """Hidden without a party; `opened` with the offer's id."""

    opened = Signal(object)

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self.title = ElidedLabel("", CARD_TITLE, SEMIBOLD)
        self.year = Label("", SMALL, REGULAR, "text2")
        self.nothing = Label(tr("Nothing yet"), SMALL, REGULAR, "text2")
        self.rows = RowList(_columns(), formats)
        self.table = DataTable(self.rows, tr("Last offers"), row_height=ROW_COMPACT, edge=0)
        self.table.head.hide()
        self.table.activated_row.connect(self._open)
        self.setLayout(column(Rule(), row(self.title, self.year), self.nothing, self.table, spacing=8))
        self.hide()

    def show_last(self, party: str, around: Around) -> None:
        """Show what a party said last."""
        self.title.setText(tr("Last from {party}", party=party))
        count = around.trades_this_year
        words = tr("1 trade this year") if count == 1 else tr("{count} trades this year", count=count)
        self.year.setText(words)
        self.rows.set_rows(
            [
                SimpleNamespace(id=one.id, on=one.on.date(), what=one.what, price=one.price, state=one.state)
                for one in around.last
            ]
        )
        self.table.setFixedHeight(grown(ROW_COMPACT) * len(around.last) + 2)
        self.table.setVisible(bool(around.last))
        self.nothing.setVisible(not around.last)
        self.show()

    def _open(self, at: int) -> None:
        one: Any = self.rows.row_at(at)
        if one is not None:
            self.opened.emit(one.id)


def _columns() -> tuple[Column, ...]:
    states = tuple(Choice(value=v, label=tr(label), tone=tone) for v, (label, tone) in OFFER_STATES.items())
    return (
        Column(key="on", title=tr("Date"), kind="date", width=96, sortable=False),
        Column(key="what", title=tr("What"), stretch=True, sortable=False),
        Column(key="price", title=tr("Price"), kind="code", width=120, sortable=False),
        Column(key="state", title=tr("Status"), kind="status", width=112, sortable=False, choices=states),
    )
