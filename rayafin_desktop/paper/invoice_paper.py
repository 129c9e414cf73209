"""What an invoice says: amounts in minor units, quantities as Decimals, dates as dates.

How it reads (separators, words, direction) follows from locale, language and currency.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..base.formats import format_minor, number_style
from ..base.money import currency_digits
from .headed import LetterTable
from .letterhead import Contact, Status
from .tokens import ACCENT
from .wording import Wording, wording


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceLine:
    """One line. `code` is the HSN, SAC or other commodity code; `net_minor` is after `discount_minor`
    and before tax; `tax` is the label of its tax, `tax_minor` the amount. `price_per` is how many units the
    price is for, as decimal text, empty for one."""

    description: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    net_minor: int
    number: str = ""
    code: str = ""
    discount_minor: int = 0
    tax: str = ""
    tax_minor: int = 0
    price_per: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxHead:
    """One tax of a group: `CGST`, its rate as printed (`2.5%`), its amount."""

    name: str
    rate: str
    amount_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxGroup:
    """Lines taxed alike: `GST 5%`, their taxable value, the taxes on it."""

    label: str
    taxable_minor: int
    heads: tuple[TaxHead, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """Freight, packing or another amount added below the lines."""

    label: str
    amount_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoicePaper:
    """Everything on an invoice. `net_minor` is the sum of the lines' nets; `total_minor` is what is
    owed before payments; `balance_minor` is printed when `paid_minor` is not zero.

    `language` is that of labels and words, by default that of the locale; `payment_code` is a payload
    from `paper.qr`; `signed_by` is who signs where that is not the seller; `annex` are tables below the
    sums. Text is printed literally, whatever it contains.
    """

    seller: Contact
    buyer: Contact
    title: str
    number: str
    issued_on: date
    currency: str
    locale: str
    lines: tuple[InvoiceLine, ...]
    net_minor: int
    total_minor: int
    ship_to: Contact | None = None
    status: Status | None = None
    due_on: date | None = None
    place_of_supply: str = ""
    reference: str = ""
    tax_groups: tuple[TaxGroup, ...] = ()
    tax_note: str = ""
    charges: tuple[Charge, ...] = ()
    discount_minor: int = 0
    tax_minor: int = 0
    round_off_minor: int = 0
    paid_minor: int = 0
    balance_minor: int = 0
    language: str = ""
    notes: str = ""
    terms: str = ""
    bank: tuple[str, ...] = ()
    payment_code: str = ""
    signed_by: str = ""
    footer: str = ""
    annex: tuple[LetterTable, ...] = ()
    right_to_left: bool = False
    accent: str = ACCENT

    @property
    def wording(self) -> Wording:
        return wording(self.language or self.locale)

    def money(self, minor: int) -> str:
        """An amount without currency sign, as it stands in columns."""
        return format_minor(minor, currency_digits(self.currency), number_style(self.locale))
