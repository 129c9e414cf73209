"""Invitations: the list, with the code that is shown once to copy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import column, row
from rayafin_desktop.desktop.components.overlay import Overlay, Panel
from rayafin_desktop.desktop.lists.list_page import ListPage
from rayafin_desktop.desktop.theme.fonts import BASE, CRUMB, PAGE_TITLE, REGULAR, SEMIBOLD
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import Action

if TYPE_CHECKING:
    from rayafin_desktop.features.access.invites import IssuedInvite

_WIDTH = 460


class InvitesPage(ListPage):
    """A list page that shows each new code."""

    def __init__(self, workspace: Workspace) -> None:
        from rayafin_desktop.features.access.screens import INVITES

        super().__init__(workspace, INVITES)
        self.shown: Overlay | None = None
        self.row_actions.taken.connect(self._take)

    def _take(self, action: Action, rows: Sequence[Any]) -> None:
        from rayafin_desktop.features.access.invites import RenewInvite

        if action.key == "new":
            self._workspace.create("invite.form", self.show_code)
        elif action.key == "renew" and rows:
            self._workspace.execute(RenewInvite(invite_id=rows[0].id), self.show_code, owner=self)

    def show_code(self, issued: IssuedInvite) -> None:
        """Show a code; closed, it is gone."""
        words = tr(
            "Hand this code over yourself; no mail is sent. It opens one account, within seven days, and is "
            "shown only now: on the sign-in card choose “I have an invitation”."
        )
        self.shown = code_panel(self.window(), self._workspace, issued.email, issued.code, words)


def code_panel(window: QWidget, workspace: Workspace, email: str, code_text: str, words: str) -> Overlay:
    """A one-time code over the window, with a button that copies it; `words` say what it is good for."""
    panel = Panel()
    title = tr("Code for {email}", email=email)
    panel.setAccessibleName(title)
    code = Label(code_text, PAGE_TITLE, SEMIBOLD, tabular=True)
    code.setAccessibleName(tr("Code: {code}", code=code_text))
    explained = Label(words, BASE, REGULAR, "text2", wrap=True)
    copy, close = Button(tr("Copy code"), "primary", "copy"), Button(tr("Close"))
    panel.setLayout(
        column(
            Label(title, CRUMB, SEMIBOLD), explained, 6, row(None, code, None), 10, row(None, close, copy),
            spacing=8, margins=(24, 20, 24, 20),
        )
    )  # fmt: skip
    overlay = Overlay(window, panel, _WIDTH)

    def copied() -> None:
        QGuiApplication.clipboard().setText(code_text)
        workspace.say(tr("Code copied"))

    copy.clicked.connect(copied)
    close.clicked.connect(overlay.dismiss)
    overlay.open(copy)
    return overlay
