"""A question before something that cannot be undone; the button names what will happen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.keys import shortcut
from rayafin_desktop.desktop.theme.fonts import BASE, CRUMB, REGULAR, SEMIBOLD
from rayafin_desktop.desktop.wording import tr

from .button import Button
from .field import FieldBox
from .label import Label
from .layout import column, row
from .overlay import Overlay, Panel, host_window
from .text_input import LongEdit

_WIDTH = 440


def ask(page: QWidget, title: str, text: str, yes: Callable[[], object], *, danger: bool = False) -> Overlay:
    """Show the question over the window of `page`; `yes` runs only when its button is pressed."""
    panel = Panel()
    cancel = Button(tr("Cancel"))
    confirm = Button(title, "danger" if danger else "primary")
    panel.setLayout(
        column(
            Label(title, CRUMB, SEMIBOLD),
            Label(text, BASE, REGULAR, "text2", wrap=True),
            8,
            row(None, cancel, confirm),
            spacing=8,
            margins=(24, 20, 24, 20),
        )
    )
    panel.setAccessibleName(title)
    overlay = Overlay(host_window(page), panel, _WIDTH)
    cancel.clicked.connect(overlay.dismiss)

    def confirmed() -> None:
        overlay.dismiss()
        yes()

    confirm.clicked.connect(confirmed)
    # The harmless answer has the focus.
    overlay.open(cancel)
    return overlay


def ask_reason(page: QWidget, title: str, text: str, yes: Callable[[str], object]) -> Overlay:
    """Ask for a reason before something is done; `yes` gets it, and never an empty one."""
    panel = Panel()
    cancel, confirm = Button(tr("Cancel")), Button(title, "danger")
    why = LongEdit()
    field = FieldBox(tr("Reason"), why, required=True)
    panel.setLayout(
        column(
            Label(title, CRUMB, SEMIBOLD),
            Label(text, BASE, REGULAR, "text2", wrap=True),
            field,
            8,
            row(None, cancel, confirm),
            spacing=8,
            margins=(24, 20, 24, 20),
        )
    )
    panel.setAccessibleName(title)
    overlay = Overlay(host_window(page), panel, _WIDTH)
    cancel.clicked.connect(overlay.dismiss)

    def confirmed() -> None:
        reason = why.value()
        if not reason:
            field.set_error(tr("Say why"))
            overlay.place()
            why.setFocus()
            return
        overlay.dismiss()
        yes(reason)

    confirm.clicked.connect(confirmed)
    shortcut(panel, "Ctrl+Return", confirmed)
    overlay.open(why)
    return overlay
