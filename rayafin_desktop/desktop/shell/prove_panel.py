"""The password once more, over the window, before something that weighs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from rayafin_desktop.base.errors import RayafinError
from rayafin_desktop.desktop.components.banner import Banner
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.field import FieldBox
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import column, row
from rayafin_desktop.desktop.components.overlay import Overlay, Panel
from rayafin_desktop.desktop.components.secret_edit import SecretEdit
from rayafin_desktop.desktop.components.text_input import TextEdit
from rayafin_desktop.desktop.theme.fonts import BASE, CRUMB, REGULAR, SEMIBOLD
from rayafin_desktop.desktop.wording import tr

_WIDTH = 420


class ProvePanel(Overlay):
    """`tried` gets password and code; `give_up` is called when the panel is closed without them."""

    def __init__(
        self, window: QWidget, tried: Callable[[str, str], object], give_up: Callable[[], object]
    ) -> None:
        panel = Panel()
        super().__init__(window, panel, _WIDTH)
        self._tried = tried
        self._proved = False
        self.password, self.code = SecretEdit(), TextEdit()
        self.code_box = FieldBox(tr("Code of your authenticator app"), self.code)
        self.code_box.hide()
        self.banner = Banner("neg", closable=False)
        self.banner.hide()
        title = tr("Is it still you?")
        panel.setAccessibleName(title)
        cancel = Button(tr("Cancel"))
        self.confirm = Button(tr("Continue"), "primary")
        words = Label(
            tr("This weighs more than the rest. Enter your password once more to go on."),
            BASE, REGULAR, "text2", wrap=True,
        )  # fmt: skip
        panel.setLayout(
            column(
                Label(title, CRUMB, SEMIBOLD), words, self.banner, FieldBox(tr("Password"), self.password),
                self.code_box, 6, row(None, cancel, self.confirm), spacing=10, margins=(24, 20, 24, 20),
            )
        )  # fmt: skip
        cancel.clicked.connect(self.dismiss)
        self.confirm.clicked.connect(self._ask)
        self.password.returnPressed.connect(self._ask)
        self.code.returnPressed.connect(self._ask)
        self.closed.connect(lambda: None if self._proved else give_up())
        self.open(self.password)

    def _ask(self) -> None:
        if self.password.value() and self.confirm.isEnabled():
            self.confirm.setEnabled(False)
            self._tried(self.password.value(), self.code.value())

    def done(self) -> None:
        """It is still he."""
        self._proved = True
        self.dismiss()

    def refuse(self, error: Exception, sentences: Callable[[RayafinError], list[str]]) -> None:
        """Say why not, and let him try again; or ask for the second factor."""
        self.confirm.setEnabled(True)
        if not isinstance(error, RayafinError):
            self.dismiss()
            raise error
        wanted = error.code.startswith("second_factor.")
        self.code_box.setVisible(wanted or self.code_box.isVisible())
        self.banner.setVisible(error.code != "second_factor.needed")
        if error.code != "second_factor.needed":
            self.banner.say("\n".join(sentences(error)))
        edit = self.code if wanted else self.password
        edit.clear()
        edit.setFocus()
        self.place()
