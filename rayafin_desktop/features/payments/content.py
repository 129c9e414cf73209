"""What a person or a file says of a payment: the fields every door shares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rayafin_desktop.engine.commands import Amount, Exact

from .model import Method
from .rules import Strategy


@dataclass(frozen=True, kw_only=True)
class AllocationLine:
    """So much of the payment, in major units of its currency, goes to this invoice."""

    invoice_id: UUID
    amount: Amount


@dataclass(frozen=True, kw_only=True)
class AllocationContent:
    """How to allocate: by amounts (MANUAL), by the invoices the payer named, or by another strategy."""

    strategy: Strategy = Strategy.MANUAL
    allocations: tuple[AllocationLine, ...] = ()
    invoices: tuple[UUID, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReceiptContent(AllocationContent):
    """A receipt as entered; amounts in major units of its currency.

    `amount` reached the account (without `account_id` the company's cash or bank account, by `method`);
    `withheld` is tax the payer kept back, `charges` what banks took, `discount` what we let go. All four
    settle invoices; what is left is the party's advance. `currency` empty is the account's or the
    party's, `rate` is what a unit of a foreign one is worth in the company's.
    """

    party_id: UUID
    amount: Amount
    withheld: Amount | None = None
    charges: Amount | None = None
    discount: Amount | None = None
    dated_on: date | None = None
    account_id: UUID | None = None
    currency: str = ""
    rate: Exact | None = None
    method: Method = Method.BANK
    reference: str = ""
    memo: str = ""
    branch_id: UUID | None = None
