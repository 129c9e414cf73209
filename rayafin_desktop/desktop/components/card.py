"""A bordered ground for things that belong together."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from rayafin_desktop.desktop.theme import Role
from rayafin_desktop.desktop.theme.sizes import CARD_PADDING, RADIUS_CARD

from .painting import painter_on, rounded


class Card(QFrame):
    """A rounded frame with a column layout in `column`."""

    def __init__(
        self,
        *,
        padding: int = CARD_PADDING,
        radius: int = RADIUS_CARD,
        ground: Role = "surface",
        edge: Role = "line",
        spacing: int = 8,
    ) -> None:
        super().__init__()
        self._radius = radius
        self._ground: Role = ground
        self._edge: Role = edge
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(padding, padding, padding, padding)
        self.column.setSpacing(spacing)
        # What fills the card to its rim would cover the corners of the edge: there it lies on top.
        self._rim = _Rim(self, radius, edge) if padding < radius // 2 else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._rim is not None:
            self._rim.setGeometry(self.rect())
            self._rim.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        rounded(painter_on(self), self.rect().toRectF(), self._radius, self._ground, self._edge)


class _Rim(QWidget):
    """The edge of a card, over its content; the mouse does not meet it."""

    def __init__(self, card: QWidget, radius: int, edge: Role) -> None:
        super().__init__(card)
        self._radius = radius
        self._edge: Role = edge
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        rounded(painter_on(self), self.rect().toRectF(), self._radius, None, self._edge)
