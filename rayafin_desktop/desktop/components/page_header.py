"""The head of a page: title or breadcrumb, state, and one to three actions, the primary last."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFontMetricsF, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from rayafin_desktop.desktop.theme import Role, draw_icon, font
from rayafin_desktop.desktop.theme.fonts import BASE, CRUMB, PAGE_TITLE, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import CONTROL, GUTTER, HEADER, grown
from rayafin_desktop.engine.screens import Tone

from .label import ElidedLabel, Label
from .layout import Surface, row
from .painting import RTL, draw_text, mirrored, painter_on, rounded
from .pill import Pill

_CHEVRON = 28


class Crumb(QPushButton):
    """The page this one came from, with the chevron that leads on."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setAccessibleName(text)
        self.restyle()

    def restyle(self) -> None:
        self.setFont(font())
        self.setFixedHeight(grown(CONTROL))

    def set_crumb(self, text: str) -> None:
        """Lead back to another page."""
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(
            ceil(QFontMetricsF(self.font()).horizontalAdvance(self.text())) + _CHEVRON, self.height()
        )

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        rtl = self.layoutDirection() == RTL
        whole = self.rect().toRectF()
        words = mirrored(whole.adjusted(0, 0, -_CHEVRON, 0), whole, rtl)
        draw_text(painter, words, self.text(), self.font(), "text" if self.underMouse() else "text2")
        chevron = mirrored(whole.adjusted(whole.width() - _CHEVRON + 2, 0, -2, 0), whole, rtl)
        draw_icon(painter, chevron, "chevron-left" if rtl else "chevron-right", "text3", size=14)
        if self.hasFocus():
            rounded(painter, words.adjusted(-4, 3, 4, -3), 4, None, "accent", 2)


class PageHeader(Surface):
    """`crumb_chosen` is emitted with the position of the breadcrumb that was clicked."""

    crumb_chosen = Signal(int)

    def __init__(
        self, title: str, *, crumbs: tuple[str, ...] = (), note: str = "", ground: Role = "surface"
    ) -> None:
        super().__init__(ground)
        self._left = row()
        self.crumbs = [Crumb(crumb) for crumb in crumbs]
        for position, link in enumerate(self.crumbs):
            link.clicked.connect(lambda _=False, at=position: self.crumb_chosen.emit(at))
            self._left.addWidget(link)
        self.title = Label(title, CRUMB if crumbs else PAGE_TITLE, SEMIBOLD)
        self._left.addWidget(self.title)
        self._state: Pill | None = None
        self.note = ElidedLabel(note, BASE, REGULAR, "text2")
        self.saved = Label("", SMALL, REGULAR, "text2")
        self.saved.hide()
        self._actions = row()
        self.setLayout(
            row(self._left, self.note, self.saved, 2, self._actions, margins=(GUTTER, 0, GUTTER, 0))
        )
        self.restyle()

    def restyle(self) -> None:
        self.setFixedHeight(grown(HEADER))

    def set_state(self, text: str, tone: Tone) -> None:
        """The state of the document, as a pill beside the title."""
        if self._state is None:
            self._state = Pill(text, tone)
            self._left.addWidget(self._state)
        self._state.set_state(text, tone)

    def set_saved(self, text: str) -> None:
        """When the draft was last kept; empty hides it."""
        self.saved.setText(text)
        self.saved.setVisible(bool(text))

    def add_action(self, widget: QWidget) -> None:
        """One more action at the far end; add the primary last."""
        self._actions.addWidget(widget)
