"""How the page of a payment is laid out: head, open documents, and what will be posted beside them."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent, QShowEvent

from rayafin_desktop.desktop.components.banner import Banner
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.empty_state import EmptyPanel
from rayafin_desktop.desktop.components.hint_bar import HintBar
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import Rule, Surface, box, column, row
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.scroll import ScrollColumn
from rayafin_desktop.desktop.keys import hints
from rayafin_desktop.desktop.theme.fonts import MEDIUM, SMALL
from rayafin_desktop.desktop.theme.sizes import GUTTER, SIDEBAR, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace

from .allocation_panel import AllocationPanel
from .head import PaymentHead
from .side_panel import SidePanel
from .words import Words

ROOM_FOR_SIDE = 1180 - SIDEBAR
"""A page narrower than this hides what stands beside the form by itself."""


class PaymentBody(Surface):
    """The widgets of the page and how they share its room."""

    def __init__(self, workspace: Workspace, words: Words) -> None:
        super().__init__()
        self._workspace = workspace
        self.words = words
        self._side_wish: bool | None = None
        self.header = PageHeader(words.title, crumbs=(tr("Payments"),))
        self.header.set_state(tr("New"), "accent")
        self.count = Label("", SMALL, MEDIUM, "neg")
        self.count.hide()
        self.plain_post = Button(tr("Post"))
        self.post_button = Button(words.post_and_print, "primary", "check")
        for part in (self.count, self.plain_post, self.post_button):
            self.header.add_action(part)
        self.banner = Banner("neg")
        self.banner.hide()
        self.advance_note = Banner("info", closable=False)
        self.advance_note.hide()
        self.head = PaymentHead(workspace, words)
        self.panel = AllocationPanel(workspace.formats, words)
        self.panel.hide()
        self.nobody = EmptyPanel(words.icon, words.who, words.choose)
        self.side = SidePanel(workspace.formats)
        self.side.show_waiting(words.waiting)
        self.hints = HintBar(
            (*hints("allocation"), ("Ctrl+Z", tr("Undo")), ("Ctrl+Enter", tr("Post")), ("Esc", tr("Back")))
        )
        form = column(
            self.banner, self.head, self.advance_note, self.panel, self.nobody,
            spacing=12, margins=(GUTTER, 16, GUTTER, 12),
        )  # fmt: skip
        form.setStretch(form.indexOf(self.panel), 100)
        form.setStretch(form.indexOf(self.nobody), 100)
        left = column(ScrollColumn(box(form)), self.hints, spacing=0)
        left.setStretch(0, 1)
        body = row(Surface("surface", left), self.side, spacing=0)
        body.setStretch(0, 1)
        page = column(self.header, Rule(), box(body), spacing=0)
        page.setStretch(2, 1)
        self.setLayout(page)
        self.setFocusProxy(self.head)
        self.setTabOrder(self.head.reference, self.panel.table)

    def show_panel(self, shown: bool) -> None:
        """Show the open invoices, or ask who paid."""
        self.panel.setVisible(shown)
        self.nobody.setVisible(not shown)

    def toggle_side(self) -> None:
        """Show or hide what stands beside the form, whatever the room says."""
        self._side_wish = self.side.isHidden()
        self._fit_side()

    def _fit_side(self) -> None:
        room = self.width() >= grown(ROOM_FOR_SIDE)
        self.side.setVisible(room if self._side_wish is None else self._side_wish)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_side()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_side()
