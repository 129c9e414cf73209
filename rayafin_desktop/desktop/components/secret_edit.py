"""A password field."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from rayafin_desktop.desktop.theme import icon
from rayafin_desktop.desktop.wording import tr

from .text_input import TextEdit


class SecretEdit(TextEdit):
    """A password with an eye that shows it."""

    def __init__(self) -> None:
        super().__init__(secret=True)
        self._eye = self.addAction(icon("eye", "text3", 15), QLineEdit.ActionPosition.TrailingPosition)
        self._eye.setText(tr("Show password"))
        self._eye.triggered.connect(self.show_or_hide)

    def show_or_hide(self) -> None:
        """Show what is typed, or dots again."""
        hidden = self.echoMode() == QLineEdit.EchoMode.Password
        self.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self._eye.setIcon(icon("eye-off" if hidden else "eye", "text3", 15))
        self._eye.setText(tr("Hide password") if hidden else tr("Show password"))

    def value(self) -> str:
        """The password as typed: a blank may stand at its ends."""
        return self.text()
