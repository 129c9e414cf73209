"""The inbox of what needs a decision: accept it, carry it out after all, or drop it with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rayafin_desktop.base.errors import NeedsConfirmation, RayafinError
from rayafin_desktop.desktop.components.question import ask, ask_reason
from rayafin_desktop.desktop.lists.list_page import ListPage
from rayafin_desktop.desktop.screens.reports.report_page import PAGES_OF
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import Action

_PAGES = PAGES_OF | {
    "customer": "customer.form",
    "item": "item.form",
    "bill": "bill.editor",
    "order": "order.editor",
    "quote": "quote.editor",
    "sales_document": "invoice.editor",
    "purchase_document": "bill.editor",
}
"""Where a record is shown, by its kind."""


class ExceptionsPage(ListPage):
    """A accepts, R carries out after all, X drops, O opens the record."""

    def __init__(self, workspace: Workspace) -> None:
        from rayafin_desktop.features.devices.screens import SYNC_EXCEPTIONS

        super().__init__(workspace, SYNC_EXCEPTIONS)
        self.row_actions.taken.connect(self._take)

    def _take(self, action: Action, rows: Sequence[Any]) -> None:
        if not rows:
            return
        match action.key:
            case "accept":
                for one in rows:
                    self._accept(one)
            case "repeat":
                self._repeat(rows[0], frozenset())
            case "drop":
                self._ask_to_drop(rows)
            case "record":
                self._open_record(rows[0])

    def _accept(self, one: Any) -> None:
        from rayafin_desktop.features.devices.exceptions import DecideException
        from rayafin_desktop.features.devices.model import Decision

        command = DecideException(exception_id=one.id, decision=Decision.ACCEPTED)
        self._workspace.execute(command, lambda _: self._workspace.say(tr("Accepted as it is")))

    def _repeat(self, one: Any, confirmed: frozenset[str]) -> None:
        from rayafin_desktop.features.devices.exceptions import RepeatException

        def failed(error: Exception) -> None:
            if not isinstance(error, NeedsConfirmation):
                self._workspace.refused.emit(error)
                return
            again = confirmed | {error.key}
            sentence = "\n".join(self._workspace.sentences(error))
            ask(self, tr("Carry out all the same"), sentence, lambda: self._repeat(one, again))

        self._workspace.execute(
            RepeatException(exception_id=one.id),
            lambda _: self._workspace.say(tr("Carried out after all")),
            owner=self,
            confirmed=confirmed,
            failed=failed,
        )

    def _ask_to_drop(self, rows: Sequence[Any]) -> None:
        text = tr("It is not done, and stays here among what was decided, with your reason.")
        ask_reason(self, tr("Drop"), text, lambda why: self._drop(rows, why))

    def _drop(self, rows: Sequence[Any], why: str) -> None:
        from rayafin_desktop.features.devices.exceptions import DecideException
        from rayafin_desktop.features.devices.model import Decision

        for one in rows:
            command = DecideException(exception_id=one.id, decision=Decision.DROPPED, note=why)
            self._workspace.execute(command, lambda _: self._workspace.say(tr("Dropped")))

    def _open_record(self, one: Any) -> None:
        page = _PAGES.get(one.record_kind, "")
        if page:
            self._workspace.open(page, id=one.record_id)
        else:
            self._workspace.refused.emit(_no_page(one.record_kind))


def _no_page(kind: str) -> RayafinError:
    from rayafin_desktop.base.errors import NotFound

    return NotFound("sync_exception.no_page", {"kind": kind.replace("_", " ")})
