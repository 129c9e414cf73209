"""A card in the middle of the window, with a way back and a place for what went wrong."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.components.banner import Banner
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import Part, Surface, box, column, row
from rayafin_desktop.desktop.components.scroll import ScrollColumn
from rayafin_desktop.desktop.theme.fonts import BASE, PAGE_TITLE, REGULAR, SEMIBOLD
from rayafin_desktop.desktop.theme.sizes import GUTTER, grown
from rayafin_desktop.desktop.wording import tr

WIDTH = 480
Step = tuple[str, Callable[[], object]]


class FrontCard(Surface):
    """`back_asked` is emitted by the Back button; `primary` is the one thing to do next."""

    back_asked = Signal()

    def __init__(self, title: str, text: str, primary: str) -> None:
        super().__init__("app")
        self.title, self.text = (
            Label(title, PAGE_TITLE, SEMIBOLD),
            Label(text, BASE, REGULAR, "text2", wrap=True),
        )
        self.banner = Banner("neg", closable=False)
        self.banner.hide()
        self.back = Button(tr("Back"), "plain")
        self.back.clicked.connect(self.back_asked)
        self.primary = Button(primary, "primary")
        self.card = Card(padding=GUTTER, radius=12, edge="border", spacing=12)
        self.card.column.addLayout(column(self.title, self.text, spacing=4))
        self.card.column.addWidget(self.banner)
        middle = row(None, self.card, None)
        area = ScrollColumn(box(column(None, middle, None, margins=(16, 24, 16, 24))))
        self.setLayout(column(area, spacing=0))
        self.restyle()

    def restyle(self) -> None:
        self.card.setFixedWidth(grown(WIDTH))

    def set_body(self, *parts: Part) -> None:
        """The inputs, above the buttons."""
        self.card.column.addLayout(column(*parts, spacing=12))
        self.card.column.addSpacing(4)
        self.card.column.addLayout(row(self.back, None, self.primary))

    def refuse(self, text: str, *steps: Step) -> None:
        """Say what went wrong and what can be done about it."""
        self.banner.say(text, "neg")
        self.banner.set_actions(*steps)

    def set_busy(self, busy: bool) -> None:
        """While something is made, nothing can be sent twice."""
        self.primary.setEnabled(not busy)
        self.back.setEnabled(not busy)

    def clear(self) -> None:
        """As if just opened."""
        self.banner.hide()
        self.set_busy(False)

    def focus_first(self, first: QWidget) -> None:
        """Put the cursor where one begins."""
        self.setFocusProxy(first)
        first.setFocus(Qt.FocusReason.OtherFocusReason)
