"""Icons: Lucide line drawings recoloured as text and drawn at the screen's pixel ratio."""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from .current import tokens
from .fonts import resources
from .tokens import Role

STROKE = 1.75
_STROKE_WIDTH = re.compile(r'stroke-width="[\d.]+"')


def icon_path_exists(name: str) -> bool:
    """Whether the icon is bundled; tests ask this for every name a screen uses."""
    return (resources() / "icons" / f"{name}.svg").is_file()


def icon_pixmap(name: str, role: Role, size: int = 16, stroke: float = STROKE) -> QPixmap:
    """The icon in the colour of a role, crisp on the sharpest screen attached."""
    ratio = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    return _render(name, getattr(tokens(), role), size, ratio, stroke)


def icon(name: str, role: Role = "text2", size: int = 16) -> QIcon:
    """The icon for a Qt control."""
    return QIcon(icon_pixmap(name, role, size))


def draw_icon(
    painter: QPainter, box: QRectF, name: str, role: Role, *, size: int = 16, stroke: float = STROKE
) -> None:
    """Draw the icon in the middle of `box`."""
    ratio = painter.device().devicePixelRatioF()
    pixmap = _render(name, getattr(tokens(), role), size, ratio, stroke)
    left = box.x() + (box.width() - size) / 2
    top = box.y() + (box.height() - size) / 2
    # Whole device pixels keep hairlines sharp.
    painter.drawPixmap(QPointF(round(left * ratio) / ratio, round(top * ratio) / ratio), pixmap)


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=1024)
def _render(name: str, colour: str, size: int, ratio: float, stroke: float) -> QPixmap:
    drawing = _STROKE_WIDTH.sub(f'stroke-width="{stroke}"', _source(name).replace("currentColor", colour))
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
