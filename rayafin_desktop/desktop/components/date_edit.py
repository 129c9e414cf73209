"""A day, entered by the keyboard map of dates, or picked from a calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QDate, QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QTableView

from rayafin_desktop.base.dates import add_months
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.theme import font, icon
from rayafin_desktop.desktop.theme.sizes import grown
from rayafin_desktop.desktop.wording import tr

from .day_entry import jump, parse_day
from .layout import column
from .overlay import Panel
from .painting import RTL
from .text_input import align_leading

_STEPS = {
    Qt.Key.Key_Up: (1, 0),
    Qt.Key.Key_Down: (-1, 0),
    Qt.Key.Key_PageUp: (0, 1),
    Qt.Key.Key_PageDown: (0, -1),
}


class DateEdit(QLineEdit):
    """A date or nothing; `today` tells what today is."""

    changed = Signal()

    def __init__(self, formats: Formats, today: Callable[[], date] = date.today) -> None:
        super().__init__()
        self._formats = formats
        self._today = today
        self._value: date | None = None
        self._problem = ""
        self._calendar_icon = self.addAction(
            icon("calendar", "text3", 15), QLineEdit.ActionPosition.TrailingPosition
        )
        self._calendar_icon.setText(tr("Open calendar"))
        self._calendar_icon.triggered.connect(self.open_calendar)
        self.textEdited.connect(self._edited)
        self.editingFinished.connect(self._settle)
        self.restyle()

    def restyle(self) -> None:
        self.setFont(font(tabular=True))
        self._calendar_icon.setIcon(icon("calendar", "text3", 15))
        align_leading(self)

    def value(self) -> date | None:
        """The day, None for an empty field or one that cannot be read."""
        return self._value

    def set_value(self, value: object) -> None:
        """Show a day."""
        self._value = value if isinstance(value, date) else None
        self._problem = ""
        self._write()
        self.changed.emit()

    def problem(self) -> str:
        """Why what was typed is not a day."""
        return self._problem

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key == Qt.Key.Key_F4 or (alt and key == Qt.Key.Key_Down):
            self.open_calendar()
            return
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and key in _STEPS and not self.isReadOnly():
            days, months = _STEPS[key]
            self.set_value(add_months((self._value or self._today()) + timedelta(days=days), months))
            self.selectAll()
            return
        if event.text().isalpha() and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            day = jump(event.text(), self._value or self._today(), self._today())
            if day is not None and not self.isReadOnly():
                self.set_value(day)
                self.selectAll()
            return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._settle()
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.restyle()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.selectAll()

    def open_calendar(self) -> None:
        """Show a calendar beneath the field."""
        if not self.isReadOnly():
            CalendarPanel(self, self._value or self._today()).open()

    def _edited(self, text: str) -> None:
        self._value, self._problem = None, ""
        if text.strip():
            try:
                self._value = parse_day(text, self._today())
            except (ValueError, OverflowError):
                self._problem = tr("Type a day such as 21, 2112 or +7")
        self.changed.emit()

    def _settle(self) -> None:
        if not self._problem:
            self._write()

    def _write(self) -> None:
        self.setText("" if self._value is None else self._formats.date(self._value))


class CalendarPanel(Panel):
    """A calendar as a child of the window; Enter or a click picks, Esc gives the focus back."""

    def __init__(self, field: DateEdit, day: date) -> None:
        super().__init__()
        self._window = field.window()
        self.setParent(self._window)
        self._field = field
        self.calendar = QCalendarWidget()
        self.calendar.setAccessibleName(tr("Calendar"))
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.calendar.activated.connect(self._picked)
        self.calendar.clicked.connect(self._picked)
        self.setLayout(column(self.calendar, margins=(8, 8, 8, 8)))

    def open(self) -> None:
        """Show it beneath its field, or above where there is no room."""
        self.resize(grown(300), grown(240))
        window, field = self._window, self._field
        at = field.mapTo(window, QPoint(0, field.height() + 2))
        if at.y() + self.height() > window.height():
            at = field.mapTo(window, QPoint(0, -self.height() - 2))
        if field.layoutDirection() == RTL:
            at.setX(at.x() + field.width() - self.width())
        self.move(max(4, min(at.x(), window.width() - self.width() - 4)), max(4, at.y()))
        self.show()
        self.raise_()
        table = self.calendar.findChild(QTableView)
        (table or self.calendar).setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
            return
        super().keyPressEvent(event)

    def _picked(self, day: QDate) -> None:
        self._field.set_value(date(day.year(), day.month(), day.day()))
        self._leave()

    def _leave(self) -> None:
        self.hide()
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)
        self.deleteLater()
