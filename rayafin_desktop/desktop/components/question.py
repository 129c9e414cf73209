"""A question before something that cannot be undone; the button names what will happen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.theme.fonts import BASE, CRUMB, REGULAR, SEMIBOLD
from rayafin_desktop.desktop.wording import tr

from .button import Button
from .label import Label
from .layout import column, row
from .overlay import Overlay, Panel, host_window

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
