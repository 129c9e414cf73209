"""Sales documents (invoices and credit notes in one table), their lines and taxes, and number series."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
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

from ..tax.categories import ZERO, TaxCategory
from ..tax.rules import TaxPolicy
from .rules import DocumentKind, DocumentState, SeriesKind


@entity("number_series", kind="number_series", unique=[("code",)], reference=True)
@dataclass(frozen=True, kw_only=True, slots=True)
class NumberSeries(Entity):
    """How the numbers of one kind of document are written (`numbering.py`).

    `device` is the prefix of the device that owns the series; empty where one device posts.
    """

    code: Code
    name: Name
    kind: SeriesKind
    template: Code
    rolls_yearly: bool = True
    device: Annotated[str, Length(10)] = ""
    is_default: bool = False
    is_active: bool = True


@entity("series_counters", unique=[("series_id", "year")], checks={"next": "next_n > 0 AND first_n > 0"})
@dataclass(frozen=True, kw_only=True, slots=True)
class SeriesCounter(Entity):
    """Where a series stands in one financial year: the next number, and the day of its latest document.

    `year` is the label of the year, empty for a series that never starts again.
    """

    series_id: Annotated[UUID, References("number_series")]
    year: Annotated[str, Length(10)]
    first_n: Count = 1
    next_n: Count = 1
    last_on: date | None = None


@entity("voided_numbers", unique=[("series_id", "year", "n")], branch_field="")
@dataclass(frozen=True, kw_only=True, slots=True)
class VoidedNumber(Entity):
    """A number that stands on no document, and why: no series has a gap that nobody can explain.

    `series_id` is a number series or a run of vouchers of a device (`payments.numbers.voucher_series`);
    `reason` is the code of what went wrong, `operation_id` the device's operation that had the number.
    """

    series_id: UUID
    year: Annotated[str, Length(10)]
    n: Count
    number: Code
    reason: Name
    operation_id: UUID | None = None


@entity(
    "invoices",
    unique=[("kind", "number"), ("external_reference",)],
    indexes=[
        ("kind", "issued_on", "id"),
        ("party_id", "issued_on"),
        ("due_on",),
        # Covers the aging of what is open: nothing else is read for it.
        ("party_id", "currency", "kind", "due_on", "total_minor", "settled_minor", "state"),
        ("state", "kind"),
        ("settled_on",),
        ("original_id",),
        ("series_id", "series_year", "series_n"),
    ],
    where={
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
class SalesDocument(Entity):
    """An invoice or a credit note. Amounts are in minor units of `currency` and never negative as a whole.

    What was entered: dates, party, `discount_percent`, `discount_minor`, `charges_minor` and the flags
    of the supply. What was worked out: the sums, `place_of_supply`, `why`. Of the buyer the document
    keeps what it said on the day of posting. `settled_minor` is what payments and credits have
    settled; `billing.settlement.settle` alone writes it.
    """

    kind: DocumentKind
    state: DocumentState = DocumentState.DRAFT
    number: Code | None = None
    series_id: Annotated[UUID | None, References("number_series")] = None
    series_year: Annotated[str, Length(10)] = ""
    series_n: Count | None = None

    issued_on: date
    due_on: date
    terms_days: Count | None = None  # None: due_on was entered
    supplied_on: date | None = None
    party_id: Annotated[UUID | None, References("parties")] = None
    reference: Name = ""
    currency: Currency
    rate: Rate = Decimal(1)
    prices_include_tax: bool = False
    tax_policy: TaxPolicy = TaxPolicy.PER_TAX_GROUP
    discount_percent: Rate = ZERO
    discount_minor: Minor = 0
    charges_minor: Minor = 0
    ship_to: Annotated[Json | None, Personal] = None  # {name, address, state, country, to_buyer}
    chosen_place: Annotated[str, Length(10)] = ""
    reverse_charge: bool = False
    to_sez: bool = False
    is_intermediary: bool = False
    notes: Note = ""
    terms: Note = ""

    buyer_name: Annotated[Name, Personal] = ""
    buyer_address: Annotated[Note, Personal] = ""
    buyer_tax_id: Annotated[str, Length(40), Personal] = ""
    buyer_state: Annotated[str, Length(10)] = ""
    buyer_country: Annotated[str, Length(2)] = ""
    seller_tax_id: Annotated[str, Length(40)] = ""
    place_of_supply: Annotated[str, Length(10)] = ""
    why: Json | None = None  # reasons of the tax decision: [[code, params], ...]

    lines_minor: Minor = 0
    document_discount_minor: Minor = 0
    net_minor: Minor = 0
    tax_minor: Minor = 0
    round_off_minor: Minor = 0
    total_minor: Minor = 0
    settled_minor: Minor = 0
    written_off_minor: Minor | None = None  # of `settled_minor`, what was given up instead of paid
    tax_engine: Count = 0
    settled_on: date | None = None
    days_to_pay: Count | None = None  # from the document's day to the day it was settled

    posted_at: datetime | None = None
    entry_id: Annotated[UUID | None, References("journal_entries")] = None
    original_id: Annotated[UUID | None, References("invoices")] = None
    applied_minor: Minor = 0  # of a credit note: what it settled of its invoice when posted
    reason: Note = ""  # why credited or voided
    external_reference: Annotated[str | None, Length(80)] = None
    branch_id: UUID | None = None

    @property
    def open_minor(self) -> int:
        """What is still to be settled."""
        return self.total_minor - self.settled_minor if self.state is DocumentState.POSTED else 0


@part("invoice_lines", of=SalesDocument, indexes=[("item_id",)], where={("item_id",): "item_id IS NOT NULL"})
@dataclass(frozen=True, kw_only=True, slots=True)
class InvoiceLine(Part):
    """One line as entered and as worked out.

    `taxes` is [[head, rate, minor], ...]. `tax_rate` is all heads together, in percent. Of a credit
    note, `original_line_no` names the credited line and `returned_qty` what came back of it.
    """

    invoice_id: UUID
    item_id: Annotated[UUID | None, References("items")] = None
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

    amount_minor: Minor
    line_discount_minor: Minor = 0
    document_discount_minor: Minor = 0
    charge_minor: Minor = 0
    net_minor: Minor
    tax_minor: Minor = 0
    total_minor: Minor
    taxes: Json
    original_line_no: Count | None = None
    returned_qty: Quantity = ZERO
    price_per: Annotated[str | None, Length(30), Later] = None  # units the price is for, where not one


@part("invoice_taxes", of=SalesDocument, kind="invoice_tax")
@dataclass(frozen=True, kw_only=True, slots=True)
class InvoiceTax(Part):
    """One row of the tax breakdown; `head` is empty where no tax is charged.

    `is_self_assessed` rows are what the recipient owes under reverse charge, in no sum of the document.
    """

    invoice_id: UUID
    category: TaxCategory
    head: Annotated[str, Length(10)] = ""
    rate: Rate
    taxable_minor: Minor
    tax_minor: Minor
    is_self_assessed: bool = False
