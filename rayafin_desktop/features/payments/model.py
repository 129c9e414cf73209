"""Payments and the facts that say which documents they pay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from rayafin_desktop.engine.columns import Code, Count, Currency, Length, Minor, Name, Note, Rate, References
from rayafin_desktop.engine.entity import Entity, entity

from .rules import Strategy


class PaymentKind(StrEnum):
    """Which way the money went."""

    RECEIPT = "RECEIPT"


class Method(StrEnum):
    """How the money came."""

    BANK = "BANK"
    CASH = "CASH"
    CHEQUE = "CHEQUE"
    UPI = "UPI"
    CARD = "CARD"
    OTHER = "OTHER"


class PaymentStatus(StrEnum):
    """A payment stands, or it was reversed (a bounced cheque); it is never deleted."""

    POSTED = "POSTED"
    REVERSED = "REVERSED"


@entity(
    "payments",
    unique=[("kind", "number"), ("external_id",)],
    indexes=[
        ("dated_on", "id"),
        ("party_id", "dated_on"),
        ("number", "id"),
        ("total_minor", "id"),
        ("reference",),
        ("party_id",),
    ],
    where={
        ("external_id",): "external_id <> ''",
        # Money on account is looked for again and again, and most payments have none.
        ("party_id",): "allocated_minor < total_minor AND status = 'POSTED'",
    },
    checks={
        "amounts": "amount_minor >= 0 AND withheld_minor >= 0 AND charges_minor >= 0 AND discount_minor >= 0",
        "total": "total_minor = amount_minor + withheld_minor + charges_minor + discount_minor"
        " AND total_minor > 0",
        "allocated": "allocated_minor BETWEEN 0 AND total_minor",
        "reversed": "(status = 'REVERSED') = (reversed_on IS NOT NULL)"
        " AND (status = 'POSTED' OR allocated_minor = 0)",
        "rate": "rate > 0",
    },
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Payment(Entity):
    """Money that came in, in minor units of `currency`.

    `amount_minor` reached the account; what else settles documents stands beside it: tax the payer
    withheld, charges his bank took, discount we agreed to. `total_minor` is all four together and
    `allocated_minor` what of it pays documents now; the rest is the party's advance. `rate` is the
    company's currency per unit. `external_id` is another system's name for this payment: the same
    one never counts twice.
    """

    kind: PaymentKind = PaymentKind.RECEIPT
    number: Code
    party_id: Annotated[UUID, References("parties")]
    dated_on: date
    account_id: Annotated[UUID, References("accounts")]
    currency: Currency
    rate: Rate
    amount_minor: Minor
    withheld_minor: Minor = 0
    charges_minor: Minor = 0
    discount_minor: Minor = 0
    total_minor: Minor
    allocated_minor: Minor = 0
    method: Method = Method.BANK
    strategy: Strategy = Strategy.MANUAL
    reference: Name = ""
    memo: Note = ""
    external_id: Annotated[str, Length(200)] = ""
    status: PaymentStatus = PaymentStatus.POSTED
    reversed_on: date | None = None
    reversal_reason: Note = ""
    branch_id: UUID | None = None


@entity(
    "allocations",
    unique=[("reverses_id",)],
    indexes=[("payment_id",), ("invoice_id",)],
    where={("reverses_id",): "reverses_id IS NOT NULL"},
    checks={
        "amount": "amount_minor <> 0 AND (amount_minor < 0) = (reverses_id IS NOT NULL)",
        "reason": "reverses_id IS NULL OR reason <> ''",
    },
    fact=True,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Allocation(Entity):
    """So much of a payment pays this invoice; a fact, only ever added.

    It is taken back by a row of the same amount with the other sign that names it in `reverses_id`
    and says why. `base_minor` is what it relieves of the receivable in the company's currency, at the
    invoice's own rate.
    """

    payment_id: Annotated[UUID, References("payments")]
    invoice_id: Annotated[UUID, References("invoices")]
    allocated_on: date
    amount_minor: Minor
    base_minor: Minor
    reverses_id: Annotated[UUID | None, References("allocations")] = None
    reason: Note = ""


@entity("voucher_counters", unique=[("series", "year")], checks={"next": "next_n > 0"})
@dataclass(frozen=True, kw_only=True, slots=True)
class VoucherCounter(Entity):
    """The next number of a kind of voucher in one financial year (its label, `26-27`)."""

    series: Code
    year: Annotated[str, Length(10)]
    next_n: Count = 1
