"""A file of this computer: its path always in view; the folder in the field asks the system for another."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit

from rayafin_desktop.desktop.components.text_input import TextEdit
from rayafin_desktop.desktop.theme import icon
from rayafin_desktop.desktop.wording import tr


class PathEdit(TextEdit):
    """`saves` asks for a new file, else for one that is there; `filter_` is Qt's file filter."""

    def __init__(self, filter_: str, *, saves: bool, ending: str = "") -> None:
        self._folder = None
        super().__init__()
        self._filter, self._saves, self._ending = filter_, saves, ending
        self._folder = self.addAction(
            icon("folder-open", "text2", 15), QLineEdit.ActionPosition.TrailingPosition
        )
        self._folder.setText(tr("Browse (F4)"))
        self._folder.triggered.connect(self.browse)

    def restyle(self) -> None:
        super().restyle()
        if self._folder is not None:
            self._folder.setIcon(icon("folder-open", "text2", 15))

    def set_value(self, value: object) -> None:
        super().set_value(value)
        # The name at the end matters more than the folders before it.
        self.setCursorPosition(len(self.text()))

    def path(self) -> Path:
        """The file meant: absolute, with the usual ending where none was typed."""
        path = Path(self.value()).expanduser().absolute()
        return path if path.suffix or not self._ending else path.with_name(path.name + self._ending)

    def browse(self) -> None:
        """Ask the system for a file."""
        dialog = QFileDialog(self.window(), "", str(self.path().parent), self._filter)
        if self._saves:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setDefaultSuffix(self._ending.lstrip("."))
            dialog.selectFile(self.path().name)
        else:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.set_value)
        dialog.finished.connect(lambda _: dialog.deleteLater())
        dialog.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F4:
            self.browse()
            return
        super().keyPressEvent(event)
