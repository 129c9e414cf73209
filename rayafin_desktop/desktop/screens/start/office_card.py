"""Connecting to an office database: where it is, as whom, how safely, and a test that says what is wrong."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal

from rayafin_desktop.base.errors import Problem, RayafinError
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.field import FieldBox
from rayafin_desktop.desktop.components.layout import row
from rayafin_desktop.desktop.components.secret_edit import SecretEdit
from rayafin_desktop.desktop.components.text_input import ChoiceEdit, TextEdit
from rayafin_desktop.desktop.forms.enter_flow import EnterFlow
from rayafin_desktop.desktop.keys import shortcut
from rayafin_desktop.desktop.problems import spread
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.screens import Choice

from .front_card import FrontCard

_TLS = (
    ("prefer", "Encrypted where the server offers it"),
    ("require", "Always encrypted"),
    ("verify-full", "Encrypted, and the server's certificate checked"),
    ("disable", "Not encrypted (this machine only)"),
)


class OfficeCard(FrontCard):
    """`asked` is emitted with a location to open, `test_asked` with one to try; both hold the password."""

    asked = Signal(str)
    test_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(
            tr("Connect to an office database"),
            tr("Several people work in one book on your own PostgreSQL server."),
            tr("Connect"),
        )
        self.host, self.port = TextEdit(code=True), TextEdit(code=True)
        self.database, self.user = TextEdit(code=True), TextEdit(code=True)
        self.password = SecretEdit()
        choices = tuple(Choice(value=value, label=tr(label)) for value, label in _TLS)
        self.tls = ChoiceEdit(choices, required=True)
        kept = tr("Kept until the program ends")
        self.boxes = {
            "host": FieldBox(tr("Server"), self.host, required=True),
            "port": FieldBox(tr("Port"), self.port),
            "database": FieldBox(tr("Database"), self.database, hint=tr("Made if absent")),
            "user": FieldBox(tr("User"), self.user),
            "password": FieldBox(tr("Password"), self.password, hint=kept),
            "tls": FieldBox(tr("Encryption"), self.tls),
        }
        self.host.setPlaceholderText("db.example.com")
        self.port.set_value("5432")
        self.database.set_value("rayafin")
        self.tls.set_value("prefer")
        self.test = Button(tr("Test the connection"), "link")
        self.test.clicked.connect(self._test)
        first = row(self.boxes["host"], self.boxes["port"], spacing=12)
        first.setStretch(0, 3)
        first.setStretch(1, 1)
        second = row(self.boxes["database"], self.boxes["user"], spacing=12)
        second.setStretch(0, 1)
        second.setStretch(1, 1)
        parts = (first, second, self.boxes["password"], self.boxes["tls"], row(self.test, None))
        self.set_body(*parts)
        flow = EnterFlow(self)
        for field in (self.host, self.port, self.database, self.user, self.password, self.tls):
            flow.watch(field)
        self.primary.clicked.connect(self._ask)
        shortcut(self, "Ctrl+Return", self._ask)
        self.focus_first(self.host)

    def show_location(self, location: str) -> None:
        """Begin with an address known from earlier."""
        from rayafin_desktop.engine.office import OfficeAddress

        address = OfficeAddress.of(location)
        self.host.set_value(address.host)
        self.port.set_value(address.port or "5432")
        self.database.set_value(address.database)
        self.user.set_value(address.user)
        self.tls.set_value(address.tls if address.tls in dict(_TLS) else "prefer")
        self.focus_first(self.password)

    def take_refusal(self, error: RayafinError, sentence: Callable[[Problem], str]) -> None:
        """Say what is wrong, and mark the field it is about: the sentences are longer than a field."""
        self.set_busy(False)
        found = spread(error, frozenset(self.boxes), sentence)
        for key, one in self.boxes.items():
            one.set_error(tr("Check this") if key in found.by_field else "")
        self.refuse("\n".join([*found.by_field.values(), *found.rest]))
        first = next((key for key in self.boxes if key in found.by_field), None)
        if first is not None:
            self.boxes[first].input.setFocus()

    def show_success(self, text: str) -> None:
        """The test went well."""
        self.set_busy(False)
        self._no_errors()
        self.banner.say(text, "pos")
        self.banner.set_actions()

    def set_busy(self, busy: bool) -> None:
        super().set_busy(busy)
        self.test.setEnabled(not busy)

    def _location(self) -> str:
        """The address as it is typed, or nothing while a field makes no sense."""
        from rayafin_desktop.engine.office import OfficeAddress

        self._no_errors()
        port = self.port.value()
        if not self.host.value():
            self.boxes["host"].set_error(tr("This is needed"))
            self.host.setFocus()
            return ""
        if port and not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
            self.boxes["port"].set_error(tr("A number from 1 to 65535"))
            self.port.setFocus()
            return ""
        return OfficeAddress(
            self.host.value(),
            int(port or 0),
            self.database.value(),
            self.user.value(),
            self.password.text(),
            self.tls.value() or "",
        ).url

    def _no_errors(self) -> None:
        for one in self.boxes.values():
            one.set_error("")
        self.banner.hide()

    def _ask(self) -> None:
        location = self._location() if self.primary.isEnabled() else ""
        if location:
            self.asked.emit(location)

    def _test(self) -> None:
        location = self._location() if self.primary.isEnabled() else ""
        if location:
            self.test_asked.emit(location)
