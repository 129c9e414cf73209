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
    """So much of the payment, in major units of its currency, settles this invoice or bill.

    `write_off` of the amount is given up: it settles the document without being paid.
    """

    invoice_id: UUID | None = None
    bill_id: UUID | None = None
    amount: Amount
    write_off: Amount | None = None

    @property
    def document_id(self) -> UUID | None:
        """The document, whichever it is; None if none or both are named."""
        named = [one for one in (self.invoice_id, self.bill_id) if one is not None]
        return named[0] if len(named) == 1 else None


@dataclass(frozen=True, kw_only=True)
class CreditLine:
    """So much of an open credit note (`invoice_id`) or debit note (`bill_id`) of the party, major units."""

    invoice_id: UUID | None = None
    bill_id: UUID | None = None
    amount: Amount

    @property
    def document_id(self) -> UUID | None:
        """The note, whichever it is; None if none or both are named."""
        named = [one for one in (self.invoice_id, self.bill_id) if one is not None]
        return named[0] if len(named) == 1 else None


@dataclass(frozen=True, kw_only=True)
class AdvanceLine:
    """So much, in major units, of what another payment left on account."""

    payment_id: UUID
    amount: Amount


@dataclass(frozen=True, kw_only=True)
class AllocationContent:
    """How to allocate: by amounts (MANUAL), by the documents the payer named, or by another strategy.

    The documents named are `invoices` where money comes in and `bills` where it goes out.
    """

    strategy: Strategy = Strategy.MANUAL
    allocations: tuple[AllocationLine, ...] = ()
    invoices: tuple[UUID, ...] = ()
    bills: tuple[UUID, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PaymentContent(AllocationContent):
    """A receipt or a payment as entered; amounts in major units of its currency.

    Of a receipt `amount` reached the account (without `account_id` the company's cash or bank account, by
    `method`); `withheld` is tax the payer kept back under `section`, `charges` what banks took,
    `discount` what we let go. Of a payment `amount` is what the supplier gets, `withheld` tax we keep
    back, `charges` what our bank takes on top. `tcs` of the amount is tax collected at source.
    `credits` are open notes that pay along. All of it settles documents; what is left is an advance.
    `currency` empty is the account's or the party's, `rate` is what a unit of a foreign one is worth in
    the company's; without it the table's rate of the day is taken.
    """

    party_id: UUID
    amount: Amount
    withheld: Amount | None = None
    section: str = ""
    charges: Amount | None = None
    discount: Amount | None = None
    tcs: Amount | None = None
    credits: tuple[CreditLine, ...] = ()
    dated_on: date | None = None
    account_id: UUID | None = None
    currency: str = ""
    rate: Exact | None = None
    method: Method = Method.BANK
    reference: str = ""
    memo: str = ""
    branch_id: UUID | None = None
