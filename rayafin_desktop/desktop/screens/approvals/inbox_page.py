"""The inbox: what waits on the left, what it is and what it will post on the right; the next one comes up."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from rayafin_desktop.base.errors import NeedsConfirmation
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.empty_state import EmptyPanel
from rayafin_desktop.desktop.components.filter_box import FilterBox
from rayafin_desktop.desktop.components.hint_bar import HintBar
from rayafin_desktop.desktop.components.layout import Rule, Surface, column, row
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.question import ask
from rayafin_desktop.desktop.components.tabs import Tabs
from rayafin_desktop.desktop.lists.row_list import RowList
from rayafin_desktop.desktop.lists.table import DataTable
from rayafin_desktop.desktop.theme.sizes import GUTTER, ROW_TWO_LINES, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import Column
from rayafin_desktop.features.approvals.deciding import ApproveTicket, WithdrawTicket
from rayafin_desktop.features.approvals.rules import SUBJECTS

from .reading import Inbox, Shown, read_inbox, read_ticket
from .ticket_panel import TicketPanel

_LEFT = 330
VIEWS = (
    ("mine_to_decide", "For me to decide"),
    ("waiting", "Waiting"),
    ("asked", "I asked for"),
    ("decided", "Decided"),
)


class InboxPage(Surface):
    """A approves, X refuses with a reason, J and K go on and back."""

    key = "approvals"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.title = tr("Approvals")
        self._ready = False
        self._wanted: UUID | None = None
        self.header = PageHeader(self.title)
        self.withdraw = Button(tr("Withdraw"), "plain", "undo-2")
        self.refuse = Button(tr("Refuse"), "danger", "x")
        self.approve = Button(tr("Approve"), "primary", "check")
        for button, run in (
            (self.withdraw, self.withdraw_it), (self.refuse, self.refuse_it), (self.approve, self.approve_it)
        ):  # fmt: skip
            button.clicked.connect(run)
            button.hide()
            self.header.add_action(button)
        self.tabs = Tabs([(key, tr(label)) for key, label in VIEWS], self.title)
        self.tabs.chosen.connect(lambda _: self._read())
        self.filter = FilterBox(tr("Number, party or person"), tr("Filter"))
        self.filter.setFixedWidth(grown(240))
        self.filter.filtered.connect(lambda _: self._read())
        self.rows = RowList(_columns(), workspace.formats)
        self.table = DataTable(self.rows, self.title, row_height=ROW_TWO_LINES, edge=16, muted="is_over")
        self.table.head.hide()
        self.table.moved.connect(self._moved)
        self.filter.left.connect(self.table.setFocus)
        self.panel = TicketPanel(workspace)
        self.nothing = EmptyPanel(
            "check-check", tr("Nothing waits"),
            tr("What is above a limit waits here until somebody else has approved it."),
        )  # fmt: skip
        self._stack = QStackedWidget()
        both = row(self.table, Rule(Qt.Orientation.Vertical), self.panel, spacing=0)
        both.setStretch(2, 1)
        self._both = Surface("surface", both)
        for one in (self._both, self.nothing):
            self._stack.addWidget(one)
        self.hints = HintBar(
            (("J", "Next"), ("K", "Previous"), ("A", "Approve"), ("X", "Refuse"), ("/", "Filter"))
        )
        bar = row(self.tabs, None, self.filter, margins=(GUTTER, 10, GUTTER, 6))
        page = column(self.header, Rule(), bar, Rule(), self._stack, self.hints, spacing=0)
        page.setStretch(4, 1)
        self.setLayout(page)
        self.setFocusProxy(self.table)
        workspace.touched.connect(self._touched)
        workspace.formats_changed.connect(self._formats_changed)
        self.restyle()
        self._read()

    def restyle(self) -> None:
        self.table.setFixedWidth(grown(_LEFT))

    # What the window asks of a page

    def show_params(self, params: dict[str, Any]) -> None:
        """`id` shows one ticket, whatever became of it; `tab` a view."""
        if "id" in params:
            self._wanted = UUID(str(params["id"]))
            self.tabs.show_tab("waiting")
            self._read()
        elif "tab" in params:
            self.tabs.show_tab(str(params["tab"]))

    def close_page(self) -> None:
        """Let go of the window's signals."""
        self._workspace.touched.disconnect(self._touched)
        self._workspace.formats_changed.disconnect(self._formats_changed)

    @property
    def ready(self) -> bool:
        """Whether the inbox and its first ticket are shown."""
        return self._ready and (self.panel.shown is not None or not self.rows.rowCount())

    # Reading

    def _read(self) -> None:
        tab, text = self.tabs.key(), self.filter.text()
        self._workspace.read(lambda read: read_inbox(read, tab, text), self._show, owner=self, slot="inbox")

    def _show(self, inbox: Inbox) -> None:
        self._ready = True
        formats = self._workspace.formats
        self.tabs.set_counts({key: formats.count(n) for key, n in inbox.counts.items() if key != "decided"})
        current, at = self.current_id, max(0, self.table.cursor_row())
        self.rows.set_rows([_shown(one) for one in inbox.rows])
        ids = [one.id for one in inbox.rows]
        wanted = self._wanted if self._wanted in ids else current
        self._wanted = None
        self._stack.setCurrentWidget(self._both if ids else self.nothing)
        if not ids:
            self._decide(None)
            return
        # The one decided about is gone: what stood beneath it has come up.
        self.table.move_to(ids.index(wanted) if wanted in ids else min(at, len(ids) - 1))
        self._moved(self.table.cursor_row())

    @property
    def current_id(self) -> UUID | None:
        """The ticket under the cursor."""
        one = self.rows.row_at(self.table.cursor_row())
        return None if one is None else one.id

    def _moved(self, at: int) -> None:
        one = self.rows.row_at(at)
        if one is None:
            return
        last = self.rows.rowCount()
        formats = self._workspace.formats
        position = tr("{n} of {count}", n=formats.count(at + 1), count=formats.count(last))
        self.hints.set_position(position)
        id_: UUID = one.id
        self._workspace.read(lambda read: read_ticket(read, id_), self._show_one, owner=self, slot="ticket")

    def _show_one(self, shown: Shown) -> None:
        if shown.detail.ticket.id == self.current_id:
            self.panel.show_ticket(shown)
            self._decide(shown)

    def _decide(self, shown: Shown | None) -> None:
        mine = shown is not None and shown.detail.is_for_me and self._workspace.may("approval.decide")
        self.approve.setVisible(mine)
        self.refuse.setVisible(mine)
        self.withdraw.setVisible(shown is not None and shown.detail.is_mine)

    # Deciding

    def approve_it(self) -> None:
        """Approve the ticket shown."""
        self._approve(frozenset())

    def _approve(self, confirmed: frozenset[str]) -> None:
        shown = self.panel.shown
        if shown is None or not self.approve.isVisible():
            return
        number = self._workspace.formats.count(shown.detail.ticket.ticket_no)
        self.approve.setEnabled(False)

        def done(decided: Any) -> None:
            self.approve.setEnabled(True)
            if decided.missing:
                self._workspace.say(tr("Approved. {count} more must approve.", count=decided.missing))
            else:
                self._workspace.say(tr("Ticket {number} approved and posted", number=number))

        def failed(error: Exception) -> None:
            self.approve.setEnabled(True)
            if isinstance(error, NeedsConfirmation):
                again = confirmed | {error.key}
                sentence = "\n".join(self._workspace.sentences(error))
                ask(self, tr("Approve all the same"), sentence, lambda: self._approve(again))
            else:
                self._workspace.refused.emit(error)
                self._read()

        command = ApproveTicket(ticket_id=shown.detail.ticket.id)
        self._workspace.execute(command, done, owner=self, confirmed=confirmed, failed=failed)

    def refuse_it(self) -> None:
        """Ask for the reason, then refuse the ticket shown."""
        if self.panel.shown is not None and self.refuse.isVisible():
            self._workspace.open("approval.refuse", id=self.panel.shown.detail.ticket.id)

    def withdraw_it(self) -> None:
        """Take back what one has asked for."""
        shown = self.panel.shown
        if shown is not None and self.withdraw.isVisible():
            self._workspace.execute(
                WithdrawTicket(ticket_id=shown.detail.ticket.id),
                lambda _: self._workspace.say(tr("Withdrawn")),
                owner=self,
            )

    # Reactions

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.table.cursor_row()
        match event.text().lower():
            case "a":
                self.approve_it()
            case "x":
                self.refuse_it()
            case "j":
                self.table.move_to(at + 1)
            case "k":
                self.table.move_to(max(0, at - 1))
            case "/":
                self.filter.setFocus()
            case _:
                super().keyPressEvent(event)

    def _touched(self, touched: dict[str, Any]) -> None:
        if "ticket" in touched:
            self._read()

    def _formats_changed(self) -> None:
        self.rows.formats = self._workspace.formats
        self.table.viewport().update()
        if self.panel.shown is not None:
            self.panel.show_ticket(self.panel.shown)

    def panes(self) -> Sequence[QWidget]:
        """What F6 goes through."""
        return (self.table, self.filter)


def _shown(one: Any) -> SimpleNamespace:
    kind = tr(SUBJECTS.get(one.subject, one.subject))
    return SimpleNamespace(
        id=one.id,
        party_name=one.party_name or kind,
        about=f"{kind} · {one.maker_name}",
        amount_minor=one.amount_minor,
        is_over=one.is_over,
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(key="party_name", title=tr("Party"), stretch=True, subtitle="about", sortable=False),
        Column(key="amount_minor", title=tr("Amount"), kind="money", width=110, sortable=False),
    )
