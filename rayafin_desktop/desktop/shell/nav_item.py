"""One line of the sidebar."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from rayafin_desktop.desktop.components.painting import (
    MIDDLE,
    RTL,
    draw_text,
    ink,
    mirrored,
    painter_on,
    rounded,
    tint,
)
from rayafin_desktop.desktop.theme import Role, colour, draw_icon, font, tokens
from rayafin_desktop.desktop.theme.fonts import BASE, MEDIUM, MICRO, REGULAR
from rayafin_desktop.desktop.theme.sizes import NAV_ITEM, RADIUS_CONTROL, grown
from rayafin_desktop.engine.screens import Tone


class NavItem(QAbstractButton):
    """A page of the sidebar; checked while it is shown. `count` is a badge at the far end."""

    def __init__(self, key: str, icon: str, text: str) -> None:
        super().__init__()
        self.key = key
        self._icon = icon
        self._count = ""
        self._tone: Tone = "neutral"
        self.setText(text)
        self.setCheckable(True)
        self.setAccessibleName(text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # A button would insist on its hint and be cut by the scroll bar.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.restyle()

    def restyle(self) -> None:
        self.setFixedHeight(grown(NAV_ITEM))

    def set_count(self, count: str, tone: Tone = "neutral") -> None:
        """A badge; empty takes it away."""
        self._count, self._tone = count, tone
        self.setAccessibleDescription(count)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, grown(NAV_ITEM))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        box = self.rect().toRectF()
        rtl = self.layoutDirection() == RTL
        active, dark = self.isChecked(), tokens().dark
        if active:
            rounded(painter, box, RADIUS_CONTROL, "raised" if dark else "accent_tint")
        elif self.underMouse():
            rounded(painter, box, RADIUS_CONTROL, "hover")
        if self.hasFocus():
            rounded(painter, box, RADIUS_CONTROL, None, "accent", 2)
        slot = mirrored(QRectF(8, box.center().y() - 8, 16, 16), box, rtl)
        draw_icon(painter, slot, self._icon, "accent_text" if active else "text2")
        role: Role = "accent_text" if active and not dark else "text"
        words = mirrored(box.adjusted(34, 0, -34 if self._count else -4, 0), box, rtl)
        draw_text(painter, words, self.text(), font(BASE, MEDIUM if active else REGULAR), role)
        if self._count:
            face = font(MICRO, MEDIUM, tabular=True)
            width = max(20.0, QFontMetricsF(face).horizontalAdvance(self._count) + 12)
            badge = QRectF(box.right() - width - 6, box.center().y() - 9, width, 18)
            badge = mirrored(badge, box, rtl)
            rounded(painter, badge, 5, "track" if self._tone == "neutral" else tint(self._tone))
            painter.setFont(face)
            painter.setPen(colour(ink(self._tone)))
            painter.drawText(badge, MIDDLE, self._count)
