"""Commission plans, the snapshots frozen when a commission falls due, its entries and their settlement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from rayafin_desktop.engine.columns import (
    Code,
    Count,
    Currency,
    Minor,
    Name,
    Note,
    Quantity,
    Rate,
    References,
)
from rayafin_desktop.engine.entity import Entity, entity

from .rules import Basis, Status, Trigger


class Cause(StrEnum):
    """What made the formula move."""

    SETTLED = "SETTLED"
    REOPENED = "REOPENED"
    POSTED = "POSTED"
    CREDITED = "CREDITED"
    VOIDED = "VOIDED"


class SettlementStatus(StrEnum):
    """A settlement waits for its money, has it, or was cancelled."""

    OPEN = "OPEN"
    PAID = "PAID"
    CANCELLED = "CANCELLED"


@entity(
    "commission_plans",
    unique=[("member_id",)],
    indexes=[("name", "id")],
    where={("member_id",): "deleted_at IS NULL"},
    checks={"rate": "rate >= 0 AND (basis NOT IN ('NET', 'MARGIN') OR rate <= 100000000)"},
    reference=True,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class CommissionPlan(Entity):
    """How one member is paid, in place of his plain percent; see `rules.Plan` for the meaning of `rate`."""

    name: Name
    member_id: Annotated[UUID, References("members")]
    basis: Basis = Basis.NET
    trigger: Trigger = Trigger.PAID_FULL
    rate: Rate
    counts_write_off: bool = False
    is_active: bool = True


@entity(
    "commissions",
    unique=[("invoice_id", "member_id", "cycle"), ("invoice_id", "member_id")],
    indexes=[("member_id", "frozen_on")],
    where={("invoice_id", "member_id"): "is_live"},
    checks={"cycle": "cycle >= 1", "rate": "rate >= 0"},
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Commission(Entity):
    """The snapshot: everything the formula reads, as it was when the commission first fell due.

    Nothing in it changes but `is_live`, which ends when all of it has been taken back; if the invoice is
    paid again the next `cycle` begins, frozen anew. `plan_version` is 0 for the member's plain percent.
    """

    invoice_id: Annotated[UUID, References("invoices")]
    member_id: Annotated[UUID, References("members")]
    cycle: Count
    plan_id: Annotated[UUID | None, References("commission_plans")] = None
    plan_version: Count = 0
    basis: Basis
    trigger: Trigger
    rate: Rate
    counts_write_off: bool
    currency: Currency
    fx_rate: Rate
    gross_minor: Minor
    net_minor: Minor
    quantity: Quantity
    frozen_on: date
    is_live: bool = True


@entity(
    "commission_settlements",
    unique=[("number",)],
    indexes=[("member_id", "settled_on"), ("settled_on", "id")],
    checks={
        "amount": "amount_minor > 0",
        "paid": "(status = 'PAID') = (paid_on IS NOT NULL) AND (status = 'PAID') = (account_id IS NOT NULL)",
    },
)
@dataclass(frozen=True, kw_only=True, slots=True)
class CommissionSettlement(Entity):
    """What one member is paid at once, in one currency."""

    number: Code
    member_id: Annotated[UUID, References("members")]
    currency: Currency
    settled_on: date
    amount_minor: Minor
    status: SettlementStatus = SettlementStatus.OPEN
    paid_on: date | None = None
    account_id: Annotated[UUID | None, References("accounts")] = None
    reference: Name = ""


@entity(
    "commission_entries",
    unique=[("commission_id", "step")],
    indexes=[("member_id", "status"), ("status", "happened_on"), ("happened_on", "id"), ("settlement_id",)],
    where={("settlement_id",): "settlement_id IS NOT NULL"},
    checks={
        "amount": "amount_minor <> 0",
        "settlement": "(status IN ('SETTLED', 'PAID')) = (settlement_id IS NOT NULL)",
    },
)
@dataclass(frozen=True, kw_only=True, slots=True)
class CommissionEntry(Entity):
    """One step of a commission: what was missing to the formula's figure, or too much (negative).

    Its figures never change, only its status does. `why` is the formula with its numbers.
    """

    commission_id: Annotated[UUID, References("commissions")]
    member_id: Annotated[UUID, References("members")]
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
    why: Note
