"""The state of sync at the foot of the sidebar; a click opens its page."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from rayafin_desktop.desktop.components.painting import RTL, draw_text, ink, mirrored, painter_on, rounded
from rayafin_desktop.desktop.theme import Role, draw_icon, font
from rayafin_desktop.desktop.theme.fonts import MEDIUM, SMALL
from rayafin_desktop.desktop.theme.sizes import NAV_ITEM, RADIUS_CONTROL, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.screens import Tone

_WORDS_AT = 34


class SyncButton(QAbstractButton):
    """An icon and a few words; hidden where the book is not shared."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = "cloud"
        self._tone: Tone = "neutral"
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hide()
        self.restyle()

    def restyle(self) -> None:
        self.setFixedHeight(grown(NAV_ITEM))

    def show_state(self, icon: str, text: str, tone: Tone) -> None:
        """Another state; without a text the button goes."""
        self._icon, self._tone = icon, tone
        self.setText(text)
        self.setAccessibleName(f"{tr('Sync')}: {text}")
        self.setVisible(bool(text))
        self._tell_whole()
        self.update()

    def _tell_whole(self) -> None:
        needed = QFontMetricsF(font(SMALL, MEDIUM, tabular=True)).horizontalAdvance(self.text())
        self.setToolTip(self.text() if needed > self.width() - _WORDS_AT - 6 else "")

    def sizeHint(self) -> QSize:
        return QSize(200, grown(NAV_ITEM))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        box = self.rect().toRectF()
        rtl = self.layoutDirection() == RTL
        if self.underMouse():
            rounded(painter, box, RADIUS_CONTROL, "hover")
        if self.hasFocus():
            rounded(painter, box, RADIUS_CONTROL, None, "accent", 2)
        quiet = self._tone == "neutral"
        mark: Role = "text2" if quiet else ink(self._tone)
        # What is well needs no colour in its words; what needs somebody has it in both.
        words: Role = mark if self._tone in ("warn", "neg") else "text2"
        slot = mirrored(QRectF(8, box.center().y() - 8, 16, 16), box, rtl)
        draw_icon(painter, slot, self._icon, mark)
        area = mirrored(box.adjusted(_WORDS_AT, 0, -4, 0), box, rtl)
        draw_text(painter, area, self.text(), font(SMALL, MEDIUM, tabular=True), words)
