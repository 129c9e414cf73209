"""How the editor is laid out: head, credit, lines, foot, and the paper beside them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent

from rayafin_desktop.desktop.components.banner import Banner
from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.hint_bar import HintBar
from rayafin_desktop.desktop.components.layout import Rule, Surface, box, column, row
from rayafin_desktop.desktop.keys import hints
from rayafin_desktop.desktop.theme.sizes import GUTTER, SIDEBAR, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace

from .editor_header import DocumentHeader
from .foot import Foot
from .head import DocumentHead
from .invoice_grid import InvoiceGrid
from .lines import LineLooks
from .shown_problems import ShownProblems
from .side_panel import SidePanel
from .standing_band import StandingBand
from .waiting_note import WaitingNote

ROOM_FOR_PREVIEW = 1180 - SIDEBAR
"""A page narrower than this hides the paper by itself."""
_LEAST_LINES, _USUAL_LINES = 3, 7


@dataclass(frozen=True, slots=True)
class Parts:
    """The widgets that differ from one kind of document to another."""

    header: DocumentHeader
    head: DocumentHead
    grid: InvoiceGrid
    foot: Foot
    side: SidePanel


class EditorBody(Surface):
    """The widgets of the page and how they share its room."""

    room_for_side = ROOM_FOR_PREVIEW

    def __init__(self, workspace: Workspace, looks: LineLooks, parts: Parts) -> None:
        super().__init__()
        self._workspace = workspace
        self._side_wish: bool | None = None
        self.primary_word = tr("Post")
        self._has_room = True
        self.looks = looks
        self.header = parts.header
        self.banner = Banner("neg")
        self.banner.hide()
        self.waits = WaitingNote(workspace)
        self.head = parts.head
        self.band = StandingBand()
        self.grid = parts.grid
        self._card = Card(padding=1, spacing=0)
        self._card.column.addWidget(self.grid)
        self.foot = parts.foot
        self.hints = HintBar((*hints("grid"), ("Ctrl+Enter", tr("Post"))))
        self.side = parts.side
        self.problems = ShownProblems(self.head, self.grid, self.banner, self.header, workspace.sentence)
        form = column(
            self.banner, self.waits, self.head, self.band, self._card, self.foot, None,
            spacing=12, margins=(GUTTER, 16, GUTTER, 8),
        )  # fmt: skip
        form.setStretch(form.indexOf(self._card), 100)
        left = column(box(form), self.hints, spacing=0)
        left.setStretch(0, 1)
        self._form = Surface("surface", left)
        body = row(self._form, self.side, spacing=0)
        body.setStretch(0, 1)
        page = column(self.header, Rule(), box(body), spacing=0)
        page.setStretch(2, 1)
        self.setLayout(page)
        self.setFocusProxy(self.head)
        self.setTabOrder(self.head.due_on, self.grid)
        self.setTabOrder(self.grid, self.foot.notes)
        self.grid.left_forward.connect(lambda: self.foot.notes.setFocus(Qt.FocusReason.TabFocusReason))
        self.grid.left_back.connect(lambda: self.head.due_on.setFocus(Qt.FocusReason.BacktabFocusReason))
        self.foot.more_asked.connect(self._toggle_more)
        self.head.line_discounts.toggled.connect(self.grid.show_discounts)
        self.restyle()

    def restyle(self) -> None:
        self.fit_lines()
        self._fit_side()

    def fit_lines(self) -> None:
        """As tall as the lines need, with room to go on; more of them scroll."""
        self._card.setMinimumHeight(self.grid.height_for(_LEAST_LINES) + 2)
        wished = max(_USUAL_LINES, self.grid.lines.rowCount() + 1)
        self._card.setMaximumHeight(self.grid.height_for(wished) + 2)

    def set_locked(self, locked: bool) -> None:
        """Only show, or take what is typed."""
        self.head.set_locked(locked)
        self.grid.set_locked(locked)
        self.foot.notes.setReadOnly(locked)
        self.foot.more.setVisible(not locked)
        keys = (("Ctrl+P", tr("Print")), ("Ctrl+Shift+P", tr("Preview")), ("Esc", tr("Back")))
        self.hints.set_hints(keys if locked else (*hints("grid"), ("Ctrl+Enter", self.primary_word)))

    def toggle_side(self) -> None:
        """Show or hide what stands beside the form, whatever the room says."""
        self._side_wish = self.side.isHidden()
        self._fit_side()

    def show_side(self, view: str) -> None:
        """Show one of the views beside the form."""
        self._side_wish = True
        self.side.show_view(view)
        self._fit_side()

    def _toggle_more(self) -> None:
        self.head.show_more(self.head.more.isHidden())
        if self.head.more.isVisible():
            self.head.discount_percent.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit_side(self) -> None:
        room = self.width() >= grown(self.room_for_side)
        if room != self._has_room:
            self._has_room, self._side_wish = room, None  # a wish is for the room there was
        shown = room if self._side_wish is None else self._side_wish
        self.side.set_alone(not room)
        self.side.setVisible(shown)
        instead = shown and not room
        if instead != self._form.isHidden():
            self._form.setVisible(not instead)
            to = self.side.views if instead else self.grid
            to.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_side()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_side()
