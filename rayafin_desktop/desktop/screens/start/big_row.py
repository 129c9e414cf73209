"""A big row to click: what to do or which book, with a line that explains it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPaintEvent
from PySide6.QtWidgets import QPushButton

from rayafin_desktop.desktop.components.painting import (
    NUMBER,
    RTL,
    draw_avatar,
    draw_text,
    ink,
    mirrored,
    painter_on,
    rounded,
    tint,
)
from rayafin_desktop.desktop.theme import draw_icon, font
from rayafin_desktop.desktop.theme.fonts import BASE, MICRO, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import RADIUS_CARD, grown
from rayafin_desktop.engine.screens import Tone

_HEIGHT = 64
_TILE = 36
_EDGE = 14


class BigRow(QPushButton):
    """`icon` on a tile, or without one the initials of the title; `note` stands at the far end."""

    def __init__(
        self, title: str, detail: str, icon: str = "", note: str = "", tone: Tone = "neutral"
    ) -> None:
        super().__init__(title)
        self._detail, self._icon, self._note = detail, icon, note
        self._tone: Tone = tone
        self.setAccessibleName(title)
        self.setAccessibleDescription(" · ".join(part for part in (detail, note) if part))
        self.setToolTip(detail)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAutoDefault(False)
        self.restyle()

    def restyle(self) -> None:
        self.setFixedHeight(grown(_HEIGHT))

    def sizeHint(self) -> QSize:
        return QSize(grown(260), grown(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(grown(180), grown(_HEIGHT))

    def show_note(self, detail: str, note: str, tone: Tone = "neutral") -> None:
        """Another explanation, when more is known."""
        self._detail, self._note, self._tone = detail, note, tone
        self.setAccessibleDescription(" · ".join(part for part in (detail, note) if part))
        self.setToolTip(detail)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        whole = self.rect().toRectF()
        rtl = self.layoutDirection() == RTL
        over = self.underMouse() or self.isDown()
        rounded(painter, whole, RADIUS_CARD, "hover" if over else "surface", "border")
        if self.hasFocus():
            rounded(painter, whole, RADIUS_CARD, None, "accent", 2)
        tile = mirrored(QRectF(_EDGE, whole.center().y() - _TILE / 2, _TILE, _TILE), whole, rtl)
        if self._icon:
            ground = "accent_tint" if self._tone == "neutral" else tint(self._tone)
            rounded(painter, tile, RADIUS_CARD, ground)
            colour = "accent_text" if self._tone == "neutral" else ink(self._tone)
            draw_icon(painter, tile, self._icon, colour, size=18)
        else:
            draw_avatar(painter, tile, self.text(), RADIUS_CARD)
        end = float(_EDGE)
        if self._note:
            face = font(MICRO, REGULAR, tabular=True)
            width = QFontMetricsF(face).horizontalAdvance(self._note) + 2
            area = QRectF(whole.right() - _EDGE - width, whole.y(), width, whole.height())
            role = "text3" if self._tone == "neutral" else ink(self._tone)
            draw_text(painter, mirrored(area, whole, rtl), self._note, face, role, NUMBER)
            end += width + 12
        lines = whole.adjusted(_EDGE + _TILE + 12, 0, -end, 0)
        middle = lines.center().y()
        upper = QRectF(lines.x(), middle - grown(20), lines.width(), grown(20))
        lower = QRectF(lines.x(), middle + 1, lines.width(), grown(18))
        draw_text(painter, mirrored(upper, whole, rtl), self.text(), font(BASE, SEMIBOLD), "text")
        draw_text(painter, mirrored(lower, whole, rtl), self._detail, font(SMALL, REGULAR), "text2")
