"""Above a draft that waits for approval: for whose, until when, and the way to the ticket."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from rayafin_desktop.desktop.components.banner import Banner
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace

if TYPE_CHECKING:
    from rayafin_desktop.engine.work import Read
    from rayafin_desktop.features.approvals.queries import Waiting


class WaitingNote(Banner):
    """Hidden where nothing waits; reads again when a ticket changes."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("warn", closable=False)
        self._workspace = workspace
        self._record_id: UUID | None = None
        self.hide()
        workspace.touched.connect(self._touched)

    def let_go(self) -> None:
        """Leave the window's signals."""
        self._workspace.touched.disconnect(self._touched)

    def show_for(self, record_id: UUID | None) -> None:
        """Say whether this draft waits."""
        self._record_id = record_id
        if record_id is None or not self._workspace.may("approval.read"):
            self.hide()
            return

        def waiting(read: Read) -> Waiting | None:
            from rayafin_desktop.features.approvals.queries import waiting_for

            return waiting_for(read, record_id)

        self._workspace.read(waiting, self._show, owner=self, slot="waiting")

    def _show(self, waiting: Waiting | None) -> None:
        if waiting is None:
            self.hide()
            return
        formats = self._workspace.formats
        words = tr(
            "Waits for approval of {names} until {day}. Asked for by {maker}; "
            "after a change it must be asked for again.",
            names=", ".join(waiting.approver_names) or tr("nobody"),
            day=formats.date(waiting.expires_on),
            maker=waiting.maker_name,
        )
        self.set_actions((tr("Open ticket"), lambda: self._workspace.open("approvals", id=waiting.ticket_id)))
        self.say(words)

    def _touched(self, touched: dict[str, Any]) -> None:
        if "ticket" in touched or "invoice" in touched:
            self.show_for(self._record_id)
