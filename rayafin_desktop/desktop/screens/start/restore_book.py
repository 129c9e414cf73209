"""Restoring a backup: always into a new file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal

from rayafin_desktop.desktop.components.field import FieldBox
from rayafin_desktop.desktop.wording import tr

from .book_facts import BACKUP_ENDING, ENDING, default_folder, free_path
from .front_card import FrontCard
from .path_edit import PathEdit


class RestoreBook(FrontCard):
    """`asked` is emitted with the backup and the new file."""

    asked = Signal(Path, Path)

    def __init__(self) -> None:
        text = tr("The backup is checked first. It goes into a new file, so nothing can be lost.")
        super().__init__(tr("Restore a backup"), text, tr("Restore backup"))
        self.backup = PathEdit(f"{tr('Backups')} (*{BACKUP_ENDING})", saves=False)
        self.backup.set_value(f"{default_folder() / 'backups'}/")
        self.target = PathEdit(f"{tr('Books')} (*{ENDING})", saves=True, ending=ENDING)
        self.target.set_value(free_path(default_folder(), f"{tr('Restored book')}{ENDING}"))
        self._backup_box = FieldBox(tr("Backup"), self.backup, required=True)
        target_box = FieldBox(tr("New file"), self.target, required=True)
        self.set_body(self._backup_box, target_box)
        self.primary.clicked.connect(self._ask)
        self.focus_first(self.backup)

    def _ask(self) -> None:
        backup = self.backup.path()
        if not backup.is_file():
            self._backup_box.set_error(tr("Choose the backup file"))
            self.backup.setFocus()
            return
        self._backup_box.set_error("")
        self.asked.emit(backup, self.target.path())
