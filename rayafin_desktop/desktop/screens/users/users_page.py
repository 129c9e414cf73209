"""The users of the company: the list, with the reset code that is shown once to hand over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rayafin_desktop.desktop.components.overlay import Overlay
from rayafin_desktop.desktop.lists.list_page import ListPage
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import Action

from .invites_page import code_panel

if TYPE_CHECKING:
    from rayafin_desktop.features.access.resets import IssuedReset


class UsersPage(ListPage):
    """A list page that shows each new reset code."""

    def __init__(self, workspace: Workspace) -> None:
        from rayafin_desktop.features.access.screens import USERS

        super().__init__(workspace, USERS)
        self.shown: Overlay | None = None
        self.row_actions.taken.connect(self._take)

    def _take(self, action: Action, rows: Sequence[Any]) -> None:
        from rayafin_desktop.features.access.resets import IssuePasswordReset

        if action.key == "reset" and rows:
            self._workspace.execute(IssuePasswordReset(user_id=rows[0].id), self.show_code, owner=self)

    def show_code(self, issued: IssuedReset) -> None:
        """Show a code; closed, it is gone."""
        words = tr(
            "Hand this code over yourself; no mail is sent. It sets one new password, within a day, and is "
            "shown only now: on the sign-in card choose “I have a reset code”."
        )
        self.shown = code_panel(self.window(), self._workspace, issued.email, issued.code, words)
