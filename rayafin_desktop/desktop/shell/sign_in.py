"""The sign-in card, and the same card as lock screen."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from rayafin_desktop.desktop.components.avatar import Logo
from rayafin_desktop.desktop.components.banner import Banner
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.field import FieldBox
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import Surface, column, row
from rayafin_desktop.desktop.components.text_input import TextEdit
from rayafin_desktop.desktop.theme import icon
from rayafin_desktop.desktop.theme.fonts import MICRO, PAGE_TITLE, REGULAR, SEMIBOLD
from rayafin_desktop.desktop.theme.sizes import GUTTER, ROW_TWO_LINES, grown
from rayafin_desktop.desktop.wording import tr

_WIDTH = 360


@dataclass(frozen=True, slots=True)
class CompanyChoice:
    """A company one can sign in to."""

    key: str
    name: str
    detail: str = ""


class SecretEdit(TextEdit):
    """A password with an eye that shows it."""

    def __init__(self) -> None:
        super().__init__(secret=True)
        self._eye = self.addAction(icon("eye", "text3", 15), QLineEdit.ActionPosition.TrailingPosition)
        self._eye.setText(tr("Show password"))
        self._eye.triggered.connect(self._toggle)

    def _toggle(self) -> None:
        hidden = self.echoMode() == QLineEdit.EchoMode.Password
        self.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self._eye.setIcon(icon("eye-off" if hidden else "eye", "text3", 15))


class SignIn(Surface):
    """`asked` is emitted with company key, user and password."""

    asked = Signal(str, str, str)
    other_asked = Signal()

    def __init__(self, title: str = "", foot: str = "") -> None:
        super().__init__("app")
        self.companies = QListWidget()
        self.companies.setAccessibleName(tr("Company"))
        self.companies.hide()
        self.user, self.password = TextEdit(), SecretEdit()
        self.banner = Banner("neg", closable=False)
        self.banner.hide()
        self.button = Button(tr("Sign in"), "primary")
        self.button.clicked.connect(self._ask)
        self.user.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self._ask)
        self.other = Button(tr("Open another book"), "link")
        self.other.clicked.connect(self.other_asked)
        self._user_box = FieldBox(tr("User"), self.user)
        card = Card(padding=GUTTER, radius=12, edge="border", spacing=12)
        card.setFixedWidth(grown(_WIDTH))
        self.title = Label(title or tr("Sign in"), PAGE_TITLE, SEMIBOLD)
        card.column.addLayout(row(Logo(32), self.title, None, spacing=12))
        for part in (self.banner, self.companies, self._user_box, FieldBox(tr("Password"), self.password)):
            card.column.addWidget(part)
        card.column.addWidget(self.button)
        card.column.addLayout(row(None, self.other, None))
        self.foot = Label(foot, MICRO, REGULAR, "text3")
        self.setLayout(column(None, row(None, card, None), 12, row(None, self.foot, None), None))
        self.setFocusProxy(self.user)

    def show_companies(self, companies: list[CompanyChoice]) -> None:
        """Companies to choose from, the last used first; one alone needs no choice."""
        self.companies.clear()
        for one in companies:
            text = f"{one.name}  ·  {one.detail}" if one.detail else one.name
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, one.key)
            self.companies.addItem(item)
        self.companies.setCurrentRow(0)
        self.companies.setFixedHeight(min(4, max(1, len(companies))) * grown(ROW_TWO_LINES - 12) + 8)
        self.companies.setVisible(len(companies) > 1)

    def lock_for(self, user: str) -> None:
        """Become the lock screen of a person."""
        self.title.setText(tr("Locked"))
        self.button.setText(tr("Unlock"))
        self.user.set_value(user)
        self._user_box.setEnabled(False)
        self.companies.hide()
        self.other.hide()
        self.setFocusProxy(self.password)

    def refuse(self, sentence: str) -> None:
        """Say why it did not work; the password is cleared, the cursor stands in it."""
        self.banner.say(sentence)
        self.button.setEnabled(True)
        self.password.clear()
        self.password.setFocus()

    def clear(self) -> None:
        """Ready for the next person."""
        self.banner.hide()
        self.password.clear()
        self.button.setEnabled(True)

    def _ask(self) -> None:
        if not self.user.value():
            self.user.setFocus()
            return
        self.button.setEnabled(False)
        at = self.companies.currentRow()
        key = str(self.companies.item(at).data(Qt.ItemDataRole.UserRole)) if at >= 0 else ""
        self.asked.emit(key, self.user.value(), self.password.text())
