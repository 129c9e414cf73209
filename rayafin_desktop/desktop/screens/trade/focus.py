"""Where the cursor goes when a page has read what it shows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from rayafin_desktop.desktop.components.overlay import Overlay


def take_focus(page: QWidget) -> None:
    """Put the cursor into a page that came to the front before it knew where; a panel over it keeps it."""
    now = QApplication.focusWidget()
    inside = now is not None and page.isAncestorOf(now) and now.isVisible()
    covered = any(one.isVisible() for one in page.window().findChildren(Overlay))
    if page.isVisible() and not inside and not covered:
        page.setFocus(Qt.FocusReason.OtherFocusReason)
