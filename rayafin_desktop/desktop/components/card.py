"""A bordered ground for things that belong together."""

from __future__ import annotations

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

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

    def paintEvent(self, event: QPaintEvent) -> None:
        rounded(painter_on(self), self.rect().toRectF(), self._radius, self._ground, self._edge)
