"""A short table in a card with its title, a figure and a button; hidden rows say why there are none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal

from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import box, column, row
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.lists.row_list import RowList
from rayafin_desktop.desktop.lists.table import DataTable
from rayafin_desktop.desktop.theme.fonts import CARD_TITLE, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import ROW_GRID, TABLE_HEAD, grown
from rayafin_desktop.engine.screens import Column

_EDGE = 16


class TableCard(Card):
    """`opened` with the row entered, `asked` by the button at its head."""

    opened = Signal(object)
    asked = Signal()

    def __init__(
        self,
        title: str,
        columns: tuple[Column, ...],
        formats: Formats,
        *,
        nothing: str,
        button: str = "",
        icon: str = "plus",
        row_height: int = ROW_GRID,
        muted: str = "",
    ) -> None:
        super().__init__(padding=1, spacing=0)
        self._row_height = row_height
        self._count = 0
        self.note = Label("", SMALL, REGULAR, "text2", tabular=True)
        self.button = Button(button, "plain", icon, small=True)
        if not button:
            self.button.hide()
        self.button.clicked.connect(self.asked)
        self.rows = RowList(columns, formats)
        self.table = DataTable(self.rows, title, row_height=row_height, edge=_EDGE, muted=muted)
        self.table.activated_row.connect(self._open)
        self._nothing = box(
            column(Label(nothing, SMALL, REGULAR, "text2", wrap=True), margins=(_EDGE, 0, _EDGE, 12))
        )
        head = row(
            Label(title, CARD_TITLE, SEMIBOLD), None, self.note, self.button, margins=(_EDGE, 8, _EDGE, 8)
        )
        self.column.addLayout(head)
        self.column.addWidget(self._nothing)
        self.column.addWidget(self.table)
        self.show_rows(())

    def restyle(self) -> None:
        self.table.setFixedHeight(grown(TABLE_HEAD) + grown(self._row_height) * self._count + 3)

    def show_rows(self, rows: Sequence[Any], note: str = "") -> None:
        """Show other rows and a figure beside the title."""
        self._count = len(rows)
        self.rows.set_rows(rows)
        self.note.setText(note)
        self.table.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self.restyle()

    def _open(self, at: int) -> None:
        one = self.rows.row_at(at)
        if one is not None:
            self.opened.emit(one)
