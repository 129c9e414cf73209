"""Purchase documents (bills, debit notes, expenses in one table), their lines and taxes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from rayafin_desktop.engine.columns import (
    Code,
    Count,
    Currency,
    Json,
    Later,
    Length,
    Minor,
    Name,
    Note,
    Personal,
    Quantity,
    Rate,
    References,
)
from rayafin_desktop.engine.entity import Entity, Part, entity, part

from ..billing.rules import DocumentState
from ..tax.categories import ZERO, TaxCategory
from ..tax.places import Registration
from ..tax.rules import TaxPolicy


class PurchaseKind(StrEnum):
    """What a purchase document is. An expense is a bill entered quickly, often paid at once."""

    BILL = "BILL"
    DEBIT_NOTE = "DEBIT_NOTE"
    EXPENSE = "EXPENSE"


@entity(
    "bills",
    kind="bill",
    unique=[("kind", "number"), ("external_reference",)],
    indexes=[
        ("kind", "issued_on", "id"),
        ("party_id", "issued_on"),
        ("party_id", "supplier_reference"),
        ("due_on",),
        # Covers the aging of what is open: nothing else is read for it.
        ("party_id", "currency", "kind", "due_on", "total_minor", "settled_minor", "state"),
        ("state", "kind"),
        ("settled_on",),
        ("original_id",),
        ("series_id", "series_year", "series_n"),
        ("self_series_id", "self_series_year", "self_series_n"),
    ],
    where={
        ("party_id", "supplier_reference"): "supplier_reference <> ''",
        ("due_on",): "state = 'POSTED' AND settled_minor <> total_minor",
        (
            "party_id",
            "currency",
            "kind",
            "due_on",
            "total_minor",
            "settled_minor",
            "state",
        ): "state = 'POSTED' AND settled_minor <> total_minor",
        ("state", "kind"): "state = 'DRAFT'",
        ("settled_on",): "settled_on IS NOT NULL",
        ("original_id",): "original_id IS NOT NULL",
        ("self_series_id", "self_series_year", "self_series_n"): "self_series_id IS NOT NULL",
        ("external_reference",): "external_reference IS NOT NULL AND deleted_at IS NULL",
    },
    checks={
        "numbered": "state = 'DRAFT' OR number IS NOT NULL",
        "total": "total_minor = net_minor + tax_minor + round_off_minor",
        "settled": "settled_minor >= 0 AND (settled_minor <= total_minor OR settled_minor = 0)",
        "rate": "rate > 0",
    },
)
@dataclass(frozen=True, kw_only=True, slots=True)
class PurchaseDocument(Entity):
    """A bill, a debit note or an expense. Amounts are minor units of `currency`, never negative as a whole.

    `number` is ours, `supplier_reference` the supplier's own. `issued_on` is the day the supplier wrote,
    `booked_on` the day of our entry. `tax_minor` is what the supplier charges; `self_assessed_minor` is
    what we owe the tax office ourselves (reverse charge), `blocked_minor` what of both cannot be claimed
    and is part of the cost. `settled_minor` is what payments, debit notes and cash have settled;
    `purchases.settlement.settle_all` alone writes it.
    """

    kind: PurchaseKind
    state: DocumentState = DocumentState.DRAFT
    number: Code | None = None
    series_id: Annotated[UUID | None, References("number_series")] = None
    series_year: Annotated[str, Length(10)] = ""
    series_n: Count | None = None

    supplier_reference: Annotated[str, Length(80)] = ""
    issued_on: date
    booked_on: date
    due_on: date
    terms_days: Count | None = None  # None: due_on was entered
    supplied_on: date | None = None
    party_id: Annotated[UUID | None, References("parties")] = None
    currency: Currency
    rate: Rate = Decimal(1)
    prices_include_tax: bool = False
    tax_policy: TaxPolicy = TaxPolicy.PER_TAX_GROUP
    discount_percent: Rate = ZERO
    discount_minor: Minor = 0
    charges_minor: Minor = 0  # freight and the like, spread over the lines
    chosen_place: Annotated[str, Length(10)] = ""
    reverse_charge: bool = False
    supplier_scheme: Registration | None = None  # None: regular with a tax id, else unregistered
    tax_overrides: Json | None = None  # [[head, minor], ...] as the supplier printed them
    override_reason: Note = ""
    notes: Note = ""

    supplier_name: Annotated[Name, Personal] = ""
    supplier_address: Annotated[Note, Personal] = ""
    supplier_tax_id: Annotated[str, Length(40), Personal] = ""
    supplier_state: Annotated[str, Length(10)] = ""
    supplier_country: Annotated[str, Length(2)] = ""
    own_tax_id: Annotated[str, Length(40)] = ""
    place_of_supply: Annotated[str, Length(10)] = ""
    why: Json | None = None  # reasons of the tax decision: [[code, params], ...]

    lines_minor: Minor = 0
    document_discount_minor: Minor = 0
    net_minor: Minor = 0
    tax_minor: Minor = 0
    round_off_minor: Minor = 0
    total_minor: Minor = 0
    self_assessed_minor: Minor = 0
    blocked_minor: Minor = 0
    settled_minor: Minor = 0
    tax_engine: Count = 0
    settled_on: date | None = None
    days_to_pay: Count | None = None  # from the document's day to the day it was settled

    posted_at: datetime | None = None
    entry_id: Annotated[UUID | None, References("journal_entries")] = None
    original_id: Annotated[UUID | None, References("bills")] = None
    # What was settled in posting: of a debit note what it took off its bill, of an expense what was paid.
    applied_minor: Minor = 0
    paid_from_id: Annotated[UUID | None, References("accounts")] = None  # expense paid at once
    self_number: Code | None = None  # self-invoice for reverse charge (CGST Rule 47A)
    self_series_id: Annotated[UUID | None, References("number_series")] = None
    self_series_year: Annotated[str, Length(10)] = ""
    self_series_n: Count | None = None
    reason: Note = ""  # why debited or voided
    external_reference: Annotated[str | None, Length(80)] = None
    branch_id: UUID | None = None

    @property
    def open_minor(self) -> int:
        """What is still to be settled."""
        return self.total_minor - self.settled_minor if self.state is DocumentState.POSTED else 0


@part("bill_lines", of=PurchaseDocument, indexes=[("item_id",)], where={("item_id",): "item_id IS NOT NULL"})
@dataclass(frozen=True, kw_only=True, slots=True)
class BillLine(Part):
    """One line as entered and as worked out.

    `taxes` and `own_taxes` are [[head, rate, minor], ...]: what the supplier charges, and what we owe
    ourselves under reverse charge. `cost_minor` is what the account is charged: the net, and the taxes
    that cannot be claimed. Of a debit note, `original_line_no` names the line it takes back from.
    """

    bill_id: UUID
    item_id: Annotated[UUID | None, References("items")] = None
    account_id: Annotated[UUID | None, References("accounts")] = None  # None: by the item's kind
    description: Note
    hsn: Annotated[str, Length(12)] = ""
    unit: Annotated[str, Length(20)] = ""
    is_service: bool = False
    quantity: Quantity
    unit_price: Rate
    discount_percent: Rate = ZERO
    discount_minor: Minor = 0
    tax_code_id: Annotated[UUID | None, References("tax_codes")] = None
    category: TaxCategory
    tax_rate: Rate = ZERO
    reverse_charge: bool = False
    claim_tax: bool = True  # as entered; whether it can be claimed the document says, too
    is_creditable: bool = True

    amount_minor: Minor
    line_discount_minor: Minor = 0
    document_discount_minor: Minor = 0
    charge_minor: Minor = 0
    net_minor: Minor
    tax_minor: Minor = 0
    total_minor: Minor
    cost_minor: Minor
    taxes: Json
    own_taxes: Json
    original_line_no: Count | None = None
    returned_qty: Quantity = ZERO
    price_per: Annotated[str | None, Length(30), Later] = None  # units the price is for, where not one


@part("bill_taxes", of=PurchaseDocument, kind="bill_tax")
@dataclass(frozen=True, kw_only=True, slots=True)
class BillTax(Part):
    """One row of the tax breakdown; `head` is empty where there is no tax.

    `is_self_assessed` rows are what we owe under reverse charge, in no sum of the document. Rows that are
    not `is_creditable` are part of the cost.
    """

    bill_id: UUID
    category: TaxCategory
    head: Annotated[str, Length(10)] = ""
    rate: Rate
    taxable_minor: Minor
    tax_minor: Minor
    is_self_assessed: bool = False
    is_creditable: bool = True
