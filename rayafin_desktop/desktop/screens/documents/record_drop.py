"""A file dropped on a record: on a row of a list, or on a page that shows one record."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.lists.list_page import ListPage
from rayafin_desktop.desktop.runner import answer_of
from rayafin_desktop.desktop.wording import tr

if TYPE_CHECKING:
    from rayafin_desktop.desktop.window import MainWindow

KINDS: Mapping[str, str] = {
    "customers": "party",
    "suppliers": "party",
    "items": "item",
    "invoices": "invoice",
    "credit_notes": "invoice",
    "bills": "bill",
    "debit_notes": "bill",
    "expenses": "bill",
    "payments": "payment",
    "journal": "journal_entry",
    "partners": "party",
    "offers": "offer",
    "trades": "trade",
    "lots": "lot",
    "deliveries": "delivery",
    "claims": "claim",
}
"""The lists on whose rows a file can be dropped, and the kind of their records."""

PAGES: Mapping[str, str] = {
    "invoice.editor": "invoice",
    "credit_note.editor": "invoice",
    "bill.editor": "bill",
    "debit_note.editor": "bill",
    "payment": "payment",
    "offer.page": "offer",
    "trade.page": "trade",
    "lot.page": "lot",
    "delivery.editor": "delivery",
    "claim.page": "claim",
}
"""The pages of one record that take files, likewise."""


class RecordDrop(QObject):
    """Takes files dropped anywhere on the window and hangs them on the record beneath."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            record = self.record_at(event.position().toPoint())
            files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
            if record is None or not files:
                self._window.toast.say(tr("Drop the file on a row, or on an open invoice."), tone="neg")
                return True
            event.acceptProposedAction()
            for file in files:
                self.attach(*record, file)
            return True
        if isinstance(event, QDragEnterEvent | QDragMoveEvent) and event.mimeData().hasUrls():
            event.acceptProposedAction()
            return True
        return False

    def record_at(self, point: QPoint) -> tuple[str, UUID] | None:
        """Kind and id of the record at a point of the window."""
        page = self._window.stack.currentWidget()
        if isinstance(page, ListPage) and page.key in KINDS:
            view = page.table.viewport()
            index = page.table.indexAt(view.mapFrom(self._window, point))
            row = page.model.row_at(index.row()) if index.isValid() else None
            return (KINDS[page.key], row.id) if row is not None else None
        return _record_of(page)

    def attach(self, kind: str, record_id: UUID, path: Path) -> None:
        """Read a file off the window's thread and hang it on a record; it can be taken off again."""
        job = answer_of(lambda: base64.b64encode(path.read_bytes()).decode())
        send = partial(self._send, kind, record_id, path.name)
        workspace = self._window.workspace
        workspace.runner.read(job, send, owner=self, failed=workspace.refused.emit)

    def _send(self, kind: str, record_id: UUID, name: str, content: str) -> None:
        from rayafin_desktop.features.documents.commands import AttachFile, RemoveAttachment

        workspace = self._window.workspace

        def done(attachment_id: UUID) -> None:
            def undo() -> None:
                workspace.execute(RemoveAttachment(id=attachment_id), lambda _: None)

            workspace.say(tr("{name} attached", name=name), undo)

        workspace.execute(AttachFile(kind=kind, record_id=record_id, name=name, content=content), done)


def _record_of(page: QWidget | None) -> tuple[str, UUID] | None:
    """The record a page shows, by its attribute `record_id`."""
    kind, record_id = PAGES.get(str(getattr(page, "key", ""))), getattr(page, "record_id", None)
    return (kind, record_id) if kind is not None and isinstance(record_id, UUID) else None
