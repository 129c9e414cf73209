"""What a screen reader and a keyboard find on a page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.components.overlay import Overlay
from rayafin_desktop.desktop.theme.sizes import TARGET


def faults_of(page: QWidget) -> list[str]:
    """Visible widgets that take the focus but have no name, or are too small to hit."""
    found = []
    for widget in page.findChildren(QWidget):
        if not widget.isVisibleTo(page) or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        if widget.focusProxy() is not None or widget.objectName().startswith("qt_"):
            continue
        spoken = QAccessible.queryAccessibleInterface(widget)
        name = spoken.text(QAccessible.Text.Name)
        if not name:
            found.append(f"{type(widget).__name__} has no name")
        if min(widget.width(), widget.height()) < TARGET:
            found.append(f"{type(widget).__name__} {name!r} is {widget.width()} x {widget.height()}")
    return found


def tab_stops(page: QWidget) -> list[QWidget]:
    """The widgets that the Tab key visits, in order."""
    stops: list[QWidget] = []
    # Under an open panel only the panel is visited.
    page = next((one.panel for one in page.findChildren(Overlay) if one.isVisible()), page)
    widget: QWidget | None = page.nextInFocusChain()
    while widget is not None and widget is not page and len(stops) < 1000:
        visits = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if visits and page.isAncestorOf(widget) and widget.isVisibleTo(page) and widget.isEnabled():
            stops.append(widget)
        widget = widget.nextInFocusChain()
    return stops
