"""The key of an encrypted book, asked for before anything else of it can be read."""

from __future__ import annotations

from PySide6.QtCore import Signal

from rayafin_desktop.desktop.components.field import FieldBox
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.secret_edit import SecretEdit
from rayafin_desktop.desktop.theme.fonts import MEDIUM, SMALL
from rayafin_desktop.desktop.wording import tr

from .front_card import FrontCard


class UnlockBook(FrontCard):
    """`asked` is emitted with what was typed; it is not kept here."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(
            tr("Unlock the book"),
            tr("This book is encrypted. Its passphrase opens it; so does the printed recovery key."),
            tr("Unlock"),
        )
        self.location = Label("", SMALL, MEDIUM, "text3", wrap=True)
        self.secret = SecretEdit()
        self._box = FieldBox(tr("Passphrase or recovery key"), self.secret, required=True)
        self.set_body(self.location, self._box)
        self.primary.clicked.connect(self._ask)
        self.secret.returnPressed.connect(self._ask)

    def begin(self, location: str) -> None:
        """Ask for the key of this book, with an empty field."""
        self.clear()
        self.location.setText(location)
        self.secret.clear()
        self._box.set_error("")
        self.focus_first(self.secret)

    def _ask(self) -> None:
        secret = self.secret.value()
        self._box.set_error("" if secret else tr("This is needed"))
        if secret and self.primary.isEnabled():
            self.banner.hide()
            self.set_busy(True)
            self.secret.clear()
            self.asked.emit(secret)
