"""The audit log's list with what belongs to it alone: read-only, verifying, the history of a record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rayafin_desktop.desktop.components.banner import Banner
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.layout import box, column
from rayafin_desktop.desktop.lists.list_page import ListPage
from rayafin_desktop.desktop.theme.sizes import GUTTER
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import Action

from .history_panel import show_history

if TYPE_CHECKING:
    from rayafin_desktop.engine.feature import Fault
    from rayafin_desktop.engine.work import Read
    from rayafin_desktop.features.audit.queries import ChainHead, HistoryRow

_MOST_FAULTS = 3
_HASH_LETTERS = 12
READ_ONLY = "Everything anybody changes is written here. Nobody can edit this log or switch it off."


class AuditPage(ListPage):
    """A list page with a note on top and a button that proves the log."""

    def __init__(self, workspace: Workspace) -> None:
        from rayafin_desktop.features.audit.screens import AUDIT_LOG

        super().__init__(workspace, AUDIT_LOG)
        self.note = Banner("info", tr(READ_ONLY), closable=False)
        self.verify_button = Button(tr("Verify chain"), "primary", "shield-check")
        self.verify_button.clicked.connect(self.verify)
        self.header.add_action(self.verify_button)
        layout = self.layout()
        if layout is not None:
            # Beneath the head and its line.
            layout.insertWidget(2, box(column(self.note, margins=(GUTTER, 12, GUTTER, 0))))  # type: ignore[attr-defined]
        self.row_actions.taken.connect(self._take)

    def verify(self) -> None:
        """Walk the whole chain and say what was found; nothing is changed by it."""
        self.verify_button.setEnabled(False)
        self.note.say(tr("Verifying every entry…"), "info")
        self._workspace.read(_proof, self._proved, owner=self, slot="verify", failed=self._not_proved)

    def _proved(self, proof: tuple[Sequence[Fault], ChainHead]) -> None:
        faults, head = proof
        self.verify_button.setEnabled(True)
        if not faults:
            count = self._workspace.formats.count(head.n)
            text = tr(
                "All {count} entries fit together: nothing was changed, removed or slipped in. Head {hash}…",
                count=count,
                hash=head.hash[:_HASH_LETTERS],
            )
            self.note.say(text, "pos")
            return
        shown = "\n".join(fault.evidence for fault in faults[:_MOST_FAULTS])
        words = tr("The log does not hold: {count} faults. Keep this book as it is and restore a backup.",
                   count=len(faults))  # fmt: skip
        self.note.say(f"{words}\n{shown}", "neg")

    def _not_proved(self, error: Exception) -> None:
        self.verify_button.setEnabled(True)
        self.note.say(tr(READ_ONLY), "info")
        self._workspace.refused.emit(error)

    def _take(self, action: Action, rows: Sequence[Any]) -> None:
        if action.key != "history" or not rows:
            return
        number = rows[0].id

        def history(read: Read) -> tuple[str, Sequence[HistoryRow]]:
            return _history(read, number)

        self._workspace.read(
            history,
            lambda found: show_history(self.window(), self._workspace.formats, *found),
            owner=self,
            slot="history",
        )


def _proof(read: Read) -> tuple[Sequence[Fault], ChainHead]:
    from rayafin_desktop.features.audit.queries import chain_head
    from rayafin_desktop.features.audit.verify import verify_chain

    return verify_chain(read), chain_head(read)


def _history(read: Read, number: int) -> tuple[str, Sequence[HistoryRow]]:
    """The name and the steps of the record that an entry is about."""
    from rayafin_desktop.features.audit.queries import audit_detail, record_history

    detail = audit_detail(read, number)
    about = next(
        (change for change in detail.changes if detail.row.record.startswith(_noun(change.kind))), None
    )
    chosen = about or next(iter(detail.changes), None)
    return detail.row.record, record_history(read, chosen.record_id) if chosen is not None else ()


def _noun(kind: str) -> str:
    from rayafin_desktop.features.audit.rules import noun

    return noun(kind)
