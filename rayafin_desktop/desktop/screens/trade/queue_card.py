"""Messages that wait to be looked at, one by one: a pasted chat, or what came into the inbox."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace

from PySide6.QtCore import Signal

from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import row
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.lists.row_list import RowList
from rayafin_desktop.desktop.lists.table import DataTable
from rayafin_desktop.desktop.theme.fonts import CARD_TITLE, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import ROW_COMPACT, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.screens import Column

from .seen import Waiting

_SHOWN = 4


class QueueCard(Card):
    """`chosen` with the position of a message when the cursor comes to it."""

    chosen = Signal(int)

    def __init__(self, formats: Formats) -> None:
        super().__init__(padding=1, spacing=0)
        self._formats = formats
        self._showing = False
        self.waiting: list[Waiting] = []
        self.title = Label(tr("Waiting"), CARD_TITLE, SEMIBOLD)
        self.position = Label("", SMALL, REGULAR, "text2", tabular=True)
        self.rows = RowList(_columns(), formats)
        self.table = DataTable(self.rows, tr("Waiting messages"), row_height=ROW_COMPACT, edge=12)
        self.table.head.hide()
        self.table.moved.connect(self._moved)
        self.column.addLayout(row(self.title, None, self.position, margins=(12, 8, 12, 4)))
        self.column.addWidget(self.table)
        self.hide()

    def restyle(self) -> None:
        shown = min(_SHOWN, max(1, len(self.waiting)))
        self.table.setFixedHeight(grown(ROW_COMPACT) * shown + 2)

    def show_waiting(self, waiting: Sequence[Waiting], at: int = 0) -> None:
        """Show what waits, the cursor on one of them."""
        self._showing = True
        self.waiting = list(waiting)
        self.rows.set_rows([self._row(one) for one in waiting])
        self.restyle()
        self.setVisible(len(self.waiting) > 0)
        if self.waiting:
            self.table.move_to(min(at, len(self.waiting) - 1))
        self._showing = False
        self._say_position()

    def at(self) -> int:
        """Where the cursor is, -1 for nowhere."""
        return self.table.cursor_row() if self.waiting else -1

    def current(self) -> Waiting | None:
        """The message under the cursor."""
        at = self.at()
        return self.waiting[at] if 0 <= at < len(self.waiting) else None

    def _row(self, one: Waiting) -> SimpleNamespace:
        when = ""
        if one.said_at is not None:
            when = f"{one.said_at.astimezone(self._formats.zone):%H:%M}"
        return SimpleNamespace(said_by=one.said_by, when=when, text=" ".join(one.text.split()))

    def _moved(self, at: int) -> None:
        self._say_position()
        if not self._showing and at >= 0:
            self.chosen.emit(at)

    def _say_position(self) -> None:
        count = len(self.waiting)
        self.position.setText(tr("{n} of {count}", n=self.at() + 1, count=count) if count else "")


def _columns() -> tuple[Column, ...]:
    return (
        Column(key="when", title=tr("Time"), kind="dim", width=52, sortable=False),
        Column(key="said_by", title=tr("From"), kind="dim", width=110, sortable=False),
        Column(key="text", title=tr("Message"), stretch=True, sortable=False),
    )
