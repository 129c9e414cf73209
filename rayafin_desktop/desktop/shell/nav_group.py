"""The heading of a group of the sidebar, which folds its pages away."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from rayafin_desktop.desktop.components.painting import RTL, draw_text, mirrored, painter_on, rounded
from rayafin_desktop.desktop.theme import Role, draw_icon, font
from rayafin_desktop.desktop.theme.fonts import MEDIUM, MICRO
from rayafin_desktop.desktop.theme.sizes import RADIUS_CONTROL, grown

_HEIGHT = 24


class NavGroup(QAbstractButton):
    """Checked while its pages are shown. Space and Enter turn it over, Left and Right fold and open it."""

    def __init__(self, key: str, text: str) -> None:
        super().__init__()
        self.key = key
        self.setText(text)
        self.setCheckable(True)
        self.setChecked(True)
        self.setAccessibleName(text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.restyle()

    def restyle(self) -> None:
        self.setFixedHeight(grown(_HEIGHT))

    def sizeHint(self) -> QSize:
        return QSize(120, grown(_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, rtl = event.key(), self.layoutDirection() == RTL
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            if self.isChecked() != ((key == Qt.Key.Key_Right) is not rtl):
                self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        box = self.rect().toRectF()
        rtl = self.layoutDirection() == RTL
        if self.hasFocus():
            rounded(painter, box, RADIUS_CONTROL, None, "accent", 2)
        elif self.underMouse():
            rounded(painter, box, RADIUS_CONTROL, "hover")
        role: Role = "text2" if self.underMouse() else "text3"
        words = mirrored(box.adjusted(8, 0, -26, 0), box, rtl)
        draw_text(painter, words, self.text(), font(MICRO, MEDIUM), role)
        folded = "chevron-left" if rtl else "chevron-right"
        slot = mirrored(QRectF(box.right() - 22, box.center().y() - 7, 14, 14), box, rtl)
        draw_icon(painter, slot, "chevron-down" if self.isChecked() else folded, role, size=13)
