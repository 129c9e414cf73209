"""Quotes and sales orders in one table, their lines, their numbers, and what invoices took of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
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
    Personal,
    Quantity,
    Rate,
    References,
)
from rayafin_desktop.engine.entity import Entity, Part, entity, part

from ..tax.categories import ZERO, TaxCategory
from ..tax.rules import TaxPolicy
from .rules import DrawState, OrderKind, OrderState


@entity("order_counters", unique=[("kind", "year")], checks={"next": "next_n > 0"})
@dataclass(frozen=True, kw_only=True, slots=True)
class OrderCounter(Entity):
    """The next number of quotes or orders in one financial year.

    `year` is its label, `26-27`; a device of a shared company counts apart under `26-27/A1`.
    """

    kind: OrderKind
    year: Annotated[str, Length(10)]
    next_n: Count = 1


@entity(
    "sales_orders",
    unique=[("kind", "number"), ("external_reference",)],
    indexes=[
        ("kind", "issued_on", "id"),
        ("party_id", "issued_on"),
        ("kind", "state"),
        ("quote_id",),
    ],
    where={
        ("quote_id",): "quote_id IS NOT NULL",
        ("external_reference",): "external_reference IS NOT NULL AND deleted_at IS NULL",
    },
    checks={
        "numbered": "state = 'DRAFT' OR number IS NOT NULL",
        "total": "total_minor = net_minor + tax_minor + round_off_minor",
        "rate": "rate > 0",
        "unbilled": "unbilled_minor >= 0",
    },
)
@dataclass(frozen=True, kw_only=True, slots=True)
class SalesOrder(Entity):
    """A quote or a sales order; amounts in minor units of `currency`.

    What was entered and what was worked out of it are named as in `billing.model.SalesDocument`.
    `due_on` is the last day a quote holds, and the day an order is to be delivered. Of an order the
    state OPEN, PART or INVOICED and `unbilled_minor` (what is still to be invoiced, tax included) follow
    from its lines; `orders.progress` alone writes them.
    """

    kind: OrderKind
    state: OrderState = OrderState.DRAFT
    number: Code | None = None

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
    ship_to: Annotated[Json | None, Personal] = None
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
    why: Json | None = None

    lines_minor: Minor = 0
    document_discount_minor: Minor = 0
    net_minor: Minor = 0
    tax_minor: Minor = 0
    round_off_minor: Minor = 0
    total_minor: Minor = 0
    tax_engine: Count = 0

    quote_id: Annotated[UUID | None, References("sales_orders")] = None  # of an order: the quote it came of
    unbilled_minor: Minor = 0
    unbilled_base_minor: Minor = 0  # the same in the company's currency, at the order's rate
    reason: Note = ""  # why declined or closed
    external_reference: Annotated[str | None, Length(80)] = None
    branch_id: UUID | None = None


@part("order_lines", of=SalesOrder, unique=[("line_id",)])
@dataclass(frozen=True, kw_only=True, slots=True)
class OrderLine(Part):
    """One line, as `billing.model.InvoiceLine`; `line_id` is what an invoice line remembers of it.

    `invoiced_qty` is what posted invoices have taken, less what came back; `drafted_qty` what lies in
    drafts of invoices.
    """

    sales_order_id: UUID
    line_id: UUID
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

    invoiced_qty: Quantity = ZERO
    drafted_qty: Quantity = ZERO

    @property
    def remaining_qty(self) -> Decimal:
        """What is neither invoiced nor in a draft; zero where more was invoiced than ordered."""
        left = self.quantity - self.invoiced_qty - self.drafted_qty
        return left if (left > 0) == (self.quantity > 0) else ZERO

    @property
    def unbilled_qty(self) -> Decimal:
        """What is not invoiced yet, drafts left out of account."""
        left = self.quantity - self.invoiced_qty
        return left if (left > 0) == (self.quantity > 0) else ZERO


@entity(
    "order_draws",
    unique=[("invoice_id", "invoice_line_no")],
    indexes=[("order_id",), ("line_id",)],
    where={("invoice_id", "invoice_line_no"): "deleted_at IS NULL"},
)
@dataclass(frozen=True, kw_only=True, slots=True)
class OrderDraw(Entity):
    """What one line of an invoice takes of an order's line; `returned_qty` came back by credit notes."""

    order_id: Annotated[UUID, References("sales_orders")]
    line_id: UUID
    invoice_id: Annotated[UUID, References("invoices")]
    invoice_line_no: Count
    quantity: Quantity
    returned_qty: Quantity = ZERO
    state: DrawState = DrawState.DRAFT
