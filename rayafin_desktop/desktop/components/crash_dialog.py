"""What is shown when the program itself failed: plainly, with a report to copy."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from rayafin_desktop.desktop.theme.fonts import BASE, CRUMB, REGULAR, SEMIBOLD
from rayafin_desktop.desktop.theme.sizes import DIALOG, grown
from rayafin_desktop.desktop.wording import tr

from .button import Button
from .label import Label
from .layout import column, row
from .overlay import Overlay, Panel


def show_crash(window: QWidget, report: str) -> Overlay:
    """Open the crash panel over the window."""
    panel = Panel()
    panel.setAccessibleName(tr("Something went wrong inside Rayafin"))
    text = QPlainTextEdit(report)
    text.setReadOnly(True)
    text.setAccessibleName(tr("Report"))
    text.setMinimumHeight(grown(180))
    copy, close = Button(tr("Copy report"), "plain", "copy"), Button(tr("Go on"), "primary")
    explanation = tr(
        "What you did last was not saved; everything before it was. "
        "The report below holds no amounts, names or other data of your books."
    )
    panel.setLayout(
        column(
            Label(tr("Something went wrong inside Rayafin"), CRUMB, SEMIBOLD),
            Label(explanation, BASE, REGULAR, "text2", wrap=True),
            text,
            row(None, copy, close),
            spacing=12,
            margins=(24, 20, 24, 20),
        )
    )
    overlay = Overlay(window, panel, grown(DIALOG))
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
    close.clicked.connect(overlay.dismiss)
    overlay.open(close)
    return overlay
