"""Small pictures without photographs: initials, the product mark, an icon on a tint."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QLinearGradient, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QLabel, QWidget

from rayafin_desktop.desktop.theme import Role, colour, draw_icon
from rayafin_desktop.desktop.theme.sizes import RADIUS_CARD
from rayafin_desktop.engine.screens import Tone

from .painting import draw_avatar, ink, painter_on, rounded, tint


class Avatar(QWidget):
    """The initials of a person or firm, always in the same tone for the same name."""

    def __init__(self, name: str, size: int = 28, *, square: bool = False, tone: Tone | None = None) -> None:
        super().__init__()
        self._name, self._square = name, square
        self._tone: Tone | None = tone
        self.setFixedSize(size, size)

    def set_name(self, name: str) -> None:
        """Show somebody else."""
        self._name = name
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        radius = RADIUS_CARD if self._square else self.width() / 2
        draw_avatar(painter_on(self), self.rect().toRectF(), self._name, radius, self._tone)


class IconTile(QWidget):
    """An icon on a tinted square."""

    def __init__(self, icon: str, tone: Tone, size: int = 32) -> None:
        super().__init__()
        self._icon = icon
        self._tone: Tone = tone
        self.setFixedSize(size, size)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        box = self.rect().toRectF()
        rounded(painter, box, RADIUS_CARD, tint(self._tone))
        draw_icon(painter, box, self._icon, ink(self._tone), size=16 if self.width() < 40 else 22)


class Glyph(QLabel):
    """A lone icon, decoration beside a text."""

    def __init__(self, icon: str, role: Role = "text2", size: int = 16) -> None:
        super().__init__()
        self._icon, self._size = icon, size
        self._role: Role = role
        self.setFixedSize(size, size)

    def set_glyph(self, icon: str, role: Role) -> None:
        """Show another icon."""
        self._icon, self._role = icon, role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_icon(painter_on(self), self.rect().toRectF(), self._icon, self._role, size=self._size)


class Dot(QWidget):
    """A coloured dot of a legend or state."""

    def __init__(self, role: Role, size: int = 7) -> None:
        super().__init__()
        self._role: Role = role
        self.setFixedSize(size + 2, size + 2)

    def set_role(self, role: Role) -> None:
        """Another colour."""
        self._role = role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(self._role))
        painter.drawEllipse(self.rect().toRectF().adjusted(1, 1, -1, -1))


class Logo(QWidget):
    """The product mark: a rising line."""

    def __init__(self, size: int = 32) -> None:
        super().__init__()
        self.setFixedSize(size, size)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        box = QRectF(self.rect())
        ground = QLinearGradient(box.topLeft(), box.bottomRight())
        ground.setColorAt(0, colour("logo_from"))
        ground.setColorAt(1, colour("logo_to"))
        painter.setBrush(ground)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(box, RADIUS_CARD, RADIUS_CARD)
        side = box.width()
        line = [
            QPointF(x * side, y * side) for x, y in ((0.25, 0.66), (0.44, 0.44), (0.58, 0.57), (0.76, 0.32))
        ]
        pen = QPen(colour("on_accent"), side * 0.085)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(line))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("on_accent"))
        painter.drawEllipse(line[-1], side * 0.075, side * 0.075)
