"""The recovery key of a new book: shown once, saved as a sheet to print."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.check_box import CheckBox
from rayafin_desktop.desktop.components.field import FieldBox
from rayafin_desktop.desktop.components.layout import row
from rayafin_desktop.desktop.components.text_input import TextEdit
from rayafin_desktop.desktop.wording import tr

from .front_card import FrontCard


class RecoveryKey(FrontCard):
    """`sheet_asked` is emitted with a file name; `primary` goes on once the person has kept the key."""

    sheet_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(
            tr("Recovery key"),
            tr(
                "Without the passphrase only this key opens the book and its backups. It is shown this once. "
                "Print it, and keep the paper apart from the computer."
            ),
            tr("Go on"),
        )
        # There is no way back: the book is made.
        self.back.hide()
        self.keys = [TextEdit(code=True) for _ in range(3)]
        for number, edit in enumerate(self.keys, start=1):
            edit.setReadOnly(True)
            edit.setAccessibleName(tr("Recovery key, line {n} of 3", n=number))
        self.sheet = Button(tr("Save as PDF"), "plain", "printer")
        self.sheet.clicked.connect(self.choose_file)
        self.kept = CheckBox(tr("I have the key on paper or in another safe place"))
        self.kept.toggled.connect(self.primary.setEnabled)
        first = FieldBox(tr("Recovery key"), self.keys[0])
        self.set_body(first, *self.keys[1:], row(self.sheet, None), self.kept)

    def show_key(self, recovery: str) -> None:
        """Show the nine groups in three lines."""
        groups = recovery.split("-")
        for number, edit in enumerate(self.keys):
            edit.set_value("-".join(groups[number * 3 : number * 3 + 3]))
        self.banner.hide()
        self.kept.setChecked(False)
        self.primary.setEnabled(False)
        self.focus_first(self.sheet)

    def forget(self) -> None:
        """Let the key go from the screen."""
        for edit in self.keys:
            edit.clear()

    def choose_file(self) -> None:
        """Ask where the sheet goes."""
        dialog = QFileDialog(self.window())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{tr('Recovery key')}.pdf")
        dialog.fileSelected.connect(self.sheet_asked)
        dialog.finished.connect(lambda _: dialog.deleteLater())
        dialog.open()
