"""What is shown once over the window: the key for an authenticator app, and recovery codes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QWidget

from rayafin_desktop.base.errors import RayafinError
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.field import FieldBox
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import box, column, row
from rayafin_desktop.desktop.components.overlay import Overlay, Panel
from rayafin_desktop.desktop.components.text_input import TextEdit
from rayafin_desktop.desktop.theme.fonts import BASE, CRUMB, MEDIUM, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace

from .qr_code import QrCode

if TYPE_CHECKING:
    from rayafin_desktop.features.access.second_factor import Enrolment, RecoveryCodes

_WIDTH = 460
_MARGINS = (24, 20, 24, 20)


class SetUpPanel(Overlay):
    """The QR code with its key, and the first code of the app; `done` gets the recovery codes."""

    def __init__(
        self,
        window: QWidget,
        workspace: Workspace,
        enrolment: Enrolment,
        done: Callable[[RecoveryCodes], object],
    ) -> None:
        panel = Panel()
        super().__init__(window, panel, _WIDTH)
        self._workspace, self._done = workspace, done
        title = tr("Set up an authenticator app")
        panel.setAccessibleName(title)
        scan = Label(
            tr("Scan this with the app on your phone, or type the key into it."),
            BASE, REGULAR, "text2", wrap=True,
        )  # fmt: skip
        key = " ".join(enrolment.secret[at : at + 4] for at in range(0, len(enrolment.secret), 4))
        self.key = Label(key, SMALL, MEDIUM, tabular=True, wrap=True)
        self.key.setAccessibleName(tr("Key: {key}", key=key))
        self.code = TextEdit()
        self.code_box = FieldBox(tr("Code the app shows now"), self.code, required=True)
        cancel = Button(tr("Cancel"))
        self.confirm = Button(tr("Turn on"), "primary")
        panel.setLayout(
            column(
                Label(title, CRUMB, SEMIBOLD), scan, 4, row(None, QrCode(enrolment.uri), None),
                row(None, self.key, None), 4, self.code_box, 6, row(None, cancel, self.confirm),
                spacing=8, margins=_MARGINS,
            )
        )  # fmt: skip
        cancel.clicked.connect(self.dismiss)
        self.confirm.clicked.connect(self._confirm)
        self.code.returnPressed.connect(self._confirm)
        self.open(self.code)

    def _confirm(self) -> None:
        from rayafin_desktop.features.access.second_factor import ConfirmSecondFactor

        if not self.confirm.isEnabled():
            return
        self.confirm.setEnabled(False)
        self._workspace.execute(
            ConfirmSecondFactor(code=self.code.value()), self._confirmed, owner=self, failed=self._refused
        )

    def _confirmed(self, codes: RecoveryCodes) -> None:
        self.dismiss()
        self._done(codes)

    def _refused(self, error: Exception) -> None:
        self.confirm.setEnabled(True)
        if not isinstance(error, RayafinError):
            self._workspace.refused.emit(error)
            return
        self.code_box.set_error("\n".join(self._workspace.sentences(error)))
        self.code.selectAll()
        self.code.setFocus()
        self.place()


def show_recovery_codes(window: QWidget, workspace: Workspace, codes: RecoveryCodes) -> Overlay:
    """The ten codes, to print or copy; closed, they are gone."""
    panel = Panel()
    title = tr("Recovery codes")
    panel.setAccessibleName(title)
    explained = Label(
        tr(
            "Each of them opens your account once if you lose the phone. They are shown only now: print them "
            "or keep them with your papers, not on this computer."
        ),
        BASE, REGULAR, "text2", wrap=True,
    )  # fmt: skip
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    for at, code in enumerate(codes.codes):
        label = Label(code, BASE, MEDIUM, tabular=True)
        label.setAccessibleName(tr("Code: {code}", code=code))
        grid.addWidget(label, at % 5, at // 5)
    copy, close = Button(tr("Copy codes"), "plain", "copy"), Button(tr("I have kept them"), "primary")
    panel.setLayout(
        column(
            Label(title, CRUMB, SEMIBOLD), explained, 6, row(None, box(grid), None), 10,
            row(None, copy, close), spacing=8, margins=_MARGINS,
        )
    )  # fmt: skip
    overlay = Overlay(window, panel, _WIDTH)

    def copied() -> None:
        QGuiApplication.clipboard().setText("\n".join(codes.codes))
        workspace.say(tr("Codes copied"))

    copy.clicked.connect(copied)
    close.clicked.connect(overlay.dismiss)
    overlay.open(close)
    return overlay
