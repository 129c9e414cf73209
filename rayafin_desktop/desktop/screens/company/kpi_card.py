"""One figure of the home page; a click opens the rows behind it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from rayafin_desktop.desktop.components.painting import RTL, draw_text, ink, mirrored, painter_on, rounded
from rayafin_desktop.desktop.theme import draw_icon, font
from rayafin_desktop.desktop.theme.fonts import BASE, CRUMB, MICRO, PAGE_TITLE, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import CARD_PADDING, RADIUS_CARD, grown
from rayafin_desktop.engine.screens import Tone

_HEIGHT = 92


class KpiCard(QPushButton):
    """Label, figure and a note in words."""

    def __init__(self, label: str, icon: str) -> None:
        super().__init__(label)
        self._icon = icon
        self._value, self._note = "", ""
        self._tone: Tone = "neutral"
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.restyle()

    def restyle(self) -> None:
        self.setFixedHeight(grown(_HEIGHT))

    def show_figure(self, value: str, note: str, tone: Tone = "neutral") -> None:
        """The figure, already written for people."""
        self._value, self._note, self._tone = value, note, tone
        self.setAccessibleName(f"{self.text()}: {value}, {note}")
        self.update()

    def value(self) -> str:
        """The figure shown."""
        return self._value

    def _figure_font(self, width: float) -> QFont:
        """The largest size in which the whole figure fits: a figure is never cut."""
        faces = [font(size, SEMIBOLD, tabular=True) for size in (PAGE_TITLE, CRUMB, BASE)]
        return next(
            (face for face in faces if QFontMetricsF(face).horizontalAdvance(self._value) <= width), faces[-1]
        )

    def sizeHint(self) -> QSize:
        return QSize(grown(180), grown(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(grown(120), grown(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        whole = self.rect().toRectF()
        rtl = self.layoutDirection() == RTL
        rounded(painter, whole, RADIUS_CARD, "hover" if self.underMouse() else "surface", "line")
        if self.hasFocus():
            rounded(painter, whole, RADIUS_CARD, None, "accent", 2)
        inner = whole.adjusted(CARD_PADDING, 0, -CARD_PADDING, 0)
        glyph = mirrored(QRectF(inner.right() - 16, grown(14), 16, 16), whole, rtl)
        draw_icon(painter, glyph, self._icon, "text3")
        figure = ink(self._tone) if self._tone != "neutral" else "text"
        lines = (
            (self.text(), font(SMALL, REGULAR), "text2", 12, 20),
            (self._value, self._figure_font(inner.width()), figure, 34, 26),
            (self._note, font(MICRO, REGULAR, tabular=True), "text2", 62, 18),
        )
        for text, face, role, top, height in lines:
            area = QRectF(inner.x(), grown(top), inner.width(), grown(height))
            draw_text(painter, area, text, face, role)  # type: ignore[arg-type]
