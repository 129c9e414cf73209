"""The sign-in card, and the same card as lock screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

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

Mode = Literal["password", "invitation", "reset"]
# Title, button, what the password is called, what the code is called.
_WORDS: dict[Mode, tuple[str, str, str, str]] = {
    "password": ("Sign in", "Sign in", "Password", "Code"),
    "invitation": ("Open your account", "Open account", "Password", "Invitation code"),
    "reset": ("Choose a new password", "Set password", "New password", "Reset code"),
}
_WIDTH = 360
_SECOND_MS = 1000


class SignIn(Surface):
    """`asked` is emitted with company key, user and password; `redeem_asked` by somebody with an invitation,
    with address, code, name and the password he chose, `reset_asked` by somebody with a reset code, with
    address, code and the password he chose. `second` holds the code of the second step.
    """

    asked = Signal(str, str, str)
    redeem_asked = Signal(str, str, str, str)
    reset_asked = Signal(str, str, str)
    other_asked = Signal()

    def __init__(self, title: str = "", foot: str = "") -> None:
        super().__init__("app")
        self.companies = CompanyList()
        self.user, self.password = TextEdit(), SecretEdit()
        self.banner = Banner("neg", closable=False)
        self.banner.hide()
        self._in_second_step = self._locks = False
        self._verb = tr("Sign in")
        self.button = Button(self._verb, "primary")
        self.button.clicked.connect(self._ask)
        self.user.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self._ask)
        self.companies.itemActivated.connect(lambda _: self.password.setFocus())
        self.other = Button(tr("Open another book"), "link")
        self.other.clicked.connect(self.other_asked)
        self.code, self.name = TextEdit(), TextEdit()
        self._code_box = FieldBox(tr("Code"), self.code)
        self._name_box = FieldBox(tr("Your name"), self.name)
        self.second = TextEdit()
        self._second_box = FieldBox(tr("Code"), self.second)
        self._second_words = Label(
            tr("Enter the code your authenticator app shows now, or one of your recovery codes."),
            SMALL, REGULAR, "text2", wrap=True,
        )  # fmt: skip
        for hidden in (self._code_box, self._name_box, self._second_box, self._second_words):
            hidden.hide()
        self._mode: Mode = "password"
        self.invited = Button(tr("I have an invitation"), "link")
        self.invited.clicked.connect(
            lambda: self.show_mode("invitation" if self._mode == "password" else "password")
        )
        self.forgot = Button(tr("I have a reset code"), "link")
        self.forgot.clicked.connect(lambda: self.show_mode("reset"))
        self.second.returnPressed.connect(self._ask)
        self._user_box = FieldBox(tr("E-mail"), self.user)
        self._card = Card(padding=GUTTER, radius=12, edge="border", spacing=12)
        self.title = Label(title or tr("Sign in"), PAGE_TITLE, SEMIBOLD)
        self._where = ElidedLabel("", SMALL, REGULAR, "text2")
        self._where.hide()
        lines = self._card.column
        lines.addLayout(row(Logo(36), column(self.title, self._where, spacing=0), spacing=12))
        self._password_box = FieldBox(tr("Password"), self.password)
        for part in (
            self.banner, self.companies, self._user_box, self._code_box, self._name_box, self._password_box,
            self._second_words, self._second_box,
        ):  # fmt: skip
            lines.addWidget(part)
        lines.addWidget(self.button)
        lines.addLayout(row(None, self.invited, self.forgot, None, spacing=16))
        lines.addLayout(row(None, self.other, None))
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

    def show_mode(self, mode: Mode) -> None:
        """Ask for the password alone, or for what somebody with an invitation or a reset code brings."""
        self._mode = mode
        self.show_second_step(False)
        self._code_box.setVisible(mode != "password")
        self._name_box.setVisible(mode == "invitation")
        self.companies.setVisible(mode == "password" and self.companies.count() > 1)
        title, verb, label, code = _WORDS[mode]
        self.title.setText(tr(title))
        self._verb = tr(verb)
        self.button.setText(self._verb)
        self._password_box.label.setText(tr(label))
        self._code_box.label.setText(tr(code))
        self.invited.setText(
            tr("I have an invitation") if mode == "password" else tr("Sign in with a password")
        )
        self.forgot.setVisible(mode == "password")
        self.banner.hide()
        self.user.setFocus()

    def show_second_step(self, shown: bool = True) -> None:
        """Ask for the code of the authenticator app; what was typed before stays, out of sight."""
        self._in_second_step = shown
        for part in (self._second_box, self._second_words):
            part.setVisible(shown)
        for part in (self._user_box, self._password_box):
            part.setVisible(not shown)
        self.companies.setVisible(not shown and not self._locks and self.companies.count() > 1)
        self.invited.setVisible(not shown and not self._locks)
        self.forgot.setVisible(not shown and not self._locks)
        self.second.clear()
        if shown:
            self.banner.hide()
            self.set_busy()
            self.second.setFocus()

    def lock_for(self, user: str) -> None:
        """Become the lock screen of a person."""
        self.title.setText(tr("Locked"))
        self._verb = tr("Unlock")
        self.button.setText(self._verb)
        self.user.set_value(user)
        self._user_box.setEnabled(False)
        self._locks = True
        for part in (self.companies, self.invited, self.forgot):
            part.hide()
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
        if self._in_second_step:
            # The password was right: only the code is asked for again.
            self.second.clear()
            self.second.setFocus()
            return
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
        if self._in_second_step:
            self.show_second_step(False)
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
        if self._mode != "password":
            wanted = (self.code, self.name) if self._mode == "invitation" else (self.code,)
            missing = next((one for one in wanted if not one.value()), None)
            if missing is not None:
                missing.setFocus()
                return
            self.button.setEnabled(False)
            user, code, password = self.user.value(), self.code.value(), self.password.value()
            if self._mode == "invitation":
                self.redeem_asked.emit(user, code, self.name.value(), password)
            else:
                self.reset_asked.emit(user, code, password)
            return
        if self._in_second_step and not self.second.value():
            self.second.setFocus()
            return
        self.button.setEnabled(False)
        self.asked.emit(self.companies.chosen(), self.user.value(), self.password.value())
