"""The VAT return: nine boxes as the UK numbers them, which other European returns ask in other words.

Pure; no database. Sources: VAT Notice 700/12 (boxes 1 to 9); EU VAT Directive 2006/112/EC articles 20
(acquisitions), 138 (intra-Community supplies), 194 to 196 (reverse charge).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ..tax.categories import TaxCategory
from .supplies import TaxDocument

BOXES = {
    "1": "VAT due on sales and other outputs, reverse charge included",
    "2": "VAT due on acquisitions from EC member states",
    "3": "Total VAT due (boxes 1 and 2)",
    "4": "VAT reclaimed on purchases and other inputs",
    "5": "Net VAT to pay (reclaim if negative)",
    "6": "Total value of sales, excluding VAT",
    "7": "Total value of purchases, excluding VAT",
    "8": "Value of supplies of goods to EC member states, excluding VAT",
    "9": "Value of acquisitions of goods from EC member states, excluding VAT",
}
_NO_SUPPLY = frozenset({TaxCategory.OUT_OF_SCOPE})


@dataclass(frozen=True, slots=True)
class Worth:
    """Taxable value and VAT, minor units of the company's currency."""

    taxable: int = 0
    vat: int = 0

    def __add__(self, other: Worth) -> Worth:
        return Worth(self.taxable + other.taxable, self.vat + other.vat)


@dataclass(slots=True, kw_only=True)
class VatReturn:
    """Sales and purchases by (category, rate), what is self-assessed, and the documents of each box."""

    sales: dict[tuple[TaxCategory, Decimal], Worth] = field(default_factory=dict)
    purchases: dict[tuple[TaxCategory, Decimal], Worth] = field(default_factory=dict)
    acquisitions: Worth = field(default_factory=Worth)
    reverse_charge: Worth = field(default_factory=Worth)
    reclaimed: int = 0
    documents: dict[str, dict[TaxDocument, int]] = field(default_factory=dict)

    @property
    def output_vat(self) -> int:
        return sum(one.vat for one in self.sales.values())

    def box(self, number: str) -> int:
        """The amount of a box; all are exact, none is cut to whole units."""
        match number:
            case "1":
                return self.output_vat + self.reverse_charge.vat
            case "2":
                return self.acquisitions.vat
            case "3":
                return self.box("1") + self.box("2")
            case "4":
                return self.reclaimed
            case "5":
                return self.box("3") - self.box("4")
            case "6":
                return sum(one.taxable for one in self.sales.values())
            case "7":
                return sum(one.taxable for one in self.purchases.values())
            case "8":
                return sum(
                    one.taxable
                    for (category, _), one in self.sales.items()
                    if category is TaxCategory.INTRA_COMMUNITY
                )
            case "9":
                return self.acquisitions.taxable
        raise KeyError(number)


def vat_return(outward: Sequence[TaxDocument], inward: Sequence[TaxDocument]) -> VatReturn:
    """The return of what was sold and bought in the period; notes are taken off."""
    found = VatReturn()

    def behind(box: str, document: TaxDocument, minor: int) -> None:
        if minor:
            documents = found.documents.setdefault(box, {})
            documents[document] = documents.get(document, 0) + minor

    for document in outward:
        for line in document.lines:
            if line.category in _NO_SUPPLY:
                continue
            worth = Worth(document.sign * line.taxable_minor, document.sign * line.tax_minor)
            key = (line.category, line.rate)
            found.sales[key] = found.sales.get(key, Worth()) + worth
            behind("1", document, worth.vat)
            behind("6", document, worth.taxable)
            if line.category is TaxCategory.INTRA_COMMUNITY:
                behind("8", document, worth.taxable)
    for document in inward:
        for line in document.lines:
            if line.category in _NO_SUPPLY:
                continue
            own = document.sign * sum(line.own.values())
            taxable = document.sign * line.taxable_minor
            key = (line.category, line.rate)
            found.purchases[key] = found.purchases.get(key, Worth()) + Worth(
                taxable, document.sign * line.tax_minor
            )
            behind("7", document, taxable)
            if line.own and line.category is TaxCategory.INTRA_COMMUNITY:
                found.acquisitions += Worth(taxable, own)
                behind("2", document, own)
                behind("9", document, taxable)
            elif line.own:
                found.reverse_charge += Worth(taxable, own)
                behind("1", document, own)
            if line.is_creditable:
                claimed = document.sign * line.tax_minor + own
                found.reclaimed += claimed
                behind("4", document, claimed)
    return found
