"""What is entered of a contract beyond its terms: sides, lots, brokerage and sub-brokers' shares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.engine.commands import Exact

from ..commodities.rules import Side
from ..commodities.terms import TermsContent
from .rules import BrokerageBasis, BrokerageTrigger


@dataclass(frozen=True, kw_only=True)
class TradeLotContent:
    """A lot that fills the contract, and how many packages of it."""

    lot_id: UUID
    packages: int


@dataclass(frozen=True, kw_only=True)
class BrokerageContent:
    """The brokerage one side pays: `rate` percent, or major units of the contract's currency."""

    side: Side
    basis: BrokerageBasis = BrokerageBasis.PERCENT
    rate: Exact
    unit: TradeUnit | None = None
    trigger: BrokerageTrigger = BrokerageTrigger.DELIVERY


@dataclass(frozen=True, kw_only=True)
class ShareContent:
    """A sub-broker's percent of the brokerage of one side: a party or a member."""

    side: Side
    party_id: UUID | None = None
    member_id: UUID | None = None
    percent: Exact


@dataclass(frozen=True, kw_only=True)
class TradeContent:
    """A contract as it is entered.

    `buyer_id` or `seller_id` None is our own firm. `brokerages` None takes the usual rates, an empty tuple
    none. `clause_ids` None takes the standard clauses. Days left out are those of the clauses.
    """

    terms: TermsContent
    traded_on: date
    buyer_id: UUID | None = None
    seller_id: UUID | None = None
    buyer_broker_id: UUID | None = None
    seller_broker_id: UUID | None = None
    broker_member_id: UUID | None = None
    lots: tuple[TradeLotContent, ...] = ()
    brokerages: tuple[BrokerageContent, ...] | None = None
    shares: tuple[ShareContent, ...] = ()
    allowance_table_id: UUID | None = None
    clause_ids: tuple[UUID, ...] | None = None
    passing_days: int | None = None
    claim_days: int | None = None
    claim_working_days: bool | None = None
    arbitration: str = ""
    po_number: str = ""
    notes: str = ""
    external_reference: str | None = None
