"""One commission: what was earned, why, and what is to be done next."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.hint_bar import HintBar
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import Rule, Surface, box, clear, column
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.scroll import ScrollColumn
from rayafin_desktop.desktop.components.stat_strip import Figure, StatStrip
from rayafin_desktop.desktop.components.status import tone_of
from rayafin_desktop.desktop.keys import shortcut
from rayafin_desktop.desktop.theme.fonts import CARD_TITLE, SEMIBOLD
from rayafin_desktop.desktop.theme.sizes import GUTTER
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.features.commissions.commands import ApproveCommission
from rayafin_desktop.features.commissions.events import CommissionEvent
from rayafin_desktop.features.commissions.queries import CommissionStep
from rayafin_desktop.features.commissions.rules import Basis, Status
from rayafin_desktop.features.commissions.screens import CAUSES, SEATS, STATUSES, TRIGGERS

from .steps import EventCard, StepCard, steps_column


class CommissionPage(Surface):
    """Shows the commission entry `id` with all steps of its invoice."""

    key = "commission"
    nav_key = "commissions"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.title = tr("Commission")
        self.record_id: UUID | None = None
        self.entry: Any = None
        self.steps: list[CommissionStep] = []
        self.events: list[CommissionEvent] = []
        self.header = PageHeader(self.title, crumbs=(tr("Commissions"),))
        self.header.crumb_chosen.connect(lambda _: workspace.open("commissions"))
        self.invoice = Button(tr("Open invoice"), "plain", "file-text")
        self.invoice.clicked.connect(self.open_invoice)
        self.settle = Button(tr("Settle"), "primary", "hand-coins")
        self.settle.clicked.connect(self.settle_member)
        self.approve = Button(tr("Approve"), "primary", "check")
        self.approve.clicked.connect(self.approve_entry)
        for button in (self.invoice, self.settle, self.approve):
            button.hide()
            self.header.add_action(button)
        self.figures = StatStrip()
        self._steps = column(spacing=0)
        form = column(
            Label(tr("Why"), CARD_TITLE, SEMIBOLD), self._steps, None,
            spacing=12, margins=(GUTTER, 12, GUTTER, 12),
        )  # fmt: skip
        self.hints = HintBar()
        page = column(self.header, Rule(), self.figures, ScrollColumn(box(form)), self.hints, spacing=0)
        page.setStretch(3, 1)
        self.setLayout(page)
        self.setFocusProxy(self.invoice)
        self.shortcuts = [shortcut(self, "A", self.approve_entry), shortcut(self, "I", self.open_invoice)]
        workspace.touched.connect(self._touched)
        workspace.formats_changed.connect(self._show)

    # What the window asks of a page

    def show_params(self, params: dict[str, Any]) -> None:
        """Show the entry `id`."""
        if "id" in params:
            self.record_id = UUID(str(params["id"]))
            self._read()

    def close_page(self) -> None:
        """Let go of the window's signals."""
        self._workspace.touched.disconnect(self._touched)
        self._workspace.formats_changed.disconnect(self._show)

    @property
    def ready(self) -> bool:
        """Whether the entry and its steps are shown."""
        return bool(self.steps) or self.record_id is None

    def _read(self) -> None:
        id_ = self.record_id
        if id_ is None:
            return
        details = self._workspace.details
        details("commissions", id_, self._take_entry, owner=self, slot="entry", limit=1)
        details("commission_steps", id_, self._take_steps, owner=self, slot="steps")
        details("commission_events", id_, self._take_events, owner=self, slot="events")

    def _take_entry(self, rows: Any) -> None:
        self.entry = rows[0] if rows else None
        self._show()

    def _take_events(self, rows: Any) -> None:
        self.events = list(rows)
        self._show()

    def _take_steps(self, rows: Any) -> None:
        self.steps = list(rows)
        self._show()

    def _show(self) -> None:
        entry = self.entry
        if entry is None:
            return
        may = self._workspace.may
        self.title = entry.invoice_number or tr("Commission")
        self.header.title.setText(self.title)
        choice = next(one for one in STATUSES if one.value == entry.status)
        self.header.set_state(tr(choice.label), tone_of(entry.status, STATUSES))
        self.approve.setVisible(bool(entry.is_earned) and may("commission.approve"))
        self.settle.setVisible(entry.status == Status.APPROVED and may("commission.settle"))
        self.invoice.setVisible(may("invoice.see"))
        keys = [("I", tr("Open invoice")), ("Esc", tr("Back"))]
        self.hints.set_hints([("A", tr("Approve")), *keys] if self.approve.isVisibleTo(self) else keys)
        self._show_figures(entry)
        clear(self._steps)
        formats = self._workspace.formats
        cards = [
            StepCard(step, entry.currency, formats, chosen=step.id == entry.id and len(self.steps) > 1)
            for step in self.steps
        ]
        if cards:
            self._steps.addWidget(steps_column(cards))
        if self.events:
            title = Label(tr("What happened to the invoice"), CARD_TITLE, SEMIBOLD)
            self._steps.addSpacing(16)
            self._steps.addWidget(title)
            self._steps.addSpacing(12)
            self._steps.addWidget(EventCard(self.events, formats))

    def _show_figures(self, entry: Any) -> None:
        formats = self._workspace.formats

        def money(minor: int) -> str:
            return formats.money(minor, entry.currency, sign=True)

        cause = next((tr(one.label) for one in CAUSES if one.value == entry.cause), "")
        trigger = next((tr(one.label) for one in TRIGGERS if one.value == entry.trigger), "")
        self.figures.set_figures(
            (
                Figure("amount", tr("Commission"), money(entry.amount_minor), cause),
                Figure("rate", tr("Rule"), _rule(entry.basis, entry.rate, self._workspace), trigger),
                Figure("net", tr("Invoice, net"), money(entry.net_minor), entry.party_name),
                Figure("member", tr("Earned by"), entry.member_name, self._seat(entry)),
            )
        )

    def _seat(self, entry: Any) -> str:
        """What somebody is in this commission, and the day."""
        seat = next((tr(one.label) for one in SEATS if one.value == entry.seat), "")
        return f"{seat}, {self._workspace.formats.date(entry.happened_on)}"

    # What a person does

    def approve_entry(self) -> None:
        """Approve what is earned on this invoice."""
        if self.record_id is not None and self.approve.isVisible():
            command = ApproveCommission(entry_id=self.record_id)
            self._workspace.execute(command, self._approved, owner=self)

    def _approved(self, count: int) -> None:
        formats = self._workspace.formats
        self._workspace.say(tr("{count} approved", count=formats.count(count)))

    def settle_member(self) -> None:
        """Settle what is approved of this member, or look at the whole run."""
        if self.entry is not None:
            whose = {"member_id": self.entry.member_id} if self.entry.member_id else {}
            self._workspace.open("commission.run", **whose)

    def open_invoice(self) -> None:
        """Open the invoice the commission is for."""
        if self.entry is not None and self._workspace.may("invoice.see"):
            self._workspace.open("invoice.editor", id=self.entry.invoice_id)

    # Reactions

    def _touched(self, touched: dict[str, Any]) -> None:
        if {"commission_entry", "commission"} & set(touched):
            self._read()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._workspace.back()
            return
        super().keyPressEvent(event)


def _rule(basis: Basis, rate: Decimal, workspace: Workspace) -> str:
    """The rule in words: "1% of the net amount"."""
    figure = workspace.formats.decimal(rate)
    if basis is Basis.NET:
        return tr("{rate}% of net", rate=figure)
    if basis is Basis.MARGIN:
        return tr("{rate}% of the margin", rate=figure)
    if basis is Basis.QUANTITY:
        return tr("{rate} a unit", rate=figure)
    return tr("{rate} an invoice", rate=figure)
