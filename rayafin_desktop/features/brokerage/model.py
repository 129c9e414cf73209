"""What principals owe us for contracts: an append-only log of charges, from the contract to the paid bill."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.engine.columns import Count, Currency, Minor, Note, Quantity, Rate, References
from rayafin_desktop.engine.entity import Entity, entity

from ..commodities.rules import Side
from ..trades.model import BrokerageBasis, BrokerageTrigger


class ChargeState(StrEnum):
    """Waits for its bill, is billed, is paid, or was taken back before anybody was billed."""

    DUE = "DUE"
    BILLED = "BILLED"
    SETTLED = "SETTLED"
    CANCELLED = "CANCELLED"


class Cause(StrEnum):
    """What moved the formula."""

    MADE = "MADE"
    AMENDED = "AMENDED"
    DELIVERED = "DELIVERED"
    TAKEN_BACK = "TAKEN_BACK"
    ALLOWED = "ALLOWED"
    ENDED = "ENDED"
    REOPENED = "REOPENED"


@entity(
    "brokerage_charges",
    unique=[("trade_id", "side", "step"), ("trade_id", "side", "lump_no")],
    where={
        ("trade_id", "side", "lump_no"): "lump_no IS NOT NULL",
        ("invoice_id",): "invoice_id IS NOT NULL",
    },
    indexes=[
        ("party_id", "state"),
        ("state", "due_on"),
        ("due_on", "id"),
        ("invoice_id",),
    ],
    checks={
        "amount": "amount_minor <> 0",
        "billed": "(state IN ('BILLED', 'SETTLED')) = (invoice_id IS NOT NULL)",
        "line": "(invoice_id IS NULL) = (invoice_line_no IS NULL)",
        "against": "against_id IS NULL OR amount_minor < 0",
        "lump": "lump_no IS NULL OR amount_minor > 0",
    },
)
@dataclass(frozen=True, kw_only=True, slots=True)
class BrokerageCharge(Entity):
    """One step of a side's brokerage: what was missing to the formula's figure, or too much (negative).

    `base_minor`, `kg` and `packages` are what the formula read, all that counts by then and not this step's
    part; `target_minor` is what it gave, `amount_minor` the step, minor units of `currency`. `booked_minor`
    is the step in the company's currency, as accrued at `fx_rate`. Figures never change, only the state and
    the invoice (or credit note) do. `against_id` is the bill a step takes back from. `counts_allowances` is
    frozen with a contract's first step. `lump_no` numbers how often a lump was earned: the contract is
    billed once.
    """

    trade_id: Annotated[UUID, References("trades")]
    delivery_id: Annotated[UUID | None, References("deliveries")] = None
    side: Side
    party_id: Annotated[UUID, References("parties")]
    step: Count
    cause: Cause
    happened_on: date
    due_on: date
    basis: BrokerageBasis
    trigger: BrokerageTrigger
    rate: Rate
    unit: TradeUnit | None = None
    counts_allowances: bool
    base_minor: Minor
    kg: Quantity
    packages: Count
    target_minor: Minor
    amount_minor: Minor
    currency: Currency
    fx_rate: Rate
    booked_minor: Minor
    lump_no: Count | None = None
    state: ChargeState = ChargeState.DUE
    invoice_id: Annotated[UUID | None, References("invoices")] = None
    invoice_line_no: Count | None = None
    against_id: Annotated[UUID | None, References("invoices")] = None
    why: Note
    branch_id: UUID | None = None
