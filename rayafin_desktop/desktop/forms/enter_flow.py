"""Enter goes to the next field; it never posts by accident."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget


class EnterFlow(QObject):
    """Watches the inputs of one form."""

    def __init__(self, form: QWidget) -> None:
        super().__init__(form)
        self._form = form

    def watch(self, widget: QWidget) -> None:
        """Take part: Enter in this input moves on."""
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        back = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if not (plain or back) or not isinstance(watched, (QLineEdit, QComboBox, QCheckBox)):
            return False
        if isinstance(watched, QLineEdit):
            # The field itself first: it settles a sum or takes the marked suggestion.
            watched.keyPressEvent(event)
        self._form.focusNextPrevChild(not back)
        return True
