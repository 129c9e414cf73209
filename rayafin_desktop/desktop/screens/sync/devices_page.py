"""Devices: the list, and the one-time code that is shown once, large, to type, copy or scan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import column, row
from rayafin_desktop.desktop.components.overlay import Overlay, Panel
from rayafin_desktop.desktop.lists.list_page import ListPage
from rayafin_desktop.desktop.screens.account.qr_code import QrCode
from rayafin_desktop.desktop.theme.fonts import BASE, CRUMB, PAGE_TITLE, REGULAR, SEMIBOLD
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import Action

from .sync_page import open_series

if TYPE_CHECKING:
    from rayafin_desktop.features.devices.commands import IssuedCode

_WIDTH = 480
_ON_THE_SERVER = frozenset({"invite", "revoke"})
"""What only the server's own book can do."""


class DevicesPage(ListPage):
    """A list page that shows each new code. A book that follows a server only looks."""

    def __init__(self, workspace: Workspace) -> None:
        from rayafin_desktop.features.devices.screens import DEVICES

        screen = DEVICES
        if workspace.sync is not None:
            screen = replace(
                screen, actions=tuple(one for one in screen.actions if one.key not in _ON_THE_SERVER)
            )
        super().__init__(workspace, screen)
        self.shown: Overlay | None = None
        self.row_actions.taken.connect(self._take)

    def _take(self, action: Action, rows: Sequence[Any]) -> None:
        if action.key == "invite":
            self._workspace.create("device.invite", self.show_code)
        elif action.key == "series":
            open_series(self._workspace)

    def show_code(self, issued: IssuedCode) -> None:
        """Show a code; closed, it is gone."""
        self.shown = code_panel(self.window(), self._workspace, issued.code)


def code_panel(window: QWidget, workspace: Workspace, code: str) -> Overlay:
    """A device's code over the window: to read out, to copy, to scan."""
    panel = Panel()
    title = tr("Code for the new device")
    panel.setAccessibleName(title)
    shown = Label(code, PAGE_TITLE, SEMIBOLD, tabular=True)
    shown.setAccessibleName(tr("Code: {code}", code=code))
    scan = QrCode(code)
    scan.setAccessibleName(tr("The code to scan"))
    words = tr(
        "On the other machine start Rayafin, choose “Join a shared company”, and enter this server's address "
        "and the code. It is good once, for a day, and is shown only now."
    )
    copy, close = Button(tr("Copy code"), "primary", "copy"), Button(tr("Close"))
    panel.setLayout(
        column(
            Label(title, CRUMB, SEMIBOLD), Label(words, BASE, REGULAR, "text2", wrap=True), 6,
            row(None, scan, None), 4, row(None, shown, None), 10, row(None, close, copy),
            spacing=8, margins=(24, 20, 24, 20),
        )
    )  # fmt: skip
    overlay = Overlay(window, panel, _WIDTH)

    def copied() -> None:
        QGuiApplication.clipboard().setText(code)
        workspace.say(tr("Code copied"))

    copy.clicked.connect(copied)
    close.clicked.connect(overlay.dismiss)
    overlay.open(copy)
    return overlay
