"""Commission plans, the snapshots frozen when a commission falls due, its entries and their settlement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from rayafin_desktop.engine.columns import (
    Code,
    Count,
    Currency,
    Json,
    Length,
    Minor,
    Name,
    Note,
    Quantity,
    Rate,
    References,
)
from rayafin_desktop.engine.entity import Entity, Part, entity, part

from .periods import Period
from .rules import Basis, Status, TierBy, TierMode, Trigger

_ZERO = Decimal(0)


class Cause(StrEnum):
    """What made the formula move."""

    SETTLED = "SETTLED"
    REOPENED = "REOPENED"
    POSTED = "POSTED"
    CREDITED = "CREDITED"
    VOIDED = "VOIDED"


class Payer(StrEnum):
    """Who pays a commission: we an agent, or the buyer, the seller, or each of the two us."""

    WE = "WE"
    BUYER = "BUYER"
    SELLER = "SELLER"
    BOTH = "BOTH"


class Seat(StrEnum):
    """What somebody is in a commission: two we pay, two who pay us."""

    AGENT = "AGENT"
    SUB_AGENT = "SUB_AGENT"
    BUYER = "BUYER"
    SELLER = "SELLER"

    @property
    def is_income(self) -> bool:
        """Whether this one owes the brokerage to us."""
        return self in (Seat.BUYER, Seat.SELLER)


class SettlementStatus(StrEnum):
    """A settlement waits for its money, has it, was cancelled, or is negative and carried forward."""

    OPEN = "OPEN"
    PAID = "PAID"
    CANCELLED = "CANCELLED"
    CARRIED = "CARRIED"


@entity(
    "commission_plans",
    indexes=[("name", "id"), ("member_id",), ("party_id",)],
    checks={
        "rate": "rate >= 0 AND (basis NOT IN ('NET', 'MARGIN') OR rate <= 100000000)",
        "whom": "member_id IS NULL OR party_id IS NULL",
        "seller": "payer NOT IN ('SELLER', 'BOTH') OR party_id IS NOT NULL",
    },
    reference=True,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class CommissionPlan(Entity):
    """How somebody is paid; see `rules.Plan` for the meaning of `rate` and the tiers.

    `payer` WE pays the member or the party named, or with neither whoever is the customer's agent.
    Otherwise we earn: from the customer (BUYER), from the party named (SELLER) or from both.
    `own_customers` keeps a member's plan to the customers whose agent he is. `revision` counts the
    versions of the terms; each is kept as a CommissionPlanVersion.
    """

    name: Name
    payer: Payer = Payer.WE
    member_id: Annotated[UUID | None, References("members")] = None
    party_id: Annotated[UUID | None, References("parties")] = None
    own_customers: bool = True
    basis: Basis = Basis.NET
    trigger: Trigger = Trigger.PAID_FULL
    rate: Rate
    unit: Annotated[str, Length(20)] = ""
    tier_mode: TierMode = TierMode.SLAB
    tier_by: TierBy = TierBy.DOCUMENT
    period: Period = Period.MONTH
    priority: Count = 0
    counts_write_off: bool = False
    counts_charges: bool = False
    counts_tax: bool = False
    revision: Count = 1
    is_active: bool = True


@part("commission_plan_tiers", of=CommissionPlan, kind="commission_plan_tier")
@dataclass(frozen=True, kw_only=True, slots=True)
class CommissionPlanTier(Part):
    """Above this much the plan pays another rate."""

    commission_plan_id: UUID
    above: Quantity
    rate: Rate


@part("commission_plan_targets", of=CommissionPlan, kind="commission_plan_target")
@dataclass(frozen=True, kw_only=True, slots=True)
class CommissionPlanTarget(Part):
    """What a plan applies to: an item, or the goods whose HSN or SAC begins so, and whose; all given must
    fit."""

    commission_plan_id: UUID
    item_id: Annotated[UUID | None, References("items")] = None
    hsn: Annotated[str, Length(12)] = ""
    customer_id: Annotated[UUID | None, References("parties")] = None


@part(
    "commission_plan_shares",
    of=CommissionPlan,
    kind="commission_plan_share",
    checks={
        "whom": "(member_id IS NULL) <> (party_id IS NULL)",
        "percent": "percent BETWEEN 0 AND 100000000",
    },
)
@dataclass(frozen=True, kw_only=True, slots=True)
class CommissionPlanShare(Part):
    """A sub-broker's percent of the commission; what is left is the beneficiary's own, or the house's."""

    commission_plan_id: UUID
    member_id: Annotated[UUID | None, References("members")] = None
    party_id: Annotated[UUID | None, References("parties")] = None
    percent: Rate


@entity("commission_plan_versions", unique=[("plan_id", "plan_version")])
@dataclass(frozen=True, kw_only=True, slots=True)
class CommissionPlanVersion(Entity):
    """The terms a plan had in one of its versions, all of them, as the snapshots of it saw them."""

    plan_id: Annotated[UUID, References("commission_plans")]
    plan_version: Count
    terms: Json


