"""What a person or a file says of an invoice: the fields every door shares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from rayafin_desktop.engine.commands import Amount, Exact

from ..tax.categories import ZERO
from ..tax.places import Place
from .rules import DocumentKind, DocumentState


@dataclass(frozen=True, kw_only=True)
class LineContent:
    """One line. What is left out comes from the item: text, unit, HSN code, price, tax code.

    `discount` is an amount in major units off the line, after `discount_percent`. `source_id` names what
    the line was made of (the line of an order); billing passes it on and keeps nothing of it.
    `price_per` is how many of the unit the price is for, as decimal text, empty for one: kilograms priced
    by the candy are priced per "355.61641808".
    """

    item_id: UUID | None = None
    description: str = ""
    hsn: str = ""
    unit: str = ""
    quantity: Exact = Decimal(1)
    unit_price: Exact | None = None
    discount_percent: Exact = ZERO
    discount: Amount = ZERO
    tax_code_id: UUID | None = None
    price_per: str = ""
    source_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ShipTo:
    """Where goods go when that is not the buyer's address.

    `to_buyer` says the buyer itself receives them there, not a third person on its order.
    """

    name: str = ""
    address: str = ""
    state: str = ""
    country: str = ""
    to_buyer: bool = False

    def place(self, home: str) -> Place:
        """Where that is; without a country, in the seller's."""
        return Place(country=self.country or home, state=self.state)


@dataclass(frozen=True, kw_only=True)
class InvoiceContent:
    """A sales invoice as entered; amounts in major units of its currency.

    `currency` empty is the customer's, `due_on` None follows its payment terms, `prices_include_tax`
    None the company's setting. `rate` is what one unit of a foreign currency is worth in the company's.
    Without a `branch_id` the document is of the branch of who makes it.
    """

    party_id: UUID | None = None
    issued_on: date
    due_on: date | None = None
    supplied_on: date | None = None
    reference: str = ""
    currency: str = ""
    rate: Exact | None = None
    prices_include_tax: bool | None = None
    discount_percent: Exact = ZERO
    discount: Amount = ZERO
    charges: Amount = ZERO
    ship_to: ShipTo | None = None
    place_of_supply: str = ""
    reverse_charge: bool = False
    to_sez: bool = False
    is_intermediary: bool = False
    notes: str = ""
    terms: str = ""
    external_reference: str | None = None
    branch_id: UUID | None = None
    lines: tuple[LineContent, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Saved:
    """A saved draft: which, and the version the next save starts from."""

    id: UUID
    version: int
    total_minor: int


@dataclass(frozen=True, kw_only=True)
class Posted:
    """A document with its number; amounts in minor units of `currency`."""

    id: UUID
    kind: DocumentKind
    state: DocumentState
    number: str
    total_minor: int
    open_minor: int
    currency: str
