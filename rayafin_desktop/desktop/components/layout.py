"""Rows and columns of widgets in one line each."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from rayafin_desktop.desktop.theme import Role, colour

Margins = tuple[int, int, int, int]
Part = QWidget | QLayout | int | None
"""A widget, a layout, a space in pixels, or None for what stretches."""

NO_MARGINS: Margins = (0, 0, 0, 0)


def row(*parts: Part, spacing: int = 8, margins: Margins = NO_MARGINS) -> QHBoxLayout:
    """Parts side by side in reading order."""
    layout = QHBoxLayout()
    _fill(layout, parts, spacing, margins)
    return layout


def column(*parts: Part, spacing: int = 8, margins: Margins = NO_MARGINS) -> QVBoxLayout:
    """Parts from top to bottom."""
    layout = QVBoxLayout()
    _fill(layout, parts, spacing, margins)
    return layout


def box(layout: QLayout) -> QWidget:
    """A transparent widget that holds a layout."""
    widget = QWidget()
    widget.setLayout(layout)
    return widget


def fixed_width(widget: QWidget, width: int) -> QWidget:
    """The widget, at one width."""
    widget.setFixedWidth(width)
    return widget


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let the widgets go."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            # Hidden at once, because deletion waits for the event loop.
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


def _fill(layout: QBoxLayout, parts: tuple[Part, ...], spacing: int, margins: Margins) -> None:
    layout.setSpacing(spacing)
    layout.setContentsMargins(*margins)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addWidget(part)


class Surface(QWidget):
    """A plain ground in one token colour."""

    def __init__(self, role: Role = "surface", layout: QLayout | None = None) -> None:
        super().__init__()
        self.role: Role = role
        if layout is not None:
            self.setLayout(layout)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), colour(self.role))


class Rule(QWidget):
    """A hairline, lying or standing."""

    def __init__(self, orientation: Qt.Orientation = Qt.Orientation.Horizontal, length: int = 0) -> None:
        super().__init__()
        if orientation == Qt.Orientation.Horizontal:
            self.setFixedHeight(1)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        else:
            self.setFixedWidth(1)
            if length:
                self.setFixedHeight(length)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), colour("line"))
