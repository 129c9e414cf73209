"""Home: today's figures, what needs somebody, and the latest invoices. Every number opens its rows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from rayafin_desktop.desktop.components.avatar import Avatar, IconTile
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.label import ElidedLabel, Label
from rayafin_desktop.desktop.components.layout import Rule, Surface, box, clear, column, fixed_width, row
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.pill import Pill
from rayafin_desktop.desktop.components.scroll import ScrollColumn
from rayafin_desktop.desktop.components.status import tone_of
from rayafin_desktop.desktop.screens.trade.home_row import KINDS as DESK_KINDS
from rayafin_desktop.desktop.screens.trade.home_row import DeskRow
from rayafin_desktop.desktop.theme.fonts import BASE, CARD_TITLE, MEDIUM, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import CARD_GAP, GUTTER, TARGET, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import Choice, Tone

from .at_a_glance import AtAGlance, at_a_glance
from .kpi_card import KpiCard
from .needs import counted, needs_of

_KINDS = frozenset(
    {
        "invoice", "payment", "party", "commission", "commission_entry", "journal_entry", "bill", "ticket",
        "recurring_template",
    }
)  # fmt: skip
_NOON, _EVENING = 12, 17
_MOST_NEEDS = 4


class Home(Surface):
    """The first page of a company."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("app")
        self.key, self.title = "home", tr("Home")
        self.ready = False
        self._workspace = workspace
        self._stale = False
        self._seen: AtAGlance | None = None
        self._statuses: tuple[Choice, ...] = ()
        self.header = PageHeader(tr("Home"), ground="app")
        for key, text, icon, permission in (
            ("payment.receive", "Receive payment", "banknote", "payment.receive"),
            ("invoice.editor", "New invoice", "plus", "invoice.draft"),
        ):
            if workspace.may(permission):
                button = Button(tr(text), "primary" if icon == "plus" else "plain", icon)
                button.clicked.connect(partial(workspace.open, key))
                self.header.add_action(button)
        self.cards = {
            "receivable": self._kpi("Receivable", "hand-coins", "customers", tab="owing"),
            "overdue": self._kpi("Overdue", "calendar-clock", "invoices", tab="overdue"),
            "received": self._kpi("Received this month", "banknote", "payments"),
            "money": self._kpi("Bank and cash", "landmark", "accounts"),
        }
        self._kpis = row(*self.cards.values(), spacing=CARD_GAP)
        self._needs, self._late, self._recent = _lines(), _lines(), _lines()
        grid = QGridLayout()
        grid.setSpacing(CARD_GAP)
        self._needs_card = _card(tr("Needs you"), self._needs)
        self._late_card = _card(tr("Collect first"), self._late, (tr("View all"), self._open_overdue))
        self._recent_card = _card(
            tr("Latest invoices"), self._recent, (tr("View all"), partial(workspace.open, "invoices"))
        )
        grid.addWidget(self._needs_card, 0, 0)
        grid.addWidget(self._late_card, 0, 1)
        grid.addWidget(self._recent_card, 1, 0, 1, 2)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        self.desk = DeskRow(workspace)
        body = column(
            self._kpis, self.desk, grid, None, spacing=CARD_GAP, margins=(GUTTER, 4, GUTTER, GUTTER)
        )
        self.setLayout(column(self.header, ScrollColumn(box(body)), spacing=0))
        workspace.touched.connect(self._touched)
        workspace.formats_changed.connect(self._show_again)
        self.setFocusProxy(self.cards["receivable"])
        self._read()

    def show_params(self, params: dict[str, object]) -> None:
        """Nothing to choose here."""

    def close_page(self) -> None:
        """The page is thrown away."""
        self._workspace.touched.disconnect(self._touched)
        self._workspace.formats_changed.disconnect(self._show_again)

    # Reading

    def _read(self) -> None:
        self._workspace.read(at_a_glance, self._show, owner=self, slot="home")

    def _touched(self, touched: dict[str, Any]) -> None:
        if set(touched) & DESK_KINDS:
            self.desk.read()
        if set(touched) & _KINDS:
            self._stale = not self.isVisible()
            if not self._stale:
                self._read()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self._read()

    def _show_again(self) -> None:
        self.desk.again()
        if self._seen is not None:
            self._show(self._seen)

    # Showing

    def _show(self, seen: AtAGlance) -> None:
        from rayafin_desktop.features.billing.screens import STATUSES

        self._seen, self._statuses = seen, STATUSES
        hour = seen.now.astimezone(self._workspace.formats.zone).hour
        words = "Good morning" if hour < _NOON else "Good afternoon" if hour < _EVENING else "Good evening"
        self.header.title.setText(f"{tr(words)}, {seen.person.split()[0]}" if seen.person else tr("Home"))
        self.header.note.setText(self._workspace.formats.date(seen.today))
        self._show_figures(seen)
        self._show_needs(seen)
        self._show_late(seen)
        self._show_recent(seen)
        self.ready = True

    def _show_figures(self, seen: AtAGlance) -> None:
        formats = self._workspace.formats
        if seen.parties is not None:
            note = counted(formats, seen.parties["debtors"], "1 customer owes", "{count} customers owe")
            self.cards["receivable"].show_figure(formats.whole_money(seen.parties["receivable"]), note)
        if seen.invoices is not None:
            figures = seen.invoices
            late = counted(formats, figures["overdue_count"], "1 invoice late", "{count} invoices late")
            tone: Tone = "neg" if figures["overdue"] else "neutral"
            self.cards["overdue"].show_figure(formats.whole_money(figures["overdue"]), late, tone)
        if seen.payments is not None:
            note = counted(formats, seen.payments["received_count"], "1 payment", "{count} payments")
            self.cards["received"].show_figure(formats.whole_money(seen.payments["received_minor"]), note)
        if seen.money_minor is not None:
            note = counted(formats, seen.money_accounts, "in 1 account", "in {count} accounts")
            tone = "neg" if seen.money_minor < 0 else "neutral"
            self.cards["money"].show_figure(formats.whole_money(seen.money_minor), note, tone)
        shown = (seen.parties, seen.invoices, seen.payments, seen.money_minor)
        for card, value in zip(self.cards.values(), shown, strict=True):
            card.setVisible(value is not None)

    def _show_needs(self, seen: AtAGlance) -> None:
        needs = needs_of(seen, self._workspace.formats)[:_MOST_NEEDS]
        clear(self._needs)
        for at, need in enumerate(needs):
            if at:
                self._needs.addWidget(Rule())
            button = Button(need.verb, small=True)
            button.setAccessibleName(f"{need.verb}: {need.title}")
            button.clicked.connect(partial(self._workspace.open, need.opens, **need.params))
            lines = column(
                ElidedLabel(need.title, BASE, MEDIUM, tabular=True),
                ElidedLabel(need.detail, SMALL, REGULAR, "text2", tabular=True),
                spacing=1,
            )
            self._needs.addLayout(row(IconTile(need.icon, need.tone, 32), lines, button, spacing=12))
        if not needs:
            self._needs.addWidget(Label(tr("Nothing waits for you."), BASE, REGULAR, "text2"))
        self._needs.addStretch(1)

    def _show_late(self, seen: AtAGlance) -> None:
        formats = self._workspace.formats
        clear(self._late)
        for late in seen.late:
            days = (seen.today - late.due_on).days
            words = tr("1 day") if days == 1 else tr("{days} days", days=formats.count(days))
            amount = Button(formats.money(late.open_minor, late.currency, sign=True), "link")
            amount.setAccessibleName(f"{late.party_name}: {amount.text()}")
            amount.clicked.connect(partial(self._workspace.open, "invoice.editor", id=late.id))
            self._late.addLayout(
                row(
                    Avatar(late.party_name, 26, square=True),
                    ElidedLabel(late.party_name, BASE, MEDIUM),
                    Label(words, SMALL, REGULAR, "neg", number=True),
                    amount,
                    spacing=10,
                )
            )
        if not seen.late:
            self._late.addWidget(Label(tr("Nobody is late."), BASE, REGULAR, "text2"))
        self._late.addStretch(1)
        self._late_card.setVisible(seen.invoices is not None)

    def _show_recent(self, seen: AtAGlance) -> None:
        clear(self._recent)
        for at, invoice in enumerate(seen.recent):
            if at:
                self._recent.addWidget(Rule())
            self._recent.addLayout(self._invoice_line(invoice))
        if not seen.recent:
            words = tr("No invoice yet. The first one is a key away: N, then I.")
            self._recent.addWidget(Label(words, BASE, REGULAR, "text2"))
        self._recent_card.setVisible(seen.invoices is not None)

    def _invoice_line(self, invoice: Any) -> QHBoxLayout:
        formats = self._workspace.formats
        number = Button(invoice.number, "link")
        number.clicked.connect(partial(self._workspace.open, "invoice.editor", id=invoice.id))
        state = str(invoice.status)
        words = next((one.label for one in self._statuses if one.value == state), state)
        amount = Label(formats.money(invoice.total_minor, invoice.currency), BASE, MEDIUM, number=True)
        return row(
            fixed_width(box(row(number, None)), grown(130)),
            ElidedLabel(invoice.party_name or tr("No customer yet"), BASE),
            fixed_width(
                Label(formats.date(invoice.issued_on), SMALL, REGULAR, "text2", tabular=True), grown(96)
            ),
            fixed_width(box(row(Pill(tr(words), tone_of(state, self._statuses)), None)), grown(104)),
            fixed_width(amount, grown(120)),
            spacing=12,
        )

    def _kpi(self, label: str, icon: str, page: str, **params: object) -> KpiCard:
        card = KpiCard(tr(label), icon)
        card.clicked.connect(partial(self._workspace.open, page, **params))
        return card

    def _open_overdue(self) -> None:
        self._workspace.open("invoices", tab="overdue")


def _lines() -> QVBoxLayout:
    return column(spacing=9)


def _card(title: str, lines: QVBoxLayout, more: tuple[str, Callable[[], object]] | None = None) -> QWidget:
    card = Card(spacing=12)
    head = row(Label(title, CARD_TITLE, SEMIBOLD), None)
    head.addStrut(grown(TARGET))
    if more is not None:
        link = Button(more[0], "link")
        link.setAccessibleName(f"{more[0]}: {title}")
        link.clicked.connect(lambda _=False: more[1]())
        head.addWidget(link)
    card.column.addLayout(head)
    card.column.addLayout(lines)
    card.column.setAlignment(Qt.AlignmentFlag.AlignTop)
    return card
