"""Lorries under a contract: their weights, what is deducted, what is charged, and what was billed."""

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
    Minor,
    Name,
    Note,
    Personal,
    Quantity,
    References,
)
from rayafin_desktop.engine.entity import Entity, Part, entity, part

from .rules import DeductionKind, WeighedAt, WeightRule


class DeliveryState(StrEnum):
    """A lorry on its way (LIFTED), weighed at the buyer's (DELIVERED), or taken back (VOID)."""

    LIFTED = "LIFTED"
    DELIVERED = "DELIVERED"
    VOID = "VOID"


@entity(
    "deliveries",
    kind="delivery",
    unique=[("number",), ("invoice_id",), ("bill_id",)],
    where={("invoice_id",): "invoice_id IS NOT NULL", ("bill_id",): "bill_id IS NOT NULL"},
    indexes=[("trade_id", "lifted_on"), ("lifted_on", "id"), ("state", "lifted_on")],
    checks={
        "packages": "packages >= 0",
        "weight": "net_kg >= 0 AND billed_kg >= 0",
        "delivered": "(state = 'DELIVERED') <= (delivered_on IS NOT NULL)",
    },
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery(Entity):
    """One lorry of a contract.

    `net_kg` is what the slips say by `weight_rule`, `billed_kg` what is left after deductions, `goods_minor`
    its value at the contract's price and `allowance_minor` what the tested lots are allowed; `charges_minor`
    is what charges add and take. `value_minor` = goods - allowance + charges, in minor units of `currency`.
    Freight and its advance are paid to the carrier and stand beside. Our own sale has an invoice, our own
    purchase a bill, freight that we pay a bill of the carrier (one may be of several lorries); where we
    broke, `seller_bill_minor` is what the seller billed.
    """

    number: Code
    trade_id: Annotated[UUID, References("trades")]
    state: DeliveryState = DeliveryState.LIFTED
    lifted_on: date
    delivered_on: date | None = None
    lorry_no: Code = ""
    lr_no: Code = ""
    transporter_id: Annotated[UUID | None, References("parties")] = None
    driver_phone: Annotated[Code, Personal] = ""
    packages: Count
    weight_rule: WeightRule = WeightRule.AVERAGE
    net_kg: Quantity = Decimal(0)
    billed_kg: Quantity = Decimal(0)
    currency: Currency
    goods_minor: Minor = 0
    allowance_minor: Minor = 0
    charges_minor: Minor = 0
    value_minor: Minor = 0
    freight_minor: Minor = 0
    freight_advance_minor: Minor = 0
    seller_bill_no: Code = ""
    seller_bill_on: date | None = None
    seller_bill_minor: Minor | None = None
    invoice_id: Annotated[UUID | None, References("invoices")] = None
    bill_id: Annotated[UUID | None, References("bills")] = None
    freight_bill_id: Annotated[UUID | None, References("bills")] = None
    void_reason: Note = ""
    notes: Note = ""
    branch_id: UUID | None = None


@part("delivery_weighings", of=Delivery, kind="delivery_weighing")
@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveryWeighing(Part):
    """A weighbridge slip: gross less tare is net, in kg."""

    delivery_id: UUID
    at: WeighedAt
    slip_no: Code = ""
    weighed_on: date | None = None
    bridge: Name = ""
    gross_kg: Quantity
    tare_kg: Quantity


@part("delivery_deductions", of=Delivery, kind="delivery_deduction")
@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveryDeduction(Part):
    """Kilograms taken off the net weight, and why."""

    delivery_id: UUID
    kind: DeductionKind
    weight_kg: Quantity
    note: Name = ""


@part("delivery_charges", of=Delivery, kind="delivery_charge")
@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveryCharge(Part):
    """Something added to the bill (positive) or taken off (negative), in minor units."""

    delivery_id: UUID
    name: Name
    amount_minor: Minor


@part("delivery_lots", of=Delivery, kind="delivery_lot")
@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveryLot(Part):
    """What of a lot is on the lorry: packages, its share of the billed weight, its allowance and why."""

    delivery_id: UUID
    lot_id: Annotated[UUID, References("lots")]
    packages: Count
    weight_kg: Quantity = Decimal(0)
    allowance_minor: Minor = 0
    why: Json | None = None
