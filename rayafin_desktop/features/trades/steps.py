"""What happened to a contract, for its timeline, and what an amendment changed, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

from rayafin_desktop.base.money import currency_digits, to_major
from rayafin_desktop.engine.work import Read

from ..commodities.rules import Side
from ..lots.model import Lot
from .model import Trade, TradeAmendment, TradeLot
from .queries import frozen_name
from .rules import LotDecision, TradeState


@dataclass(frozen=True, slots=True)
class Step:
    """A moment of a contract, for a timeline."""

    at: datetime
    title: str
    detail: str = ""
    tone: str = "neutral"


_ENDS = {
    TradeState.DELIVERED: ("Delivered within the tolerance", "pos"),
    TradeState.CLOSED: ("Closed", "pos"),
    TradeState.CANCELLED: ("Cancelled", "neg"),
    TradeState.DEFAULTED: ("Failed by a side", "neg"),
}
# Fields of a contract as people call them; what is not here is a whole and only told as changed.
FIELD_WORDS: Mapping[str, str] = {
    "traded_on": "date",
    "buyer_id": "buyer",
    "seller_id": "seller",
    "buyer_broker_id": "buyer's broker",
    "seller_broker_id": "seller's broker",
    "commodity_id": "commodity",
    "variety": "variety",
    "grade": "grade",
    "crop_year": "crop",
    "quantity": "quantity",
    "unit": "unit",
    "tolerance_percent": "tolerance",
    "package_kg": "weight of a package",
    "packing": "packing",
    "lorries": "lorries",
    "price": "price",
    "price_unit": "unit of the price",
    "kg_per_price_unit": "weight of a price unit",
    "price_type": "kind of price",
    "currency": "currency",
    "basis": "basis",
    "tax_term": "tax",
    "origin_id": "from",
    "destination_id": "to",
    "delivery_from": "delivery from",
    "delivery_to": "delivery to",
    "payment_type": "payment",
    "payment_days": "days of credit",
    "advance_percent": "advance",
    "discount_percent": "cash discount",
    "passing_days": "days to pass",
    "claim_days": "days to claim",
    "arbitration": "arbitration",
    "po_number": "order number",
    "allowance_table_id": "allowances",
    "clauses": "clauses",
    "limits": "quality limits",
    "brokerages": "brokerage",
    "shares": "sub-brokers",
    "notes": "notes",
}
_FOLLOWS = frozenset({"est_value_minor", "claim_working_days"})
_WHOLE = frozenset({"allowance_table_id", "clauses", "limits", "brokerages", "shares", "notes"})


def changed_words(changes: Mapping[str, Any]) -> str:
    """What an amendment changed: `price 61500 → 61000, quality limits`."""
    said = []
    for name, words in FIELD_WORDS.items():
        if name not in changes:
            continue
        old, new = changes[name]
        plain = not isinstance(old, list | dict) and not isinstance(new, list | dict)
        shown = plain and name not in _WHOLE
        said.append(f"{words} {_shown(old)} → {_shown(new)}" if shown else words)
    return ", ".join(said)


def _shown(value: Any) -> str:
    return "–" if value is None or value == "" else str(value)


def trade_steps(read: Read, trade_id: UUID) -> list[Step]:
    """What happened to a contract itself, the newest first; deliveries and bills are others' to tell."""
    read.actor.require("trade.read")
    trade = read.get(Trade, trade_id)
    steps = [Step(trade.created_at, "Contract made", _between(trade), "info")]
    if trade.note_sent_at is not None:
        steps.append(Step(trade.note_sent_at, "Contract note sent", trade.note_sent_to))
    for side, title in ((Side.BUY, "Buyer confirmed"), (Side.SELL, "Seller confirmed")):
        role = "buyer" if side is Side.BUY else "seller"
        at: datetime | None = getattr(trade, f"{role}_confirmed_at")
        if at is not None:
            who = getattr(trade, f"{role}_confirmed_by") or frozen_name(trade, role)
            steps.append(Step(at, title, who, "pos"))
    c = TradeAmendment.c
    for one in read.all(TradeAmendment, c.trade_id == trade_id, order_by=[c.revision]):
        said = " · ".join(filter(None, (changed_words(one.changes), one.reason, one.amended_by)))
        steps.append(Step(one.created_at, "Amended", said, "warn"))
    steps += _decisions(read, trade_id)
    if trade.state in _ENDS and trade.closed_on is not None:
        title, tone = _ENDS[trade.state]
        # A day has no hour: as late on it as it was told, so that it stands behind what led to it.
        at = datetime.combine(trade.closed_on, time(), UTC)
        if trade.updated_at.date() == trade.closed_on:
            at = trade.updated_at
        steps.append(Step(at, title, _end_words(trade), tone))
    # Of one moment the later step stands above.
    return sorted(steps, key=lambda one: one.at)[::-1]


def _between(trade: Trade) -> str:
    names = [frozen_name(trade, role) for role in ("seller", "buyer")]
    return " → ".join(filter(None, names))


def _end_words(trade: Trade) -> str:
    said = [trade.close_reason]
    if trade.failed_side is not None:
        role = "buyer" if trade.failed_side is Side.BUY else "seller"
        digits = currency_digits(trade.currency)
        amount = f"{trade.currency} {to_major(trade.invoice_back_minor, digits):,.{digits}f}"
        said = [frozen_name(trade, role), amount, *said]
    return " · ".join(filter(None, said))


def _decisions(read: Read, trade_id: UUID) -> list[Step]:
    """Lots the buyer took or rejected."""
    lines = [one for one in read.parts(TradeLot, trade_id) if one.decision and one.decided_on]
    lots = read.by_ids(Lot, [one.lot_id for one in lines])
    steps = []
    for line in lines:
        rejected = line.decision is LotDecision.REJECTED
        said = " · ".join(filter(None, (lots[line.lot_id].lot_no, line.decision_reason)))
        if line.decided_on is not None:
            at = datetime.combine(line.decided_on, time(12), UTC)
            title = "Lot rejected" if rejected else "Lot taken"
            steps.append(Step(at, title, said, "neg" if rejected else "pos"))
    return steps
