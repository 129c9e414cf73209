"""Text inputs that know their value."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from rayafin_desktop.desktop.theme import draw_icon, font
from rayafin_desktop.desktop.theme.sizes import grown
from rayafin_desktop.engine.screens import Choice

from .painting import RTL, mirrored, painter_on


def mark(widget: QWidget, name: str, value: bool) -> None:
    """Set a boolean property that the style sheet looks at."""
    if bool(widget.property(name)) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def align_leading(edit: QLineEdit) -> None:
    """Text at the leading edge: Latin text in a mirrored form would else cling to the wrong side."""
    rtl = edit.layoutDirection() == RTL
    side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    edit.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)


class TextEdit(QLineEdit):
    """One line of text."""

    changed = Signal()

    def __init__(self, *, code: bool = False, secret: bool = False) -> None:
        super().__init__()
        self._code = code
        if secret:
            self.setEchoMode(QLineEdit.EchoMode.Password)
        self.textChanged.connect(lambda _: self.changed.emit())
        self.restyle()

    def restyle(self) -> None:
        self.setFont(font(code=self._code))
        align_leading(self)

    def value(self) -> str:
        """The text without blanks around it."""
        return self.text().strip()

    def set_value(self, value: object) -> None:
        """Show a text."""
        self.setText("" if value is None else str(value))
        self.setCursorPosition(0)

    def problem(self) -> str:
        """A text is never wrong by itself."""
        return ""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            align_leading(self)


class LongEdit(QPlainTextEdit):
    """Several lines of text. Tab leaves it; Enter makes a new line."""

    changed = Signal()

    def __init__(self, lines: int = 3) -> None:
        super().__init__()
        self._lines = lines
        self.setTabChangesFocus(True)
        self.textChanged.connect(self.changed)
        self.restyle()

    def restyle(self) -> None:
        self.setFont(font())
        self.setFixedHeight(self.fontMetrics().lineSpacing() * self._lines + 16)

    def value(self) -> str:
        """The text without blanks around it."""
        return self.toPlainText().strip()

    def set_value(self, value: object) -> None:
        """Show a text."""
        self.setPlainText("" if value is None else str(value))

    def problem(self) -> str:
        """A text is never wrong by itself."""
        return ""


class ChoiceEdit(QComboBox):
    """One of a short list. Typing the first letters chooses."""

    changed = Signal()

    def __init__(self, choices: tuple[Choice, ...], *, required: bool = False) -> None:
        super().__init__()
        if not required:
            self.addItem("–", None)
        for choice in choices:
            self.addItem(choice.label, choice.value)
        self.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.setMaxVisibleItems(12)
        self.restyle()

    def restyle(self) -> None:
        self.setFont(font())

    def value(self) -> str | None:
        """The value chosen, None for none."""
        chosen: str | None = self.currentData()
        return chosen

    def set_value(self, value: object) -> None:
        """Choose by value; one that is not offered any more is added, or saving would change it unseen."""
        at = self.findData(value)
        if at < 0 and value not in (None, ""):
            self.addItem(str(value), value)
            at = self.count() - 1
        self.setCurrentIndex(max(0, at))

    def problem(self) -> str:
        """A choice is never wrong by itself."""
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F4:
            self.showPopup()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        whole = self.rect().toRectF()
        slot = whole.adjusted(whole.width() - grown(28), 0, -6, 0)
        arrow = mirrored(slot, whole, self.layoutDirection() == RTL)
        draw_icon(painter_on(self), arrow, "chevron-down", "text2", size=14)
