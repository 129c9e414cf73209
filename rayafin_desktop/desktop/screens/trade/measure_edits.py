"""Fields for a quantity with its unit, a price with its unit, and a time of day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.desktop.components.text_input import align_leading
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.theme import font
from rayafin_desktop.desktop.wording import tr

from .measures import (
    Measure,
    PricePer,
    read_moment,
    read_price,
    read_quantity,
    said_moment,
    said_price,
    said_quantity,
)


class _SaidEdit(QLineEdit):
    """A value written in words; what cannot be read stays to be mended."""

    changed = Signal()
    why = ""

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self._formats = formats
        self._value: Any = None
        self._problem = ""
        self.textEdited.connect(self._edited)
        self.editingFinished.connect(self._settle)
        self.restyle()

    def restyle(self) -> None:
        self.setFont(font(tabular=True))
        align_leading(self)

    def value(self) -> Any:
        """The value, None for an empty field or one that cannot be read."""
        return self._value

    def set_value(self, value: object) -> None:
        """Show a value."""
        self._value = value
        self._problem = ""
        self._write()
        self.changed.emit()

    def problem(self) -> str:
        """Why what was typed cannot be used."""
        return self._problem

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.restyle()

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
                self._value = self._read(text)
            except (ValueError, ArithmeticError):
                self._problem = tr(self.why)
        self.changed.emit()

    def _settle(self) -> None:
        if not self._problem:
            self._write()

    def _write(self) -> None:
        self.setText("" if self._value is None else self._say(self._value))
        self.setCursorPosition(0)

    def _read(self, text: str) -> Any:
        raise NotImplementedError

    def _say(self, value: Any) -> str:
        raise NotImplementedError


class MeasureEdit(_SaidEdit):
    """A quantity; `unit` is meant where none is typed."""

    why = "Write how much and of what: 300 bales, 25 t"

    def __init__(self, formats: Formats) -> None:
        self.unit = TradeUnit.MT
        super().__init__(formats)

    def _read(self, text: str) -> Measure:
        return read_quantity(text, self.unit, self._formats)

    def _say(self, value: Measure) -> str:
        return said_quantity(value.value, value.unit, self._formats)


class PriceEdit(_SaidEdit):
    """A price; `unit` and `currency` are meant where none is typed."""

    why = "Write a price and per what: 61,500 / candy"

    def __init__(self, formats: Formats) -> None:
        self.unit = TradeUnit.QTL
        self.currency = formats.currency
        super().__init__(formats)

    def _read(self, text: str) -> PricePer:
        return read_price(text, self.unit, self.currency, self._formats)

    def _say(self, value: PricePer) -> str:
        return said_price(value.value, value.unit, value.currency, self._formats)


class MomentEdit(_SaidEdit):
    """A moment, mostly a time of today."""

    why = "Write a time such as 17, 5 pm or +2 17:00"

    def __init__(self, formats: Formats, today: Callable[[], date] = date.today) -> None:
        self._today = today
        super().__init__(formats)

    def _read(self, text: str) -> datetime:
        found = read_moment(text, self._today())
        return (
            found.replace(tzinfo=self._formats.zone) if self._formats.zone is not None else found.astimezone()
        )

    def _say(self, value: datetime) -> str:
        return said_moment(value, self._today(), self._formats)
