"""The rounds of a negotiation: what the seller said on one side, what the buyer said on the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QWidget

from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.desktop.components.card import Card
from rayafin_desktop.desktop.components.label import ElidedLabel, Label
from rayafin_desktop.desktop.components.layout import clear, column, row
from rayafin_desktop.desktop.components.pill import Pill
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.theme import colour
from rayafin_desktop.desktop.theme.fonts import CARD_TITLE, CRUMB, MEDIUM, MICRO, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.screens import Tone
from rayafin_desktop.features.commodities.rules import Side

from .measures import apart, said_moment, said_price, said_quantity

if TYPE_CHECKING:
    from datetime import date

    from rayafin_desktop.features.offers.talks import Thread, ThreadRound

_KINDS: dict[str, tuple[str, Tone]] = {
    "OFFER": ("Offer", "info"),
    "COUNTER": ("Counter", "orange"),
    "ACCEPT": ("Accepted", "pos"),
    "REJECT": ("Rejected", "neg"),
    "WITHDRAW": ("Withdrawn", "muted"),
    "EXPIRE": ("Expired", "muted"),
}
_TERMS = {
    "variety": "Variety", "grade": "Grade", "basis": "Basis", "payment_type": "Payment",
    "payment_days": "Days", "delivery_from": "Delivery from", "delivery_to": "Delivery to",
    "limits": "Quality", "origin_id": "From", "destination_id": "To", "tax_term": "Tax",
    "discount_percent": "Cash discount %", "advance_percent": "Advance %", "price_type": "Price is",
}  # fmt: skip


class RoundCard(Card):
    """One round."""

    def __init__(self, thread: Thread, one: ThreadRound, formats: Formats, today: date) -> None:
        super().__init__(padding=12, edge="accent_line" if one.stands else "line", spacing=4)
        offer = thread.offer
        word, tone = _KINDS[str(one.kind)]
        price = said_price(one.price, TradeUnit(str(offer.price_unit)), offer.currency, formats)
        quantity = said_quantity(one.quantity, TradeUnit(str(offer.unit)), formats)
        speaks = str(one.kind) in ("OFFER", "COUNTER")
        word = tr("Bid") if word == "Offer" and one.side is Side.BUY else tr(word)
        head = row(Label(f"{one.round_no}", SMALL, REGULAR, "text3", tabular=True), Pill(word, tone), None)
        head.addWidget(Label(formats.instant(one.said_at), MICRO, REGULAR, "text2", tabular=True))
        self.column.addLayout(head)
        if speaks or str(one.kind) == "ACCEPT":
            figures = row(
                Label(price or tr("no price"), CRUMB, SEMIBOLD, "text" if price else "text3", tabular=True),
                None,
                Label(quantity, SMALL, MEDIUM, "text2", tabular=True),
            )
            self.column.addLayout(figures)
        for field, before, after in one.changes:
            change = f"{tr(_TERMS.get(field, field))}: {before or '–'} → {after or '–'}"
            self.column.addWidget(ElidedLabel(change, SMALL, REGULAR, "text"))
        if one.text:
            self.column.addWidget(Label(f"“{one.text}”", SMALL, REGULAR, "text2", wrap=True))
        foot = [one.said_by, self._until(one, formats, today)]
        if any(foot):
            self.column.addWidget(
                ElidedLabel(" · ".join(filter(None, foot)), MICRO, REGULAR, "text2", tabular=True)
            )
        self.setAccessibleName(
            f"{one.round_no}. {word} {one.party_name}: {price} {quantity} {one.text}".strip()
        )

    def _until(self, one: ThreadRound, formats: Formats, today: date) -> str:
        if one.valid_until is None or not one.stands:
            return ""
        return tr("stands until {time}", time=apart(said_moment(one.valid_until, today, formats)))


class Rounds(QWidget):
    """Seller on the leading side, buyer on the other, time runs down the middle."""

    def __init__(self) -> None:
        super().__init__()
        self.seller = ElidedLabel("", CARD_TITLE, SEMIBOLD)
        self.buyer = ElidedLabel("", CARD_TITLE, SEMIBOLD)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(40)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        heads = row(
            column(Label(tr("Seller"), SMALL, REGULAR, "text2"), self.seller, spacing=0),
            40,
            column(Label(tr("Buyer"), SMALL, REGULAR, "text2"), self.buyer, spacing=0),
            spacing=0,
        )
        heads.setStretch(0, 1)
        heads.setStretch(2, 1)
        self.setLayout(column(heads, self._grid, None, spacing=12, margins=(24, 16, 24, 16)))
        self.cards: list[RoundCard] = []

    def show_thread(self, thread: Thread, formats: Formats, today: date) -> None:
        """Show all rounds, the newest last."""
        clear(self._grid)
        self.seller.setText(thread.seller_name)
        self.buyer.setText(thread.buyer_name)
        self.cards = []
        for at, one in enumerate(thread.rounds):
            card = RoundCard(thread, one, formats, today)
            place = 0 if one.side is Side.SELL else 1
            self._grid.addWidget(card, at, place, Qt.AlignmentFlag.AlignTop)
            self.cards.append(card)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line of time, with a dot beside each round."""
        if not self.cards:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = self.width() / 2
        first, last = self.cards[0].geometry(), self.cards[-1].geometry()
        painter.setPen(QPen(colour("line"), 2))
        painter.drawLine(round(x), first.top() + 20, round(x), last.top() + 20)
        for card in self.cards:
            painter.setPen(QPen(colour("accent"), 2))
            painter.setBrush(colour("surface"))
            painter.drawEllipse(round(x) - 5, card.geometry().top() + 15, 10, 10)
