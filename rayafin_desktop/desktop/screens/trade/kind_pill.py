"""What a message is, as a pill that can be changed."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton

from rayafin_desktop.desktop.components.painting import (
    RTL,
    draw_pill,
    ink,
    mirrored,
    painter_on,
    pill_width,
    rounded,
)
from rayafin_desktop.desktop.theme import draw_icon
from rayafin_desktop.desktop.theme.sizes import RADIUS_CONTROL, TARGET, grown
from rayafin_desktop.desktop.wording import tr

from .words import KINDS, label_of, tone_of

_CHEVRON = 16


class KindPill(QPushButton):
    """`chosen` with a value of `words.KINDS` when a person picks another one."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.kind = "SELL_OFFER"
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self.open_menu)
        self.show_kind(self.kind)

    def show_kind(self, kind: str) -> None:
        """Say what it is."""
        self.kind = kind
        self.setText(label_of(KINDS, kind))
        self.setAccessibleName(tr("Read as {kind}", kind=self.text()))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(pill_width(self.text())) + _CHEVRON, grown(TARGET))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_F4, Qt.Key.Key_Down):
            self.open_menu()
            return
        super().keyPressEvent(event)

    def open_menu(self) -> None:
        """Offer what else it may be."""
        menu = QMenu(self)
        for one in KINDS:
            action = QAction(tr(one.label), menu)
            action.triggered.connect(lambda _=False, kind=one.value: self._choose(kind))
            menu.addAction(action)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def _choose(self, kind: str) -> None:
        self.show_kind(kind)
        self.chosen.emit(kind)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        whole = self.rect().toRectF()
        tone = tone_of(KINDS, self.kind)
        draw_pill(painter, whole, self.text() + "    ", tone)
        rtl = self.layoutDirection() == RTL
        slot = QRectF(whole.right() - _CHEVRON - 6, whole.y(), 14, whole.height())
        draw_icon(painter, mirrored(slot, whole, rtl), "chevron-down", ink(tone), size=12)
        if self.hasFocus():
            rounded(painter, whole.adjusted(0, 1, 0, -1), RADIUS_CONTROL, None, "accent", 2)
