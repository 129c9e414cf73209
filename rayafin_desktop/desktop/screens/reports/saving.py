"""Asking where a file goes, then writing it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def save_file(window: QWidget, content: bytes, name: str, suffix: str) -> QFileDialog:
    """Show the dialog for a file of this suffix; answers it while it is open."""
    dialog = QFileDialog(window)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(f"{suffix.upper()} (*.{suffix})")
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(f"{name}.{suffix}")
    dialog.fileSelected.connect(lambda path: Path(path).write_bytes(content))
    dialog.finished.connect(lambda _: dialog.deleteLater())
    dialog.open()
    return dialog