@entity(
    "commissions",
    unique=[("invoice_id", "cycle", "seat_no"), ("invoice_id", "seat_no")],
    indexes=[("member_id", "frozen_on"), ("party_id", "frozen_on"), ("plan_id", "period_from")],
    where={
        ("invoice_id", "seat_no"): "is_live",
        ("party_id", "frozen_on"): "party_id IS NOT NULL",
        ("plan_id", "period_from"): "period_from IS NOT NULL",
    },
    checks={
        "cycle": "cycle >= 1",
        "rate": "rate >= 0",
        "whom": "(member_id IS NULL) <> (party_id IS NULL)",
    },
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Commission(Entity):
    """The snapshot: everything the formula reads, as it was when the commission first fell due.

    Nothing in it changes but `is_live`, which ends when all of it has been taken back; if the invoice is
    paid again the next `cycle` begins, frozen anew. `plan_version` is 0 for the member's plain percent.
    All seats of an invoice are frozen together, each with its `seat_no`. `terms` holds what only some
    plans have (tiers, unit, what else counts); `percents` and `share_at` say which part of a shared
    commission this is. `is_whole` says that it counts the document as a whole; else it has lines.
    """

    invoice_id: Annotated[UUID, References("invoices")]
    seat: Seat = Seat.AGENT
    seat_no: Count = 1
    member_id: Annotated[UUID | None, References("members")] = None
    party_id: Annotated[UUID | None, References("parties")] = None
    cycle: Count
    plan_id: Annotated[UUID | None, References("commission_plans")] = None
    plan_version: Count = 0
    basis: Basis
    trigger: Trigger
    rate: Rate
    counts_write_off: bool
    terms: Json | None = None
    percents: Json | None = None
    share_at: Count | None = None
    is_whole: bool = True
    currency: Currency
    fx_rate: Rate
    gross_minor: Minor
    net_minor: Minor
    cost_minor: Minor = 0
    quantity: Quantity
    period_from: date | None = None  # of a plan by turnover: the first day of its period
    turnover: Quantity = _ZERO  # what this document adds to it
    turnover_before: Quantity = _ZERO
    frozen_on: date
    is_live: bool = True


@part("commission_lines", of=Commission, kind="commission_line")
@dataclass(frozen=True, kw_only=True, slots=True)
class CommissionLine(Part):
    """A line of the invoice (by its number) that a commission counts, with its cost when it was posted."""

    commission_id: UUID
    net_minor: Minor
    cost_minor: Minor
    quantity: Quantity
    unit: Annotated[str, Length(20)] = ""


@entity(
    "commission_settlements",
    unique=[("number",), ("invoice_id",), ("bill_id",)],
    indexes=[("member_id", "settled_on"), ("party_id", "settled_on"), ("settled_on", "id")],
    where={
        ("bill_id",): "bill_id IS NOT NULL",
        ("invoice_id",): "invoice_id IS NOT NULL",
        ("party_id", "settled_on"): "party_id IS NOT NULL",
    },
    checks={
        "amount": "amount_minor > 0 OR (amount_minor < 0 AND status IN ('CARRIED', 'CANCELLED'))",
        "recovered": "recovered_minor BETWEEN 0 AND amount_minor OR recovered_minor = 0",
        "paid": "(status = 'PAID') = (paid_on IS NOT NULL) AND (account_id IS NULL OR status = 'PAID')",
        "whom": "(member_id IS NULL) <> (party_id IS NULL)",
        "paper": "invoice_id IS NULL OR bill_id IS NULL",
    },
)
@dataclass(frozen=True, kw_only=True, slots=True)
class CommissionSettlement(Entity):
    """What one member or party is paid, or pays us (`is_income`), at once, in one currency.

    `amount_minor` is the sum of its entries. A negative one is carried forward; `recovered_minor` is
    what a later one keeps back of such. An outside agent's is paid by a bill, income by an invoice.
    """

    number: Code
    member_id: Annotated[UUID | None, References("members")] = None
    party_id: Annotated[UUID | None, References("parties")] = None
    is_income: bool = False
    currency: Currency
    settled_on: date
    amount_minor: Minor
    recovered_minor: Minor = 0
    recovered_base_minor: Minor = 0
    withheld_minor: Minor = 0
    status: SettlementStatus = SettlementStatus.OPEN
    paid_on: date | None = None
    account_id: Annotated[UUID | None, References("accounts")] = None
    invoice_id: Annotated[UUID | None, References("invoices")] = None
    bill_id: Annotated[UUID | None, References("bills")] = None
    reference: Name = ""

    @property
    def payable_minor(self) -> int:
        """What is paid or billed: the entries less what is recovered."""
        return self.amount_minor - self.recovered_minor


@entity(
    "commission_entries",
    unique=[("commission_id", "step")],
    indexes=[
        ("member_id", "status"),
        ("party_id", "status"),
        ("status", "happened_on"),
        ("happened_on", "id"),
        ("settlement_id",),
    ],
    where={
        ("settlement_id",): "settlement_id IS NOT NULL",
        ("party_id", "status"): "party_id IS NOT NULL",
    },
    checks={
        "amount": "amount_minor <> 0",
        "settlement": "(status IN ('SETTLED', 'PAID')) = (settlement_id IS NOT NULL)",
        "whom": "(member_id IS NULL) <> (party_id IS NULL)",
        "reverses": "reverses_id IS NULL OR amount_minor < 0",
    },
)
@dataclass(frozen=True, kw_only=True, slots=True)
class CommissionEntry(Entity):
    """One step of a commission: what was missing to the formula's figure, or too much (negative).

    Its figures never change, only its status does. `why` is the formula with its numbers. A negative one
    names in `reverses_id` the step it takes back from, the latest that earned.
    """

    commission_id: Annotated[UUID, References("commissions")]
    member_id: Annotated[UUID | None, References("members")] = None
    party_id: Annotated[UUID | None, References("parties")] = None
    seat: Seat = Seat.AGENT
    step: Count
    happened_on: date
    cause: Cause
    settled_minor: Minor
    credited_net_minor: Minor
    target_minor: Minor
    amount_minor: Minor
    base_minor: Minor
    currency: Currency
    status: Status
    settlement_id: Annotated[UUID | None, References("commission_settlements")] = None
    reverses_id: Annotated[UUID | None, References("commission_entries")] = None
    why: Note
