"""The sign-in card, and the same card as lock screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal

from rayafin_desktop.desktop.components.avatar import Logo
from rayafin_desktop.desktop.components.banner import Banner
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.field import FieldBox
from rayafin_desktop.desktop.components.label import ElidedLabel, Label
from rayafin_desktop.desktop.components.layout import Surface, column, row
from rayafin_desktop.desktop.components.secret_edit import SecretEdit
from rayafin_desktop.desktop.components.text_input import TextEdit
from rayafin_desktop.desktop.theme.fonts import MICRO, PAGE_TITLE, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import GUTTER, grown
from rayafin_desktop.desktop.wording import tr

from .company_list import CompanyChoice, CompanyList

__all__ = ["CompanyChoice", "SignIn"]

_WIDTH = 360
_SECOND_MS = 1000


class SignIn(Surface):
    """`asked` is emitted with company key, user and password; `redeem_asked` by somebody with an invitation,
    with address, code, name and the password he chose.
    """

    asked = Signal(str, str, str)
    redeem_asked = Signal(str, str, str, str)
    other_asked = Signal()

    def __init__(self, title: str = "", foot: str = "") -> None:
        super().__init__("app")
        self.companies = CompanyList()
        self.user, self.password = TextEdit(), SecretEdit()
        self.banner = Banner("neg", closable=False)
        self.banner.hide()
        self._verb = tr("Sign in")
        self.button = Button(self._verb, "primary")
        self.button.clicked.connect(self._ask)
        self.user.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self._ask)
        self.companies.itemActivated.connect(lambda _: self.password.setFocus())
        self.other = Button(tr("Open another book"), "link")
        self.other.clicked.connect(self.other_asked)
        self.code, self.name = TextEdit(), TextEdit()
        self._code_box = FieldBox(tr("Invitation code"), self.code)
        self._name_box = FieldBox(tr("Your name"), self.name)
        for box_ in (self._code_box, self._name_box):
            box_.hide()
        self.invited = Button(tr("I have an invitation"), "link")
        self.invited.clicked.connect(lambda: self.show_invitation(self._code_box.isHidden()))
        self._user_box = FieldBox(tr("E-mail"), self.user)
        self._card = Card(padding=GUTTER, radius=12, edge="border", spacing=12)
        self.title = Label(title or tr("Sign in"), PAGE_TITLE, SEMIBOLD)
        self._where = ElidedLabel("", SMALL, REGULAR, "text2")
        self._where.hide()
        lines = self._card.column
        lines.addLayout(row(Logo(36), column(self.title, self._where, spacing=0), spacing=12))
        self._password_box = FieldBox(tr("Password"), self.password)
        for part in (
            self.banner, self.companies, self._user_box, self._code_box, self._name_box, self._password_box
        ):  # fmt: skip
            lines.addWidget(part)
        lines.addWidget(self.button)
        lines.addLayout(row(None, self.invited, self.other, None, spacing=16))
        self.foot = Label(foot, MICRO, REGULAR, "text3")
        self.setLayout(column(None, row(None, self._card, None), 12, row(None, self.foot, None), None))
        self._wait = QTimer(self)
        self._wait.setInterval(_SECOND_MS)
        self._wait.timeout.connect(self._count_down)
        self._seconds = 0
        self._sentence: Callable[[int], str] = str
        self.setFocusProxy(self.user)
        self.restyle()

    def restyle(self) -> None:
        self._card.setFixedWidth(grown(_WIDTH))

    def show_book(self, name: str, foot: str) -> None:
        """Which book one signs in to, and a line beneath the card, such as where it lies."""
        self._where.setText(name)
        self._where.setVisible(bool(name))
        self.foot.setText(foot)

    def show_companies(self, companies: list[CompanyChoice], current: str = "") -> None:
        """Companies to choose from, the last used first; one alone needs no choice."""
        self.companies.show_choices(companies, current)

    def begin(self, user: str) -> None:
        """Ready for a person: with his address where it is known, the cursor in what is missing."""
        self.clear()
        self.user.set_value(user)
        self.setFocusProxy(self.password if user else self.user)
        self.setFocus()

    def show_invitation(self, shown: bool) -> None:
        """Ask for code and name, too, or for address and password alone."""
        for box_ in (self._code_box, self._name_box):
            box_.setVisible(shown)
        self.companies.setVisible(not shown and self.companies.count() > 1)
        self.title.setText(tr("Open your account") if shown else tr("Sign in"))
        self._verb = tr("Open account") if shown else tr("Sign in")
        self.button.setText(self._verb)
        self.invited.setText(tr("Sign in with a password") if shown else tr("I have an invitation"))
        self.banner.hide()
        self.user.setFocus()

    def lock_for(self, user: str) -> None:
        """Become the lock screen of a person."""
        self.title.setText(tr("Locked"))
        self._verb = tr("Unlock")
        self.button.setText(self._verb)
        self.user.set_value(user)
        self._user_box.setEnabled(False)
        self.companies.hide()
        self.invited.hide()
        self.other.setText(tr("Sign out"))
        self.setFocusProxy(self.password)

    def set_busy(self, text: str = "") -> None:
        """Wait for something, said on the button; empty when it is done."""
        self.button.setEnabled(not text)
        self.button.setText(text or self._verb)

    def refuse(self, sentence: str) -> None:
        """Say why it did not work; the password is cleared, the cursor stands in it."""
        self._wait.stop()
        self.banner.say(sentence)
        self.set_busy()
        self.password.clear()
        self.password.setFocus()

    def refuse_for(self, seconds: int, sentence: Callable[[int], str]) -> None:
        """Refuse everything for some seconds; the sentence counts them down."""
        self.refuse(sentence(seconds))
        self._seconds, self._sentence = seconds, sentence
        self.button.setEnabled(False)
        self._wait.start()

    def clear(self) -> None:
        """Ready for the next person."""
        self._wait.stop()
        self.banner.hide()
        self.password.clear()
        self.set_busy()

    def _count_down(self) -> None:
        self._seconds -= 1
        if self._seconds > 0:
            self.banner.say(self._sentence(self._seconds))
            return
        self._wait.stop()
        self.banner.hide()
        self.button.setEnabled(True)

    def _ask(self) -> None:
        if not self.user.value():
            self.user.setFocus()
            return
        if not self.button.isEnabled():
            return
        if not self._code_box.isHidden():
            missing = next((one for one in (self.code, self.name) if not one.value()), None)
            if missing is not None:
                missing.setFocus()
                return
            self.button.setEnabled(False)
            self.redeem_asked.emit(
                self.user.value(), self.code.value(), self.name.value(), self.password.value()
            )
            return
        self.button.setEnabled(False)
        self.asked.emit(self.companies.chosen(), self.user.value(), self.password.value())
