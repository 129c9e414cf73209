"""A field that names a record: type a few letters, choose; create what is missing in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from rayafin_desktop.desktop.backend import Key, Suggestion
from rayafin_desktop.desktop.theme import draw_icon, font
from rayafin_desktop.desktop.wording import tr

from .painting import RTL, mirrored, painter_on
from .suggestion_list import SuggestionList
from .text_input import align_leading

Find = Callable[[str, Callable[[list[Suggestion]], object]], object]
"""Looks for records that a text names and hands the suggestions on, now or later."""


class LookupEdit(QLineEdit):
    """The id of a record or None.

    `chosen` is emitted with the `Suggestion` taken; `create_asked` with the text on Alt+C,
    `open_asked` with the id on Alt+Enter.
    """

    changed = Signal()
    chosen = Signal(object)
    create_asked = Signal(str)
    open_asked = Signal(object)

    def __init__(self, find: Find, noun: str = "", *, creates: bool = False) -> None:
        super().__init__()
        self._find = find
        self._noun = noun
        self._creates = creates
        self._value: Suggestion | None = None
        self.textEdited.connect(self._edited)
        self.restyle()

    def restyle(self) -> None:
        self.setFont(font())
        align_leading(self)
        room = 20  # for the arrows
        rtl = self.layoutDirection() == RTL
        self.setTextMargins(room if rtl else 0, 0, 0 if rtl else room, 0)

    def value(self) -> Key | None:
        """The id of the record chosen."""
        return self._value.id if self._value is not None else None

    def suggestion(self) -> Suggestion | None:
        """The record chosen, as it was suggested."""
        return self._value

    def set_value(self, value: object, title: str = "") -> None:
        """Show a record: a `Suggestion`, or its id with its name."""
        if value is None:
            self._value = None
        else:
            self._value = value if isinstance(value, Suggestion) else Suggestion(_key(value), title)
        self.setText(self._value.title if self._value is not None else "")
        self.setCursorPosition(0)
        self.changed.emit()

    def problem(self) -> str:
        """A text that names no record."""
        if self._value is None and self.text().strip():
            return tr("Choose one from the list, or press Alt+C to create it")
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        suggestions = SuggestionList.of(self)
        is_open = suggestions.open_for(self)
        if alt and key == Qt.Key.Key_C and self._creates:
            suggestions.close_for(self)
            self.create_asked.emit(self.text().strip())
        elif alt and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.value() is not None:
                self.open_asked.emit(self.value())
        elif key == Qt.Key.Key_F4 or (alt and key == Qt.Key.Key_Down):
            self._search("")
        elif is_open and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            suggestions.move_mark(1 if key == Qt.Key.Key_Down else -1)
        elif is_open and key == Qt.Key.Key_Escape:
            suggestions.close_for(self)
        else:
            if is_open and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                suggestions.accept()
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.restyle()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        suggestions = SuggestionList.of(self)
        if suggestions.open_for(self) and event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            if self._value is None and suggestions.marked() is not None:
                suggestions.accept()
            suggestions.close_for(self)
        super().focusOutEvent(event)

    def take(self, one: Suggestion) -> None:
        """Choose a record."""
        self.set_value(one)
        self.chosen.emit(one)

    def _edited(self, text: str) -> None:
        self._value = None
        self.changed.emit()
        if text.strip():
            self._search(text)
        else:
            SuggestionList.of(self).close_for(self)

    def _search(self, text: str) -> None:
        def show(found: list[Suggestion]) -> None:
            still = self.text() == text or not text
            if still and self.hasFocus():
                make = (
                    (lambda: self.create_asked.emit(self.text().strip())) if self._creates and text else None
                )
                SuggestionList.of(self).offer(self, found, text.strip(), self.take, make, self._noun)

        self._find(text, show)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        whole = self.rect().toRectF()
        slot = whole.adjusted(whole.width() - 26, 0, -6, 0)
        arrow = mirrored(slot, whole, self.layoutDirection() == RTL)
        draw_icon(painter_on(self), arrow, "chevrons-up-down", "text3", size=14)


def _key(value: Any) -> Key:
    key: Key = value
    return key
