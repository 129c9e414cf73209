"""Figures: amounts, quantities, rates. Sums are worked out, digits of any script are read."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from rayafin_desktop.base.formats import format_decimal, number_style, parse_decimal
from rayafin_desktop.base.money import currency_digits, round_half_up
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.theme import font
from rayafin_desktop.desktop.theme.fonts import BASE, REGULAR
from rayafin_desktop.desktop.wording import tr

from .painting import NUMBER


class NumberEdit(QLineEdit):
    """An exact Decimal or nothing.

    `decimals` is how many are shown at least; `most` how many are kept: a sum with more is rounded
    half up to them, as `1200*1.05/3` must be.
    """

    changed = Signal()

    def __init__(
        self,
        formats: Formats,
        *,
        decimals: int = 0,
        most: int = 6,
        size: int = BASE,
        weight: int = REGULAR,
        least: Decimal | None = None,
    ) -> None:
        super().__init__()
        self._style = number_style(formats.locale)
        self._decimals, self._most = decimals, most
        self._size, self._weight = size, weight
        self._least = least
        self._value: Decimal | None = None
        self._problem = ""
        self.setAlignment(NUMBER)
        self.textEdited.connect(self._edited)
        self.editingFinished.connect(self._settle)
        self.restyle()

    def restyle(self) -> None:
        self.setFont(font(self._size, self._weight, tabular=True))

    def value(self) -> Decimal | None:
        """The figure, None for an empty field or one that cannot be read."""
        return self._value

    def set_value(self, value: object) -> None:
        """Show a figure."""
        self._value = (
            value if isinstance(value, Decimal) else Decimal(value) if isinstance(value, int) else None
        )
        self._problem = ""
        self._write()
        if self.hasFocus():
            self.selectAll()  # a figure filled in under the cursor gives way to what is typed
        self.changed.emit()

    def set_digits(self, digits: int) -> None:
        """Take the decimals of another currency."""
        self._decimals = self._most = digits
        if not self.hasFocus():
            self._settle()

    def problem(self) -> str:
        """Why what was typed is not a figure."""
        return self._problem

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.setAlignment(NUMBER)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._settle()
        super().keyPressEvent(event)

    def _edited(self, text: str) -> None:
        self._value, self._problem = None, ""
        if text.strip():
            try:
                found = round_half_up(parse_decimal(text, self._style), self._most)
            except ValueError:
                self._problem = tr("Use digits, or a sum such as 12*4.5")
            else:
                if self._least is not None and found < self._least:
                    self._problem = tr("This must not be less than {least}", least=self._least)
                else:
                    self._value = found
        self.changed.emit()

    def _settle(self) -> None:
        # What was worked out takes the place of the sum; what cannot be read stays to be mended.
        if not self._problem:
            self._write()

    def _write(self) -> None:
        value = self._value
        self.setText("" if value is None else format_decimal(value, self._style, least=self._decimals))


def money_edit(
    formats: Formats, currency: str = "", *, size: int = BASE, weight: int = REGULAR
) -> NumberEdit:
    """A field for an amount in major units with the currency's decimals."""
    digits = currency_digits(currency or formats.currency)
    return NumberEdit(formats, decimals=digits, most=digits, size=size, weight=weight)
