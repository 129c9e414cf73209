"""An input with its label, hint and error."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from rayafin_desktop.desktop.theme.fonts import MEDIUM, MICRO, REGULAR, SMALL
from rayafin_desktop.desktop.theme.sizes import LABEL_GAP
from rayafin_desktop.desktop.wording import tr

from .avatar import Glyph
from .label import ElidedLabel, Label, label_for
from .layout import box, row
from .text_input import mark


class FieldBox(QWidget):
    """Label above, input, error beneath. The error is read out with the input."""

    def __init__(self, label: str, input_: QWidget, *, hint: str = "", required: bool = False) -> None:
        super().__init__()
        self.input = input_
        self.label = label_for(label, input_, Label(label, SMALL, MEDIUM, "text2"))
        head = row(self.label, spacing=3)
        if required:
            head.addWidget(Label("*", SMALL, MEDIUM, "neg"))
            input_.setAccessibleDescription(tr("required"))
        head.addStretch(1)
        self.hint = ElidedLabel(hint, MICRO, REGULAR, "text3")
        self._plain_hint = hint
        head.addWidget(self.hint)
        self._error = ElidedLabel("", MICRO, REGULAR, "neg")
        self._glyph = Glyph("circle-alert", "neg", 13)
        self._error_row = box(row(self._glyph, self._error, spacing=4))
        self._error_row.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(LABEL_GAP + 2)
        layout.addLayout(head)
        layout.addWidget(input_)
        layout.addWidget(self._error_row)
        layout.addStretch(1)
        self.setFocusProxy(input_)

    def without_head(self) -> None:
        """Take the room above the input away; for a line of ticks, which name themselves."""
        self.label.hide()
        self.hint.hide()

    def set_error(self, text: str) -> None:
        """Say what is wrong, or nothing."""
        mark(self.input, "error", bool(text))
        self._error.setText(text)
        self._error_row.setVisible(bool(text))
        self.input.setAccessibleDescription(text)

    def error(self) -> str:
        """What is said to be wrong."""
        return self._error.text()

    def set_doubt(self, question: str) -> None:
        """Mark a value that was guessed, with the question to ask; empty when it is sure."""
        mark(self.input, "doubt", bool(question))
        self.hint.setText(tr("Check this") if question else self._plain_hint)
        self.hint.set_tone("warn" if question else "text3")
        self._glyph.set_glyph("triangle-alert" if question else "circle-alert", "warn" if question else "neg")
        self._error.set_tone("warn" if question else "neg")
        self._error.setText(question)
        self._error_row.setVisible(bool(question))
