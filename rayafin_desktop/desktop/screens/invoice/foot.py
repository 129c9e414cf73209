"""Beneath the lines: notes and the amount in words, and the sums."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.field import FieldBox
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import box, column, row
from rayafin_desktop.desktop.components.text_input import LongEdit
from rayafin_desktop.desktop.components.totals import Totals
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.theme.fonts import REGULAR, SMALL
from rayafin_desktop.desktop.theme.sizes import grown
from rayafin_desktop.desktop.wording import tr

_TOTALS = 300


class Foot(QWidget):
    """`changed` when the notes are; `more_asked` for the fields that are rarely needed."""

    changed = Signal()
    more_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.notes = LongEdit(2)
        self.notes.setPlaceholderText(tr("Notes for the customer (printed)"))
        self.notes.changed.connect(self.changed)
        self.words = Label("", SMALL, REGULAR, "text2", wrap=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.totals = Totals()
        self._right = box(column(self.totals, None))
        self.more = Button(tr("Discount, charges and more"), "link", "plus")
        self.more.clicked.connect(self.more_asked)
        under = row(self.words, self.more, spacing=12)
        under.setStretch(0, 1)
        under.setAlignment(self.more, Qt.AlignmentFlag.AlignTop)
        left = column(FieldBox(tr("Notes"), self.notes), under, None, spacing=6)
        layout = row(left, self._right, spacing=24)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.restyle()

    def restyle(self) -> None:
        self._right.setFixedWidth(grown(_TOTALS))

    def show_sums(
        self,
        formats: Formats,
        currency: str,
        *,
        lines_minor: int,
        discount_minor: int,
        charges_minor: int,
        taxes: Iterable[tuple[str, Decimal, int]],
        round_off_minor: int,
        total_minor: int,
        includes_tax: bool,
    ) -> None:
        """The sums of the document in minor units of `currency`; `taxes` are head, rate and tax."""

        def money(minor: int) -> str:
            return formats.money(minor, currency)

        lines = [(tr("Subtotal"), money(lines_minor))]
        if discount_minor:
            lines.append((tr("Discount"), money(-discount_minor)))
        if charges_minor:
            lines.append((tr("Charges"), money(charges_minor)))
        for head, rate, minor in taxes:
            label = f"{head} {rate.normalize():f}%"
            lines.append((tr("{tax} included", tax=label) if includes_tax else label, money(minor)))
        if round_off_minor:
            lines.append((tr("Round off"), money(round_off_minor)))
        self.totals.show_totals(lines, (tr("Total"), formats.money(total_minor, currency, sign=True)))
