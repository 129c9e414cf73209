"""Contracts between a buyer and a seller: what was agreed, with which lots, brokerage and limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.engine.columns import (
    Code,
    Count,
    Json,
    Length,
    Minor,
    Name,
    Note,
    Personal,
    Quantity,
    Rate,
    References,
)
from rayafin_desktop.engine.entity import Entity, Part, entity, part

from ..commodities.rules import Side
from ..commodities.terms import TradeTerms
from .rules import BrokerageBasis, BrokerageTrigger, LotDecision, LotResult, Numbered, TradeState

__all__ = [
    "BrokerageBasis",
    "BrokerageRate",
    "BrokerageTrigger",
    "LotDecision",
    "LotResult",
    "Numbered",
    "Trade",
    "TradeAmendment",
    "TradeBrokerage",
    "TradeCounter",
    "TradeLimit",
    "TradeLot",
    "TradeShare",
    "TradeState",
]


@entity("trade_counters", unique=[("kind", "year")], checks={"next": "next_n > 0"})
@dataclass(frozen=True, kw_only=True, slots=True)
class TradeCounter(Entity):
    """The next number of one kind in one financial year; a device of a shared company counts apart."""

    kind: Numbered
    year: Annotated[str, Length(20)]
    next_n: Count = 1


@entity(
    "brokerage_rates",
    indexes=[("from_on", "id"), ("party_id",), ("commodity_id",)],
    checks={"rate": "rate >= 0"},
    reference=True,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class BrokerageRate(Entity):
    """The brokerage one side usually pays: for a party, for a commodity, for both or for all.

    The narrowest that fits counts (party and commodity, party, commodity, all), then the latest `from_on`.
    `rate` is percent, or major units of the company's currency per `unit` or for the whole.
    """

    side: Side
    party_id: Annotated[UUID | None, References("parties")] = None
    commodity_id: Annotated[UUID | None, References("commodities")] = None
    from_on: date
    basis: BrokerageBasis
    trigger: BrokerageTrigger = BrokerageTrigger.DELIVERY
    rate: Rate
    unit: TradeUnit | None = None
    is_active: bool = True


@entity(
    "trades",
    unique=[("number",), ("external_reference",)],
    where={("external_reference",): "external_reference IS NOT NULL"},
    indexes=[
        ("traded_on", "id"),
        ("state", "traded_on"),
        ("buyer_id", "traded_on"),
        ("seller_id", "traded_on"),
        ("commodity_id", "traded_on"),
    ],
    checks={
        "parties": "buyer_id IS NOT NULL OR seller_id IS NOT NULL",
        "apart": "buyer_id IS NULL OR seller_id IS NULL OR buyer_id <> seller_id",
        "quantity": "quantity > 0",
        "price": "price >= 0",
        "delivered": "delivered_packages >= 0 AND delivered_kg >= 0",
    },
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Trade(TradeTerms):
    """A contract. `buyer_id` or `seller_id` None is our own firm: then we deal for ourselves, else we broke.

    `quantity` and `price` are always there. `est_weight_kg` and `est_value_minor` are what it comes to by
    nominal weights; `delivered_kg`, `delivered_packages` and `delivered_minor` are told by deliveries.
    `buyer_confirmed_at` and its neighbours say when and by whom each side confirmed this revision; silence
    past a day shows as unconfirmed. `snapshot` is the frozen names and addresses, `content_hash` the SHA-256
    of what was agreed. Of a contract a side failed, `failed_side` says which, `market_price` and `penalty`
    are per price unit and `invoice_back_minor` what it owes the other for the balance (negative: is owed).
    """

    number: Code
    traded_on: date
    buyer_id: Annotated[UUID | None, References("parties")] = None
    seller_id: Annotated[UUID | None, References("parties")] = None
    buyer_broker_id: Annotated[UUID | None, References("parties")] = None
    seller_broker_id: Annotated[UUID | None, References("parties")] = None
    broker_member_id: Annotated[UUID | None, References("members")] = None
    state: TradeState = TradeState.OPEN
    est_weight_kg: Quantity = Decimal(0)
    est_value_minor: Minor = 0
    delivered_kg: Quantity = Decimal(0)
    delivered_packages: Count = 0
    delivered_minor: Minor = 0
    allowance_table_id: Annotated[UUID | None, References("allowance_tables")] = None
    passing_days: Count | None = None
    claim_days: Count | None = None
    claim_working_days: bool = True
    arbitration: Name = ""
    po_number: Name = ""
    clauses: Json | None = None
    notes: Note = ""
    note_sent_at: datetime | None = None
    note_sent_to: Annotated[Note, Personal] = ""
    buyer_confirmed_at: datetime | None = None
    buyer_confirmed_by: Annotated[Name, Personal] = ""
    seller_confirmed_at: datetime | None = None
    seller_confirmed_by: Annotated[Name, Personal] = ""
    revision: Count = 1
    snapshot: Annotated[Json | None, Personal] = None
    content_hash: Annotated[str, Length(64)] = ""
    closed_on: date | None = None
    close_reason: Note = ""
    failed_side: Side | None = None
    market_price: Rate | None = None
    penalty: Rate | None = None
    invoice_back_minor: Minor = 0
    external_reference: Annotated[str | None, Length(80)] = None
    branch_id: UUID | None = None


@part("trade_limits", of=Trade, kind="trade_limit")
@dataclass(frozen=True, kw_only=True, slots=True)
class TradeLimit(Part):
    """What a measured value may be at least and at most."""

    trade_id: UUID
    parameter: Code
    min_value: Quantity | None = None
    max_value: Quantity | None = None


@part("trade_lots", of=Trade, kind="trade_lot", indexes=[("lot_id",)])
@dataclass(frozen=True, kw_only=True, slots=True)
class TradeLot(Part):
    """A lot that fills the contract: packages promised and delivered, its result and what it is allowed.

    `allowance_minor` is what the buyer may keep back for it, in minor units of the contract's currency, by
    nominal weight until it is delivered. `released` packages went back to the lot. `decided_on` is when the
    buyer took or rejected it (`decision`); from then on a new test changes nothing here.
    """

    trade_id: UUID
    lot_id: Annotated[UUID, References("lots")]
    packages: Count
    delivered: Count = 0
    released: Count = 0
    result: LotResult = LotResult.UNTESTED
    lot_test_id: Annotated[UUID | None, References("lot_tests")] = None
    allowance_minor: Minor = 0
    why: Json | None = None
    decided_on: date | None = None
    decision: LotDecision | None = None
    decision_reason: Note = ""


@part("trade_brokerages", of=Trade, kind="trade_brokerage")
@dataclass(frozen=True, kw_only=True, slots=True)
class TradeBrokerage(Part):
    """The brokerage one side pays us; frozen with the contract."""

    trade_id: UUID
    side: Side
    basis: BrokerageBasis
    trigger: BrokerageTrigger = BrokerageTrigger.DELIVERY
    rate: Rate
    unit: TradeUnit | None = None


@part(
    "trade_shares",
    of=Trade,
    kind="trade_share",
    checks={
        "percent": "percent > 0 AND percent <= 100000000",
        "whom": "(party_id IS NULL) <> (member_id IS NULL)",
    },
)
@dataclass(frozen=True, kw_only=True, slots=True)
class TradeShare(Part):
    """A sub-broker's percent of the brokerage of one side; what is left is the house's."""

    trade_id: UUID
    side: Side
    party_id: Annotated[UUID | None, References("parties")] = None
    member_id: Annotated[UUID | None, References("members")] = None
    percent: Rate


@entity("trade_amendments", unique=[("trade_id", "revision")])
@dataclass(frozen=True, kw_only=True, slots=True)
class TradeAmendment(Entity):
    """What a revision of a contract changed, old and new, with who asked for it and why."""

    trade_id: Annotated[UUID, References("trades")]
    revision: Count
    amended_on: date
    amended_by: Annotated[Name, Personal] = ""
    reason: Note = ""
    changes: Json
    content_hash: Annotated[str, Length(64)] = ""
