"""What tax a line bears: its category, and the heads it is paid under with their rates.

Two vocabularies live side by side. The letters are the VAT categories of EN 16931 (UNCL 5305); the
longer codes are Indian GST kinds, where the supply codes are those of the e-invoice schema.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

ZERO = Decimal(0)


class TaxCategory(StrEnum):
    """Why a line is taxed as it is. Stored on the line and printed on the document."""

    STANDARD = "S"
    ZERO_RATED = "Z"
    EXEMPT = "E"
    REVERSE_CHARGE = "AE"
    INTRA_COMMUNITY = "K"
    EXPORT = "G"
    OUT_OF_SCOPE = "O"
    CANARY_ISLANDS = "L"
    CEUTA_MELILLA = "M"
    SPLIT_PAYMENT = "B"

    GST = "GST"
    GST_NIL = "NIL"
    GST_EXEMPT = "EXM"
    NON_GST = "NON"
    GST_REVERSE_CHARGE = "RCM"
    GST_COMPOSITION = "COMP"
    GST_EXPORT_PAID = "EXPWP"
    GST_EXPORT_UNPAID = "EXPWOP"
    GST_SEZ_PAID = "SEZWP"
    GST_SEZ_UNPAID = "SEZWOP"
    GST_NO_SUPPLY = "NOSUP"

    @property
    def bears_tax(self) -> bool:
        """Whether a line of this category may carry a rate above zero."""
        return self in _TAXED

    @property
    def needs_reason(self) -> bool:
        """Whether the document must say why no tax is charged (EN 16931 BR-E-10, BR-AE-10 ...)."""
        return self in _WITH_REASON

    @property
    def needs_both_tax_ids(self) -> bool:
        """AE and K are void without the VAT ids of both ends (EN 16931 BR-AE-02, BR-IC-02)."""
        return self in (TaxCategory.REVERSE_CHARGE, TaxCategory.INTRA_COMMUNITY)

    @property
    def has_rate(self) -> bool:
        """Out of scope is the one category printed without a rate (EN 16931 BR-O-05)."""
        return self is not TaxCategory.OUT_OF_SCOPE


_TAXED = frozenset(
    {
        TaxCategory.STANDARD,
        TaxCategory.CANARY_ISLANDS,
        TaxCategory.CEUTA_MELILLA,
        TaxCategory.SPLIT_PAYMENT,
        TaxCategory.GST,
        TaxCategory.GST_REVERSE_CHARGE,
        TaxCategory.GST_EXPORT_PAID,
        TaxCategory.GST_SEZ_PAID,
    }
)
_WITH_REASON = frozenset(
    {
        TaxCategory.EXEMPT,
        TaxCategory.REVERSE_CHARGE,
        TaxCategory.INTRA_COMMUNITY,
        TaxCategory.EXPORT,
        TaxCategory.OUT_OF_SCOPE,
        TaxCategory.GST_EXEMPT,
        TaxCategory.GST_REVERSE_CHARGE,
        TaxCategory.GST_COMPOSITION,
        TaxCategory.GST_EXPORT_UNPAID,
        TaxCategory.GST_SEZ_UNPAID,
        TaxCategory.GST_NO_SUPPLY,
    }
)


class TaxHead(StrEnum):
    """The account of the treasury a tax is paid into; each has its own ledger account."""

    VAT = "VAT"
    CGST = "CGST"
    SGST = "SGST"
    UTGST = "UTGST"
    IGST = "IGST"
    CESS = "CESS"


class HeadRate(NamedTuple):
    """One head and its rate in percent: `HeadRate(TaxHead.CGST, Decimal("9"))`."""

    head: TaxHead
    rate: Decimal


@dataclass(frozen=True, slots=True)
class Treatment:
    """How one line is taxed: its category and the heads charged. No heads means no tax.

    With `reverse_charge` the recipient owes the tax: it is worked out beside the document
    (`DocumentTotals.self_assessed`) but is no part of its lines, groups or total.
    """

    category: TaxCategory
    heads: tuple[HeadRate, ...] = ()
    reverse_charge: bool = False

    @property
    def rate(self) -> Decimal:
        """All heads together, in percent."""
        return sum((h.rate for h in self.heads), ZERO)


UNTAXED = Treatment(TaxCategory.OUT_OF_SCOPE)


@dataclass(frozen=True, slots=True)
class DatedRate:
    """A rate in percent that holds from `from_on` to `until_on`, both days included."""

    from_on: date
    rate: Decimal
    cess_rate: Decimal = ZERO
    until_on: date | None = None

    def covers(self, day: date) -> bool:
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


def rate_on(rates: Sequence[DatedRate], day: date) -> DatedRate | None:
    """The rate in force on `day`: of those that cover it, the one that began last; else None."""
    found: DatedRate | None = None
    for rate in rates:
        if rate.covers(day) and (found is None or rate.from_on > found.from_on):
            found = rate
    return found


def date_of_supply(supplied_on: date, invoiced_on: date, paid_on: date | None, changed_on: date) -> date:
    """The day whose rate applies around a change of rate on `changed_on` (CGST Act s.14).

    Two of the three events (supply, invoice, payment) decide: when two fall before the change the
    old rate holds, else the new one. An unpaid document counts as paid after the change. The answer
    is the event nearest to the change on the winning side: look the rate up on that day.
    """
    events = [supplied_on, invoiced_on, paid_on or max(supplied_on, invoiced_on, changed_on)]
    before = [day for day in events if day < changed_on]
    if len(before) >= 2:
        return max(before)
    return min(day for day in events if day >= changed_on)
