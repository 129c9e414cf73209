"""The list of all files: Enter opens one with the system's program, or it is saved as a copy."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from rayafin_desktop.desktop.components.banner import Banner
from rayafin_desktop.desktop.components.layout import box, column
from rayafin_desktop.desktop.lists.list_page import ListPage
from rayafin_desktop.desktop.runner import answer_of
from rayafin_desktop.desktop.theme.sizes import GUTTER
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import Action

if TYPE_CHECKING:
    from rayafin_desktop.engine.work import Read
    from rayafin_desktop.features.documents.queries import StoredFile

HOW = "To add a file, drop it on a row of Customers, Invoices, Payments or Items, or on an open invoice."


class DocumentsPage(ListPage):
    """A list page that handles files itself."""

    def __init__(self, workspace: Workspace) -> None:
        from rayafin_desktop.features.documents.screens import ATTACHMENTS

        super().__init__(workspace, ATTACHMENTS)
        note = Banner("info", tr(HOW))
        layout = self.layout()
        if layout is not None:
            # Beneath the head and its line.
            layout.insertWidget(2, box(column(note, margins=(GUTTER, 12, GUTTER, 0))))  # type: ignore[attr-defined]
        self.row_actions.taken.connect(self._take)
        self.opened_file: Path | None = None

    def _open_current(self) -> None:
        at = self.table.cursor_row()
        row_ = self.model.row_at(at) if at >= 0 else None
        if row_ is not None:
            self._read_file(row_.id, self._open_file)

    def _take(self, action: Action, rows: Sequence[Any]) -> None:
        if not rows:
            return
        if action.key == "open":
            self._read_file(rows[0].id, self._open_file)
        elif action.key == "save_as":
            self._read_file(rows[0].id, self._ask_where)

    def _read_file(self, attachment_id: UUID, done: Callable[[StoredFile], object]) -> None:
        def content(read: Read) -> StoredFile:
            from rayafin_desktop.features.documents.queries import read_attachment

            return read_attachment(read, attachment_id)

        self._workspace.read(content, done, owner=self, slot="file")

    def _open_file(self, file: StoredFile) -> None:
        # A copy: what another program does to it does not reach the book.
        path = Path(tempfile.mkdtemp(dir=_folder())) / file.name
        self._write(path, file.content, lambda _: self._show_file(path))

    def _show_file(self, path: Path) -> None:
        self.opened_file = path
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._workspace.say(tr("No program opens this kind of file. Save a copy instead."))

    def _ask_where(self, file: StoredFile) -> None:
        dialog = QFileDialog(self.window())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(file.name)
        dialog.fileSelected.connect(lambda path: self.save_copy(file, Path(path)))
        dialog.finished.connect(lambda _: dialog.deleteLater())
        dialog.open()

    def save_copy(self, file: StoredFile, path: Path) -> None:
        """Write the content where the person chose."""
        self._write(path, file.content, lambda _: self._workspace.say(tr("Saved {name}", name=path.name)))

    def _write(self, path: Path, content: bytes, done: Callable[[object], object]) -> None:
        self._workspace.runner.read(answer_of(lambda: path.write_bytes(content)), done, owner=self)


@cache
def _folder() -> str:
    """A folder of this process for files on show."""
    return tempfile.mkdtemp(prefix="rayafin-files-")
