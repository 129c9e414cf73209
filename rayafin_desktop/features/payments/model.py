"""Payments in both directions, the facts that say which documents they pay, and money accounts."""

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
    Later,
    Length,
    Minor,
    Name,
    Note,
    Personal,
    Rate,
    References,
)
from rayafin_desktop.engine.entity import Entity, entity

from .kinds import PaymentKind
from .rules import Strategy


class Method(StrEnum):
    """How the money moved."""

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
        ("kind", "dated_on", "id"),
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
        "amounts": "amount_minor >= 0 AND withheld_minor >= 0 AND charges_minor >= 0 AND discount_minor >= 0"
        " AND tcs_minor BETWEEN 0 AND amount_minor AND write_off_minor >= 0 AND credit_minor >= 0"
        " AND to_amount_minor >= 0",
        "total": "total_minor = amount_minor - tcs_minor + withheld_minor + discount_minor + write_off_minor"
        " + credit_minor + CASE WHEN kind IN ('RECEIPT', 'SUPPLIER_REFUND') THEN charges_minor ELSE 0 END"
        " AND (total_minor > 0 OR status = 'REVERSED')",
        "allocated": "allocated_minor BETWEEN 0 AND total_minor",
        "reversed": "(status = 'REVERSED') = (reversed_on IS NOT NULL)"
        " AND (status = 'POSTED' OR allocated_minor = 0)",
        "rate": "rate > 0",
        "party": "(kind = 'TRANSFER') = (party_id IS NULL)",
        "account": "account_id IS NOT NULL OR amount_minor + charges_minor + withheld_minor = 0",
        "transfer": "(kind = 'TRANSFER') = (to_account_id IS NOT NULL)",
    },
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Payment(Entity):
    """Money that came in or went out, in minor units of `currency`; or documents settled without any.

    `amount_minor` reached the account, or left it for the party; what else settles documents stands
    beside it: tax withheld (`section` of the law), bank charges (of money that went out they come on
    top), agreed discount, what was written off, and what open credit or debit notes brought in
    (`credit_minor`). `tcs_minor` of the amount is tax collected at source and settles nothing.
    `total_minor` is what settles, `allocated_minor` what of it pays documents now; the rest is an
    advance. `rate` is the company's currency per unit. `external_id` is another system's name for this
    payment: the same one never counts twice.

    A transfer has no party: `amount_minor` left `account_id`, and `to_amount_minor` of `to_currency`
    reached `to_account_id`; nothing of it is open, so all of it counts as allocated.
    """

    kind: PaymentKind = PaymentKind.RECEIPT
    number: Code
    party_id: Annotated[UUID | None, References("parties")] = None
    dated_on: date
    account_id: Annotated[UUID | None, References("accounts")] = None
    currency: Currency
    rate: Rate
    amount_minor: Minor
    withheld_minor: Minor = 0
    charges_minor: Minor = 0
    discount_minor: Minor = 0
    tcs_minor: Minor = 0
    write_off_minor: Minor = 0
    credit_minor: Minor = 0
    section: Annotated[str, Length(20)] = ""
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
    to_account_id: Annotated[UUID | None, References("accounts")] = None
    to_amount_minor: Minor = 0
    to_currency: Currency | None = None
    branch_id: UUID | None = None

    @property
    def left_minor(self) -> int:
        """What is still on account; nothing of a payment that was reversed."""
        return self.total_minor - self.allocated_minor if self.status is PaymentStatus.POSTED else 0


@entity(
    "allocations",
    unique=[("reverses_id",)],
    indexes=[("payment_id",), ("invoice_id",), ("bill_id",), ("advance_id",)],
    where={
        ("reverses_id",): "reverses_id IS NOT NULL",
        ("bill_id",): "bill_id IS NOT NULL",
        ("advance_id",): "advance_id IS NOT NULL",
    },
    checks={
        "amount": "amount_minor <> 0 AND (amount_minor < 0) = (reverses_id IS NOT NULL)",
        "reason": "reverses_id IS NULL OR reason <> ''",
        "one_document": "(CASE WHEN invoice_id IS NULL THEN 0 ELSE 1 END)"
        " + (CASE WHEN bill_id IS NULL THEN 0 ELSE 1 END)"
        " + (CASE WHEN advance_id IS NULL THEN 0 ELSE 1 END) = 1",
        "write_off": "write_off_minor = 0 OR ((write_off_minor > 0) = (amount_minor > 0)"
        " AND abs(write_off_minor) <= abs(amount_minor) AND NOT funds)",
    },
    fact=True,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Allocation(Entity):
    """So much of a payment settles this document; a fact, only ever added.

    The document is exactly one of an invoice or credit note (`invoice_id`), a bill, expense or debit
    note (`bill_id`), or another payment whose advance goes back (`advance_id`). With `funds` the
    document is a note whose open amount brings money in instead of taking it.

    It is taken back by a row of the same amount with the other sign that names it in `reverses_id`
    and says why. `base_minor` is what it relieves of the document's account in the company's currency,
    at the document's own rate. `write_off_minor` is how much of the amount was given up, not paid.
    """

    payment_id: Annotated[UUID, References("payments")]
    invoice_id: Annotated[UUID | None, References("invoices")] = None
    allocated_on: date
    amount_minor: Minor
    base_minor: Minor
    reverses_id: Annotated[UUID | None, References("allocations")] = None
    reason: Note = ""
    bill_id: Annotated[UUID | None, References("bills"), Later] = None
    advance_id: Annotated[UUID | None, References("payments"), Later] = None
    write_off_minor: Annotated[Minor, Later] = 0
    funds: Annotated[bool, Later] = False

    @property
    def document_id(self) -> UUID:
        """The document or payment it settles, whichever it is."""
        found = self.invoice_id or self.bill_id or self.advance_id
        if found is None:  # the database's CHECK lets none in
            raise ValueError("an allocation without a document")
        return found


@entity("voucher_counters", unique=[("series", "year")], checks={"next": "next_n > 0"})
@dataclass(frozen=True, kw_only=True, slots=True)
class VoucherCounter(Entity):
    """The next number of a kind of voucher in one financial year (its label, `26-27`).

    `series` is `receipt` of the office and `receipt/A1` of a device of a shared company.
    """

    series: Code
    year: Annotated[str, Length(10)]
    next_n: Count = 1


class MoneyKind(StrEnum):
    """What a money account is."""

    BANK = "BANK"
    CASH = "CASH"
    CARD = "CARD"
    WALLET = "WALLET"


@entity("money_accounts", unique=[("account_id",)])
@dataclass(frozen=True, kw_only=True, slots=True)
class MoneyAccount(Entity):
    """The bank's side of an account of the ledger that holds money; name and currency stand there."""

    account_id: Annotated[UUID, References("accounts")]
    kind: MoneyKind = MoneyKind.BANK
    bank_name: Name = ""
    branch: Name = ""
    holder: Annotated[Name, Personal] = ""
    account_number: Annotated[str, Length(40), Personal] = ""
    ifsc: Annotated[str, Length(20)] = ""
    iban: Annotated[str, Length(40), Personal] = ""
    bic: Annotated[str, Length(20)] = ""
    note: Note = ""
