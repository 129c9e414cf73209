"""One negotiation: bids and counters in two columns, the gap that is left, and the three ways on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.hint_bar import HintBar
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import Rule, Surface, box, column, row
from rayafin_desktop.desktop.components.page_header import PageHeader
from rayafin_desktop.desktop.components.question import ask_reason
from rayafin_desktop.desktop.components.scroll import ScrollColumn
from rayafin_desktop.desktop.keys import shortcut
from rayafin_desktop.desktop.theme.fonts import CARD_TITLE, HERO, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.features.commodities.rules import Side

from . import reading
from .accept_panel import accept
from .counter_panel import counter
from .facts import Facts
from .focus import take_focus
from .measures import apart, said_moment, said_price
from .round_cards import Rounds
from .said_terms import facts_of
from .words import OFFER_STATES, state_of

if TYPE_CHECKING:
    from .reading import Talk

_SIDE = 320


class NegotiationPage(Surface):
    """C counters, A accepts, W walks away."""

    key = "negotiation.page"
    nav_key = "trade.desk"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.title = tr("Negotiation")
        self.record_id: UUID | None = None
        self.talk: Talk | None = None
        self._build()
        for keys, run in (
            ("C", self.counter),
            ("A", self.accept),
            ("W", self.walk_away),
            ("O", self.open_offer),
        ):
            shortcut(self, keys, run)
        workspace.touched.connect(self._touched)
        workspace.formats_changed.connect(self._again)

    def _build(self) -> None:
        self.header = PageHeader(self.title, crumbs=(tr("Negotiations"),))
        self.header.crumb_chosen.connect(lambda _: self._workspace.open("negotiations"))
        self.walk_button = Button(tr("Walk away"), "danger", "x")
        self.counter_button = Button(tr("Counter"), "plain", "repeat")
        self.accept_button = Button(tr("Accept"), "primary", "handshake")
        self.trade_button = Button(tr("Open trade"), "primary", "arrow-right")
        for button, run in (
            (self.walk_button, self.walk_away),
            (self.counter_button, self.counter),
            (self.accept_button, self.accept),
            (self.trade_button, self._open_trade),
        ):
            button.clicked.connect(run)
            button.hide()
            self.header.add_action(button)
        self.rounds = Rounds()
        self.scroller = ScrollColumn(self.rounds)
        self.gap_title = Label(tr("Gap now"), CARD_TITLE, SEMIBOLD)
        self.gap = Label("–", HERO, SEMIBOLD, tabular=True)
        self.gap_about = Label("", SMALL, REGULAR, "text2", wrap=True)
        self.next_step = Label("", SMALL, REGULAR, "text2", wrap=True)
        self.facts = Facts()
        self.offer_link = Button("", "link")
        self.offer_link.clicked.connect(self.open_offer)
        side = column(
            self.gap_title, self.gap, self.gap_about, 4, self.next_step, 8, Rule(), 4,
            Label(tr("Terms as they stand"), CARD_TITLE, SEMIBOLD), self.facts,
            row(self.offer_link, None), None,
            spacing=6, margins=(20, 16, 20, 16),
        )  # fmt: skip
        self._side = Surface("app", column(ScrollColumn(box(side)), spacing=0))
        self.hints = HintBar((("A", "Accept"), ("C", "Counter"), ("W", "Walk away"), ("O", "Offer")))
        body = row(self.scroller, Rule(Qt.Orientation.Vertical), self._side, spacing=0)
        body.setStretch(0, 1)
        page = column(self.header, Rule(), body, self.hints, spacing=0)
        page.setStretch(2, 1)
        self.setLayout(page)
        self.setFocusProxy(self.accept_button)
        self.restyle()

    def restyle(self) -> None:
        self._side.setFixedWidth(grown(_SIDE))

    # What the window asks of a page

    def show_params(self, params: dict[str, Any]) -> None:
        """`id` of the negotiation; `counter` opens the counter at once."""
        if "id" in params:
            self.record_id = UUID(str(params["id"]))
            self._read(bool(params.get("counter")))

    def close_page(self) -> None:
        """Let go of the window's signals."""
        self._workspace.touched.disconnect(self._touched)
        self._workspace.formats_changed.disconnect(self._again)

    @property
    def ready(self) -> bool:
        """Whether the negotiation is shown."""
        return self.talk is not None

    # Reading

    def _read(self, then_counter: bool = False) -> None:
        id_ = self.record_id
        if id_ is None:
            return

        def show(talk: Talk) -> None:
            self._show(talk)
            if then_counter:
                self.counter()

        self._workspace.read(lambda read: reading.talk(read, id_), show, owner=self, slot="talk")

    def _again(self) -> None:
        if self.talk is not None:
            self._show(self.talk)

    def _show(self, talk: Talk) -> None:
        self.talk = talk
        thread, formats = talk.thread, self._workspace.formats
        offer = thread.offer
        self.title = tr(
            "{number}, {party}",
            number=offer.number,
            party=thread.buyer_name if offer.side is Side.SELL else thread.seller_name,
        )
        self.header.title.setText(self.title)
        self.header.set_state(*state_of(OFFER_STATES, thread.state))
        self.rounds.show_thread(thread, formats, talk.today)
        unit = TradeUnit(str(offer.price_unit))
        gap = thread.gap
        if gap is None:
            self.gap.setText("–")
            self.gap_about.setText(tr("Only one side has named a price."))
        else:
            self.gap.setText(said_price(abs(gap.per_unit), unit, offer.currency, formats))
            percent = "" if gap.percent is None else f"{formats.decimal(abs(gap.percent))}%"
            crossed = gap.per_unit < 0
            self.gap_title.setText(tr("They have crossed") if crossed else tr("Gap now"))
            self.gap_about.setText(
                tr(
                    "asked {asked}, bid {bid} ({percent})",
                    asked=formats.decimal(gap.asked),
                    bid=formats.decimal(gap.bid),
                    percent=percent,
                )
            )
        self.gap.set_tone("pos" if gap is not None and gap.per_unit <= 0 else "text")
        self.next_step.setText(self._who_is_next(talk))
        self.facts.show_facts(facts_of(_Joined(thread), thread.commodity_name, talk.places, formats))
        self.offer_link.setText(tr("Offer {number}", number=offer.number))
        self.offer_link.setAccessibleName(self.offer_link.text())
        is_open = (
            str(thread.state) in ("OPEN", "EXPIRED", "REJECTED", "WITHDRAWN") and str(offer.state) == "OPEN"
        )
        may = self._workspace.may
        self.walk_button.setVisible(str(thread.state) == "OPEN" and may("offer.negotiate"))
        self.counter_button.setVisible(is_open and may("offer.negotiate"))
        self.accept_button.setVisible(thread.may_accept is not None and may("offer.accept"))
        self.trade_button.setVisible(thread.negotiation.trade_id is not None)
        shown = [self.accept_button, self.trade_button, self.counter_button]
        self.setFocusProxy(next((one for one in shown if not one.isHidden()), self.header))
        take_focus(self)
        self.scroller.verticalScrollBar().setValue(self.scroller.verticalScrollBar().maximum())

    def _who_is_next(self, talk: Talk) -> str:
        thread, formats = talk.thread, self._workspace.formats
        if thread.negotiation.trade_id is not None:
            return tr("Agreed: the trade is made.")
        if thread.may_accept is None:
            return (
                tr("The last word no longer stands. A counter takes the talk up again.")
                if str(thread.state) == "EXPIRED"
                else ""
            )
        name = thread.buyer_name if thread.may_accept is Side.BUY else thread.seller_name
        until = thread.negotiation.valid_until
        time = apart(said_moment(until, talk.today, formats)) if until is not None else tr("any time")
        return tr("{party} may accept until {time}.", party=name, time=time)

    # Steps

    def counter(self) -> None:
        """Note what a side says now."""
        if self.talk is not None and not self.counter_button.isHidden():
            counter(self, self._workspace, self.talk.thread, lambda: self._workspace.say(tr("Counter noted")))

    def accept(self) -> None:
        """Show the contract, then make it."""
        talk = self.talk
        if talk is None or self.accept_button.isHidden():
            return
        thread = talk.thread
        number = thread.standing_no or thread.negotiation.rounds

        def show(preview: Any) -> None:
            accept(self, self._workspace, thread, preview, talk.places, self._made)

        self._workspace.read(
            lambda read: reading.preview(read, thread.negotiation.id, number),
            show,
            owner=self,
            slot="preview",
        )

    def _made(self, trade_id: UUID) -> None:
        self._workspace.say(tr("Trade made"))
        self._workspace.open("trade.page", id=trade_id)

    def walk_away(self) -> None:
        """End it: the side that spoke last takes its word back, else the other one refuses."""
        from rayafin_desktop.features.offers.negotiating import RejectNegotiation

        talk = self.talk
        if talk is None or self.walk_button.isHidden():
            return
        negotiation = talk.thread.negotiation
        other = negotiation.last_side.other
        name = talk.thread.buyer_name if other is Side.BUY else talk.thread.seller_name
        ask_reason(
            self,
            tr("Walk away"),
            tr("{party} does not take the last word. The offer itself stays open.", party=name),
            lambda why: self._workspace.execute(
                RejectNegotiation(id=negotiation.id, version=negotiation.version, reason=why),
                lambda _: self._workspace.say(tr("Negotiation ended")),
                owner=self,
            ),
        )

    def open_offer(self) -> None:
        """The offer they talk about."""
        if self.talk is not None:
            self._workspace.open("offer.page", id=self.talk.thread.offer.id)

    def _open_trade(self) -> None:
        if self.talk is not None and self.talk.thread.negotiation.trade_id is not None:
            self._workspace.open("trade.page", id=self.talk.thread.negotiation.trade_id)

    def _touched(self, touched: dict[str, Any]) -> None:
        if {"negotiation", "offer"} & set(touched):
            self._read()

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 goes through."""
        return (self.scroller, self._side)


class _Joined:
    """The terms of the last word, with the units of the offer where they name none."""

    def __init__(self, thread: Any) -> None:
        self._terms, self._offer = thread.terms, thread.offer

    def __getattr__(self, name: str) -> Any:
        if name in ("unit", "price_unit", "currency"):
            return getattr(self._offer, name)
        return getattr(self._terms, name)
