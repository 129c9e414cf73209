"""What will be posted: accounts, debit, credit, and whether they balance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QWidget

from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.theme.fonts import CARD_TITLE, MEDIUM, MICRO, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.wording import tr

from .label import ElidedLabel, Label
from .layout import Rule, box, clear, column, row
from .pill import Pill


@dataclass(frozen=True, slots=True)
class Leg:
    """One account with its debit (positive) or credit (negative) in minor units."""

    account: str
    detail: str
    minor: int


class JournalBox(QWidget):
    """Legs of the journal entry to come."""

    def __init__(self, formats: Formats, title: str = "") -> None:
        super().__init__()
        self._formats = formats
        self._state = Pill(tr("Balanced"), "pos")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        head = row(Label(title or tr("What will be posted"), CARD_TITLE, SEMIBOLD), None, self._state)
        self.setLayout(column(head, self._grid, spacing=8))

    def show_legs(self, legs: Sequence[Leg]) -> None:
        """Show these legs with their sums."""
        clear(self._grid)
        for number, title in enumerate((tr("Account"), tr("Debit"), tr("Credit"))):
            head = Label(title, MICRO, MEDIUM, "text2", number=number > 0)
            self._grid.addWidget(head, 0, number)
        line = 1
        for leg in legs:
            self._grid.addWidget(Rule(), line, 0, 1, 3)
            name = column(
                ElidedLabel(leg.account, SMALL, MEDIUM),
                ElidedLabel(leg.detail, MICRO, REGULAR, "text2", tabular=True),
                spacing=0,
            )
            self._grid.addWidget(box(name), line + 1, 0)
            figure = Label(self._formats.money(abs(leg.minor)), SMALL, MEDIUM, number=True)
            self._grid.addWidget(figure, line + 1, 1 if leg.minor > 0 else 2)
            line += 2
        debit = sum(leg.minor for leg in legs if leg.minor > 0)
        credit = -sum(leg.minor for leg in legs if leg.minor < 0)
        self._grid.addWidget(Rule(), line, 0, 1, 3)
        self._grid.addWidget(Label(tr("Total"), SMALL, SEMIBOLD), line + 1, 0)
        for number, whole in ((1, debit), (2, credit)):
            total = Label(self._formats.money(whole), SMALL, SEMIBOLD, number=True)
            self._grid.addWidget(total, line + 1, number)
        if debit == credit:
            self._state.set_state(tr("Balanced"), "pos")
        else:
            self._state.set_state(
                tr("Out by {amount}", amount=self._formats.money(abs(debit - credit))), "neg"
            )
