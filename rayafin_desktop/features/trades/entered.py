"""A contract as it was entered, so that it can be said again with something changed."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from rayafin_desktop.engine.commands import Command, Exact
from rayafin_desktop.engine.work import Read, Work

from ..commodities.terms import LimitContent, TermsContent
from ..commodities.terms_reading import TERMS
from .amending import AmendTrade, amend_trade
from .content import BrokerageContent, ShareContent, TradeContent
from .model import Trade, TradeBrokerage, TradeLimit, TradeShare

_SAME = (
    "traded_on",
    "buyer_id",
    "seller_id",
    "buyer_broker_id",
    "seller_broker_id",
    "broker_member_id",
    "allowance_table_id",
    "passing_days",
    "claim_days",
    "claim_working_days",
    "arbitration",
    "po_number",
    "notes",
)


@dataclass(frozen=True, kw_only=True)
class ReviseTrade(Command[UUID]):
    """Amend what changes most often, and leave the rest as it is; None leaves a field, too.

    For everything else there is `AmendTrade`.
    """

    permission: ClassVar[str] = "trade.save"
    id: UUID
    version: int | None = None
    price: Exact | None = None
    quantity: Exact | None = None
    delivery_from: date | None = None
    delivery_to: date | None = None
    payment_days: int | None = None
    po_number: str | None = None
    reason: str
    asked_by: str = ""


def entered_content(read: Read, trade_id: UUID) -> TradeContent:
    """What would be entered to get this contract: its terms, limits, brokerage and shares.

    Lots and clauses are left out (clauses None): an amendment keeps both.
    """
    read.actor.require("trade.read")
    trade = read.get(Trade, trade_id)
    limits = tuple(
        LimitContent(parameter=one.parameter, min_value=one.min_value, max_value=one.max_value)
        for one in read.parts(TradeLimit, trade_id)
    )
    terms = TermsContent(**{name: getattr(trade, name) for name in TERMS}, limits=limits)
    values: dict[str, Any] = {name: getattr(trade, name) for name in _SAME}
    return TradeContent(
        terms=terms,
        **values,
        brokerages=tuple(
            BrokerageContent(
                side=one.side, basis=one.basis, rate=one.rate, unit=one.unit, trigger=one.trigger
            )
            for one in read.parts(TradeBrokerage, trade_id)
        ),
        shares=tuple(
            ShareContent(side=one.side, party_id=one.party_id, member_id=one.member_id, percent=one.percent)
            for one in read.parts(TradeShare, trade_id)
        ),
    )


def revise_trade(command: ReviseTrade, work: Work) -> UUID:
    content = entered_content(work, command.id)
    names = ("price", "quantity", "delivery_from", "delivery_to", "payment_days")
    said = {name: value for name in names if (value := getattr(command, name)) is not None}
    values: dict[str, Any] = {
        field.name: getattr(content, field.name) for field in dataclasses.fields(TradeContent)
    }
    values["terms"] = dataclasses.replace(content.terms, **said)
    if command.po_number is not None:
        values["po_number"] = command.po_number
    amended = AmendTrade(
        **values,
        id=command.id,
        version=command.version,
        reason=command.reason,
        asked_by=command.asked_by,
    )
    return amend_trade(amended, work)
