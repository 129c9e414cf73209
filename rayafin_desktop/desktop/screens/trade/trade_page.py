"""A contract: how far it has come, both sides, its lots, lorries, brokerage and claims, and its paper."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.hint_bar import HintBar
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import Rule, Surface, box, clear, column, row
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.paper_preview import PaperPreview
from rayafin_desktop.desktop.components.scroll import ScrollColumn
from rayafin_desktop.desktop.components.timeline import Moment, Timeline
from rayafin_desktop.desktop.keys import shortcut
from rayafin_desktop.desktop.printing import file_name, print_pdf, save_pdf
from rayafin_desktop.desktop.theme.fonts import CARD_TITLE, SEMIBOLD
from rayafin_desktop.desktop.theme.sizes import GUTTER, PREVIEW, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.features.commodities.rules import Side

from . import trade_reading
from .facts import Fact, Facts
from .focus import take_focus
from .said_terms import facts_of, quantity_of
from .side_card import SideCard
from .steps_bar import Step, StepsBar
from .table_card import TableCard
from .trade_columns import BROKERAGE, CLAIMS, DELIVERIES, LOTS, shown_lot
from .words import TRADE_STATES, state_of

if TYPE_CHECKING:
    from .trade_reading import ShownTrade

_RUNNING = ("OPEN", "PART_DELIVERED")
_MENU = (
    ("trade.send", "Note was sent", "trade.confirm"),
    ("trade.amend", "Amend", "trade.save"),
    ("trade.close", "Close contract", "trade.close"),
    ("trade.cancel", "Cancel contract", "trade.close"),
    ("trade.default", "Failed by a side", "trade.close"),
    ("trade.reopen", "Reopen", "trade.close"),
)


class TradePage(Surface):
    """D records a delivery, S and B confirm for seller and buyer, L assigns lots, M is all else."""

    key = "trade.page"
    nav_key = "trades"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.title = tr("Trade")
        self.record_id: UUID | None = None
        self.shown: ShownTrade | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        formats = self._workspace.formats
        self.header = PageHeader(self.title, crumbs=(tr("Trades"),))
        self.more_button = Button(tr("More"), "plain", trailing="chevron-down")
        self.save_button = Button(tr("Save PDF"), "plain", "download")
        self.print_button = Button(tr("Print"), "plain", "printer")
        self.deliver_button = Button(tr("Record delivery"), "primary", "truck")
        for button in (self.more_button, self.save_button, self.print_button, self.deliver_button):
            self.header.add_action(button)
        self.steps = StepsBar()
        self.chain = row(spacing=6)
        self.seller, self.buyer = SideCard(tr("Seller")), SideCard(tr("Buyer"))
        self.facts = Facts()
        terms = Card(padding=16)
        terms.column.addWidget(Label(tr("Contract"), CARD_TITLE, SEMIBOLD))
        terms.column.addWidget(self.facts)
        self.lots = TableCard(
            tr("Lots"),
            LOTS(),
            formats,
            nothing=tr("No lots are assigned yet."),
            button=tr("Assign lots"),
            icon="boxes",
        )
        self.deliveries = TableCard(
            tr("Deliveries"), DELIVERIES(), formats, nothing=tr("Nothing was lifted yet."), muted="is_void"
        )
        self.brokerage = TableCard(
            tr("Brokerage"), BROKERAGE(), formats,
            nothing=tr("No brokerage is due yet; it is earned as agreed in the contract."),
        )  # fmt: skip
        self.claims = TableCard(
            tr("Claims"), CLAIMS(), formats, nothing=tr("No claims."), button=tr("New claim"), icon="scale"
        )
        self.history_title = Label(tr("Amendments"), CARD_TITLE, SEMIBOLD)
        self.history = column(spacing=0)
        sides = row(self.seller, self.buyer, spacing=12)
        content = column(
            self.steps, self.chain, sides, terms, self.lots, self.deliveries, self.brokerage, self.claims,
            self.history_title, self.history, None,
            spacing=12, margins=(GUTTER, 16, GUTTER, 16),
        )  # fmt: skip
        self.scroller = ScrollColumn(box(content))
        self.preview = PaperPreview(self._workspace.runner)
        self.preview.waiting = tr("The contract note is drawn here.")
        body = row(self.scroller, Rule(Qt.Orientation.Vertical), self.preview, spacing=0)
        body.setStretch(0, 1)
        self.hints = HintBar(
            (
                ("D", "Record delivery"),
                ("L", "Assign lots"),
                ("S", "Seller confirmed"),
                ("B", "Buyer confirmed"),
                ("Ctrl+P", "Print"),
                ("M", "More"),
            )
        )
        page = column(self.header, Rule(), body, self.hints, spacing=0)
        page.setStretch(2, 1)
        self.setLayout(page)
        self.setFocusProxy(self.deliver_button)
        self.restyle()

    def restyle(self) -> None:
        self.preview.setFixedWidth(grown(PREVIEW))

    def _connect(self) -> None:
        workspace = self._workspace
        self.header.crumb_chosen.connect(lambda _: workspace.open("trades"))
        self.deliver_button.clicked.connect(self.deliver)
        self.print_button.clicked.connect(self.print)
        self.save_button.clicked.connect(self.save_paper)
        self.more_button.clicked.connect(self.open_menu)
        self.seller.confirm_asked.connect(lambda: self.confirm(Side.SELL))
        self.buyer.confirm_asked.connect(lambda: self.confirm(Side.BUY))
        self.seller.party_asked.connect(lambda: self._open_party("seller_id"))
        self.buyer.party_asked.connect(lambda: self._open_party("buyer_id"))
        self.lots.asked.connect(self.assign)
        self.lots.opened.connect(lambda one: workspace.open("lot.page", id=one.lot_id, trade=self.record_id))
        self.deliveries.opened.connect(lambda one: workspace.open("delivery.editor", id=one.id))
        self.brokerage.opened.connect(self._open_bill)
        self.claims.opened.connect(lambda one: workspace.open("claim.page", id=one.id))
        self.claims.asked.connect(lambda: workspace.open("claims.edit", trade_id=self.record_id))
        for keys, run in (
            ("D", self.deliver), ("L", self.assign), ("S", lambda: self.confirm(Side.SELL)),
            ("B", lambda: self.confirm(Side.BUY)), ("Ctrl+P", self.print), ("M", self.open_menu),
            ("Ctrl+Return", self.deliver),
        ):  # fmt: skip
            shortcut(self, keys, run)
        workspace.touched.connect(self._touched)
        workspace.formats_changed.connect(self._again)

    # What the window asks of a page

    def show_params(self, params: dict[str, Any]) -> None:
        """`id` of the contract."""
        if "id" in params:
            self.record_id = UUID(str(params["id"]))
            self._read()

    def close_page(self) -> None:
        """Let go of the window's signals."""
        self._workspace.touched.disconnect(self._touched)
        self._workspace.formats_changed.disconnect(self._again)

    @property
    def ready(self) -> bool:
        """Whether the contract is shown."""
        return self.shown is not None

    def _read(self) -> None:
        id_ = self.record_id
        if id_ is not None:
            self._workspace.read(
                lambda read: trade_reading.trade(read, id_), self._show, owner=self, slot="trade"
            )

    def _again(self) -> None:
        if self.shown is not None:
            self._show(self.shown)

    # Showing

    def _show(self, shown: ShownTrade) -> None:
        first = self.shown is None
        self.shown = shown
        detail, formats = shown.detail, self._workspace.formats
        trade = detail.trade
        self.title = trade.number
        self.header.title.setText(trade.number)
        self.header.set_state(*state_of(TRADE_STATES, trade.state))
        self.steps.show_steps(self._steps(shown))
        self._show_chain(shown)
        self._show_sides(shown)
        self._show_facts(shown)
        lots = [shown_lot(one) for one in detail.lots]
        allowed = sum(one.allowance_minor for one in detail.lots)
        note = (
            tr("allowance {amount}", amount=formats.money(allowed, trade.currency, sign=True))
            if allowed
            else ""
        )
        self.lots.show_rows(lots, note)
        running = str(trade.state) in _RUNNING
        may = self._workspace.may
        self.lots.button.setVisible(running and may("trade.save"))
        self.deliveries.show_rows(shown.deliveries, self._delivered(shown))
        due = sum(one.amount_minor for one in shown.brokerage if one.is_due)
        words = tr("{amount} due", amount=formats.money(due, trade.currency, sign=True)) if due else ""
        self.brokerage.show_rows(shown.brokerage or self._agreed(shown), words)
        self.claims.show_rows(shown.claims)
        self.claims.button.setVisible(may("claim.save"))
        self.deliver_button.setVisible(running and may("delivery.save"))
        for card in (self.seller, self.buyer):
            if not may("trade.confirm") or str(trade.state) in ("CANCELLED", "DEFAULTED"):
                card.confirm.hide()
        self._show_history(shown)
        draw, backend = trade_reading.paper(trade.id), self._workspace.backend
        self.preview.show_pdf(lambda: backend.read(draw), at_once=first)
        self.setFocusProxy(self.deliver_button if running else self.print_button)
        take_focus(self)

    def _steps(self, shown: ShownTrade) -> list[Step]:
        detail, formats = shown.detail, self._workspace.formats
        trade = detail.trade
        state = str(trade.state)
        sides = [
            trade.seller_id is None or trade.seller_confirmed_at,
            trade.buyer_id is None or trade.buyer_confirmed_at,
        ]
        tested = [one for one in detail.lots if one.result != "UNTESTED"]
        billed = [one for one in shown.deliveries if one.is_billed]
        alive = [one for one in shown.deliveries if not one.is_void]
        sent = formats.instant(trade.note_sent_at) if trade.note_sent_at is not None else ""
        steps = [
            Step(tr("Agreed"), True, formats.date(trade.traded_on)),
            Step(tr("Note sent"), trade.note_sent_at is not None or all(sides), sent),
            Step(tr("Confirmed"), all(sides), f"{sum(1 for one in sides if one)}/2"),
            Step(
                tr("Lots tested"),
                bool(detail.lots) and len(tested) == len(detail.lots),
                f"{len(tested)}/{len(detail.lots)}" if detail.lots else "",
            ),
            Step(tr("Lifted"), bool(alive), f"{len(alive)}" if alive else ""),
            Step(tr("Delivered"), state in ("DELIVERED", "CLOSED"), self._percent(shown)),
            Step(
                tr("Billed"),
                bool(alive) and len(billed) == len(alive),
                f"{len(billed)}/{len(alive)}" if alive else "",
            ),
            Step(
                tr("Closed"),
                state in ("CLOSED", "CANCELLED", "DEFAULTED"),
                failed=state in ("CANCELLED", "DEFAULTED"),
            ),
        ]
        if state == "CLOSED":
            steps[-1] = Step(tr("Closed"), True, formats.date(trade.closed_on) if trade.closed_on else "")
        return steps

    def _percent(self, shown: ShownTrade) -> str:
        percent = getattr(shown.row, "delivered_percent", None)
        return f"{percent}%" if percent else ""

    def _delivered(self, shown: ShownTrade) -> str:
        detail, formats = shown.detail, self._workspace.formats
        if detail.balance_qty is None or not shown.deliveries:
            return ""
        left = SimpleNamespace(quantity=detail.balance_qty, unit=detail.trade.unit)
        return (
            tr("{quantity} still to come", quantity=quantity_of(left, formats)) if detail.balance_qty else ""
        )

    def _show_chain(self, shown: ShownTrade) -> None:
        """Where it came from and what came of it, each a link."""
        clear(self.chain)
        links: list[tuple[str, Any]] = []
        workspace = self._workspace
        if shown.offer_id is not None:
            links.append(
                (
                    tr("Offer {number}", number=shown.offer_number),
                    lambda: workspace.open("offer.page", id=shown.offer_id),
                )
            )
        if shown.negotiation_id is not None:
            links.append(
                (tr("Negotiation"), lambda: workspace.open("negotiation.page", id=shown.negotiation_id))
            )
        for one in shown.deliveries:
            if one.invoice_id is not None:
                links.append(
                    (
                        tr("Invoice {number}", number=one.bill_number),
                        lambda id_=one.invoice_id: workspace.open("invoice.editor", id=id_),
                    )
                )
            elif one.bill_id is not None:
                links.append(
                    (
                        tr("Bill {number}", number=one.bill_number),
                        lambda id_=one.bill_id: workspace.open("bill.editor", id=id_),
                    )
                )
        seen = set()
        for charge in shown.brokerage:
            if charge.invoice_id is not None and charge.invoice_id not in seen:
                seen.add(charge.invoice_id)
                words = tr("Brokerage bill {number}", number=charge.invoice_number)
                links.append((words, lambda id_=charge.invoice_id: workspace.open("invoice.editor", id=id_)))
        for words, run in links[:6]:
            link = Button(words, "link")
            link.clicked.connect(lambda _=False, do=run: do())
            self.chain.addWidget(link)
        self.chain.addStretch(1)

    def _show_sides(self, shown: ShownTrade) -> None:
        detail, formats = shown.detail, self._workspace.formats
        trade = detail.trade
        since = trade.note_sent_at or trade.created_at
        for card, role in ((self.seller, "seller"), (self.buyer, "buyer")):
            broker = getattr(detail, f"{role}_broker_name")
            card.show_side(
                getattr(detail, f"{role}_name") or tr("Our own firm"),
                tr("broker {name}", name=broker) if broker else "",
                is_own=getattr(trade, f"{role}_id") is None,
                confirmed_at=getattr(trade, f"{role}_confirmed_at"),
                waits_since=since,
                now=shown.now,
                hours=shown.silent_hours,
                formats=formats,
            )

    def _show_facts(self, shown: ShownTrade) -> None:
        detail, formats = shown.detail, self._workspace.formats
        trade = detail.trade
        value = formats.money(trade.est_value_minor, trade.currency, sign=True)
        passing = ""
        if trade.passing_days:
            passing = tr("passing within {days} days", days=trade.passing_days)
        claims = tr("claims within {days} days", days=trade.claim_days) if trade.claim_days else ""
        self.facts.show_facts(
            [
                *facts_of(trade, detail.commodity_name, shown.places, formats, detail.limits),
                Fact(tr("Value, estimated"), f"{value} ({formats.decimal(trade.est_weight_kg)} kg)"),
                Fact(tr("Deadlines"), ", ".join(filter(None, (passing, claims)))),
                Fact(tr("Arbitration"), trade.arbitration),
                Fact(tr("Order number"), trade.po_number),
                Fact(tr("Revision"), str(trade.revision) if trade.revision > 1 else ""),
                Fact(tr("Ended because"), trade.close_reason),
                Fact(tr("Notes"), trade.notes),
            ]
        )

    def _agreed(self, shown: ShownTrade) -> list[SimpleNamespace]:
        """What each side has agreed to pay us, before anything of it is due."""
        detail = shown.detail
        names = {Side.BUY: detail.buyer_name, Side.SELL: detail.seller_name}
        return [
            SimpleNamespace(
                id=None, invoice_id=None, party_name=names[one.side], cause="", rate=one.rate,
                basis=one.basis.value, amount_minor=None, state="AGREED", due_on=None,
                currency=detail.trade.currency,
            )
            for one in detail.brokerages
        ]  # fmt: skip

    def _show_history(self, shown: ShownTrade) -> None:
        clear(self.history)
        formats = self._workspace.formats
        moments = tuple(
            Moment(
                tr("Revision {number}", number=one.revision),
                " · ".join(
                    filter(
                        None,
                        (formats.date(one.amended_on), one.amended_by, one.reason, _changed(one.changes)),
                    )
                ),
            )
            for one in reversed(shown.detail.amendments)
        )
        self.history_title.setVisible(bool(moments))
        if moments:
            self.history.addWidget(Timeline(moments))

    # Steps

    def confirm(self, side: Side) -> None:
        """Note that a side has confirmed; Undo takes it back."""
        from rayafin_desktop.features.trades.confirming import ConfirmTrade, TakeBackConfirmation

        card = self.seller if side is Side.SELL else self.buyer
        if self.shown is None or card.confirm.isHidden():
            return
        trade = self.shown.detail.trade
        name = card.name.text()

        def take_back() -> None:
            self._workspace.execute(
                TakeBackConfirmation(id=trade.id, side=side, reason=tr("Confirmed by mistake")),
                lambda _: None,
                owner=self,
            )

        self._workspace.execute(
            ConfirmTrade(id=trade.id, side=side, revision=trade.revision),
            lambda _: self._workspace.say(tr("{party} has confirmed", party=name), take_back),
            owner=self,
        )

    def deliver(self) -> None:
        """A lorry of this contract."""
        if not self.deliver_button.isHidden():
            self._workspace.open("delivery.editor", trade=self.record_id)

    def assign(self) -> None:
        """Choose lots that fill the contract."""
        if self.shown is None or self.lots.button.isHidden():
            return
        from .assign_panel import assign_lots

        assign_lots(self, self._workspace, self.shown.detail)

    def open_menu(self) -> None:
        """What is rarer."""
        shown = self.shown
        if shown is None:
            return
        state = str(shown.detail.trade.state)
        running, over = state in _RUNNING, state in ("CLOSED", "CANCELLED", "DEFAULTED")
        may_be = {
            "trade.send": running, "trade.amend": running, "trade.close": running or state == "DELIVERED",
            "trade.cancel": running, "trade.default": running, "trade.reopen": over,
        }  # fmt: skip
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, label, permission in _MENU:
            if may_be[key] and self._workspace.may(permission):
                action = QAction(tr(label), menu)
                action.triggered.connect(lambda _=False, form=key: self._open_form(form))
                menu.addAction(action)
        menu.popup(self.more_button.mapToGlobal(QPoint(0, self.more_button.height() + 2)))

    def _open_form(self, form: str) -> None:
        key = "trade.editor" if form == "trade.amend" else form
        self._workspace.open(key, id=self.record_id)

    def _open_bill(self, one: Any) -> None:
        if one.invoice_id is not None:
            self._workspace.open("invoice.editor", id=one.invoice_id)

    def _open_party(self, name: str) -> None:
        if self.shown is not None and getattr(self.shown.detail.trade, name) is not None:
            self._workspace.open("partners", id=getattr(self.shown.detail.trade, name), peek=True)

    def print(self) -> None:
        """The contract note on paper."""
        self._with_paper(lambda pdf: print_pdf(self.window(), pdf, self.title))

    def save_paper(self) -> None:
        """The contract note as a file."""
        self._with_paper(lambda pdf: save_pdf(self.window(), pdf, file_name(self.title)))

    def _with_paper(self, use: Any) -> None:
        if self.record_id is not None:
            self._workspace.read(trade_reading.paper(self.record_id), use, owner=self, slot="paper")

    def _touched(self, touched: dict[str, Any]) -> None:
        if {"trade", "delivery", "lot", "lot_test", "claim", "brokerage_charge", "invoice", "bill"} & set(
            touched
        ):
            self._read()

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 goes through."""
        return (self.lots.table, self.deliveries.table)


def _changed(changes: Any) -> str:
    """Old and new values of an amendment in one line."""
    if not isinstance(changes, dict):
        return ""
    parts = []
    for name, both in list(changes.items())[:4]:
        if isinstance(both, list | tuple) and len(both) == 2:
            parts.append(f"{name.replace('_', ' ')} {both[0] or '–'} → {both[1] or '–'}")
    return "; ".join(parts)
