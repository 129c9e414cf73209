"""What a person or a file says of a bill: the fields every door shares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rayafin_desktop.engine.commands import Amount, Exact

from ..billing.content import LineContent
from ..billing.rules import DocumentState
from ..tax.categories import ZERO, TaxHead
from ..tax.places import Registration
from .model import PurchaseKind


@dataclass(frozen=True, kw_only=True)
class BillLineContent(LineContent):
    """One line. What is left out comes from the item: text, unit, HSN code, cost price, tax code.

    Without `account_id` goods are purchases and everything else an expense. `claim_tax` False makes the
    tax of the line part of its cost.
    """

    account_id: UUID | None = None
    claim_tax: bool = True


@dataclass(frozen=True, kw_only=True)
class TaxOverride:
    """The tax under one head as the supplier printed it, in major units."""

    head: TaxHead
    amount: Amount


@dataclass(frozen=True, kw_only=True)
class BillContent:
    """A supplier's bill as entered; amounts in major units of its currency.

    `booked_on` None is the bill's own day, `currency` empty the supplier's, `due_on` None follows its
    payment terms. `round_off` is the supplier's own, at most half a unit. `tax_overrides` need a reason.
    """

    party_id: UUID | None = None
    supplier_reference: str = ""
    issued_on: date
    booked_on: date | None = None
    due_on: date | None = None
    supplied_on: date | None = None
    currency: str = ""
    rate: Exact | None = None
    prices_include_tax: bool = False
    discount_percent: Exact = ZERO
    discount: Amount = ZERO
    charges: Amount = ZERO
    round_off: Amount = ZERO
    place_of_supply: str = ""
    reverse_charge: bool = False
    supplier_scheme: Registration | None = None
    tax_overrides: tuple[TaxOverride, ...] = ()
    override_reason: str = ""
    notes: str = ""
    external_reference: str | None = None
    branch_id: UUID | None = None
    lines: tuple[BillLineContent, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PostedBill:
    """A purchase document with its number; amounts in minor units of `currency`.

    `self_number` is the number of the self-invoice, where reverse charge asks for one.
    """

    id: UUID
    kind: PurchaseKind
    state: DocumentState
    number: str
    self_number: str
    total_minor: int
    open_minor: int
    currency: str
